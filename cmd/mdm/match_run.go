package main

import (
	"context"
	"io"
	"time"

	"aurum/cmd/mdm/matchfile"
	"aurum/cmd/mdm/settings"
	"aurum/matching"
	"aurum/matching/evaluation"
)

var matchRunCommand = command{
	name: "match run", summary: "Match a file of records by a policy and write links and clusters.",
	details: recordsHelp + `

--clusters writes record_id, cluster_id, source: cluster_id is the id of the cluster's first record by source and id. --links writes
record_id_a, record_id_b, weight (bits), probability and decision of every compared pair from the review threshold on: LINK,
or REVIEW for those below the link threshold and those that a rule or the rest of their clusters keeps apart. What blocking
found is told rule by rule.`,
	prepare: prepareMatchRun,
}

type runOptions struct {
	matchSettings
	links, clusters string
	json            bool
}

func prepareMatchRun(s *settings.Set) action {
	var o runOptions
	o.declare(s)
	settings.Add(s, &o.clusters, settings.Spec{Flag: "clusters", Value: "FILE", Usage: "CSV file of clusters to write"}, settings.Text)
	settings.Add(s, &o.links, settings.Spec{Flag: "links", Value: "FILE", Usage: "CSV file of links to write"}, settings.Text)
	addJSON(s, &o.json)
	return noArguments(func(ctx context.Context, sh *shell) error {
		if err := required(s, "match run", "policy", "records"); err != nil {
			return err
		}
		return o.run(ctx, sh)
	})
}

// ran is what a run came to, as programs read it.
type ran struct {
	Records         int                       `json:"records"`
	LeftOut         int                       `json:"leftOut"`
	CandidatePairs  int64                     `json:"candidatePairs"`
	Links           int                       `json:"links"`
	Reviews         int                       `json:"reviews"`
	Refused         int                       `json:"refused"`
	Blocking        []matching.BlockingReport `json:"blocking"`
	Clusters        evaluation.Quality        `json:"clusterQuality"`
	Seconds         float64                   `json:"seconds"`
	PairsPerSecond  float64                   `json:"pairsPerSecond"`
	PeakMemoryBytes int64                     `json:"peakMemoryBytes"`
}

func (o *runOptions) run(ctx context.Context, sh *shell) error {
	told := sh.stages()
	defer told.end()
	p, l, err := o.load(sh, told.at)
	if err != nil {
		return err
	}
	began := time.Now()
	run, err := p.Model.Run(ctx, l.Table, matching.RunOptions{Workers: o.workers, Progress: told.at})
	if err != nil {
		return err
	}
	told.end()
	r := summarize(p.Model, l, run, time.Since(began).Seconds())
	if o.clusters != "" {
		if err := writeFile(o.clusters, func(w io.Writer) error { return matchfile.WriteClusters(w, l, run.Clusters) }); err != nil {
			return err
		}
	}
	if o.links != "" {
		if err := writeFile(o.links, func(w io.Writer) error { return matchfile.WriteLinks(w, l, run, p.Model.Link()) }); err != nil {
			return err
		}
	}
	if o.json {
		return writeJSON(sh.stdout, r)
	}
	return r.write(sh.stdout)
}

func summarize(m *matching.Model, l *matchfile.Loaded, run *matching.Run, seconds float64) *ran {
	r := &ran{
		Records: l.Len(), LeftOut: len(l.Left), CandidatePairs: run.Pairs, Refused: len(run.Refused), Blocking: run.Blocking,
		Clusters: evaluation.QualityOf(l.Len(), run.Clusters, run.Edges, m.Link()), Seconds: seconds, PeakMemoryBytes: peakMemory(),
	}
	if seconds > 0 {
		r.PairsPerSecond = float64(run.Pairs) / seconds
	}
	together := evaluation.LabelsOf(l.Len(), run.Clusters)
	for _, e := range run.Edges {
		if e.Weight >= m.Link() && together.Together(e.A, e.B) {
			r.Links++
		} else {
			r.Reviews++
		}
	}
	return r
}

func (r *ran) write(w io.Writer) error {
	p := newPage()
	p.line("%d records, %d candidate pairs: %d links, %d pairs to review, %d joins refused", r.Records, r.CandidatePairs, r.Links, r.Reviews, r.Refused)
	if r.LeftOut > 0 {
		p.line("%d records are left out", r.LeftOut)
	}
	p.title("Blocking")
	p.row("  rule", "pairs", "new", "largest block")
	for _, b := range r.Blocking {
		p.row("  "+b.Rule, b.Pairs, b.New, b.Largest)
	}
	p.clusters(r.Clusters)
	p.title("Speed")
	p.line("  %.2f s, %.0f pairs a second; at most %.0f MB", r.Seconds, r.PairsPerSecond, float64(r.PeakMemoryBytes)/1e6)
	return p.writeTo(w)
}
