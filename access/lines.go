package access

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// Files of a policy, in the policies folder.
const (
	modelFile  = "access/model.conf"
	policyFile = "access/policy.csv"
)

// grant is a line "p, role, object, action".
type grant struct {
	line           int
	role           Role
	object, action string
}

// inheritance is a line "g, role, parent".
type inheritance struct {
	line         int
	role, parent Role
}

// document is a policy file as read, before its meaning is checked.
type document struct {
	grants       []grant
	attributes   []grant // grants on attribute:…, which tell visibility
	inheritances []inheritance
}

// at says what is wrong in a line of the policy file.
func at(line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", policyFile, line, fmt.Sprintf(format, args...))
}

// readDocument reads the policy file. All errors are told at once, one a line.
func readDocument(fsys fs.FS) (*document, error) {
	text, err := fs.ReadFile(fsys, policyFile)
	if err != nil {
		return nil, fmt.Errorf("read the access policy: %w", err)
	}
	if !utf8.Valid(text) {
		return nil, fmt.Errorf("%s: is not UTF-8", policyFile)
	}
	d := &document{}
	seen := map[string]int{}
	var errs []error
	line := 0
	for raw := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		line++
		columns := split(raw)
		if columns == nil {
			continue
		}
		key := strings.Join(columns, ",")
		if first, twice := seen[key]; twice {
			errs = append(errs, at(line, "says the same as line %d", first))
			continue
		}
		seen[key] = line
		errs = append(errs, d.add(line, columns))
	}
	if len(seen) == 0 {
		errs = append(errs, fmt.Errorf("%s: has no lines; without any nobody may do anything", policyFile))
	}
	return d, errors.Join(errs...)
}

// split gives a line's columns, trimmed; nil for a remark or an empty line.
func split(raw string) []string {
	raw = strings.TrimSpace(raw)
	if raw == "" || strings.HasPrefix(raw, "#") {
		return nil
	}
	columns := strings.Split(raw, ",")
	for i := range columns {
		columns[i] = strings.TrimSpace(columns[i])
	}
	return columns
}

// columnsOf is how many columns each kind of line has, itself included.
var columnsOf = map[string]int{"p": 4, "g": 3}

func (d *document) add(line int, columns []string) error {
	want, known := columnsOf[columns[0]]
	if !known {
		return at(line, "begins with %q; a line begins with p or g", columns[0])
	}
	if len(columns) != want {
		return at(line, "has %d columns, a %s line has %d", len(columns), columns[0], want)
	}
	for i, c := range columns {
		if c == "" {
			return at(line, "column %d is empty", i+1)
		}
	}
	switch {
	case columns[0] == "g":
		d.inheritances = append(d.inheritances, inheritance{line, Role(columns[1]), Role(columns[2])})
	case strings.HasPrefix(columns[2], attributePrefix):
		d.attributes = append(d.attributes, grant{line, Role(columns[1]), columns[2], columns[3]})
	default:
		d.grants = append(d.grants, grant{line, Role(columns[1]), columns[2], columns[3]})
	}
	return nil
}
