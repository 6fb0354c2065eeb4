package files

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

var errObject = errors.New("is no JSON object")

// members visits the members of an object: the names without their quotes, the values as they are written.
func members(object []byte, visit func(name, value []byte)) error {
	b := bytes.TrimLeft(object, space)
	if len(b) == 0 || b[0] != '{' {
		return errObject
	}
	for b = bytes.TrimLeft(b[1:], space); len(b) > 0 && b[0] == '"'; {
		end := stringEnd(b)
		if end < 0 {
			return errObject
		}
		name := b[1 : end-1]
		b = bytes.TrimLeft(b[end:], space)
		if len(b) == 0 || b[0] != ':' {
			return errObject
		}
		b = bytes.TrimLeft(b[1:], space)
		if end = valueEnd(b); end <= 0 {
			return errObject
		}
		visit(name, b[:end])
		if b = bytes.TrimLeft(b[end:], space); len(b) > 0 && b[0] == ',' {
			b = bytes.TrimLeft(b[1:], space)
		}
	}
	if len(b) == 0 || b[0] != '}' {
		return errObject
	}
	return nil
}

const space = " \t\r\n"

// stringEnd is where a string that b begins with ends, its quote included; -1 if it does not.
func stringEnd(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return -1
}

// valueEnd is where the value that b begins with ends; -1 if it does not.
func valueEnd(b []byte) int {
	depth := 0
	for i := 0; i < len(b); {
		switch b[i] {
		case '"':
			end := stringEnd(b[i:])
			if end < 0 {
				return -1
			}
			i += end
			if depth == 0 {
				return i
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i
			}
			if depth--; depth == 0 {
				return i + 1
			}
		case ',', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return i
			}
		}
		i++
	}
	return -1
}

// decode reads a value as domain.DecodeAttributes does: whole numbers become int, others stay as they are written.
func decode(text string) (any, error) {
	d := decoder{rest: text}
	v, err := d.value()
	if err == nil && strings.Trim(d.rest, space) != "" {
		err = errValue
	}
	return v, err
}

var errValue = errors.New("is no JSON value")

type decoder struct{ rest string }

func (d *decoder) value() (any, error) {
	d.skip()
	switch {
	case d.rest == "":
		return nil, errValue
	case d.rest[0] == '"':
		return d.text()
	case d.rest[0] == '{':
		return d.object()
	case d.rest[0] == '[':
		return d.list()
	}
	end := strings.IndexAny(d.rest, ",]} \t\r\n")
	if end < 0 {
		end = len(d.rest)
	}
	word := d.rest[:end]
	d.rest = d.rest[end:]
	switch word {
	case "null":
		return nil, nil
	case "true", "false":
		return word == "true", nil
	}
	if n, err := strconv.Atoi(word); err == nil {
		return n, nil
	}
	if !json.Valid([]byte(word)) {
		return nil, errValue
	}
	return json.Number(word), nil
}

func (d *decoder) skip() { d.rest = strings.TrimLeft(d.rest, space) }

// accept takes a sign if it is next.
func (d *decoder) accept(sign byte) bool {
	if d.skip(); d.rest == "" || d.rest[0] != sign {
		return false
	}
	d.rest = d.rest[1:]
	return true
}

func (d *decoder) text() (string, error) {
	if d.skip(); d.rest == "" || d.rest[0] != '"' {
		return "", errValue
	}
	end := strings.IndexAny(d.rest[1:], `"\`) + 1
	if end > 0 && d.rest[end] == '"' {
		out := d.rest[1:end]
		d.rest = d.rest[end+1:]
		return out, nil
	}
	if end = stringEnd([]byte(d.rest)); end < 0 {
		return "", errValue
	}
	var out string
	err := json.Unmarshal([]byte(d.rest[:end]), &out)
	d.rest = d.rest[end:]
	return out, err
}

func (d *decoder) list() (any, error) {
	d.accept('[')
	out := []any{}
	for !d.accept(']') {
		if len(out) > 0 && !d.accept(',') {
			return nil, errValue
		}
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (d *decoder) object() (any, error) {
	d.accept('{')
	out := map[string]any{}
	for first := true; !d.accept('}'); first = false {
		if !first && !d.accept(',') {
			return nil, errValue
		}
		name, err := d.text()
		if err != nil {
			return nil, err
		}
		if !d.accept(':') {
			return nil, errValue
		}
		if out[name], err = d.value(); err != nil {
			return nil, err
		}
	}
	return out, nil
}
