package main

import (
	"context"
	"io/fs"
	"log/slog"

	"aurum/access"
	"aurum/domain"
	"aurum/mastering"
	"aurum/policies"
	"aurum/store"
)

// engine is the use cases of mastering at work on a database.
type engine struct {
	store *store.DB
	hub   *mastering.Hub
}

// engineOptions say what an engine is made of.
type engineOptions struct {
	url      string
	policies *mastering.Policies
	log      *slog.Logger
	observe  func(mastering.BatchStats) // may be nil
}

// newEngine connects to a migrated database and starts the hub's workers.
func newEngine(ctx context.Context, o engineOptions) (*engine, error) {
	db, err := store.Open(ctx, o.url)
	if err != nil {
		return nil, err
	}
	if err := db.KeepPolicies(ctx, o.policies.Documents()); err != nil {
		db.Close()
		return nil, err
	}
	hub := mastering.New(mastering.Options{Storage: db, Policies: o.policies, Logger: o.log, Observe: o.observe})
	if err := hub.AdoptPolicies(ctx); err != nil {
		hub.Close()
		db.Close()
		return nil, err
	}
	return &engine{store: db, hub: hub}, nil
}

func (e *engine) close() {
	e.hub.Close()
	e.store.Close()
}

// loadPolicies reads the rules: the built-in ones with those of the folder laid over them.
func loadPolicies(dir string) (fs.FS, *mastering.Policies, error) {
	rules, err := policies.Open(dir)
	if err != nil {
		return nil, nil, err
	}
	p, err := mastering.LoadPolicies(rules, domain.Registry)
	if err != nil {
		return nil, nil, err
	}
	a, err := access.Load(rules)
	if err != nil {
		return nil, nil, err
	}
	p.KeepPrivate(a.Withheld)
	return rules, p, nil
}
