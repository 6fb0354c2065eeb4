package mastering_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/matching"
	"aurum/survivorship"
)

// worlds is how many random worlds each property is tried in; raise it for a long run.
var worlds = flag.Int("worlds", 12, "random worlds per property")

// said is one thing a source says in a random world.
type said struct {
	system, key string
	attributes  domain.Attributes // nil: withdrawn
}

// The pools are tiny, so that edges appear and vanish, chains join components and tax numbers forbid.
var (
	poolNames = []string{"Nordwind Handel GmbH", "Nordwind Handel", "NORDWIND HANDELS GMBH", "Südwind Import AG", "Sudwind Import", "Baltic Forwarders Ltd", "Baltic Forwarders"}
	poolVAT   = []string{"DE136695976", "DE129273398", "ATU13585627"}
	poolDUNS  = []string{"315369934", "150483782", "804735132"}
	poolPhone = []string{"+49 40 123456", "+43 1 5031234", "+44 20 7946 0123"}
	poolMail  = []string{"info@nordwind.example", "sales@suedwind.example", "ops@baltic.example"}
)

func randomSaying(r *rand.Rand, records int) said {
	s := said{system: []string{"CRM", "ERP", "WMS"}[r.IntN(3)], key: fmt.Sprint(r.IntN(records))}
	if r.IntN(10) == 0 {
		return s
	}
	pick := func(pool []string) string { return pool[r.IntN(len(pool))] }
	s.attributes = domain.Attributes{"legalName": pick(poolNames)}
	if r.IntN(2) == 0 {
		s.attributes["taxIds"] = []any{map[string]any{"value": pick(poolVAT)}}
	} else {
		s.attributes["taxIds"] = nil
	}
	if r.IntN(3) == 0 {
		s.attributes["identifiers"] = []any{map[string]any{"scheme": "DUNS", "value": pick(poolDUNS)}}
	} else {
		s.attributes["identifiers"] = nil
	}
	if r.IntN(2) == 0 {
		s.attributes["phones"] = []any{pick(poolPhone)}
	}
	if r.IntN(2) == 0 {
		s.attributes["emails"] = []any{pick(poolMail)}
	}
	if r.IntN(4) == 0 {
		s.attributes["addresses"] = []any{map[string]any{"lines": []any{"Hafenstr. 5"}, "city": "Hamburg", "postalCode": "20457", "country": "DE"}}
	}
	return s
}

func (s said) arrival() mastering.Arrival {
	return mastering.Arrival{Key: s.key, Attributes: s.attributes, Delete: s.attributes == nil}
}

// Promise 1, the hard half: whatever order, batch size and number of nodes, and however writers of one entity collide, what
// is stored is what a sequential reading of the final source records gives.
func TestManyWritersLeaveWhatOneWouldHave(t *testing.T) {
	for seed := range *worlds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			url := pgtest.New(t)
			ps := plainPolicies(t)
			hubs := []*world{joinWorld(t, url, ps), joinWorld(t, url, ps)}
			var writers sync.WaitGroup
			for n := range 24 {
				writers.Go(func() { scribble(hubs[n%2], uint64(seed), uint64(n)) })
			}
			writers.Wait()
			hubs[0].settle()
			hubs[1].settle()
			hubs[0].checkAgainstReference(domain.Supplier)
		})
	}
}

func scribble(w *world, seed, writer uint64) {
	r := rand.New(rand.NewPCG(seed, writer))
	for range 3 {
		bySystem := map[string][]mastering.Arrival{}
		for range 1 + r.IntN(4) {
			s := randomSaying(r, 6)
			bySystem[s.system] = append(bySystem[s.system], s.arrival())
		}
		for system, arrivals := range bySystem {
			_, err := w.hub.Ingest(w.ctx(), mastering.Upsert{Domain: domain.Supplier, System: system, Records: arrivals, Actor: "test"})
			if err != nil {
				w.t.Error(err)
			}
		}
	}
}

// Promise 1, the easy half: the same sayings in any order and batching give the same partition and the same values.
func TestOrderAndBatchingDoNotMatter(t *testing.T) {
	for seed := range *worlds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(seed), 99))
			sayings := distinctSayings(r, 24)
			var first map[string]domain.Attributes
			for range 3 {
				r.Shuffle(len(sayings), func(i, j int) { sayings[i], sayings[j] = sayings[j], sayings[i] })
				w := newWorld(t, plainPolicies(t))
				w.sayAll(r, sayings)
				got := w.values(domain.Supplier)
				if first == nil {
					first = got
				} else if d := gocmp.Diff(first, got); d != "" {
					t.Fatalf("another order gives another state:\n%s", d)
				}
			}
		})
	}
}

// distinctSayings gives each record its final content, with a time of its own: recency must not come from arrival.
func distinctSayings(r *rand.Rand, n int) []said {
	seen := map[string]bool{}
	var out []said
	for len(out) < n {
		s := randomSaying(r, 12)
		if s.attributes == nil || seen[s.system+s.key] {
			continue
		}
		seen[s.system+s.key] = true
		out = append(out, s)
	}
	return out
}

func (w *world) sayAll(r *rand.Rand, sayings []said) {
	base := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for len(sayings) > 0 {
		n := min(len(sayings), 1+r.IntN(9))
		bySystem := map[string][]mastering.Arrival{}
		for _, s := range sayings[:n] {
			a := s.arrival()
			at := base.Add(time.Duration(len(s.system+s.key)+int(s.key[0])) * time.Hour)
			a.UpdatedAt = &at
			bySystem[s.system] = append(bySystem[s.system], a)
		}
		for _, system := range []string{"CRM", "ERP", "WMS"} {
			w.upsert(mastering.Upsert{Domain: domain.Supplier, System: system, Records: bySystem[system]})
		}
		sayings = sayings[n:]
	}
	w.settle()
}

func (w *world) values(d domain.Domain) map[string]domain.Attributes {
	out := map[string]domain.Attributes{}
	for members, g := range w.goldens(d) {
		if g.State == domain.Active {
			out[members] = g.Attributes
		}
	}
	return out
}

// checkAgainstReference compares all that is stored of a domain with what a plain sequential reading of its source records
// gives: partition, values, provenance, edges in both directions, keys, and the invariants of identity.
func (w *world) checkAgainstReference(d domain.Domain) {
	w.t.Helper()
	w.checkAgainst(plainPolicies(w.t).Of(d))
}

func (w *world) checkAgainst(p *mastering.Policy) {
	w.t.Helper()
	d := p.Schema.Domain
	alive := w.liveRecords(d)
	edges, clusters := referencePartition(p, alive, w.asserted(alive))
	w.checkEdges(edges)
	overrides := w.overrides()
	want := map[string]domain.Attributes{}
	provenance := map[string]map[string][]domain.SourceKey{}
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
	goldens := w.goldens(d)
	got, gotProvenance := map[string]domain.Attributes{}, map[string]map[string][]domain.SourceKey{}
	for members, g := range goldens {
		if g.State == domain.Active {
			got[members], gotProvenance[members] = g.Attributes, provenanceKeys(g.Provenance)
		}
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		w.t.Errorf("golden records -reference +stored:\n%s", diff)
	}
	if diff := gocmp.Diff(provenance, gotProvenance); diff != "" {
		w.t.Errorf("provenance -reference +stored:\n%s", diff)
	}
	w.checkInvariants()
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

func (w *world) liveRecords(d domain.Domain) []*domain.SourceRecord {
	w.t.Helper()
	var ids []domain.RecordID
	w.query(`select array_agg(id) from source_record where domain = $1 and not deleted`, &ids, d)
	records, err := w.db.SourceRecordsByID(w.ctx(), ids)
	if err != nil {
		w.t.Fatal(err)
	}
	slices.SortFunc(records, func(a, b *domain.SourceRecord) int { return a.Compare(b.SourceKey) })
	return records
}

type referenceEdge struct{ a, b domain.RecordID }

func referencePartition(p *mastering.Policy, alive []*domain.SourceRecord, asserted []matching.Assertion) (map[referenceEdge]float64, [][]int) {
	var keys []domain.SourceKey
	var prepared []*matching.Prepared
	for _, r := range alive {
		keys, prepared = append(keys, r.SourceKey), append(prepared, p.Matching.Prepare(r.Standardized))
	}
	stored := map[referenceEdge]float64{}
	var links []matching.Edge
	for i := range alive {
		for j := range i {
			if !meet(prepared[i].Keys(), prepared[j].Keys()) {
				continue
			}
			v := p.Matching.Compare(prepared[i], prepared[j])
			if v.Weight < p.Matching.Review() || v.Forbid != "" && v.Weight < p.Matching.Link() {
				continue
			}
			stored[referenceEdge{alive[i].ID, alive[j].ID}], stored[referenceEdge{alive[j].ID, alive[i].ID}] = v.Weight, v.Weight
			if v.Weight >= p.Matching.Link() {
				links = append(links, matching.Edge{A: i, B: j, Weight: v.Weight})
			}
		}
	}
	clusters, _ := matching.Partition(keys, links, asserted, func(i, j int) (string, bool) { return p.Matching.Forbids(prepared[i], prepared[j]) })
	return stored, clusters
}

func meet(a, b []int64) bool {
	return slices.ContainsFunc(a, func(k int64) bool { return slices.Contains(b, k) })
}

func (w *world) checkEdges(want map[referenceEdge]float64) {
	w.t.Helper()
	var ids []domain.RecordID
	w.query(`select coalesce(array_agg(distinct a), '{}') from match_edge`, &ids)
	edges, err := w.db.Edges(w.ctx(), ids)
	if err != nil {
		w.t.Fatal(err)
	}
	got := map[referenceEdge]float64{}
	for _, e := range edges {
		got[referenceEdge{e.A, e.B}] = e.Weight
	}
	if d := gocmp.Diff(want, got, gocmp.AllowUnexported(referenceEdge{})); d != "" {
		w.t.Errorf("edges -reference +stored:\n%s", d)
	}
}
