package store

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"aurum/domain"
)

// Golden records change, get and lose values, are merged away and come back; whatever a filter finds of a day, counted or not and
// in whichever order, is what Matches finds among the versions of that day.
func TestTheDatabaseAndMatchesAgreeOnThePast(t *testing.T) {
	for n, s := range domain.Registry {
		t.Run(string(s.Domain), func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			r := rand.New(rand.NewPCG(8, uint64(n)))
			versions := randomHistory(r, s, 40, 5)
			f.put(versions...)
			decided := 0
			for range 300 {
				in := randomFilter(r, s.Attributes, true, 2)
				if a := &s.Attributes[r.IntN(len(s.Attributes))]; r.IntN(3) > 0 {
					in = map[string]any{a.Name: randomCondition(r, a, 2)}
				}
				filter := must[*domain.Filter](t)(domain.ParseFilter(s, in))
				if filter.Condition != nil && needed(filter.Condition) != "" {
					decided++
				}
				d := r.IntN(280)
				q := ListQuery{Domain: s.Domain, Filter: filter, AsOf: ptr(day(d)), Count: r.IntN(4) > 0, PageArgs: PageArgs{First: ptr(100)}}
				byID := r.IntN(3) > 0
				if !byID {
					q.Order = []Order{{Field: "updatedAt", Desc: true}}
				}
				p := must[Page[*domain.GoldenRecord]](t)(f.db.List(f.ctx, q))
				got, want := ids(p.Items), wanted(asOf(versions, d), filter)
				if !byID {
					slices.Sort(got)
				}
				if !slices.Equal(got, want) || q.Count && p.Total != len(want) {
					t.Errorf("day %d, %s: database %v, %d in all, Matches %v", d, jsonOf(in), got, p.Total, want)
				}
				for _, g := range p.Items {
					if v := latest(versions, g.ID, d); g.Version != v.Version || jsonOf(g.Attributes) != jsonOf(v.Attributes) {
						t.Errorf("day %d: version %d of %s, want %d", d, g.Version, g.ID, v.Version)
					}
				}
			}
			if decided < 100 {
				t.Errorf("only %d filters were about one attribute", decided)
			}
		})
	}
}

// randomHistory gives versions of n golden records, oldest first: each has one, on one of the first n days, and, in each of the
// stages, fifty days long, another or none.
func randomHistory(r *rand.Rand, s *domain.Schema, n, stages int) []domain.GoldenRecord {
	all := randomRecords(r, s, n)
	now := slices.Clone(all)
	for stage := 1; stage < stages; stage++ {
		next := randomRecords(r, s, n)
		for i := range now {
			g := next[i]
			g.Version, g.UpdatedAt = now[i].Version+1, day(50*stage+i)
			switch {
			case r.IntN(4) == 0:
				continue
			case now[i].State != domain.Merged && r.IntN(4) == 0: // it keeps its values, as those merged away do
				g.State, g.MergedInto, g.Members, g.Attributes = domain.Merged, now[(i+1)%n].ID, nil, now[i].Attributes
			case r.IntN(2) == 0: // only some values change
				kept := maps.Clone(now[i].Attributes)
				for name, v := range g.Attributes {
					if r.IntN(2) == 0 {
						kept[name] = v
					}
				}
				g.Attributes = kept
			}
			now[i], all = g, append(all, g)
		}
	}
	return all
}

// asOf are the latest versions on a day, in order of id.
func asOf(versions []domain.GoldenRecord, d int) (out []domain.GoldenRecord) {
	now := map[domain.GoldenID]domain.GoldenRecord{}
	for _, v := range versions {
		if !v.UpdatedAt.After(day(d)) {
			now[v.ID] = v
		}
	}
	for _, id := range slices.Sorted(maps.Keys(now)) {
		out = append(out, now[id])
	}
	return out
}

func latest(versions []domain.GoldenRecord, id domain.GoldenID, d int) (out domain.GoldenRecord) {
	for _, v := range asOf(versions, d) {
		if v.ID == id {
			out = v
		}
	}
	return out
}
