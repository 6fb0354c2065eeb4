package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// chunkBytes is about how much of a file one core parses at a time.
const chunkBytes = 2 << 20

// maxRecord bounds a record, so that a quote that nobody closes does not bring a whole file into memory.
const maxRecord = 64 << 20

// chunker cuts a file where records end.
type chunker struct {
	from io.Reader
	rest []byte // read, and not given out yet
	end  bool
}

var carriageReturn = []byte("\r\n")

var byteOrderMark = []byte("\ufeff")

// header reads the first record.
func (c *chunker) header(separator byte) ([]string, error) {
	if err := c.fill(chunkBytes); err != nil {
		return nil, err
	}
	c.rest = bytes.TrimPrefix(c.rest, byteOrderMark)
	end := recordEnd(c.rest)
	if end < 0 && c.end {
		end = len(c.rest)
	}
	if end <= 0 {
		return nil, errHeader
	}
	var out []string
	s := splitter{text: c.rest[:end], separator: separator}
	for s.next() {
		out = append(out, strings.TrimSpace(string(s.field)))
	}
	c.rest = c.rest[end:]
	return out, s.err
}

// next gives whole records; none at the end. The bytes are the caller's.
func (c *chunker) next() ([]byte, error) {
	for size := chunkBytes; ; size *= 2 {
		if err := c.fill(size); err != nil {
			return nil, err
		}
		end := lastEnd(c.rest)
		if end == 0 && !c.end {
			if size > maxRecord {
				return nil, fmt.Errorf("a record is longer than %d MB: a quote is not closed", maxRecord>>20)
			}
			continue
		}
		if c.end {
			end = len(c.rest)
		}
		out := c.rest[:end:end]
		c.rest = slices.Clone(c.rest[end:])
		return out, nil
	}
}

// fill reads until there are so many bytes, or the file ends.
func (c *chunker) fill(size int) error {
	if c.end || len(c.rest) >= size {
		return nil
	}
	buffer := make([]byte, size)
	n := copy(buffer, c.rest)
	m, err := io.ReadFull(c.from, buffer[n:])
	c.rest = buffer[:n+m]
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		c.end = true
		return nil
	}
	return err
}

// recordEnd is where the first record ends, its newline included; -1 if it does not.
func recordEnd(text []byte) int {
	quoted := false
	for i, b := range text {
		switch {
		case b == '"':
			quoted = !quoted
		case b == '\n' && !quoted:
			return i + 1
		}
	}
	return -1
}

// lastEnd is where the last whole record ends; 0 if there is none. A newline ends a record where an even number of quotes
// stands before it.
func lastEnd(text []byte) int {
	quotes := bytes.Count(text, []byte{'"'})
	for end := len(text); ; {
		at := bytes.LastIndexByte(text[:end], '\n')
		if at < 0 {
			return 0
		}
		if quotes -= bytes.Count(text[at:end], []byte{'"'}); quotes%2 == 0 {
			return at + 1
		}
		end = at
	}
}

// splitter takes records apart field by field.
type splitter struct {
	text      []byte
	separator byte
	field     []byte // of the last call of next
	last      bool   // the field ends its record
	open      bool   // a field must follow
	err       error
	unquote   []byte
}

var errQuote = errors.New(`a quote stands inside a field; write the field in quotes, and each quote twice: "5"" pipe"`)

// next reads a field; false at the end of the text or after an error.
func (s *splitter) next() bool {
	if len(s.text) == 0 {
		s.field, s.last = nil, true
		defer func() { s.open = false }()
		return s.open
	}
	found := false
	if s.text[0] == '"' {
		found = s.quoted()
	} else {
		found = s.bare()
	}
	s.open = found && !s.last
	return found
}

// bare reads a field without quotes.
func (s *splitter) bare() bool {
	for i, b := range s.text {
		switch b {
		case s.separator:
			s.field, s.text, s.last = s.text[:i], s.text[i+1:], false
			return true
		case '\n':
			s.field, s.text, s.last = bytes.TrimSuffix(s.text[:i], []byte{'\r'}), s.text[i+1:], true
			return true
		case '"':
			s.err = errQuote
			return false
		}
	}
	s.field, s.text, s.last = bytes.TrimSuffix(s.text, []byte{'\r'}), nil, true
	return true
}

func (s *splitter) quoted() bool {
	s.unquote = s.unquote[:0]
	text := s.text[1:]
	for {
		at := bytes.IndexByte(text, '"')
		if at < 0 {
			s.err = errors.New("a quote is not closed")
			return false
		}
		s.unquote = append(s.unquote, text[:at]...)
		text = text[at+1:]
		if len(text) == 0 || text[0] != '"' {
			break
		}
		s.unquote, text = append(s.unquote, '"'), text[1:]
	}
	s.field = s.unquote
	if bytes.Contains(s.field, carriageReturn) {
		s.field = bytes.ReplaceAll(s.field, carriageReturn, newline) // within a field too a line ends as it does elsewhere
	}
	switch {
	case len(text) == 0:
		s.text, s.last = nil, true
	case text[0] == s.separator:
		s.text, s.last = text[1:], false
	case text[0] == '\n':
		s.text, s.last = text[1:], true
	case bytes.HasPrefix(text, []byte("\r\n")):
		s.text, s.last = text[2:], true
	default:
		s.err = errQuote
		return false
	}
	return true
}
