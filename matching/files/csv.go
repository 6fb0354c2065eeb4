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

	"aurum/domain"
	"aurum/matching"
	"aurum/matching/dictionary"
)

// The first two columns of a file.
const (
	IDColumn     = "record_id"
	SourceColumn = "source"
)

// ReadCSV reads records as comma separated values (RFC 4180, UTF-8) into a table of the model: a header, then a record a
// line. The columns record_id and source name a record; without a column source all are of one source. Of the others those
// that the attributes name are read. progress, which may be nil, is told how many bytes have been read.
func ReadCSV(from io.Reader, m *matching.Model, attributes []matching.AttributeSpec, progress func(bytes int64)) (*matching.Table, error) {
	chunks := &chunker{from: from}
	head, err := chunks.header()
	if err != nil {
		return nil, err
	}
	l, err := newLoader(head, attributes)
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
	width        int // fields of a record
	idColumn     int
	sourceColumn int   // -1 where there is none
	columns      []int // that are read, by attribute
	texts        []dictionary.Texts
	of           [][]uint32
	keys         []domain.SourceKey
}

func newLoader(head []string, attributes []matching.AttributeSpec) (*loader, error) {
	l := &loader{width: len(head), idColumn: slices.Index(head, IDColumn), sourceColumn: slices.Index(head, SourceColumn)}
	if l.idColumn < 0 {
		return nil, fmt.Errorf("the header has no column %s; it has %v", IDColumn, head)
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
func (l *loader) read(chunks *chunker, progress func(bytes int64)) error {
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
	var bytes int64
	for done := range under {
		p := <-done
		if failed == nil {
			if failed = p.err; failed != nil {
				close(stop)
				continue
			}
			l.merge(p)
			if bytes += p.bytes; progress != nil {
				progress(bytes)
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

// unique reports a record that is there twice.
func (l *loader) unique() error {
	if slices.IsSortedFunc(l.keys, domain.SourceKey.Compare) {
		for i := 1; i < len(l.keys); i++ {
			if l.keys[i] == l.keys[i-1] {
				return l.twice(i)
			}
		}
		return nil
	}
	var seen dictionary.Texts
	for i, k := range l.keys {
		if _, isNew := seen.Add(fmt.Sprint(len(k.System), ":", k.System, k.Key)); !isNew {
			return l.twice(i)
		}
	}
	return nil
}

func (l *loader) twice(i int) error {
	return fmt.Errorf("record %d: %s %q of source %q is there already", i+1, IDColumn, l.keys[i].Key, l.keys[i].System)
}

// columns standardizes every distinct value.
func (l *loader) values(attributes []matching.AttributeSpec) []matching.Column {
	out := make([]matching.Column, len(attributes))
	for i := range attributes {
		t := &l.texts[i]
		t.Forget()
		values := make([]any, t.Len())
		var wait sync.WaitGroup
		const some = 1 << 14
		for from := 0; from < len(values); from += some {
			wait.Go(func() {
				for n := from; n < min(from+some, len(values)); n++ {
					values[n] = attributes[i].Read(t.Text(uint32(n)))
				}
			})
		}
		wait.Wait()
		out[i] = matching.Column{Attribute: attributes[i].Name, Values: values, Of: l.of[i]}
	}
	return out
}

var newline = []byte{'\n'}

var errHeader = errors.New("the file has no header")
