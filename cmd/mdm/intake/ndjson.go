package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"aurum/domain"
	"aurum/mastering"
)

// lines reads one JSON object a line: {"key": …, "updatedAt": …, "attributes": {…}}, or with a mapping any flat object.
type lines struct {
	lines  *lineReader
	plan   *plan  // nil where there is no mapping
	source string // the property of the source system, if any
	number int
}

func newLines(r *lineReader, f File) (*lines, error) {
	l := &lines{lines: r, source: f.Source}
	if f.Mapping == nil {
		return l, nil
	}
	var err error
	l.plan, err = f.Mapping.compile(f.Schema)
	return l, err
}

// Next gives the next row; io.EOF at the end. Empty lines are passed over.
func (l *lines) Next() (Row, error) {
	for {
		text, tooLong, err := l.lines.readLine()
		if err != nil {
			return Row{}, err
		}
		l.number++
		row := Row{Line: l.number}
		if tooLong {
			row.Fault = fmt.Errorf("the line has more than %d bytes", maxLine)
			return row, nil
		}
		if strings.TrimSpace(string(text)) == "" {
			continue
		}
		row.Arrival, row.Source, row.Fault = l.read(text)
		return row, nil
	}
}

func (l *lines) read(line []byte) (a mastering.Arrival, source string, err error) {
	object, err := domain.DecodeAttributes(line)
	if err != nil || object == nil || !json.Valid(line) {
		return a, "", errors.New("not a JSON object")
	}
	if l.source != "" {
		source = strings.TrimSpace(text(object[l.source]))
	}
	if l.plan != nil {
		a, err = l.plan.arrival(func(column string) any { return object[column] })
		return a, source, err
	}
	if l.source != "" {
		delete(object, l.source)
	}
	a, err = plainRecord(object)
	return a, source, err
}

// plainRecord reads an object in the hub's own shape.
func plainRecord(object map[string]any) (mastering.Arrival, error) {
	a := mastering.Arrival{Key: strings.TrimSpace(text(object["key"]))}
	if a.Key == "" {
		return a, errors.New(`there is no "key"`)
	}
	for name := range object {
		if !slices.Contains([]string{"key", "updatedAt", "attributes", "delete"}, name) {
			return a, fmt.Errorf("unknown property %q: a line is {\"key\", \"updatedAt\", \"attributes\", \"delete\"}; a mapping file reads others (--map)", name)
		}
	}
	a.Delete, _ = object["delete"].(bool)
	if at := object["updatedAt"]; at != nil {
		t, err := parseTime(text(at))
		if err != nil {
			return a, fmt.Errorf("updatedAt: %w", err)
		}
		a.UpdatedAt = &t
	}
	attributes, ok := object["attributes"].(map[string]any)
	if !ok && !a.Delete {
		return a, errors.New(`"attributes" must be an object`)
	}
	a.Attributes = attributes
	return a, nil
}
