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
	source  string // the column of the source system, if any
	plan    *plan
}

// separators are the characters that part columns, by preference.
var separators = []rune{',', ';', '\t', '|'}

// newTable reads the first line and makes of the columns what they are.
func newTable(r *lineReader, f File) (*table, error) {
	c, columns, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	t := &table{csv: c, columns: columns, source: f.Source}
	return t, t.prepare(f.Schema, f.Mapping)
}

// OpenCSV begins to read a table, gzipped or not, for those who read its cells themselves: it gives the reader behind the
// first line, and the names of the columns. The reader gives rows of any length, in memory that the next row reuses.
func OpenCSV(content io.Reader) (*csv.Reader, []string, error) {
	r, err := openLines(content)
	if err != nil {
		return nil, nil, err
	}
	return readHeader(r)
}

// readHeader reads the first line. The separator is the one that it holds most of.
func readHeader(r *lineReader) (*csv.Reader, []string, error) {
	head, err := r.peekLine()
	if err != nil {
		return nil, nil, err
	}
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	c.ReuseRecord = true
	c.Comma = slices.MaxFunc(separators, func(a, b rune) int {
		return strings.Count(head, string(a)) - strings.Count(head, string(b))
	})
	names, err := c.Read()
	if errors.Is(err, io.EOF) {
		return nil, nil, errors.New("the file is empty: its first line names the columns")
	}
	if err != nil {
		return nil, nil, fmt.Errorf("line 1: %w", err)
	}
	columns := make([]string, len(names))
	for i, name := range names {
		columns[i] = strings.TrimSpace(name)
		if columns[i] == "" {
			return nil, nil, fmt.Errorf("line 1: column %d has no name", i+1)
		}
		if !utf8.ValidString(name) {
			return nil, nil, fmt.Errorf("line 1: column %d: its name is not UTF-8", i+1)
		}
		if slices.Contains(columns[:i], columns[i]) {
			return nil, nil, fmt.Errorf("line 1: there are two columns %q", columns[i])
		}
	}
	return c, columns, nil
}

// prepare makes the plan of the columns.
func (t *table) prepare(schema *domain.Schema, m *Mapping) (err error) {
	if m == nil {
		t.plan, err = ofColumns(schema, t.columns, t.source)
		return err
	}
	for _, name := range m.Names() {
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
	value := func(column string) any {
		if i := slices.Index(t.columns, column); i >= 0 {
			return strings.Clone(fields[i])
		}
		return nil
	}
	row.Source = strings.TrimSpace(text(value(t.source)))
	row.Arrival, row.Fault = t.plan.arrival(value)
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
