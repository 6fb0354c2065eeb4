package evaluation

import (
	"context"
	"math"
	"time"

	"aurum/matching"
	"aurum/matching/corpus"
)

// Truth is what is known: the true clusters, or labelled pairs.
type Truth struct {
	// Labels are the true clusters by position; nil where only pairs are known. They may go beyond the table: the records
	// there were left out before matching, hence are alone.
	Labels Labels
	// Pairs are labelled pairs; where Labels is nil only these are scored.
	Pairs []Labelled
	// Records is how many records there are where Labels is nil, those left out included.
	Records int
}

// Options say what is measured.
type Options struct {
	matching.RunOptions
	// Errors is how many wrong decisions of each kind are listed.
	Errors int
}

// lowest is the least probability whose pairs the table of thresholds still tells apart.
const lowest = 0.01

// Measure matches a table by a model and holds the result against the truth. The figures are those of the policy's own
// thresholds and clustering, which the truth has no part in; only Best looks at it.
func Measure(ctx context.Context, m *matching.Model, t *matching.Table, truth Truth, o Options) (*Report, error) {
	e := &measure{model: m, table: t, truth: truth, options: o}
	if truth.Labels != nil {
		e.records, e.blocking = len(truth.Labels), NewBlocking(truth.Labels)
	} else {
		e.records, e.blocking = max(truth.Records, t.Len()), NewBlockingOf(truth.Pairs)
	}
	if err := e.run(ctx); err != nil {
		return nil, err
	}
	began := time.Now()
	r := e.report()
	r.ThresholdTable = e.thresholds(ctx)
	r.Best = Best(r.ThresholdTable)
	r.Errors = e.errors(o.Errors)
	r.Timing.Evaluate = time.Since(began).Seconds()
	return r, ctx.Err()
}

type measure struct {
	model     *matching.Model
	table     *matching.Table
	truth     Truth
	options   Options
	records   int
	blocking  *Blocking
	found     []int64 // true pairs, by the first blocking rule that finds them
	edges     []matching.Edge
	clusters  [][]int
	refused   []matching.Refused
	reports   []matching.BlockingReport
	pairs     int64
	seconds   float64
	predicted Labels
}

// run matches by the model with a lower review threshold, which changes no cluster but keeps the weights of pairs that
// lower thresholds would join.
func (e *measure) run(ctx context.Context) error {
	floor := min(e.model.Review(), math.Log2(lowest/(1-lowest)))
	var looking time.Duration
	o := e.options.RunOptions
	o.Found = func(rule int, pairs []corpus.Pair) {
		began := time.Now()
		for len(e.found) <= rule {
			e.found = append(e.found, 0)
		}
		e.found[rule] += e.blocking.Add(pairs)
		looking += time.Since(began)
	}
	began := time.Now()
	run, err := e.model.WithThresholds(e.model.Link(), floor).Run(ctx, e.table, o)
	if err != nil {
		return err
	}
	e.seconds = (time.Since(began) - looking).Seconds()
	e.edges, e.reports, e.pairs = run.Edges, run.Blocking, run.Pairs
	e.clusters, e.refused = run.Clusters, run.Refused
	e.predicted = LabelsOf(e.records, e.clusters)
	return nil
}

// score is that of pairs: all, or the labelled ones.
func (e *measure) score(predicted Labels) Counts {
	if e.truth.Labels != nil {
		return Pairwise(predicted, e.truth.Labels)
	}
	return ScorePairs(e.truth.Pairs, predicted)
}
