package matchfile

import (
	"os"
	"slices"
	"time"

	"aurum/cmd/mdm/intake"
	"aurum/matching/files"
)

// loadFast reads a plain file for a policy of a file on all cores, each distinct value of a column only once. ok is false
// where it cannot: Load then reads the file row by row, and tells all that is wrong with it.
func (p *Policy) loadFast(in Input) (l *Loaded, ok bool) {
	if in.Name == "-" || in.Only != nil {
		return nil, false
	}
	separator, ok := p.separatorOf(in)
	if !ok {
		return nil, false
	}
	content, err := os.Open(in.Name)
	if err != nil {
		return nil, false
	}
	defer func() { _ = content.Close() }() // it was only read
	format := files.Format{Separator: separator, ID: IDColumn, Source: in.Source, OneSource: OneSource}
	in.tell("read", 0, 0)
	began := time.Now()
	t, err := files.ReadCSV(content, format, p.Model, p.Spec.Attributes, func(records int) { in.tell("read", records, 0) })
	if err != nil {
		return nil, false
	}
	return &Loaded{Table: t, Preparing: time.Since(began)}, true
}

// separatorOf looks at the first line of a file; ok is false where something is not as it should be, or the file is
// compressed.
func (p *Policy) separatorOf(in Input) (separator byte, ok bool) {
	content, err := os.Open(in.Name)
	if err != nil {
		return 0, false
	}
	defer func() { _ = content.Close() }() // it was only read
	var magic [2]byte
	if _, err := content.ReadAt(magic[:], 0); err != nil || magic == [2]byte{0x1f, 0x8b} {
		return 0, false
	}
	rows, columns, err := intake.OpenCSV(content)
	if err != nil || p.missingColumns(columns) != nil || !slices.Contains(columns, IDColumn) {
		return 0, false
	}
	return byte(rows.Comma), true
}
