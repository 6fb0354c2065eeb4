package mastering

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"aurum/domain"
	"aurum/matching"
	"aurum/matching/files"
)

// Bulk is what matching all records of a domain at once needs of storage.
type Bulk interface {
	// EachStored shows the live source records of a domain in stretches, several of them at a time: those of a stretch by id,
	// one after the other, and the ids of a stretch above those of the one before. The text is only valid within visit.
	EachStored(ctx context.Context, d domain.Domain, stretches int, visit func(stretch int, r StoredText) error) error
	// PutEdges stores edges that come sorted, each once; what is stored of a pair is replaced unless it was scored from newer
	// versions.
	PutEdges(ctx context.Context, edges iter.Seq[Edge]) error
}

// StoredText is a source record as it is matched, not read yet.
type StoredText struct {
	ID           domain.RecordID
	Key          domain.SourceKey
	Version      int
	Standardized []byte
}

// MatchAll compares all live source records of the policy's domain among each other and stores the edges. It resolves nothing;
// edges carry the versions they were scored from, so that resolving scores those again whose records have moved on. Deliver
// of the options, which may be nil, is given the edges before they are stored; Progress tells of reading and storing too.
//
// A domain with references is refused: what its records say depends on how others have been resolved.
func (p *Policy) MatchAll(ctx context.Context, b Bulk, o matching.RunOptions) (*matching.Run, error) {
	if p.referring && p.Matching.ReadsReferences() {
		return nil, domain.E(domain.Invalid, fmt.Sprintf("%s records are matched by what they refer to: resolve them one after the other", p.Schema.Domain))
	}
	s, err := p.readAll(ctx, b, o.Progress)
	if err != nil {
		return nil, err
	}
	t, err := s.objects.Table(p.Matching)
	if err != nil {
		return nil, fmt.Errorf("%s records: %w", p.Schema.Domain, err)
	}
	s.objects = nil
	show := o.Deliver
	o.Deliver = func(run *matching.Run, found iter.Seq[matching.Edge]) error {
		if show != nil {
			if err := show(run, found); err != nil {
				return err
			}
		}
		told := func(done int64) {
			if o.Progress != nil {
				o.Progress("store", done, run.Found)
			}
		}
		return b.PutEdges(ctx, s.edges(p.Matching, t, found, told))
	}
	return p.Matching.Run(ctx, t, o)
}

// tellEvery is after how many records or edges progress is told.
const tellEvery = 1 << 13

// stretch is a part of the records, in the order of their ids.
type stretch struct {
	objects  *files.Objects
	ids      []domain.RecordID
	versions []int32
}

// stretchesPerCore keep all cores busy to the end, whatever the gaps between ids.
const stretchesPerCore = 4

// readAll reads the records in stretches and puts these together. told, which may be nil, hears how many have been read.
func (p *Policy) readAll(ctx context.Context, b Bulk, told func(stage string, done, total int64)) (*stretch, error) {
	parts := make([]stretch, stretchesPerCore*runtime.GOMAXPROCS(0))
	for i := range parts {
		parts[i].objects = files.NewObjects(p.Matching)
	}
	var telling sync.Mutex
	read := int64(0)
	err := b.EachStored(ctx, p.Schema.Domain, len(parts), func(i int, r StoredText) error {
		s := &parts[i]
		if told != nil && len(s.ids)%tellEvery == tellEvery-1 {
			telling.Lock()
			read += tellEvery
			told("read", read, 0)
			telling.Unlock()
		}
		s.ids, s.versions = append(s.ids, r.ID), append(s.versions, int32(r.Version))
		return s.objects.Add(r.Key, r.Standardized)
	})
	if err != nil {
		return nil, err
	}
	all := parts[0]
	for i := range parts[1:] {
		next := &parts[i+1]
		all.ids, all.versions = append(all.ids, next.ids...), append(all.versions, next.versions...)
		all.objects.Take(next.objects)
		next.ids, next.versions = nil, nil
	}
	if told != nil {
		told("read", int64(len(all.ids)), int64(len(all.ids)))
	}
	return &all, nil
}

// edges names the records of edges by id. Of the few that a rule links it looks up which. told hears how many have been
// taken.
func (s *stretch) edges(m *matching.Model, t *matching.Table, found iter.Seq[matching.Edge], told func(done int64)) iter.Seq[Edge] {
	return func(yield func(Edge) bool) {
		done := int64(0)
		for e := range found {
			out := Edge{A: s.ids[e.A], B: s.ids[e.B], Weight: e.Weight, VersionA: int(s.versions[e.A]), VersionB: int(s.versions[e.B])}
			if e.Weight == matching.RuleWeight {
				out.Rule = m.Compare(t.Prepared(e.A), t.Prepared(e.B)).Rule
			}
			if !yield(out) {
				return
			}
			if done++; done%tellEvery == 0 {
				told(done)
			}
		}
		told(done)
	}
}
