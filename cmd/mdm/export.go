package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"time"

	"aurum/cmd/mdm/settings"
	"aurum/domain"
	"aurum/store"
)

var exportCommand = command{
	name: "export", summary: "Write the golden records of a domain to stdout, as NDJSON or CSV.",
	details: `Without --since every active and retired record is written. At the end stderr tells a cursor: --since with it writes,
next time, what has changed in between, merged records too, each once as it is by then.
In CSV a list or a composite value stands in its cell as JSON.`,
	prepare: prepareExport,
}

type exportFormat string

const (
	exportNDJSON exportFormat = "ndjson"
	exportCSV    exportFormat = "csv"
)

// exportPage is how many records or changes are read at a time.
const exportPage = 500

type exportOptions struct {
	where  databaseSettings
	logs   logSettings
	domain domain.Domain
	format exportFormat
	asOf   *time.Time
	since  *domain.Cursor
}

func prepareExport(s *settings.Set) action {
	var o exportOptions
	addDomain(s, &o.domain)
	settings.Add(s, &o.format, settings.Spec{Flag: "format", Default: string(exportNDJSON), Value: "FORMAT", Usage: "ndjson or csv"}, settings.OneOf(exportNDJSON, exportCSV))
	settings.Add(s, &o.asOf, settings.Spec{Flag: "as-of", Value: "TIME", Usage: "the records as they were at a time, such as 2026-11-30T12:00:00Z"}, settings.Moment)
	settings.Add(s, &o.since, settings.Spec{Flag: "since", Value: "CURSOR", Usage: "only records that have changed since a cursor"}, parseCursor)
	o.where.declare(s)
	o.logs.declare(s)
	return func(ctx context.Context, sh *shell, _ []string) error {
		if err := required(s, "export", "domain"); err != nil {
			return err
		}
		if o.asOf != nil && o.since != nil {
			return settings.Faultf("--as-of and --since cannot be used together")
		}
		return o.run(ctx, sh)
	}
}

func (o exportOptions) run(ctx context.Context, sh *shell) (err error) {
	records, closeAll, err := o.where.openStore(ctx, sh.logger(max(o.logs.level, slog.LevelWarn), o.logs.format))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeAll()) }()
	x := &export{options: o, db: records, bar: sh.progress("export", 0)}
	buffer := bufio.NewWriterSize(sh.stdout, 1<<16)
	x.write = o.writer(buffer)
	end, err := x.all(ctx)
	if err = errors.Join(err, x.write(nil), buffer.Flush()); err != nil {
		return err
	}
	x.bar.end()
	return tellEnd(sh, x.bar.done, end)
}

// tellEnd writes how many records there were, and from which cursor to go on; none where there is nothing to go on from.
func tellEnd(sh *shell, records int, end *domain.Cursor) error {
	said := struct {
		Records int    `json:"records"`
		Cursor  string `json:"cursor,omitempty"`
	}{Records: records}
	if end != nil {
		var err error
		if said.Cursor, err = cursorText(*end); err != nil {
			return err
		}
	}
	if sh.terminal {
		fmt.Fprintf(sh.stderr, "%d records\n", said.Records)
		if end != nil {
			fmt.Fprintf(sh.stderr, "changes from here on: --since %s\n", said.Cursor)
		}
		return nil
	}
	return json.NewEncoder(sh.stderr).Encode(said)
}

// export is an export under way.
type export struct {
	options exportOptions
	db      *store.DB
	bar     *progress
	write   func(*domain.GoldenRecord) error
}

// all writes the records and gives the cursor behind which they may have changed.
func (x *export) all(ctx context.Context) (*domain.Cursor, error) {
	if x.options.since != nil {
		return x.changed(ctx, *x.options.since)
	}
	// The cursor is read first: what changes while the pages are read is written again next time, never missed.
	head, err := x.db.Head(ctx)
	if err != nil {
		return nil, err
	}
	if x.options.asOf != nil {
		return nil, x.listed(ctx)
	}
	return &head, x.listed(ctx)
}

// listed writes every record that is listed, page by page.
func (x *export) listed(ctx context.Context) error {
	size := exportPage
	q := store.ListQuery{Domain: x.options.domain, AsOf: x.options.asOf, PageArgs: store.PageArgs{First: &size}}
	for {
		page, err := x.db.List(ctx, q)
		if err != nil {
			return err
		}
		if err := x.put(page.Items); err != nil || !page.HasNext {
			return err
		}
		q.After = page.Cursors[len(page.Cursors)-1]
	}
}

// changed writes the records of the changes since a cursor, each once.
func (x *export) changed(ctx context.Context, at domain.Cursor) (*domain.Cursor, error) {
	seen := map[domain.GoldenID]bool{}
	for {
		events, err := x.db.Changes(ctx, at, exportPage)
		if err != nil || len(events) == 0 {
			return &at, err
		}
		var ids []domain.GoldenID
		for _, e := range events {
			if e.Domain == x.options.domain && !seen[e.GoldenID] {
				seen[e.GoldenID], ids = true, append(ids, e.GoldenID)
			}
			at = e.Cursor
		}
		records, err := x.db.Goldens(ctx, ids, nil)
		if err != nil {
			return nil, err
		}
		if err := x.put(records); err != nil {
			return nil, err
		}
	}
}

func (x *export) put(records []*domain.GoldenRecord) error {
	for _, g := range records {
		if g == nil {
			continue // it has been erased with all its traces
		}
		if err := x.write(g); err != nil {
			return err
		}
	}
	if len(records) > 0 {
		x.bar.add(len(records))
	}
	return nil
}

// exported is a golden record as NDJSON.
type exported struct {
	ID         domain.GoldenID    `json:"id"`
	Version    int                `json:"version"`
	State      domain.RecordState `json:"state"`
	MergedInto domain.GoldenID    `json:"mergedInto,omitempty"`
	CreatedAt  time.Time          `json:"createdAt"`
	UpdatedAt  time.Time          `json:"updatedAt"`
	Sources    []domain.SourceKey `json:"sources"`
	Attributes domain.Attributes  `json:"attributes"`
}

func sourcesOf(g *domain.GoldenRecord) []domain.SourceKey {
	keys := make([]domain.SourceKey, len(g.Members))
	for i, m := range g.Members {
		keys[i] = m.SourceKey
	}
	return keys
}

// writer gives what writes one record after the other; nil ends the file.
func (o exportOptions) writer(w io.Writer) func(*domain.GoldenRecord) error {
	if o.format == exportCSV {
		return csvWriter(w, domain.Registry.Of(o.domain))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return func(g *domain.GoldenRecord) error {
		if g == nil {
			return nil
		}
		return e.Encode(exported{
			ID: g.ID, Version: g.Version, State: g.State, MergedInto: g.MergedInto, CreatedAt: g.CreatedAt,
			UpdatedAt: g.UpdatedAt, Sources: sourcesOf(g), Attributes: g.Attributes,
		})
	}
}

var fixedColumns = []string{"id", "version", "state", "mergedInto", "createdAt", "updatedAt", "sources"}

// csvWriter writes a column for each attribute, behind those that every golden record has.
func csvWriter(w io.Writer, schema *domain.Schema) func(*domain.GoldenRecord) error {
	out := csv.NewWriter(w)
	head := append([]string{}, fixedColumns...)
	for _, a := range schema.Attributes {
		head = append(head, a.Name)
	}
	started := false
	return func(g *domain.GoldenRecord) error {
		if !started {
			started = true
			if err := out.Write(head); err != nil {
				return err
			}
		}
		if g == nil {
			out.Flush()
			return out.Error()
		}
		row := []string{
			string(g.ID), strconv.Itoa(g.Version), string(g.State), string(g.MergedInto),
			g.CreatedAt.Format(time.RFC3339Nano), g.UpdatedAt.Format(time.RFC3339Nano), cellOf(sourcesOf(g)),
		}
		for _, a := range schema.Attributes {
			row = append(row, cellOf(g.Attributes[a.Name]))
		}
		return out.Write(row)
	}
}

// cellOf writes a value into a cell: a text as it is, anything else as JSON, nothing for nothing.
func cellOf(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	}
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // it has come from JSON
	}
	return string(text)
}
