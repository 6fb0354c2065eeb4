package matching

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"aurum/domain"
)

// entry is a record as it is given to a table.
type entry struct {
	key   domain.SourceKey
	attrs domain.Attributes
}

// plainRun is what Run must give: Compare for every pair that shares a key, then the partition of all records at once.
func plainRun(m *Model, records []entry) *Run {
	ready := make([]*Prepared, len(records))
	keys := make([]domain.SourceKey, len(records))
	for i, r := range records {
		ready[i], keys[i] = m.Prepare(r.attrs), r.key
	}
	run := &Run{}
	var links []Edge
	for i := range ready {
		for j := i + 1; j < len(ready); j++ {
			if !m.Meets(keys[i], keys[j]) || !slices.ContainsFunc(ready[i].Keys(), func(k int64) bool { return slices.Contains(ready[j].Keys(), k) }) {
				continue
			}
			run.Pairs++
			v := m.Compare(ready[i], ready[j])
			if v.Weight < m.review || v.Forbid != "" && v.Weight < m.link {
				continue
			}
			run.Edges = append(run.Edges, Edge{i, j, v.Weight})
			if v.Weight >= m.link {
				links = append(links, Edge{i, j, v.Weight})
			}
		}
	}
	run.Clusters, run.Refused = PartitionWith(keys, links, nil, func(i, j int) (string, bool) {
		if rule, ok := m.Apart(keys[i], keys[j]); ok {
			return rule, true
		}
		return m.Forbids(ready[i], ready[j])
	}, m.ClusteringBy(func(i, j int) float64 { return m.Compare(ready[i], ready[j]).Weight }))
	return run
}

func tableOf(m *Model, records []entry) *Table {
	t := m.NewTable()
	for _, r := range records {
		t.Add(r.key, r.attrs)
	}
	return t
}

func tableAtOnce(m *Model, records []entry) *Table {
	var keys []domain.SourceKey
	var attrs []domain.Attributes
	for _, r := range records {
		keys, attrs = append(keys, r.key), append(attrs, r.attrs)
	}
	t := m.NewTable()
	half := len(keys) / 2
	t.AddRecords(keys[:half], attrs[:half])
	t.AddRecords(keys[half:], attrs[half:])
	return t
}

// tableByColumns is tableOf for records turned on their side, with every value twice to see that it does not matter.
func tableByColumns(m *Model, records []entry) *Table {
	byName := map[string]*Column{}
	for i, r := range records {
		for name, v := range r.attrs {
			c := byName[name]
			if c == nil {
				c = &Column{Attribute: name, Values: []any{nil}, Of: make([]uint32, len(records))}
				byName[name] = c
			}
			c.Values = append(c.Values, v)
			c.Of[i] = uint32(len(c.Values) - 1)
		}
	}
	var columns []Column
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		columns = append(columns, *byName[name])
	}
	keys := make([]domain.SourceKey, len(records))
	for i, r := range records {
		keys[i] = r.key
	}
	t := m.NewTable()
	t.AddColumns(keys, columns)
	return t
}

// sameRun fails where two runs differ in anything but the order of refused joins.
func sameRun(t *testing.T, what string, m *Model, got, want *Run) {
	t.Helper()
	if got.Pairs != want.Pairs {
		t.Fatalf("%s: %d pairs compared, want %d", what, got.Pairs, want.Pairs)
	}
	if !slices.Equal(got.Edges, want.Edges) {
		t.Fatalf("%s: edges\n%v, want\n%v", what, got.Edges, want.Edges)
	}
	if g, w := fmt.Sprint(got.Clusters), fmt.Sprint(want.Clusters); g != w {
		t.Fatalf("%s: clusters\n%s, want\n%s", what, g, w)
	}
	named := func(rs []Refused) (out []string) {
		for _, r := range rs {
			out = append(out, fmt.Sprint(r))
		}
		if m.clustering.Method == MethodAverage {
			slices.Sort(out)
		}
		return out
	}
	if g, w := named(got.Refused), named(want.Refused); !slices.Equal(g, w) {
		t.Fatalf("%s: refused\n%v, want\n%v", what, g, w)
	}
}

func TestRunGivesWhatComparingEveryPairGives(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	edges := 0
	for world := range 150 {
		spec := randomSpec(r)
		m, err := Compile(domain.Registry.Of(domain.Customer), spec)
		if err != nil {
			t.Fatalf("world %d: %v", world, err)
		}
		records := randomRecords(r, 5+r.IntN(60))
		want := plainRun(m, records)
		edges += len(want.Edges)
		for what, table := range map[string]*Table{"by record": tableOf(m, records), "by column": tableByColumns(m, records), "at once": tableAtOnce(m, records)} {
			for _, o := range []RunOptions{{}, {Workers: 1}, {Workers: 3, MemoryLimit: 1}} {
				got, err := m.Run(t.Context(), table, o)
				if err != nil {
					t.Fatal(err)
				}
				sameRun(t, fmt.Sprintf("world %d %s, %+v", world, what, o), m, got, want)
			}
			for i := range records {
				if got, want := table.Prepared(i), m.Prepare(records[i].attrs); got.Hash() != want.Hash() || !slices.Equal(got.Keys(), want.Keys()) {
					t.Fatalf("world %d %s: record %d is prepared otherwise in a table", world, what, i)
				}
			}
			if clusters, _ := m.Cluster(table, want.Edges); fmt.Sprint(clusters) != fmt.Sprint(want.Clusters) {
				t.Fatalf("world %d %s: clusters of edges differ", world, what)
			}
			if pairs, reports := m.Candidates(table); int64(len(pairs)) != want.Pairs || len(reports) != len(m.blocking) {
				t.Fatalf("world %d %s: %d candidates, %d reports; want %d", world, what, len(pairs), len(reports), want.Pairs)
			}
		}
	}
	if edges < 4000 {
		t.Errorf("only %d edges: the worlds are too thin to tell anything", edges)
	}
}

func TestEdgesBeyondTheLimitGoToAFile(t *testing.T) {
	e := newEdges(2, 1)
	r := rand.New(rand.NewPCG(7, 8))
	var want []edge
	for i := range 20000 {
		x := edge{uint32(r.IntN(1000)), uint32(i), r.Float64()}
		want = append(want, x)
		e.add(r.IntN(2), x)
	}
	if err := e.settle(); err != nil {
		t.Fatal(err)
	}
	if len(e.runs) < 3 || e.count != int64(len(want)) {
		t.Errorf("%d edges in %d runs", e.count, len(e.runs))
	}
	slices.SortFunc(want, compareEdges)
	for range 2 {
		var got []edge
		if err := e.each(func(x edge) error { got = append(got, x); return nil }); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Fatal("edges come back changed")
		}
	}
	stop := errors.New("stop")
	if err := e.each(func(edge) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
	if err := e.close(); err != nil {
		t.Error(err)
	}
}

func TestEdgesAreDeliveredAgainAndAgain(t *testing.T) {
	m := compiled(t, domain.Customer, join("blocking: [[kind]]", "comparisons: [{attribute: legalName, levels: [{when: exact, weight: 40}]}]"))
	table := m.NewTable()
	for i := range 200 {
		table.Add(domain.SourceKey{System: "A", Key: fmt.Sprint(i)}, domain.Attributes{"kind": "PERSON", "legalName": "x"})
	}
	want, err := m.Run(t.Context(), table, RunOptions{})
	if err != nil || want.Found != 199*200/2 || int64(len(want.Edges)) != want.Found {
		t.Fatalf("%d edges, %v", want.Found, err)
	}
	for _, limit := range []int64{0, 1} { // in memory, and from a file
		var got [2][]Edge
		first := 0
		run, err := m.Run(t.Context(), table, RunOptions{MemoryLimit: limit, Deliver: func(run *Run, edges iter.Seq[Edge]) error {
			if len(run.Clusters) != 1 || run.Found != want.Found {
				t.Errorf("%d clusters of %d edges", len(run.Clusters), run.Found)
			}
			got[0], got[1] = slices.Collect(edges), slices.Collect(edges)
			for range edges {
				first++
				break
			}
			return nil
		}})
		if err != nil || run.Edges != nil || first != 1 || !slices.Equal(got[0], want.Edges) || !slices.Equal(got[1], want.Edges) {
			t.Errorf("limit %d: %d and %d edges delivered, %d kept, %v", limit, len(got[0]), len(got[1]), len(run.Edges), err)
		}
	}
	refused := errors.New("refused")
	if _, err := m.Run(t.Context(), table, RunOptions{Deliver: func(*Run, iter.Seq[Edge]) error { return refused }}); !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
}

func TestEdgesThatCannotBeReadFailTheRun(t *testing.T) {
	e := newEdges(1, 1)
	for i := range uint32(10000) {
		e.add(0, edge{i, i + 1, 1})
	}
	if err := e.settle(); err != nil {
		t.Fatal(err)
	}
	if err := e.close(); err != nil {
		t.Fatal(err)
	}
	r := &runner{edges: e, run: &Run{}, options: RunOptions{Deliver: func(_ *Run, edges iter.Seq[Edge]) error {
		for range edges {
		}
		return nil
	}}}
	if err := r.deliver(); err == nil {
		t.Error("edges that are gone pass for none")
	}
}

func TestProgressTellsEachStageToItsEnd(t *testing.T) {
	m := compiled(t, domain.Customer, join("blocking: [[kind], [legalName]]", "comparisons: [{attribute: legalName, levels: [{when: exact, weight: 40}]}]"))
	table := m.NewTable()
	for i := range 100 {
		table.Add(domain.SourceKey{System: "A", Key: fmt.Sprint(i)}, domain.Attributes{"kind": "PERSON", "legalName": fmt.Sprint("x", i/2)})
	}
	for limit, want := range map[int64][]string{0: {"compare", "cluster"}, 1: {"compare, blocking rule 1 of 2", "compare, blocking rule 2 of 2", "cluster"}} {
		var stages []string
		var done, total int64
		_, err := m.Run(t.Context(), table, RunOptions{MemoryLimit: limit, Progress: func(stage string, d, of int64) {
			if len(stages) == 0 || stages[len(stages)-1] != stage {
				if done != total {
					t.Errorf("limit %d: %v ends at %d of %d", limit, stages, done, total)
				}
				stages, done = append(stages, stage), 0
			}
			if d <= done || d > of {
				t.Errorf("limit %d: %s goes from %d to %d of %d", limit, stage, done, d, of)
			}
			done, total = d, of
		}})
		if err != nil || done != total || !slices.Equal(stages, want) {
			t.Errorf("limit %d: stages %q, %d of %d, %v", limit, stages, done, total, err)
		}
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	m := compiled(t, domain.Customer, join("blocking: [[kind]]", "comparisons: [{attribute: legalName, levels: [{when: exact, weight: 20}]}]"))
	table := m.NewTable()
	for i := range 50 {
		table.Add(domain.SourceKey{System: "A", Key: fmt.Sprint(i)}, domain.Attributes{"kind": "PERSON", "legalName": "x"})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Run(ctx, table, RunOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
