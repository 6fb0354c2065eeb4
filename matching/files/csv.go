// Package files reads a file of records into a table to be matched: on all cores, and every distinct value of a column only
// once.
package files

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"aurum/domain"
	"aurum/matching"
	"aurum/matching/dictionary"
)

// Format says how a file of records is written.
type Format struct {
	// Separator parts the fields; a comma where 0.
	Separator byte
	// ID is the column of the records' ids.
	ID string
	// Source is the column of the source systems. Where the file has no such column all records are of one source.
	Source string
	// OneSource is that source.
	OneSource string
}

// ReadCSV reads records as separated values (RFC 4180, UTF-8) into a table of the model: a header, then a record a line. Of
// the columns those that the attributes name are read. An id stands once in a file. progress, which may be nil, is told
// how many records have been read.
func ReadCSV(from io.Reader, f Format, m *matching.Model, attributes []matching.AttributeSpec, progress func(records int)) (*matching.Table, error) {
	if f.Separator == 0 {
		f.Separator = ','
	}
	chunks := &chunker{from: from}
	head, err := chunks.header(f.Separator)
	if err != nil {
		return nil, err
	}
	l, err := newLoader(f, head, attributes)
	if err != nil {
		return nil, err
	}
	if err := l.read(chunks, progress); err != nil {
		return nil, err
	}
	if err := l.unique(); err != nil {
		return nil, err
	}
	t := m.NewTable()
	t.AddColumns(l.keys, l.values(attributes))
	return t, nil
}

// loader gathers the columns of a file.
type loader struct {
	Format
	width        int // fields of a record
	idColumn     int
	sourceColumn int   // -1 where there is none
	columns      []int // that are read, by attribute
	texts        []dictionary.Texts
	of           [][]uint32
	keys         []domain.SourceKey
}

func newLoader(f Format, head []string, attributes []matching.AttributeSpec) (*loader, error) {
	l := &loader{Format: f, width: len(head), idColumn: slices.Index(head, f.ID), sourceColumn: slices.Index(head, f.Source)}
	if l.idColumn < 0 {
		return nil, fmt.Errorf("the header has no column %s; it has %v", f.ID, head)
	}
	for _, a := range attributes {
		at := slices.Index(head, a.ColumnName())
		if at < 0 {
			return nil, fmt.Errorf("attribute %s: the header has no column %s; it has %v", a.Name, a.ColumnName(), head)
		}
		l.columns = append(l.columns, at)
	}
	l.texts, l.of = make([]dictionary.Texts, len(l.columns)), make([][]uint32, len(l.columns))
	return l, nil
}

// read parses chunks on all cores and takes them in the order of the file.
func (l *loader) read(chunks *chunker, progress func(records int)) error {
	cores := runtime.GOMAXPROCS(0)
	under := make(chan chan *parsed, cores) // as many are under way as there are cores
	stop := make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		defer close(under)
		for line := 2; ; {
			text, err := chunks.next()
			if len(text) == 0 && err == nil {
				return
			}
			done := make(chan *parsed, 1)
			select {
			case under <- done:
			case <-stop:
				return
			}
			first := line
			line += bytes.Count(text, newline)
			if err != nil {
				done <- &parsed{err: err}
				return
			}
			wait.Go(func() { done <- l.parse(text, first) })
		}
	})
	var failed error
	for done := range under {
		p := <-done
		if failed == nil {
			if failed = p.err; failed != nil {
				close(stop)
				continue
			}
			l.merge(p)
			if progress != nil {
				progress(len(l.keys))
			}
		}
	}
	wait.Wait()
	return failed
}

// merge takes the records of a chunk.
func (l *loader) merge(p *parsed) {
	l.keys = append(l.keys, p.keys...)
	for i := range l.columns {
		numbers := make([]uint32, p.texts[i].Len())
		for n := range numbers {
			numbers[n], _ = l.texts[i].Add(p.texts[i].Text(uint32(n)))
		}
		for _, n := range p.of[i] {
			l.of[i] = append(l.of[i], numbers[n])
		}
	}
}

// unique reports an id that is there twice.
func (l *loader) unique() error {
	sorted := true
	for i := 1; i < len(l.keys) && sorted; i++ {
		sorted = l.keys[i-1].Key < l.keys[i].Key
	}
	if sorted {
		return nil
	}
	var seen dictionary.Texts
	for i, k := range l.keys {
		if _, isNew := seen.Add(k.Key); !isNew {
			return fmt.Errorf("record %d: %s %q is there already", i+1, l.ID, k.Key)
		}
	}
	return nil
}

// columns standardizes every distinct value.
func (l *loader) values(attributes []matching.AttributeSpec) []matching.Column {
	out := make([]matching.Column, len(attributes))
	for i := range attributes {
		t := &l.texts[i]
		t.Forget()
		values := make([]any, t.Len())
		side(len(values), func(n int) { values[n] = attributes[i].Read(t.Text(uint32(n))) })
		out[i] = matching.Column{Attribute: attributes[i].Name, Values: values, Of: l.of[i]}
	}
	return out
}

var newline = []byte{'\n'}

var errHeader = errors.New("the file has no header")

// side does n things side by side, portion by portion.
func side(n int, do func(i int)) {
	const portion = 1 << 13
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n/portion+1) {
		wait.Go(func() {
			for from := int(next.Add(portion)) - portion; from < n; from = int(next.Add(portion)) - portion {
				for i := from; i < min(from+portion, n); i++ {
					do(i)
				}
			}
		})
	}
	wait.Wait()
}
