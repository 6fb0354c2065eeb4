package mastering

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"slices"

	"aurum/domain"
	"aurum/matching"
)

// survey is a domain matched as a whole: all its live source records compared among each other at once, as a batch run does
// it. Deciding record by record would read and prepare every record again for each one it shares a blocking key with.
type survey struct {
	ids []domain.RecordID // sorted
	// The edges of the record at place i of ids are those from begin[i] to begin[i+1]; each edge is there from both sides.
	begin   []int
	to      []uint32
	weights []float64
}

// surveySize is how many source records are read at a time.
const surveySize = 2000

// survey compares all live source records that a snapshot shows. It needs memory for what the policy compares of each, and
// for the edges. told, which may be nil, hears how far it has come.
func (p *Policy) survey(ctx context.Context, s Snapshot, told func(stage string, done, total int64)) (*survey, error) {
	v, t := &survey{}, p.Matching.NewTable()
	for after := domain.RecordID(0); ; after = v.ids[len(v.ids)-1] {
		ids, err := s.Live(ctx, p.Schema.Domain, after, surveySize)
		if err != nil {
			return nil, err
		}
		if len(ids) == 0 {
			break
		}
		if err := v.read(ctx, p, s, t, ids); err != nil {
			return nil, err
		}
		if told != nil {
			told("read", int64(len(v.ids)), 0)
		}
	}
	// A core is left to those who are served meanwhile.
	o := matching.RunOptions{Workers: max(1, runtime.GOMAXPROCS(0)-1), Progress: told, Deliver: func(_ *matching.Run, edges iter.Seq[matching.Edge]) error {
		v.keep(edges)
		return nil
	}}
	_, err := p.Matching.Run(ctx, t, o)
	return v, err
}

// read adds records to the table, in the order of their ids.
func (v *survey) read(ctx context.Context, p *Policy, s Snapshot, t *matching.Table, ids []domain.RecordID) error {
	records, err := s.Records(ctx, ids)
	if err != nil {
		return err
	}
	if len(records) != len(ids) {
		return fmt.Errorf("%d %s records are listed, and %d of them found", len(ids), p.Schema.Domain, len(records))
	}
	keys, attrs := make([]domain.SourceKey, len(records)), make([]domain.Attributes, len(records))
	for i, r := range records {
		keys[i], v.ids = r.SourceKey, append(v.ids, r.ID)
		if attrs[i], err = p.read(r); err != nil {
			return err
		}
	}
	t.AddRecords(keys, attrs)
	return nil
}

// keep keeps edges from both sides.
func (v *survey) keep(edges iter.Seq[matching.Edge]) {
	v.begin = make([]int, len(v.ids)+1)
	for e := range edges {
		v.begin[e.A+1]++
		v.begin[e.B+1]++
	}
	for i := range v.ids {
		v.begin[i+1] += v.begin[i]
	}
	v.to, v.weights = make([]uint32, v.begin[len(v.ids)]), make([]float64, v.begin[len(v.ids)])
	next := slices.Clone(v.begin)
	put := func(a, b int, weight float64) {
		v.to[next[a]], v.weights[next[a]] = uint32(b), weight
		next[a]++
	}
	for e := range edges {
		put(e.A, e.B, e.Weight)
		put(e.B, e.A, e.Weight)
	}
}

// neighbours are the records that a record has an edge with, and its weight.
func (v *survey) neighbours(id domain.RecordID) iter.Seq2[domain.RecordID, float64] {
	return func(yield func(domain.RecordID, float64) bool) {
		at, ok := slices.BinarySearch(v.ids, id)
		if !ok {
			return // withdrawn
		}
		for i := v.begin[at]; i < v.begin[at+1]; i++ {
			if !yield(v.ids[v.to[i]], v.weights[i]) {
				return
			}
		}
	}
}

// around are the records that hang together with some by edges of at least the link weight, those included, and those that
// have a weaker edge with one of them; both sorted.
func (v *survey) around(ids iter.Seq[domain.RecordID], link float64) (expand, rim []domain.RecordID) {
	met := map[domain.RecordID]bool{} // true: expand, false: rim
	for id := range ids {
		met[id] = true
		expand = append(expand, id)
	}
	for i := 0; i < len(expand); i++ {
		for other, weight := range v.neighbours(expand[i]) {
			if weight >= link && !met[other] {
				met[other] = true
				expand = append(expand, other)
			} else if _, known := met[other]; !known {
				met[other] = false
			}
		}
	}
	for id, whole := range met {
		if !whole {
			rim = append(rim, id)
		}
	}
	slices.Sort(expand)
	slices.Sort(rim)
	return expand, rim
}
