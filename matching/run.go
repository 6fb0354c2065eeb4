package matching

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"runtime"
	"slices"
	"sync"

	"aurum/matching/corpus"
)

// RunOptions say how a table is matched. The zero value uses all cores and reports to nobody.
type RunOptions struct {
	// Workers is how many goroutines compare; 0 is one a core.
	Workers int
	// Progress is told now and then how far a stage has come, in pairs where it compares and in groups of connected records
	// where it clusters; it may be nil. It is called by one goroutine at a time.
	Progress func(stage string, done, total int64)
	// MemoryLimit is how many bytes blocks and edges may take beside the table; beyond it, blocks are held for one rule at a
	// time and edges go to a temporary file. 0 is a quarter of the machine's memory.
	MemoryLimit int64
	// Deliver, where given, is given the edges in their order in place of Run.Edges, so that they need not fit into memory;
	// all else of the run is known by then. It may go through them again and again until it returns. Should they fail to be
	// read they end early, and Run fails whatever Deliver returns.
	Deliver func(run *Run, edges iter.Seq[Edge]) error
	// Found is shown the pairs that each blocking rule finds and no earlier one, A < B, rules by their place in Run.Blocking,
	// in portions, one at a time; it must not keep them. It may be nil.
	Found func(rule int, pairs []corpus.Pair)
}

// Run is what matching a table came to. Edges and clusters name records by position.
type Run struct {
	// Edges are the compared pairs of at least the review weight that no rule keeps apart, A < B, sorted; none where they are
	// delivered otherwise.
	Edges []Edge
	// Found is how many edges there are.
	Found int64
	// Clusters are sorted inside and among each other by key; every record is in one.
	Clusters [][]int
	// Refused are the joins that did not happen, by falling weight of their edges.
	Refused []Refused
	// Pairs is how many distinct pairs were compared.
	Pairs int64
	// Blocking tells what each rule found, in the order of the policy, rules by key first.
	Blocking []BlockingReport
}

// BlockingReport is what a blocking rule found.
type BlockingReport struct {
	Rule string `json:"rule"`
	// Pairs is how many pairs share a key of the rule, New how many of them no earlier rule found.
	Pairs int64 `json:"pairs"`
	New   int64 `json:"new"`
	// Largest is the size of the largest block.
	Largest int `json:"largestBlock"`
}

// Run matches all records of a table: every pair that shares a blocking key, or are near neighbours, is compared, and what
// reaches the link weight is clustered. It gives what the service would give record by record, whatever the number of
// workers.
func (m *Model) Run(ctx context.Context, t *Table, o RunOptions) (run *Run, err error) {
	if o.Workers < 1 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.MemoryLimit < 1 {
		o.MemoryLimit = memoryShare()
	}
	r := &runner{plan: newPlan(m, t), options: o, edges: newEdges(o.Workers, o.MemoryLimit/2), run: &Run{}}
	defer func() { err = errors.Join(err, r.edges.close()) }()
	if err := r.compare(ctx); err != nil {
		return nil, err
	}
	c := clusterer{plan: r.plan, workers: o.Workers, progress: o.Progress}
	r.run.Clusters, r.run.Refused, err = c.run(ctx, r.edges, o.MemoryLimit/2)
	if err != nil {
		return nil, err
	}
	if err := r.deliver(); err != nil {
		return nil, err
	}
	return r.run, nil
}

// runner is a run at work.
type runner struct {
	*plan
	options RunOptions
	edges   *edges
	run     *Run
	workers []*worker
	showing sync.Mutex
}

// worker is what one goroutine needs to compare.
type worker struct {
	*comparer
	number  int
	near    neighbourhood
	tallies []tally // by rule
	met     []corpus.Pair
	_       apartLines
}

// compare compares all candidates.
func (r *runner) compare(ctx context.Context) error {
	s := r.scanner(r.table)
	s.slots, s.stride = r.slots, r.stride
	rules := max(1, len(r.blocking))
	for i := range r.options.Workers {
		r.workers = append(r.workers, &worker{comparer: newComparer(r.plan), number: i, tallies: ownLines[tally](rules)})
	}
	err := s.inParts(r.options, func(units []unit) error {
		p := progress{report: r.options.Progress, stage: s.stage()}
		for _, u := range units {
			p.total += u.pairs
		}
		return each(ctx, r.options.Workers, len(units), func(worker, i int) {
			r.workers[worker].scan(r, s, units[i])
			p.add(units[i].pairs)
		})
	})
	if err != nil {
		return err
	}
	for i, b := range s.rules {
		report := BlockingReport{Rule: b.name, Largest: b.largest}
		for _, w := range r.workers {
			report.Pairs, report.New = report.Pairs+w.tallies[i].pairs, report.New+w.tallies[i].fresh
		}
		r.run.Blocking = append(r.run.Blocking, report)
		r.run.Pairs += report.New
	}
	if err := r.compareNearest(ctx, s); err != nil {
		return err
	}
	return r.edges.settle()
}

func (w *worker) scan(r *runner, s *scanner, u unit) {
	s.scan(u, &w.near, &w.tallies[u.rule], func(a, b uint32, x, y []uint32) {
		if r.options.Found != nil {
			w.met = append(w.met, corpus.Pair{A: int32(a), B: int32(b)})
		}
		w.take(r, a, b, x, y)
	})
	if r.options.Found != nil {
		r.show(u.rule, w.met)
		w.met = w.met[:0]
	}
}

// show tells of pairs that a rule has found.
func (r *runner) show(rule int, pairs []corpus.Pair) {
	if r.options.Found == nil {
		return
	}
	r.showing.Lock()
	defer r.showing.Unlock()
	r.options.Found(rule, pairs)
}

func (w *worker) take(r *runner, a, b uint32, x, y []uint32) {
	if weight, ok := w.edge(int(a), int(b), x, y); ok {
		r.edges.add(w.number, edge{a, b, weight})
	}
}

// compareNearest compares the near neighbours that share no key.
func (r *runner) compareNearest(ctx context.Context, s *scanner) error {
	return s.nearest(r.Model, func(report BlockingReport, fresh []corpus.Pair) error {
		r.run.Blocking = append(r.run.Blocking, report)
		r.run.Pairs += report.New
		r.show(len(r.run.Blocking)-1, fresh)
		const some = 1 << 12
		return each(ctx, r.options.Workers, (len(fresh)+some-1)/some, func(worker, i int) {
			for _, p := range fresh[i*some : min((i+1)*some, len(fresh))] {
				r.workers[worker].take(r, uint32(p.A), uint32(p.B), r.slotsAt(int(p.A)), r.slotsAt(int(p.B)))
			}
		})
	})
}

// deliver gives the edges to whoever wants them.
func (r *runner) deliver() (failed error) {
	r.run.Found = r.edges.count
	all := func(yield func(Edge) bool) {
		err := r.edges.each(func(e edge) error {
			if !yield(Edge{A: int(e.a), B: int(e.b), Weight: e.weight}) {
				return errEnough
			}
			return nil
		})
		if !errors.Is(err, errEnough) {
			failed = cmp.Or(failed, err)
		}
	}
	if r.options.Deliver != nil {
		err := r.options.Deliver(r.run, all)
		return errors.Join(failed, err)
	}
	r.run.Edges = slices.AppendSeq(make([]Edge, 0, r.edges.count), all)
	return failed
}

// errEnough ends a walk through the edges.
var errEnough = errors.New("enough")

// progress adds up what workers have done.
type progress struct {
	mu          sync.Mutex
	report      func(stage string, done, total int64)
	stage       string
	done, total int64
}

func (p *progress) add(n int64) {
	if p.report == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += n
	p.report(p.stage, p.done, p.total)
}

// Candidates are the distinct pairs that blocking brings together, A < B, sorted.
func (m *Model) Candidates(t *Table) ([]corpus.Pair, []BlockingReport) {
	var all []corpus.Pair
	var reports []BlockingReport
	s := m.scanner(t)
	_ = s.inParts(RunOptions{Workers: runtime.GOMAXPROCS(0), MemoryLimit: memoryShare()}, func(units []unit) error {
		var near neighbourhood
		counts := make([]tally, len(s.rules))
		for _, u := range units {
			s.scan(u, &near, &counts[u.rule], func(a, b uint32, _, _ []uint32) { all = append(all, corpus.Pair{A: int32(a), B: int32(b)}) })
		}
		for _, i := range s.current {
			reports = append(reports, BlockingReport{Rule: s.rules[i].name, Pairs: counts[i].pairs, New: counts[i].fresh, Largest: s.rules[i].largest})
		}
		return nil
	}) // nothing in it fails
	_ = s.nearest(m, func(report BlockingReport, fresh []corpus.Pair) error {
		all, reports = append(all, fresh...), append(reports, report)
		return nil
	})
	slices.SortFunc(all, comparePair)
	return all, reports
}

func comparePair(x, y corpus.Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) }
