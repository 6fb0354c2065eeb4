package intake

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"aurum/domain"
)

// table reads CSV whose first line names the columns.
type table struct {
	csv     *csv.Reader
	columns []string
	plan    *plan
}

// separators are the characters that part columns, by preference.
var separators = []rune{',', ';', '\t', '|'}

// newTable reads the first line. The separator is the one that it holds most of.
func newTable(r *lineReader, schema *domain.Schema, m *Mapping) (*table, error) {
	head, err := r.peekLine()
	if err != nil {
		return nil, err
	}
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	c.ReuseRecord = true
	c.Comma = slices.MaxFunc(separators, func(a, b rune) int {
		return strings.Count(head, string(a)) - strings.Count(head, string(b))
	})
	columns, err := c.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the file is empty: its first line names the columns")
	}
	if err != nil {
		return nil, fmt.Errorf("line 1: %w", err)
	}
	t := &table{csv: c, columns: slices.Clone(columns)}
	for i, name := range t.columns {
		t.columns[i] = strings.TrimSpace(name)
	}
	return t, t.prepare(schema, m)
}

// prepare checks the columns and makes the plan.
func (t *table) prepare(schema *domain.Schema, m *Mapping) (err error) {
	for i, name := range t.columns {
		if name == "" {
			return fmt.Errorf("line 1: column %d has no name", i+1)
		}
		if slices.Contains(t.columns[:i], name) {
			return fmt.Errorf("line 1: there are two columns %q", name)
		}
	}
	if m == nil {
		t.plan, err = ofColumns(schema, t.columns)
		return err
	}
	for _, name := range m.names() {
		if !slices.Contains(t.columns, name) {
			return fmt.Errorf("the mapping names column %q, the file has %s", name, strings.Join(t.columns, ", "))
		}
	}
	t.plan, err = m.compile(schema)
	return err
}

// Next gives the next row; io.EOF at the end.
func (t *table) Next() (Row, error) {
	fields, err := t.csv.Read()
	var bad *csv.ParseError
	switch {
	case errors.As(err, &bad):
		return Row{Line: bad.StartLine, Fault: bad.Err}, nil
	case err != nil:
		return Row{}, err
	}
	line, _ := t.csv.FieldPos(0)
	row := Row{Line: line}
	if row.Fault = t.check(fields); row.Fault != nil {
		return row, nil
	}
	row.Arrival, row.Fault = t.plan.arrival(func(column string) any {
		if i := slices.Index(t.columns, column); i >= 0 {
			return strings.Clone(fields[i])
		}
		return nil
	})
	return row, nil
}

func (t *table) check(fields []string) error {
	if len(fields) != len(t.columns) {
		return fmt.Errorf("there are %d columns, the first line names %d", len(fields), len(t.columns))
	}
	for i, f := range fields {
		if !utf8.ValidString(f) {
			return fmt.Errorf("column %s is not UTF-8", t.columns[i])
		}
	}
	return nil
}
