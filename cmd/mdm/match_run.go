package main

import (
	"context"
	"io"
	"iter"
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
	memory          memoryLimit
	links, clusters string
	json            bool
}

func prepareMatchRun(s *settings.Set) action {
	var o runOptions
	o.declare(s)
	settings.Add(s, &o.clusters, settings.Spec{Flag: "clusters", Value: "FILE", Usage: "CSV file of clusters to write"}, settings.Text)
	settings.Add(s, &o.links, settings.Spec{Flag: "links", Value: "FILE", Usage: "CSV file of links to write"}, settings.Text)
	addMemory(s, &o.memory)
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
	defer o.memory.hold()()
	p, l, err := o.load(sh, told.at)
	if err != nil {
		return err
	}
	beside, err := o.memory.beside()
	if err != nil {
		return err
	}
	var r *ran
	began := time.Now()
	run, err := p.Model.Run(ctx, l.Table, matching.RunOptions{
		Workers: o.workers, Progress: told.at, MemoryLimit: beside,
		Deliver: func(run *matching.Run, edges iter.Seq[matching.Edge]) error {
			told.end()
			r = summarize(p.Model, l.Len(), run, edges)
			r.took(time.Since(began))
			return o.writeLinks(l, run, edges, p.Model.Link())
		},
	})
	if err != nil {
		return err
	}
	if o.clusters != "" {
		if err := writeFile(o.clusters, func(w io.Writer) error { return matchfile.WriteClusters(w, l, run.Clusters) }); err != nil {
			return err
		}
	}
	r.LeftOut, r.PeakMemoryBytes = len(l.Left), peakMemory()
	return r.tell(sh, o.json)
}

func (o *runOptions) writeLinks(l *matchfile.Loaded, run *matching.Run, edges iter.Seq[matching.Edge], link float64) error {
	if o.links == "" {
		return nil
	}
	return writeFile(o.links, func(w io.Writer) error { return matchfile.WriteLinks(w, l, run.Clusters, edges, link) })
}

// summarize tells what a run over so many records came to.
func summarize(m *matching.Model, records int, run *matching.Run, edges iter.Seq[matching.Edge]) *ran {
	r := &ran{
		Records: records, CandidatePairs: run.Pairs, Refused: len(run.Refused), Blocking: run.Blocking,
		Clusters: evaluation.QualityOf(records, run.Clusters, edges, m.Link()),
	}
	together := evaluation.LabelsOf(records, run.Clusters)
	for e := range edges {
		if e.Weight >= m.Link() && together.Together(e.A, e.B) {
			r.Links++
		} else {
			r.Reviews++
		}
	}
	return r
}

// took notes the time, and the memory up to now.
func (r *ran) took(time time.Duration) {
	r.Seconds, r.PeakMemoryBytes = time.Seconds(), peakMemory()
	if r.Seconds > 0 {
		r.PairsPerSecond = float64(r.CandidatePairs) / r.Seconds
	}
}

func (r *ran) tell(sh *shell, asJSON bool) error {
	if asJSON {
		return writeJSON(sh.stdout, r)
	}
	return r.write(sh.stdout)
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
