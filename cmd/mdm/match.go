package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"aurum/cmd/mdm/matchfile"
	"aurum/cmd/mdm/settings"
	"aurum/domain"
	"aurum/policies"
)

// recordsHelp says what a file of records is; it stands in the help of every command that reads one.
const recordsHelp = `The file of records is CSV, gzipped or not; its first line names the columns: record_id, source, then attributes. For a policy of
a domain they are attribute paths as for mdm import, or --map says what they mean; records are standardized as the service
does it, and one that the service would not take is reported and left out.`

// matchSettings say which records are matched by which policy.
type matchSettings struct {
	policy   string
	policies string
	records  string
	source   string
	mapping  string
	workers  int
}

func (m *matchSettings) declare(s *settings.Set) {
	settings.Add(s, &m.policy, settings.Spec{
		Flag: "policy", Value: "FILE", Usage: "policy to match by: a YAML file, or the name of a domain for its policy",
	}, settings.Text)
	m.declareRecords(s)
	settings.Add(s, &m.mapping, settings.Spec{
		Flag: "map", Value: "FILE", Usage: "YAML file that says what the columns mean, for the policy of a domain",
	}, settings.Text)
	addWorkers(s, &m.workers)
	addPolicies(s, &m.policies)
}

func (m *matchSettings) declareRecords(s *settings.Set) {
	settings.Add(s, &m.records, settings.Spec{Flag: "records", Value: "FILE", Usage: "CSV file of the records; - is stdin"}, settings.Text)
	settings.Add(s, &m.source, settings.Spec{
		Flag: "source", Default: matchfile.SourceColumn, Value: "COLUMN",
		Usage: "column of the source systems; without such a column all records are of one source",
	}, settings.Text)
}

func addWorkers(s *settings.Set, p *int) {
	settings.Add(s, p, settings.Spec{
		Flag: "workers", Default: "0", Value: "N", Usage: "how many cores to use; 0 is all",
	}, settings.Count(0))
}

func addJSON(s *settings.Set, p *bool) {
	settings.Add(s, p, settings.Spec{Flag: "json", Usage: "write one JSON object instead of text"}, settings.Switch)
}

func (m *matchSettings) input(sh *shell, told func(stage string, done, total int64)) matchfile.Input {
	return matchfile.Input{Name: m.records, Stdin: sh.stdin, Source: m.source, Mapping: m.mapping, Progress: told}
}

func (m *matchSettings) openPolicy() (*matchfile.Policy, error) {
	rules, err := policies.Open(m.policies)
	if err != nil {
		return nil, err
	}
	return matchfile.OpenPolicy(m.policy, rules, domain.Registry)
}

// load opens policy and records and reports the records that were left out.
func (m *matchSettings) load(sh *shell, told func(stage string, done, total int64)) (*matchfile.Policy, *matchfile.Loaded, error) {
	p, err := m.openPolicy()
	if err != nil {
		return nil, nil, err
	}
	l, err := p.Load(m.input(sh, told))
	if err != nil {
		return nil, nil, err
	}
	for _, bad := range l.Left {
		sh.tellBad(bad.String(), badLine{bad.Line, domain.Quarantined, bad.Problems})
	}
	for _, bad := range l.Incomplete {
		sh.tellBad(bad.Kept(), badLine{Line: bad.Line, Problems: bad.Problems})
	}
	return p, l, nil
}

// tellBad reports a record that cannot be matched, or not with all it says, in the shape that mdm import has for them.
func (sh *shell) tellBad(words string, line badLine) {
	if sh.terminal {
		fmt.Fprintln(sh.stderr, words)
		return
	}
	text, err := json.Marshal(line)
	if err != nil {
		panic(err) // texts and numbers can always be written
	}
	fmt.Fprintf(sh.stderr, "%s\n", text)
}

// stages shows the progress of work in stages, of which each begins where another name is told.
type stages struct {
	mu    sync.Mutex
	shell *shell
	bar   *progress
	stage string
	last  time.Time
}

// Intervals at which progress is told: a person likes to see it move, a log is kept short.
const (
	barInterval  = 100 * time.Millisecond
	lineInterval = 2 * time.Second
)

func (sh *shell) stages() *stages { return &stages{shell: sh} }

// at tells how far a stage has come; total is 0 where nobody knows. Only the last step of a stage is sure to be shown.
func (s *stages) at(stage string, done, total int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if stage != s.stage {
		s.finish()
		s.bar, s.stage, s.last = s.shell.progress(stage, int(total)), stage, time.Time{}
	}
	interval := lineInterval
	if s.shell.terminal {
		interval = barInterval
	}
	finished := total > 0 && done >= total
	if now := time.Now(); finished || done > 0 && now.Sub(s.last) >= interval {
		s.bar.total = int(total)
		s.bar.at(int(done))
		s.last = now
	}
}

// end leaves the last stage's line.
func (s *stages) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.finish()
}

func (s *stages) finish() {
	if s.bar != nil {
		s.bar.end()
	}
	s.bar, s.stage = nil, ""
}

// writeJSON writes a value as one indented object.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// writeFile writes a file whole or not at all: what is there stays until the new one is complete.
func writeFile(name string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".mdm-")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // the error that led here counts
		}
	}()
	if err := write(f); err != nil {
		_ = f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// noArguments runs an action that takes no plain arguments.
func noArguments(act func(ctx context.Context, sh *shell) error) action {
	return func(ctx context.Context, sh *shell, _ []string) error { return act(ctx, sh) }
}
