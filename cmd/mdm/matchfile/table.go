package matchfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	"aurum/cmd/mdm/intake"
	"aurum/domain"
	"aurum/matching"
	"aurum/matching/propose"
	"aurum/standardize"
)

// Input is a file of records and how it is read.
type Input struct {
	// Name is the file's; - is Stdin.
	Name  string
	Stdin io.Reader
	// Source is the column of the source systems.
	Source string
	// Mapping is the file that says what the columns mean, for policies of a domain; may be empty.
	Mapping string
	// Only are the ids of the records that are wanted; nil for all.
	Only map[string]bool
	// Progress is told how many records are read or prepared; it may be nil.
	Progress func(stage string, done, total int64)
}

func (in Input) tell(stage string, done, total int) {
	if in.Progress != nil {
		in.Progress(stage, int64(done), int64(total))
	}
}

func (in Input) open() (io.Reader, func(), error) {
	if in.Name == "-" {
		return in.Stdin, func() {}, nil
	}
	f, err := os.Open(in.Name)
	if err != nil {
		return nil, nil, err
	}
	return f, func() { _ = f.Close() }, nil // it was only read
}

// Records reads the file as it stands.
func (in Input) Records() (*propose.Records, error) { return in.columns(nil) }

// columns reads the columns that are wanted; nil for all.
func (in Input) columns(wanted []string) (*propose.Records, error) {
	content, done, err := in.open()
	if err != nil {
		return nil, err
	}
	defer done()
	r, err := readRecords(content, readOptions{
		name: in.Name, source: in.Source, wanted: wanted, told: func(done int) { in.tell("read", done, 0) },
	})
	if err == nil {
		in.tell("read", r.Len(), r.Len())
	}
	return r, err
}

// Loaded are records ready to be matched.
type Loaded struct {
	Table *matching.Table
	// Left are the records that cannot be matched; their positions follow those of the table.
	Left []LeftOut
	// Incomplete are records of the table that are matched without those of their values that are no good: a policy that
	// brings its own columns is about a file that cannot be sent back.
	Incomplete []LeftOut
	// Preparing is the part of the time to load them that was spent on standardizing and preparing.
	Preparing time.Duration

	at map[string]int
}

// LeftOut is a record with what is wrong with it.
type LeftOut struct {
	Key      domain.SourceKey
	Line     int
	Problems []domain.Problem
}

// Len is how many records the file has, those left out included.
func (l *Loaded) Len() int { return l.Table.Len() + len(l.Left) }

// Key is the source key of a record, one left out included.
func (l *Loaded) Key(i int) domain.SourceKey {
	if i < l.Table.Len() {
		return l.Table.Key(i)
	}
	return l.Left[i-l.Table.Len()].Key
}

// At gives the position of a record id.
func (l *Loaded) At(id string) (position int, ok bool) {
	if l.at == nil {
		l.at = make(map[string]int, l.Len())
		for i := range l.Len() {
			l.at[l.Key(i).Key] = i
		}
	}
	position, ok = l.at[id]
	return position, ok
}

// Load reads the records of a file as a policy wants them.
func (p *Policy) Load(in Input) (*Loaded, error) {
	if !p.OfFile() {
		return p.loadDomain(in)
	}
	if in.Mapping != "" {
		return nil, errors.New("a mapping goes with a policy of a domain; this one is of a file and names its columns itself")
	}
	if l, ok := p.loadFast(in); ok {
		return l, nil
	}
	wanted := []string{}
	for _, a := range p.Spec.Attributes {
		wanted = append(wanted, a.ColumnName())
	}
	r, err := in.columns(wanted)
	if err != nil {
		return nil, err
	}
	return p.Prepare(in, r)
}

// Prepare makes records ready for a policy of a file.
func (p *Policy) Prepare(in Input, r *propose.Records) (*Loaded, error) {
	var names []string
	for _, c := range r.Columns {
		names = append(names, c.Name)
	}
	if missing := p.missingColumns(names); missing != nil {
		return nil, fmt.Errorf("%s: line 1: the policy reads columns that the file does not have: %s", in.Name, strings.Join(missing, ", "))
	}
	in.tell("prepare", 0, r.Len())
	began := time.Now()
	l := &Loaded{Table: p.table(in, r)}
	l.Preparing = time.Since(began)
	in.tell("prepare", r.Len(), r.Len())
	return l, nil
}

// table prepares the records that are wanted.
func (p *Policy) table(in Input, r *propose.Records) *matching.Table {
	if in.Only == nil {
		return r.Table(p.Model, p.Spec.Attributes)
	}
	t := p.Model.NewTable()
	for i, k := range r.Keys {
		if in.Only[k.Key] {
			t.Add(k, r.Attributes(i, p.Spec.Attributes))
		}
	}
	return t
}

// loadDomain reads records of a domain as mdm import does, and standardizes them as the service does.
func (p *Policy) loadDomain(in Input) (*Loaded, error) {
	content, done, err := in.open()
	if err != nil {
		return nil, err
	}
	defer done()
	f := intake.File{Name: in.Name, Content: content, Schema: p.Schema, Source: in.Source, Mapping: p.Mapping}
	if in.Mapping != "" {
		text, err := os.ReadFile(in.Mapping)
		if err != nil {
			return nil, fmt.Errorf("mapping: %w", err)
		}
		if f.Mapping, err = intake.ParseMapping(text); err != nil {
			return nil, fmt.Errorf("mapping %s: %w", in.Mapping, err)
		}
	}
	rows, err := intake.Open(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	d := &domainReader{policy: p, input: in, rows: rows, seen: map[string]int{}, out: &Loaded{Table: p.Model.NewTable()}}
	if err := d.all(); err != nil {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	return d.out, nil
}

// portion is how many records are standardized at a time, side by side.
const portion = 4096

type domainReader struct {
	policy *Policy
	input  Input
	rows   intake.Reader
	seen   map[string]int // the line of each id
	out    *Loaded
	batch  []standardized
	faults []error
}

type standardized struct {
	row      intake.Row
	key      domain.SourceKey
	attrs    domain.Attributes
	problems []domain.Problem
}

func (d *domainReader) all() error {
	for {
		row, err := d.rows.Next()
		if errors.Is(err, io.EOF) {
			d.flush()
			return errors.Join(d.faults...)
		}
		if err != nil {
			return err
		}
		if err := d.take(row); err != nil {
			if d.faults = append(d.faults, fmt.Errorf("line %d: %w", row.Line, err)); len(d.faults) == maxFaults {
				return errors.Join(append(d.faults, errors.New("and perhaps more"))...)
			}
		}
		if len(d.batch) == portion {
			d.flush()
		}
	}
}

func (d *domainReader) take(row intake.Row) error {
	if row.Fault != nil {
		return row.Fault
	}
	id := row.Arrival.Key
	if before, twice := d.seen[id]; twice {
		return fmt.Errorf("the record id %q stands on line %d already", id, before)
	}
	d.seen[id] = row.Line
	if row.Arrival.Delete || d.input.Only != nil && !d.input.Only[id] {
		return nil
	}
	s := standardized{row: row, key: domain.SourceKey{System: row.Source, Key: id}}
	if s.key.System == "" {
		s.key.System = OneSource
	}
	d.batch = append(d.batch, s)
	return nil
}

// flush standardizes the batch on all cores and adds it in order.
func (d *domainReader) flush() {
	began := time.Now()
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(d.batch); i += workers {
				s := &d.batch[i]
				defaults := d.policy.Defaults
				defaults.System = s.key.System
				s.attrs, s.problems = standardize.Record(d.policy.Schema, s.row.Arrival.Attributes, defaults)
			}
		})
	}
	wg.Wait()
	var keys []domain.SourceKey
	var attrs []domain.Attributes
	for _, s := range d.batch {
		if fatal := fatalOf(s.problems); len(fatal) > 0 {
			if d.policy.Mapping == nil || d.input.Mapping != "" {
				d.out.Left = append(d.out.Left, LeftOut{s.key, s.row.Line, fatal})
				continue
			}
			d.out.Incomplete = append(d.out.Incomplete, LeftOut{s.key, s.row.Line, fatal})
		}
		keys, attrs = append(keys, s.key), append(attrs, s.attrs)
	}
	d.out.Table.AddRecords(keys, attrs)
	d.batch = d.batch[:0]
	d.out.Preparing += time.Since(began)
	d.input.tell("read", d.out.Len(), 0)
}

// fatalOf are the problems that the service would quarantine a record for.
func fatalOf(problems []domain.Problem) []domain.Problem {
	var out []domain.Problem
	for _, p := range problems {
		if p.Severity == domain.Fatal {
			out = append(out, p)
		}
	}
	return out
}

// String tells of a record that was left out, for people.
func (l LeftOut) String() string { return l.text("is left out") }

// Kept tells of a record that is matched with what is good of it, for people.
func (l LeftOut) Kept() string { return l.text("is matched without what is wrong") }

func (l LeftOut) text(outcome string) string {
	var words []string
	for _, p := range l.Problems {
		words = append(words, p.Message)
	}
	return fmt.Sprintf("line %d: %s %s: %s", l.Line, l.Key, outcome, strings.Join(words, "; "))
}
