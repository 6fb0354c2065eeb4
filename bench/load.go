package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"aurum/demo"
	"aurum/domain"
	"aurum/mastering"
)

// systems are the source systems of the generated world.
var systems = demo.Systems

const (
	// perCall is how many records a call of the load brings.
	perCall = 250
	// loaders is how many calls of the load run at a time.
	loaders = 4
	// customerShare is the part of a generated world's records that are customers.
	customerShare = 0.45
)

// loadedAt is what loaded records give as the time of their last change; writes that are measured come later.
var loadedAt = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)

// record is a customer as one system holds it.
type record struct {
	system, key string
	attributes  domain.Attributes
}

// stock is what has been loaded.
type stock struct {
	records []record
	goldens []string // ids of the active golden records
	made    *traffic // of all measurements, so that new records are new
}

// customersOf generates the customer records of a world with about n of them.
func customersOf(n int, seed int64) (out []record, err error) {
	world := demo.Options{Records: int(float64(n) / customerShare), Seed: seed}
	err = demo.Each(world, func(r demo.Record) error {
		if r.Domain == domain.Customer && len(out) < n {
			out = append(out, record{r.System, r.Key, r.Attributes})
		}
		return nil
	})
	return out, err
}

// errLate ends a load whose time is up.
var errLate = errors.New("the load's time is up")

// load ingests generated customers until there are n source records or the time is up.
func (h *hub) load(ctx context.Context, n int, limit time.Duration) (*stock, error) {
	all, err := customersOf(n, 1)
	if err != nil {
		return nil, err
	}
	calls := make(chan []record)
	s, errs := &stock{}, make([]error, loaders)
	var mu sync.Mutex
	var wait sync.WaitGroup
	for i := range loaders {
		wait.Go(func() {
			for c := range calls {
				if errs[i] == nil {
					errs[i] = h.ingest(ctx, c)
				}
				mu.Lock()
				s.records = append(s.records, c...)
				mu.Unlock()
			}
		})
	}
	deadline := time.Now().Add(limit)
	waiting := map[string][]record{}
	err = func() error {
		for _, r := range all {
			waiting[r.system] = append(waiting[r.system], r)
			if len(waiting[r.system]) == perCall {
				calls <- waiting[r.system]
				waiting[r.system] = nil
			}
			if time.Now().After(deadline) {
				return errLate
			}
		}
		for _, system := range systems {
			calls <- waiting[system]
		}
		return nil
	}()
	close(calls)
	wait.Wait()
	if err = errors.Join(errs...); err != nil {
		return nil, err
	}
	return s, h.settle(ctx, s)
}

// ingest brings records of one system.
func (h *hub) ingest(ctx context.Context, rs []record) error {
	if len(rs) == 0 {
		return nil
	}
	u := mastering.Upsert{Domain: domain.Customer, System: rs[0].system, Actor: "bench"}
	for _, r := range rs {
		u.Records = append(u.Records, mastering.Arrival{Key: r.key, UpdatedAt: &loadedAt, Attributes: r.attributes})
	}
	_, err := h.Ingest(ctx, u)
	return err
}

// settle waits until all is resolved, brings the statistics up to date, and notes the golden records.
func (h *hub) settle(ctx context.Context, s *stock) error {
	if err := h.Settle(ctx); err != nil {
		return err
	}
	if _, err := h.pool.Exec(ctx, "vacuum analyze"); err != nil {
		return fmt.Errorf("analyze: %w", err)
	}
	err := h.pool.QueryRow(ctx, `select array_agg(id order by id) from golden_record where domain = 'customer' and state = 'ACTIVE'`).Scan(&s.goldens)
	if err != nil {
		return fmt.Errorf("list golden records: %w", err)
	}
	return nil
}
