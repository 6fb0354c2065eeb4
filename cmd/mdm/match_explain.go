package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"aurum/cmd/mdm/matchfile"
	"aurum/cmd/mdm/settings"
	"aurum/domain"
	"aurum/matching"
)

var matchExplainCommand = command{
	name: "match explain", arguments: "ID1 [ID2]", summary: "Show why a policy joins two records or does not, or how a record's cluster came about.",
	details: recordsHelp + `

Of two records the waterfall is shown: the prior, what each comparison adds in bits with the values compared, what the sum comes to,
by which blocking rules they meet, and what they are short of. Of one record its cluster is: the joins that made it, those that were
refused, and how well it hangs together.`,
	prepare: prepareMatchExplain,
}

type explainOptions struct {
	matchSettings
	json bool
}

func prepareMatchExplain(s *settings.Set) action {
	var o explainOptions
	o.declare(s)
	addJSON(s, &o.json)
	return func(ctx context.Context, sh *shell, args []string) error {
		if err := required(s, "match explain", "policy", "records"); err != nil {
			return err
		}
		switch {
		case len(args) == 1:
			return o.cluster(ctx, sh, args[0])
		case len(args) == 2 && args[0] != args[1]:
			return o.pair(sh, args[0], args[1])
		}
		return settings.Faultf("mdm match explain needs the ids of two records, or of one")
	}
}

// explainedPair is a pair with its explanation, as programs read it.
type explainedPair struct {
	A domain.SourceKey `json:"a"`
	B domain.SourceKey `json:"b"`
	matching.Explanation
}

func (o *explainOptions) pair(sh *shell, a, b string) error {
	p, err := o.openPolicy()
	if err != nil {
		return err
	}
	in := o.input(sh, nil)
	in.Only = map[string]bool{a: true, b: true}
	l, err := p.Load(in)
	if err != nil {
		return err
	}
	i, errA := place(l, o.records, a)
	j, errB := place(l, o.records, b)
	if err := errors.Join(errA, errB); err != nil {
		return err
	}
	x := explainedPair{l.Table.Key(i), l.Table.Key(j), explainIn(p.Model, l.Table)(i, j)}
	if o.json {
		return writeJSON(sh.stdout, x)
	}
	out := newPage()
	out.line("%s and %s", x.A, x.B)
	out.indented("  ", x.WriteText)
	return out.writeTo(sh.stdout)
}

func explainIn(m *matching.Model, t *matching.Table) func(i, j int) matching.Explanation {
	return func(i, j int) matching.Explanation {
		return m.ExplainRecords(t.Key(i), t.Key(j), t.Prepared(i), t.Prepared(j))
	}
}

// explainedCluster is the cluster of a record with its history, as programs read it.
type explainedCluster struct {
	Record  domain.SourceKey   `json:"record"`
	Members []domain.SourceKey `json:"members"`
	Quality matching.Quality   `json:"quality"`
	matching.How
}

func (o *explainOptions) cluster(ctx context.Context, sh *shell, id string) error {
	told := sh.stages()
	defer told.end()
	p, l, err := o.load(sh, told.at)
	if err != nil {
		return err
	}
	at, err := place(l, o.records, id)
	if err != nil {
		return err
	}
	run, err := p.Model.Run(ctx, l.Table, matching.RunOptions{Workers: o.workers, Progress: told.at})
	if err != nil {
		return err
	}
	told.end()
	x := explainCluster(p.Model, l.Table, run.Edges, at)
	if o.json {
		return writeJSON(sh.stdout, x)
	}
	out := newPage()
	out.line("%s is in a cluster of %d", x.Record, len(x.Members))
	out.indented("  ", x.How.WriteText)
	if len(x.Members) > 1 {
		out.title("How well it hangs together")
		out.indented("  ", x.Quality.WriteText)
	}
	return out.writeTo(sh.stdout)
}

// explainCluster divides once more, step by step, what the record at a position is connected with by links: nothing else
// has a part in its cluster.
func explainCluster(m *matching.Model, t *matching.Table, edges []matching.Edge, at int) explainedCluster {
	records := connected(edges, m.Link(), at)
	t, place := t.Part(records), map[int]int{}
	nodes := make([]domain.SourceKey, len(records))
	for k, i := range records {
		place[i], nodes[k] = k, t.Key(k)
	}
	var inside, links []matching.Edge
	for _, e := range edges {
		a, okA := place[e.A]
		if b, okB := place[e.B]; okA && okB {
			inside = append(inside, matching.Edge{A: a, B: b, Weight: e.Weight})
			if e.Weight >= m.Link() {
				links = append(links, inside[len(inside)-1])
			}
		}
	}
	explain := explainIn(m, t)
	score := func(i, j int) float64 { return m.Compare(t.Prepared(i), t.Prepared(j)).Weight }
	forbids := func(i, j int) (string, bool) {
		if rule, ok := m.Apart(nodes[i], nodes[j]); ok {
			return rule, true
		}
		return m.Forbids(t.Prepared(i), t.Prepared(j))
	}
	d := matching.Divide(nodes, links, nil, forbids, m.ClusteringBy(score))
	x := explainedCluster{Record: nodes[place[at]], How: d.How(nodes, place[at], explain)}
	for _, members := range d.Clusters {
		if slices.Contains(members, place[at]) {
			for _, i := range members {
				x.Members = append(x.Members, nodes[i])
			}
			e := matching.Evidence{Nodes: nodes, Edges: inside, Link: m.Link(), Score: score, Forbids: forbids, Explain: explain}
			x.Quality = e.Quality(members)
		}
	}
	return x
}

// connected are the records that links connect with one, sorted.
func connected(edges []matching.Edge, link float64, with int) []int {
	next := map[int][]int{}
	for _, e := range edges {
		if e.Weight >= link {
			next[e.A], next[e.B] = append(next[e.A], e.B), append(next[e.B], e.A)
		}
	}
	seen, out := map[int]bool{with: true}, []int{with}
	for k := 0; k < len(out); k++ {
		for _, n := range next[out[k]] {
			if !seen[n] {
				seen[n], out = true, append(out, n)
			}
		}
	}
	slices.Sort(out)
	return out
}

// place finds a record among those that can be matched.
func place(l *matchfile.Loaded, file, id string) (int, error) {
	i, ok := l.At(id)
	switch {
	case !ok:
		return 0, fmt.Errorf("%s has no record %q", file, id)
	case i >= l.Table.Len():
		return 0, fmt.Errorf("%s: %s", file, l.Left[i-l.Table.Len()])
	}
	return i, nil
}
