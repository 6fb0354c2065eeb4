package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"time"
)

// readers is the number of connections of A1.
const readers = 16

// checked is how many answers of both sides are compared before the measurement.
const checked = 200

// measureReads is A1: golden records by id, uniformly drawn, with addresses and source records.
func (h *hub) measureReads(ctx context.Context, w io.Writer, o options, s *stock) error {
	for _, q := range []struct{ name, title, query, path, profile string }{
		{"A1", "read by id with addresses and source records, 16 connections", readQuery, "", "A1"},
		{"A1 lean", "the same without the source systems' codes", leanQuery, "?lean", "A1-lean"},
	} {
		graph := func(c *connection, id string) ([]byte, error) {
			body, err := json.Marshal(map[string]any{"query": q.query, "variables": map[string]any{"id": id}})
			if err != nil {
				return nil, err
			}
			return c.post(h.tokens[reader], body)
		}
		plain := func(c *connection, id string) ([]byte, error) { return c.get("/" + id + q.path) }
		if err := h.sameAnswers(s, graph, plain); err != nil {
			return err
		}
		all := []contestant{
			{name: "aurum GraphQL", turn: h.reads(h.graph, s, graph), profile: q.profile},
			{name: "net/http + pgx", turn: h.reads(h.byHand, s, plain)},
		}
		samples, err := compete(ctx, o, all)
		if err != nil {
			return err
		}
		if err := report(w, q.name+": "+q.title, "answers", all, samples, 1); err != nil {
			return err
		}
		o.results.addRates(q.name, q.title, "answers", samples[0], samples[1])
	}
	return nil
}

// ask gets the answer for one id.
type ask func(c *connection, id string) ([]byte, error)

// reads is the turn of a contestant of A1.
func (h *hub) reads(address string, s *stock, ask ask) func(context.Context, time.Duration) (sample, error) {
	return func(ctx context.Context, window time.Duration) (sample, error) {
		cs, hangUp, err := dial(address, readers)
		if err != nil {
			return sample{}, err
		}
		defer hangUp()
		return closedLoop(ctx, readers, window, func(_ context.Context, client int) (int, error) {
			_, err := ask(cs[client], s.goldens[rand.IntN(len(s.goldens))])
			return 1, err
		})
	}
}

// sameAnswers makes sure that both sides do the same work.
func (h *hub) sameAnswers(s *stock, graph, plain ask) error {
	a, hangUp, err := dial(h.graph, 1)
	if err != nil {
		return err
	}
	defer hangUp()
	b, hangUpToo, err := dial(h.byHand, 1)
	if err != nil {
		return err
	}
	defer hangUpToo()
	for range checked {
		id := s.goldens[rand.IntN(len(s.goldens))]
		one, err := graph(a[0], id)
		if err != nil {
			return err
		}
		other, err := plain(b[0], id)
		if err != nil {
			return err
		}
		if err := equalJSON(one, other); err != nil {
			return fmt.Errorf("golden record %s: %w", id, err)
		}
	}
	return nil
}

// equalJSON tells whether two answers hold the same data, whatever the order of members; what GraphQL adds beside data is
// left out.
func equalJSON(a, b []byte) error {
	var x, y struct{ Data any }
	if err := json.Unmarshal(a, &x); err != nil {
		return err
	}
	if err := json.Unmarshal(b, &y); err != nil {
		return err
	}
	if x.Data == nil || !reflect.DeepEqual(x.Data, y.Data) {
		return fmt.Errorf("the answers differ:\n%s\n%s", a, b)
	}
	return nil
}
