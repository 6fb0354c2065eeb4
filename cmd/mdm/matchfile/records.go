package matchfile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"aurum/cmd/mdm/intake"
	"aurum/domain"
	"aurum/matching/propose"
)

// Names of the columns that every file of records has.
const (
	IDColumn     = "record_id"
	SourceColumn = "source"
)

// OneSource is the source of all records of a file that does not name any.
const OneSource = "file"

// maxFaults is how many faults of a file are told before the rest is not looked for.
const maxFaults = 20

// Records reads a table of records: the column record_id, a column of their source systems, and attributes. name stands in
// errors. source is the column of the source systems; a file that has no such column is of one source, OneSource.
//
// Errors name the file, the line and the column; the first maxFaults are told together. Values are kept as they stand.
func Records(name, source string, content io.Reader) (*propose.Records, error) {
	return readRecords(content, readOptions{name: name, source: source})
}

// readOptions say how records are read.
type readOptions struct {
	name, source string
	// wanted are the columns whose values are kept; nil for all.
	wanted []string
	// told is told now and then how many records are read; it may be nil.
	told func(done int)
}

func readRecords(content io.Reader, o readOptions) (*propose.Records, error) {
	name, source := o.name, o.source
	rows, columns, err := intake.OpenCSV(content)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := &recordReader{rows: rows, columns: columns, seen: map[string]int{}, told: o.told}
	if r.id = slices.Index(columns, IDColumn); r.id < 0 {
		return nil, fmt.Errorf("%s: line 1: there is no column %s; the columns are %s", name, IDColumn, strings.Join(columns, ", "))
	}
	r.source = slices.Index(columns, source)
	for i, c := range columns {
		if i != r.id && i != r.source && (o.wanted == nil || slices.Contains(o.wanted, c)) {
			r.at, r.out.Columns = append(r.at, i), append(r.out.Columns, propose.Column{Name: c})
		}
	}
	if err := r.all(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(r.faults) > 0 {
		return nil, fmt.Errorf("%s: %w", name, errors.Join(r.faults...))
	}
	return &r.out, nil
}

type recordReader struct {
	rows       *csv.Reader
	columns    []string
	id, source int   // columns; source is -1 where there is none
	at         []int // the columns of out.Columns
	out        propose.Records
	seen       map[string]int // the line of each id
	sources    []string       // each once, so that a million records share them
	faults     []error
	told       func(done int)
}

// tellEvery is after how many records progress is told.
const tellEvery = 1 << 14

func (r *recordReader) all() error {
	for {
		fields, err := r.rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			// A quote that does not fit shifts all that follows: faults behind it would be its echo.
			return errors.Join(append(r.faults, fmt.Errorf("line %d: %w", bad.StartLine, bad.Err))...)
		}
		if err != nil {
			return err
		}
		line, _ := r.rows.FieldPos(0)
		if err := r.row(line, fields); err != nil {
			if r.faults = append(r.faults, fmt.Errorf("line %d: %w", line, err)); len(r.faults) == maxFaults {
				return errors.Join(append(r.faults, errors.New("and perhaps more"))...)
			}
		}
	}
}

func (r *recordReader) row(line int, fields []string) error {
	if err := checkCells(r.columns, fields); err != nil {
		return err
	}
	id := strings.TrimSpace(fields[r.id])
	if id == "" {
		return fmt.Errorf("column %s is empty", IDColumn)
	}
	if before, twice := r.seen[id]; twice {
		return fmt.Errorf("column %s: %q stands on line %d already", IDColumn, id, before)
	}
	r.seen[id] = line
	key := domain.SourceKey{System: OneSource, Key: id}
	if r.source >= 0 {
		if key.System = r.sourceOf(strings.TrimSpace(fields[r.source])); key.System == "" {
			return fmt.Errorf("column %s is empty", r.columns[r.source])
		}
	}
	if r.out.Keys = append(r.out.Keys, key); r.told != nil && len(r.out.Keys)%tellEvery == 0 {
		r.told(len(r.out.Keys))
	}
	for c, i := range r.at {
		r.out.Columns[c].Values = append(r.out.Columns[c].Values, fields[i])
	}
	return nil
}

func (r *recordReader) sourceOf(name string) string {
	if i := slices.Index(r.sources, name); i >= 0 {
		return r.sources[i]
	}
	r.sources = append(r.sources, strings.Clone(name))
	return r.sources[len(r.sources)-1]
}

// checkCells makes sure that a row has its columns, in UTF-8.
func checkCells(columns, fields []string) error {
	if len(fields) != len(columns) {
		return fmt.Errorf("there are %d columns, the first line names %d", len(fields), len(columns))
	}
	for i, f := range fields {
		if !utf8.ValidString(f) {
			return fmt.Errorf("column %s is not UTF-8", columns[i])
		}
	}
	return nil
}
