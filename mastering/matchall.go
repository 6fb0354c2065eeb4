package mastering

import (
	"context"
	"fmt"
	"iter"
	"runtime"

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
// edges carry the versions they were scored from, so that resolving scores those again whose records have moved on.
//
// A domain with references is refused: what its records say depends on how others have been resolved.
func (p *Policy) MatchAll(ctx context.Context, b Bulk, o matching.RunOptions) (*matching.Run, error) {
	if p.referring && p.Matching.ReadsReferences() {
		return nil, domain.E(domain.Invalid, fmt.Sprintf("%s records are matched by what they refer to: resolve them one after the other", p.Schema.Domain))
	}
	s, err := p.readAll(ctx, b)
	if err != nil {
		return nil, err
	}
	t, err := s.objects.Table(p.Matching)
	if err != nil {
		return nil, fmt.Errorf("%s records: %w", p.Schema.Domain, err)
	}
	s.objects = nil
	run, err := p.Matching.Run(ctx, t, o)
	if err != nil {
		return nil, err
	}
	return run, b.PutEdges(ctx, s.edges(p.Matching, t, run.Edges))
}

// stretch is a part of the records, in the order of their ids.
type stretch struct {
	objects  *files.Objects
	ids      []domain.RecordID
	versions []int32
}

// stretchesPerCore keep all cores busy to the end, whatever the gaps between ids.
const stretchesPerCore = 4

// readAll reads the records in stretches and puts these together.
func (p *Policy) readAll(ctx context.Context, b Bulk) (*stretch, error) {
	parts := make([]stretch, stretchesPerCore*runtime.GOMAXPROCS(0))
	for i := range parts {
		parts[i].objects = files.NewObjects(p.Matching)
	}
	err := b.EachStored(ctx, p.Schema.Domain, len(parts), func(i int, r StoredText) error {
		s := &parts[i]
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
	return &all, nil
}

// edges names the records of edges by id. Of the few that a rule links it looks up which.
func (s *stretch) edges(m *matching.Model, t *matching.Table, found []matching.Edge) iter.Seq[Edge] {
	return func(yield func(Edge) bool) {
		for _, e := range found {
			out := Edge{A: s.ids[e.A], B: s.ids[e.B], Weight: e.Weight, VersionA: int(s.versions[e.A]), VersionB: int(s.versions[e.B])}
			if e.Weight == matching.RuleWeight {
				out.Rule = m.Compare(t.Prepared(e.A), t.Prepared(e.B)).Rule
			}
			if !yield(out) {
				return
			}
		}
	}
}
