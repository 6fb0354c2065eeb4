package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"aurum/cmd/mdm/intake"
	"aurum/cmd/mdm/settings"
	"aurum/domain"
	"aurum/mastering"
)

var importCommand = command{
	name: "import", arguments: "FILE", summary: "Load source records from a CSV or NDJSON file, gzipped or not; - is stdin.",
	details: `Records go the way of every other: standardized, matched, merged.

CSV: the first line names the columns. Each is an attribute path such as legalName or addresses[0].city; the column
"key", else the first, is the source's key; "updatedAt" and "delete" are read if present. An empty cell says nothing.
NDJSON: a line is {"key": "4711", "updatedAt": "2026-11-30T12:00:00Z", "attributes": {…}}; null clears an attribute.

--map names a YAML file for files that look otherwise:
  key: Kundennummer            # column of the key
  updatedAt: geaendert         # optional
  delete: geloescht            # optional: true where the source has withdrawn the record
  columns:
    Firma: legalName
    Ort: addresses[0].city
  constants:
    addresses[0].country: CH

A line that is no record is reported and passed over; the exit status is then 1. An import that was cut off is
repeated with the same command: what has been done is not done again.`,
	prepare: prepareImport,
}

// importBatch is how many records go into one call.
const importBatch = 500

type importOptions struct {
	where    databaseSettings
	logs     logSettings
	policies string
	domain   domain.Domain
	source   string
	mapping  string
	format   intake.Format
	again    bool
}

func prepareImport(s *settings.Set) action {
	var o importOptions
	addDomain(s, &o.domain)
	settings.Add(s, &o.source, settings.Spec{Flag: "source", Value: "CODE", Usage: "source system the records come from"}, settings.Text)
	settings.Add(s, &o.mapping, settings.Spec{Flag: "map", Value: "FILE", Usage: "YAML file that says what the columns mean"}, settings.Text)
	settings.Add(s, &o.format, settings.Spec{
		Flag: "format", Default: string(intake.Auto), Value: "FORMAT", Usage: "csv, ndjson, or auto: by the name, else by the content",
	}, settings.OneOf(intake.Auto, intake.CSV, intake.NDJSON))
	settings.Add(s, &o.again, settings.Spec{Flag: "again", Usage: "import even what an earlier import of the same file has done"}, settings.Switch)
	o.where.declare(s)
	addPolicies(s, &o.policies)
	o.logs.declare(s)
	return func(ctx context.Context, sh *shell, args []string) error {
		if err := required(s, "import", "domain", "source"); err != nil {
			return err
		}
		if len(args) != 1 {
			return settings.Faultf("mdm import needs one file, or - for stdin")
		}
		return o.run(ctx, sh, args[0])
	}
}

// run opens file and database, and loads the one into the other.
func (o importOptions) run(ctx context.Context, sh *shell, name string) (err error) {
	rows, closeFile, err := o.openFile(sh, name)
	if err != nil {
		return err
	}
	defer closeFile()
	_, rules, err := loadPolicies(o.policies)
	if err != nil {
		return err
	}
	log := sh.logger(max(o.logs.level, slog.LevelWarn), o.logs.format)
	db, err := o.where.open(ctx, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.close()) }()
	if err := db.ready(ctx); err != nil {
		return err
	}
	e, err := newEngine(ctx, engineOptions{url: db.url, policies: rules, log: log})
	if err != nil {
		return err
	}
	defer e.close()
	load := &load{options: o, hub: e.hub, report: sh.stderr, bar: sh.progress("import", 0), outcomes: map[domain.Outcome]int{}}
	if err := load.all(ctx, rows); err != nil {
		return err
	}
	if err := e.hub.Settle(ctx); err != nil {
		return err
	}
	return load.summary(sh.stdout)
}

// openFile begins to read the file with its mapping.
func (o importOptions) openFile(sh *shell, name string) (intake.Reader, func(), error) {
	f := intake.File{Format: o.format, Schema: domain.Registry.Of(o.domain), Content: sh.stdin}
	if o.mapping != "" {
		text, err := os.ReadFile(o.mapping)
		if err != nil {
			return nil, nil, fmt.Errorf("mapping: %w", err)
		}
		if f.Mapping, err = intake.ParseMapping(text); err != nil {
			return nil, nil, fmt.Errorf("mapping %s: %w", o.mapping, err)
		}
	}
	closeFile := func() {}
	if name != "-" {
		disk, err := os.Open(name)
		if err != nil {
			return nil, nil, err
		}
		closeFile = func() { _ = disk.Close() } // it was only read
		f.Name, f.Content = name, disk
	}
	rows, err := intake.Open(f)
	if err != nil {
		closeFile()
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return rows, closeFile, nil
}

// ingester is the hub as loads see it.
type ingester interface {
	Ingest(ctx context.Context, u mastering.Upsert) ([]mastering.Result, error)
}

// load is an import under way.
type load struct {
	options  importOptions
	hub      ingester
	report   io.Writer
	bar      *progress
	outcomes map[domain.Outcome]int
	bad      int // lines that are no records
	read     int // records before the batch
	batch    []intake.Row
	// chain is the hash of all records so far. It makes the idempotency key of a batch say: this batch, behind these.
	chain [sha256.Size]byte
}

// all reads the rows to the end.
func (l *load) all(ctx context.Context, rows intake.Reader) error {
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			err = l.flush(ctx)
			l.bar.end()
			return err
		}
		if err != nil {
			return fmt.Errorf("reading ended after %d records: %w", l.read+len(l.batch), err)
		}
		if row.Fault != nil {
			l.bad++
			l.tell(row.Line, "", []domain.Problem{{Code: "UNREADABLE", Message: row.Fault.Error()}})
			continue
		}
		if l.batch = append(l.batch, row); len(l.batch) == importBatch {
			if err := l.flush(ctx); err != nil {
				return err
			}
		}
	}
}

// flush sends the batch and counts what became of it.
func (l *load) flush(ctx context.Context) error {
	if len(l.batch) == 0 {
		return nil
	}
	u, err := l.upsert()
	if err != nil {
		return err
	}
	results, err := l.hub.Ingest(ctx, u)
	if err != nil {
		return fmt.Errorf("%d records are done, then: %w; run the same command again to go on", l.read, err)
	}
	for i, r := range results {
		l.outcomes[r.Outcome]++
		if r.Outcome == domain.Rejected || r.Outcome == domain.Quarantined {
			l.tell(l.batch[i].Line, r.Outcome, r.Problems)
		}
	}
	l.read += len(l.batch)
	l.batch = l.batch[:0]
	l.bar.at(l.read + l.bad)
	return nil
}

// upsert makes the call of the batch.
func (l *load) upsert() (mastering.Upsert, error) {
	u := mastering.Upsert{Domain: l.options.domain, System: l.options.source, Actor: "mdm import"}
	for _, row := range l.batch {
		u.Records = append(u.Records, row.Arrival)
	}
	body, err := json.Marshal(u)
	if err != nil {
		return u, err
	}
	h := sha256.New()
	h.Write(l.chain[:])
	h.Write(body)
	h.Sum(l.chain[:0])
	if !l.options.again {
		u.IdempotencyKey = fmt.Sprintf("import:%s:%d", hex.EncodeToString(l.chain[:16]), l.read)
	}
	return u, nil
}

// badLine is a line that did not become a record, or one that is kept aside, as programs read it.
type badLine struct {
	Line     int              `json:"line"`
	Outcome  domain.Outcome   `json:"outcome,omitempty"`
	Problems []domain.Problem `json:"problems"`
}

// tell reports a line that needs somebody's attention.
func (l *load) tell(line int, outcome domain.Outcome, problems []domain.Problem) {
	if !l.bar.terminal {
		text, err := json.Marshal(badLine{line, outcome, problems})
		if err != nil {
			panic(err) // texts and numbers can always be written
		}
		fmt.Fprintf(l.report, "%s\n", text)
		return
	}
	l.bar.end()
	fmt.Fprintf(l.report, "line %d", line)
	if outcome != "" {
		fmt.Fprintf(l.report, " %s", outcome)
	}
	for _, p := range problems {
		fmt.Fprintf(l.report, ": %s", p.Message)
	}
	fmt.Fprintln(l.report)
}

// outcomesInOrder is the order of the summary.
var outcomesInOrder = []domain.Outcome{
	domain.Created, domain.Linked, domain.Updated, domain.Unchanged, domain.Stale, domain.Quarantined, domain.Rejected,
}

// summary tells how many records met which outcome; a line that is no record is one rejected.
func (l *load) summary(w io.Writer) error {
	l.outcomes[domain.Rejected] += l.bad
	for _, o := range outcomesInOrder {
		if n := l.outcomes[o]; n > 0 {
			fmt.Fprintf(w, "%-12s %d\n", o, n)
		}
	}
	if l.outcomes[domain.Rejected] > 0 {
		return errTold
	}
	return nil
}
