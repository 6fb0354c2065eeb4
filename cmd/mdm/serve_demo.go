package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"aurum/access"
	"aurum/demo"
	"aurum/domain"
	"aurum/mastering"
)

const (
	// demoLife is how long the tokens of a demonstration are valid; each start makes new ones.
	demoLife = 30 * 24 * time.Hour
	// demoBatch is how many records of one system and domain go into a call.
	demoBatch = 250
	// demoFile tells scripts where the demonstration is and how to get in.
	demoFile = "demo.json"
	// demoMark is there while the demonstration data is being loaded; it holds the hash of the database's address.
	demoMark = "demo.loading"
)

// demoSystems are the five source systems of the demonstration.
var demoSystems = []mastering.SourceSystem{
	{Code: "CRM", Name: "Customer relationship management", Owner: "Sales", Contact: "crm@example.com"},
	{Code: "ERP", Name: "Enterprise resource planning", Owner: "Operations", Contact: "erp@example.com"},
	{Code: "SHOP", Name: "Web shop", Owner: "E-commerce", Contact: "shop@example.com"},
	{Code: "WMS", Name: "Warehouse management", Owner: "Logistics", Contact: "wms@example.com"},
	{Code: "FIN", Name: "Finance", Owner: "Accounting", Contact: "fin@example.com"},
}

// showcase makes a hub fit to be tried out: data, source systems, tokens, first queries.
type showcase struct {
	options serveOptions
	rules   *rules
	engine  *engine
	shell   *shell
	log     *slog.Logger
	base    string // URL of the hub
}

func (s *showcase) wanted() bool { return s.options.demo || s.options.demoEmpty }

// prepare makes the source systems known and loads the data.
func (s *showcase) prepare(ctx context.Context) error {
	if err := s.forget(); err != nil || !s.wanted() {
		return err
	}
	if err := s.engine.store.AddSystems(ctx, demoSystems); err != nil {
		return err
	}
	if !s.options.demo {
		return nil
	}
	wanted, err := s.unloaded(ctx)
	if err != nil || !wanted {
		return err
	}
	return s.load(ctx)
}

// forget takes away the demo.json of an earlier start: its address may be another.
func (s *showcase) forget() error {
	err := os.Remove(s.path(demoFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

func (s *showcase) path(name string) string { return filepath.Join(s.options.where.data, name) }

// unloaded tells whether the data is to be loaded: into an empty database, or on where a load was cut off.
func (s *showcase) unloaded(ctx context.Context) (bool, error) {
	mark, err := os.ReadFile(s.path(demoMark))
	if err == nil && string(mark) == s.markText() {
		return true, nil
	}
	systems, err := s.engine.store.SourceSystems(ctx)
	if err != nil {
		return false, err
	}
	for _, system := range systems {
		if system.Records > 0 {
			s.log.Info("the database holds records already; the demonstration data is not loaded")
			return false, nil
		}
	}
	return true, nil
}

// markText names the database, so that a mark never makes another one be loaded.
func (s *showcase) markText() string {
	sum := sha256.Sum256([]byte(s.options.where.url))
	return hex.EncodeToString(sum[:])
}

// load sends the demonstration data through the ingest that everybody uses. Each call has an idempotency key, so that a
// load that was cut off goes on where it was.
func (s *showcase) load(ctx context.Context) error {
	if err := os.WriteFile(s.path(demoMark), []byte(s.markText()), 0o600); err != nil {
		return err
	}
	l := &demoLoad{hub: s.engine.hub, bar: s.shell.progress("demonstration data", demo.Default.Records), waiting: map[demoLane][]mastering.Arrival{}, sent: map[demoLane]int{}}
	err := demo.Each(demo.Default, func(r demo.Record) error { return l.add(ctx, r) })
	if err == nil {
		err = l.flushAll(ctx)
	}
	l.bar.end()
	if err != nil {
		return fmt.Errorf("load the demonstration data: %w", err)
	}
	if err := s.engine.hub.Settle(ctx); err != nil {
		return err
	}
	return os.Remove(s.path(demoMark))
}

// demoLane is the records of one domain and system, which keep their order.
type demoLane struct {
	domain domain.Domain
	system string
}

// demoLoad is a load under way.
type demoLoad struct {
	hub     ingester
	bar     *progress
	order   []demoLane // of their first record
	waiting map[demoLane][]mastering.Arrival
	sent    map[demoLane]int // calls
}

func (l *demoLoad) add(ctx context.Context, r demo.Record) error {
	lane := demoLane{r.Domain, r.System}
	if _, known := l.waiting[lane]; !known {
		l.order = append(l.order, lane)
	}
	l.waiting[lane] = append(l.waiting[lane], mastering.Arrival{Key: r.Key, UpdatedAt: &r.UpdatedAt, Attributes: r.Attributes})
	if len(l.waiting[lane]) < demoBatch {
		return nil
	}
	return l.flush(ctx, lane)
}

func (l *demoLoad) flushAll(ctx context.Context) error {
	for _, lane := range l.order {
		if err := l.flush(ctx, lane); err != nil {
			return err
		}
	}
	return nil
}

func (l *demoLoad) flush(ctx context.Context, lane demoLane) error {
	records := l.waiting[lane]
	if len(records) == 0 {
		return nil
	}
	l.sent[lane]++
	_, err := l.hub.Ingest(ctx, mastering.Upsert{
		Domain: lane.domain, System: lane.system, Records: records, Actor: "demonstration",
		IdempotencyKey: fmt.Sprintf("demo:%d:%d:%s:%d", demo.Default.Records, demo.Default.Seed, lane.domain, l.sent[lane]),
	})
	l.waiting[lane] = nil
	l.bar.add(len(records))
	return err
}

// demoTokens are the tokens of a demonstration.
type demoTokens struct {
	Admin   string            `json:"admin"`
	Steward string            `json:"steward"`
	App     string            `json:"app"`
	Sources map[string]string `json:"sources"`
}

// demoAccess is the content of demo.json.
type demoAccess struct {
	GraphQL string     `json:"graphql"`
	Tokens  demoTokens `json:"tokens"`
}

func (s *showcase) access() (a demoAccess, err error) {
	a = demoAccess{GraphQL: s.base + "/graphql", Tokens: demoTokens{Sources: map[string]string{}}}
	mint := func(p access.Principal) string {
		token, failed := s.rules.keys.Mint(p, demoLife)
		err = errors.Join(err, failed)
		return token
	}
	a.Tokens.Admin = mint(access.Principal{Subject: "demo-admin", Role: access.Admin})
	a.Tokens.Steward = mint(access.Principal{Subject: "demo-steward", Role: access.Steward})
	a.Tokens.App = mint(access.Principal{Subject: "demo-app", Role: access.App})
	for _, system := range demoSystems {
		a.Tokens.Sources[system.Code] = mint(access.Principal{Subject: "demo-" + system.Code, Role: access.Source, Source: system.Code})
	}
	return a, err
}

// announce prints the addresses, and for a demonstration the tokens and first queries; it also writes demo.json.
func (s *showcase) announce() error {
	if !s.wanted() {
		_, err := fmt.Fprintf(s.shell.stdout, "GraphQL   %[1]s/graphql\nGraphiQL  %[1]s/graphiql/\n", s.base)
		return err
	}
	a, err := s.access()
	if err != nil {
		return err
	}
	if err := writeWhole(s.path(demoFile), a); err != nil {
		return err
	}
	return writeBanner(s.shell.stdout, s.base, a, s.options.demo)
}

// writeWhole writes a file of JSON so that no reader ever meets half of it.
func writeWhole(path string, content any) error {
	text, err := json.MarshalIndent(content, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(append(text, '\n'))
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
