package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"time"
)

// templates is how many source records are loaded by the hub; the golden records of T are copies of what it makes of them.
const templates = 2000

// pastQueries are the questions of T; $at is the past instant, or null for now.
var pastQueries = []struct{ name, title, query string }{
	{"T1", "read by id with addresses and source records, as of a past instant", `query($id: ID!, $at: DateTime) {
  customer(id: $id, asOf: $at) {
    id version state legalName
    addresses { type lines city region postalCode country }
    sourceRecords { nodes { id system { code } key version updatedAt receivedAt } }
  }
}`},
	{"T2", "filter \"name contains\", page of 50, totalCount, as of a past instant", `query($word: String!, $at: DateTime) {
  customers(filter: {legalName: {contains: $word}}, first: 50, asOf: $at) { totalCount nodes { id version legalName addresses { city country } } }
}`},
	{"T3", "filter by payment terms, page of 50 in order of id, as of a past instant", `query($at: DateTime) {
  customers(filter: {paymentTerms: {eq: "NET45"}}, first: 50, asOf: $at) { nodes { id version legalName addresses { city country } } }
}`},
}

// measurePast is T: the same questions asked of now and of a past instant, of golden records with five versions each.
func measurePast(ctx context.Context, w io.Writer, o options) (err error) {
	h, err := openHub(ctx, o.dir)
	if err != nil {
		return err
	}
	defer func() {
		if failed := h.close(); err == nil {
			err = failed
		}
	}()
	if _, err := h.load(ctx, templates, o.load); err != nil {
		return err
	}
	start := time.Now()
	at, err := h.pastWorld(ctx, o.golden)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "made %d golden records with %d versions each in %.0f s\n", o.golden, pastVersions, time.Since(start).Seconds())
	for _, q := range pastQueries {
		now := contestant{name: "now", turn: h.pastTurn(q.query, nil, o.golden)}
		past := contestant{name: "as of", turn: h.pastTurn(q.query, &at, o.golden), profile: q.name}
		all := []contestant{past, now}
		samples, err := compete(ctx, o, all)
		if err != nil {
			return err
		}
		if err := report(w, q.name+": "+q.title, "answers", all, samples, 1); err != nil {
			return err
		}
		rate := func(s sample) string { return fmt.Sprintf("%.0f answers/s", s.rate) }
		what := fmt.Sprintf("%s; %d golden records with %d versions each; ratio of what an answer costs", q.title, o.golden, pastVersions)
		o.results.add(result{name: q.name, what: what, hub: rate(samples[0]), baseline: "now: " + rate(samples[1]), ratio: samples[1].rate / samples[0].rate})
	}
	return nil
}

// pastReaders is the number of connections of T.
const pastReaders = 8

// pastTurn asks one question again and again, with another id and another word each time: the same ones in the same turn,
// whichever contestant's it is, since what a word costs depends on how many names it is part of.
func (h *hub) pastTurn(query string, at *time.Time, golden int) func(context.Context, time.Duration) (sample, error) {
	turn := uint64(0)
	return func(ctx context.Context, window time.Duration) (sample, error) {
		turn++
		draws := make([]*rand.Rand, pastReaders)
		for client := range draws {
			draws[client] = rand.New(rand.NewPCG(turn, uint64(client)))
		}
		cs, hangUp, err := dial(h.graph, pastReaders)
		if err != nil {
			return sample{}, err
		}
		defer hangUp()
		return closedLoop(ctx, pastReaders, window, func(_ context.Context, client int) (int, error) {
			variables := map[string]any{"id": pastID(1 + draws[client].IntN(golden)), "word": pastWord(draws[client].IntN(pastWords)), "at": at}
			body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
			if err != nil {
				return 0, err
			}
			text, err := cs[client].post(h.tokens[reader], body)
			if err != nil {
				return 0, err
			}
			return 1, answered(text)
		})
	}
}

// answered is an error unless an answer has something to show and no complaint.
func answered(text []byte) error {
	var a struct {
		Data   map[string]any
		Errors []any
	}
	if err := json.Unmarshal(text, &a); err != nil {
		return err
	}
	for _, v := range a.Data {
		if v == nil {
			return fmt.Errorf("nothing found: %s", text)
		}
	}
	if a.Errors != nil || a.Data == nil {
		return fmt.Errorf("no answer: %s", text)
	}
	return nil
}
