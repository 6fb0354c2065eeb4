package reference

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgxpool"

	"aurum/domain"
	"aurum/mastering"
	"aurum/matching"
	"aurum/store"
	"aurum/survivorship"
)

// World is the database of settled hubs.
type World struct {
	T  testing.TB
	DB *store.DB
	// Pool asks what no interface of the hub answers.
	Pool *pgxpool.Pool
	// Patience is how long what violates an invariant may do so. Two hubs that heal the same references do it one after the
	// other, and while the second does it again its records wait.
	Patience time.Duration
}

// Check compares all that is stored of the policy's domain with what a plain sequential reading of its source records gives:
// partition, values, provenance, edges in both directions, keys, and the invariants of identity.
func (w World) Check(p *mastering.Policy) {
	w.T.Helper()
	alive := w.LiveRecords(p.Schema.Domain)
	w.resolve(p.Schema, alive)
	edges, clusters := partition(p, alive, w.asserted(alive))
	w.checkEdges(edges)
	overrides := w.overrides()
	want, provenance := map[string]domain.Attributes{}, map[string]map[string][]domain.SourceKey{}
	for _, cl := range clusters {
		var keys []string
		var cs []survivorship.Contribution
		for _, i := range cl {
			r := alive[i]
			keys = append(keys, r.SourceKey.String())
			cs = append(cs, survivorship.Contribution{
				Member: domain.Member{SourceKey: r.SourceKey, Record: r.ID, Version: r.Version}, Attributes: r.Standardized, SeenAt: r.SeenAt(), ReceivedAt: r.ReceivedAt,
			})
		}
		slices.Sort(keys)
		attrs, prov := overrides.survive(p, cs)
		want[strings.Join(keys, " ")], provenance[strings.Join(keys, " ")] = attrs, provenanceKeys(prov)
	}
	got, gotProvenance := map[string]domain.Attributes{}, map[string]map[string][]domain.SourceKey{}
	for members, g := range w.Goldens(p.Schema.Domain) {
		if g.State == domain.Active {
			got[members], gotProvenance[members] = g.Attributes, provenanceKeys(g.Provenance)
		}
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		w.T.Errorf("golden records -reference +stored:\n%s", diff)
	}
	if diff := gocmp.Diff(provenance, gotProvenance); diff != "" {
		w.T.Errorf("provenance -reference +stored:\n%s", diff)
	}
	w.CheckInvariants()
}

// Goldens are the golden records of a domain that have members or had some, by their members in one string.
func (w World) Goldens(d domain.Domain) map[string]*domain.GoldenRecord {
	w.T.Helper()
	out := map[string]*domain.GoldenRecord{}
	after := ""
	for {
		first := 100
		page, err := w.DB.List(w.T.Context(), store.ListQuery{Domain: d, PageArgs: store.PageArgs{First: &first, After: after}})
		if err != nil {
			w.T.Fatal(err)
		}
		for _, g := range page.Items {
			out[MembersOf(g)] = g
		}
		if !page.HasNext {
			return out
		}
		after = page.Cursors[len(page.Cursors)-1]
	}
}

// MembersOf names a golden record by its members, or by state and id where it has none any more.
func MembersOf(g *domain.GoldenRecord) string {
	if g.State != domain.Active {
		return string(g.State) + " " + string(g.ID)
	}
	var keys []string
	for _, m := range g.Members {
		keys = append(keys, m.SourceKey.String())
	}
	slices.Sort(keys)
	return strings.Join(keys, " ")
}

func provenanceKeys(prov map[string]domain.Provenance) map[string][]domain.SourceKey {
	out := map[string][]domain.SourceKey{}
	for a, p := range prov {
		for _, m := range p.From {
			out[a] = append(out[a], m.SourceKey)
		}
	}
	return out
}

// LiveRecords are the source records of a domain that are not withdrawn, by key.
func (w World) LiveRecords(d domain.Domain) []*domain.SourceRecord {
	w.T.Helper()
	var ids []domain.RecordID
	w.Query(`select array_agg(id) from source_record where domain = $1 and not deleted`, &ids, d)
	records, err := w.DB.SourceRecordsByID(w.T.Context(), ids)
	if err != nil {
		w.T.Fatal(err)
	}
	slices.SortFunc(records, func(a, b *domain.SourceRecord) int { return a.Compare(b.SourceKey) })
	return records
}

// resolve writes the golden ids of what source records refer to into them.
func (w World) resolve(s *domain.Schema, records []*domain.SourceRecord) {
	w.T.Helper()
	var goldens map[string]any
	w.Query(`
		select coalesce(json_object_agg(r.domain || '/' || r.system || ':' || r.key, m.golden_id), '{}')
		  from member m join source_record r on r.id = m.record_id`, &goldens)
	for _, a := range s.Attributes {
		if a.References == "" || a.Many {
			continue
		}
		for _, r := range records {
			if ref, ok := r.Standardized[a.Name].(map[string]any); ok && ref["key"] != nil {
				if id := goldens[fmt.Sprintf("%s/%s:%s", a.References, ref["system"], ref["key"])]; id != nil {
					ref["id"] = id
				}
			}
		}
	}
}

// asserted are the stewards' words between records, by position.
func (w World) asserted(alive []*domain.SourceRecord) []matching.Assertion {
	w.T.Helper()
	at := map[domain.RecordID]int{}
	var ids []domain.RecordID
	for i, r := range alive {
		at[r.ID] = i
		ids = append(ids, r.ID)
	}
	words, err := w.DB.Assertions(w.T.Context(), ids)
	if err != nil {
		w.T.Fatal(err)
	}
	var out []matching.Assertion
	for _, x := range words {
		i, iok := at[x.A]
		j, jok := at[x.B]
		if iok && jok {
			out = append(out, matching.Assertion{A: i, B: j, Same: x.Same})
		}
	}
	return out
}
