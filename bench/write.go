package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"aurum/domain"
	"aurum/mastering"
)

const (
	batchSize    = 100
	batchCallers = 4
	// newShare of the written records are new ones, phoneShare of the others bring another telephone number, which
	// matching looks at; the rest change what it does not look at.
	newShare, phoneShare = 0.1, 0.2
	// freshRecords is how many new records are kept ready; when a system's are used up, it only changes what it has.
	freshRecords = 40000
)

// traffic makes the records that are written.
type traffic struct {
	stock  map[string][]record // by system
	all    []record
	mu     sync.Mutex
	fresh  map[string][]record // by system
	counts sync.Map            // domain.Outcome to *atomic.Int64
}

// traffic is the one that all measurements share: a record that one of them has brought is not new to the next.
func (s *stock) traffic() (t *traffic, err error) {
	if s.made == nil {
		s.made, err = newTraffic(s)
	}
	return s.made, err
}

func newTraffic(s *stock) (*traffic, error) {
	t := &traffic{stock: map[string][]record{}, fresh: map[string][]record{}, all: s.records}
	for _, r := range s.records {
		t.stock[r.system] = append(t.stock[r.system], r)
	}
	more, err := customersOf(freshRecords, 2)
	for _, r := range more {
		r.key = "N-" + r.key
		t.fresh[r.system] = append(t.fresh[r.system], r)
	}
	return t, err
}

// next makes n records of one system, none twice.
func (t *traffic) next(n int) []record {
	system := t.all[rand.IntN(len(t.all))].system
	out := make([]record, 0, n)
	at := rand.IntN(len(t.stock[system]))
	for i := range n {
		if rand.Float64() < newShare {
			if r, ok := t.newcomer(system); ok {
				out = append(out, r)
				continue
			}
		}
		out = append(out, changed(t.stock[system][(at+i)%len(t.stock[system])]))
	}
	return out
}

func (t *traffic) newcomer(system string) (record, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	left := t.fresh[system]
	if len(left) == 0 {
		return record{}, false
	}
	t.fresh[system] = left[1:]
	return left[0], true
}

// changed is the record with new content.
func changed(r record) record {
	r.attributes = maps.Clone(r.attributes)
	r.attributes["creditLimit"] = fmt.Sprintf("%d.00", 1000+rand.IntN(1_000_000))
	if rand.Float64() < phoneShare {
		r.attributes["phones"] = []any{fmt.Sprintf("+41 44 %03d %02d %02d", 200+rand.IntN(700), rand.IntN(100), rand.IntN(100))}
	}
	return r
}

func (t *traffic) count(o domain.Outcome) {
	n, _ := t.counts.LoadOrStore(o, &atomic.Int64{})
	n.(*atomic.Int64).Add(1)
}

// outcomes tells what became of all that was written.
func (t *traffic) outcomes() string {
	var out []string
	t.counts.Range(func(o, n any) bool {
		out = append(out, fmt.Sprintf("%s %d", o, n.(*atomic.Int64).Load()))
		return true
	})
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// inProcess writes n records a call through the hub's use case.
func (h *hub) inProcess(t *traffic, clients, n int) func(context.Context, time.Duration) (sample, error) {
	return func(ctx context.Context, window time.Duration) (sample, error) {
		return closedLoop(ctx, clients, window, func(ctx context.Context, _ int) (int, error) {
			rs, at := t.next(n), time.Now()
			u := mastering.Upsert{Domain: domain.Customer, System: rs[0].system, Actor: "bench"}
			for _, r := range rs {
				u.Records = append(u.Records, mastering.Arrival{Key: r.key, UpdatedAt: &at, Attributes: r.attributes})
			}
			results, err := h.Ingest(ctx, u)
			for _, r := range results {
				t.count(r.Outcome)
			}
			return len(results), err
		})
	}
}

// measureSingles is B1: one record a call.
func (h *hub) measureSingles(ctx context.Context, w io.Writer, o options, s *stock) error {
	for _, clients := range []int{16, 64} {
		m := writing{fmt.Sprintf("B1 %d", clients), fmt.Sprintf("one record per call, %d clients", clients), fmt.Sprintf("B1-%d", clients), clients, 1}
		if err := h.measureWrites(ctx, w, o, s, m); err != nil {
			return err
		}
	}
	return nil
}

// measureBatches is B2: 100 records a call.
func (h *hub) measureBatches(ctx context.Context, w io.Writer, o options, s *stock) error {
	return h.measureWrites(ctx, w, o, s, writing{"B2", "100 records per call, 4 callers", "B2", batchCallers, batchSize})
}

// writing is a measurement of writes: clients that bring a number of records with each call.
type writing struct {
	name, title, profile string
	clients, number      int
}

func (h *hub) measureWrites(ctx context.Context, w io.Writer, o options, s *stock, m writing) error {
	t, err := s.traffic()
	if err != nil {
		return err
	}
	t.counts.Clear()
	b, err := h.openPgbench(ctx)
	if err != nil {
		return err
	}
	defer b.close()
	all := []contestant{
		{name: "aurum in process", turn: h.inProcess(t, m.clients, m.number), profile: m.profile},
		{name: "aurum GraphQL", turn: h.overGraphQL(t, m.clients, m.number), profile: m.profile + "-graphql"},
		{name: "pgbench, same indexes", turn: b.turn(sameIndexes, m.clients, m.number)},
		{name: "pgbench, keys only", turn: b.turn(keysOnly, m.clients, m.number)},
	}
	samples, err := compete(ctx, o, all)
	if err != nil {
		return err
	}
	if err := report(w, m.name+": "+m.title, "records", all, samples, 2); err != nil {
		return err
	}
	o.results.addRates(m.name, m.title+"; by GraphQL against pgbench, keys only", "records", samples[1], samples[3])
	_, err = fmt.Fprintln(w, "outcomes:", t.outcomes())
	return err
}
