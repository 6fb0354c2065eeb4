package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/bench/people"
	"aurum/domain"
	"aurum/mastering"
	"aurum/matching"
	"aurum/store"
)

//go:embed duckdb/stored.yaml
var storedPolicy []byte

// peopleSystem is the source system of the generated persons.
const peopleSystem = "PEOPLE"

// stored is a database with the generated persons as landing leaves them: in standard form and not resolved.
type stored struct {
	hub    *hub
	db     *store.DB
	policy *mastering.Policy
}

func openStored(ctx context.Context, o options, world people.Options) (s *stored, err error) {
	s = &stored{hub: &hub{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	if s.policy, err = mastering.ParsePolicy(domain.Registry.Of(domain.Customer), storedPolicy); err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	if err := s.hub.openDatabase(ctx, o.dir); err != nil {
		return nil, err
	}
	if s.db, err = store.Open(ctx, s.hub.url); err != nil {
		return nil, err
	}
	s.hub.closes(func() error { s.db.Close(); return nil })
	return s, s.land(ctx, world)
}

func (s *stored) close() error { return s.hub.close() }

// land copies the persons into the table of source records.
func (s *stored) land(ctx context.Context, world people.Options) error {
	if _, err := s.hub.pool.Exec(ctx, "insert into source_system (code, name) values ($1, $1)", peopleSystem); err != nil {
		return err
	}
	rows := make(chan []any, 1024)
	made := make(chan error, 1)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		defer close(rows)
		r := rand.New(rand.NewPCG(world.Seed, 2))
		made <- people.Each(world, func(p people.Person) error {
			row, err := s.row(r, p)
			if err != nil {
				return err
			}
			select {
			case rows <- row:
			case <-ctx.Done():
			}
			return ctx.Err()
		})
	}()
	columns := []string{"id", "domain", "system", "key", "version", "received", "standardized", "keys", "features", "received_at"}
	_, err := s.hub.pool.CopyFrom(ctx, pgx.Identifier{"source_record"}, columns, pgx.CopyFromFunc(func() ([]any, error) {
		return <-rows, nil
	}))
	if err != nil {
		stop()
	}
	if err := errors.Join(err, <-made); err != nil {
		return fmt.Errorf("land persons: %w", err)
	}
	_, err = s.hub.pool.Exec(ctx, "vacuum analyze source_record")
	return err
}

// row is a person as a source record. Blocking keys and the hash of what matching looks at are random: they are as large as
// the real ones and nobody reads them.
func (s *stored) row(r *rand.Rand, p people.Person) ([]any, error) {
	attrs, err := domain.EncodeAttributes(attributesOf(p))
	if err != nil {
		return nil, err
	}
	keys := []int64{r.Int64(), r.Int64(), r.Int64(), r.Int64()}
	return []any{int64(p.ID) + 1, string(domain.Customer), peopleSystem, people.Key(p.ID), 1, attrs, attrs, keys, r.Int64(), loadedAt}, nil
}

// attributesOf is a person as the hub has customers.
func attributesOf(p people.Person) domain.Attributes {
	out, name := domain.Attributes{}, map[string]any{}
	put := func(to map[string]any, field, text string, wrap func(any) any) {
		if text != "" {
			to[field] = wrap(text)
		}
	}
	bare := func(v any) any { return v }
	put(name, "given", p.First, bare)
	put(name, "family", p.Surname, bare)
	if len(name) > 0 {
		out["personName"] = name
	}
	put(out, "birthDate", p.DOB, bare)
	put(out, "addresses", p.City, func(v any) any { return []any{map[string]any{"city": v}} })
	put(out, "emails", p.Email, func(v any) any { return []any{v} })
	return out
}

// turn matches the stored records and stores the links.
func (s *stored) turn(ctx context.Context) (matched, error) {
	if _, err := s.hub.pool.Exec(ctx, "truncate match_edge"); err != nil {
		return matched{}, err
	}
	runtime.GC() // what the turn before has left is not this one's
	start := time.Now()
	run, err := s.policy.MatchAll(ctx, s.db, matching.RunOptions{})
	if err != nil {
		return matched{}, err
	}
	out := matched{took: time.Since(start), pairs: run.Pairs, links: links{}}
	rows, err := s.hub.pool.Query(ctx, `
select a.key, b.key, e.weight
  from match_edge e
  join source_record a on a.id = e.a
  join source_record b on b.id = e.b
 where e.a < e.b`)
	if err != nil {
		return matched{}, err
	}
	var a, b string
	var weight float64
	_, err = pgx.ForEachRow(rows, []any{&a, &b, &weight}, func() error { return out.links.add(a, b, weight) })
	return out, err
}
