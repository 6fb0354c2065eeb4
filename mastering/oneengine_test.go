package mastering_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"aurum/demo"
	"aurum/domain"
	"aurum/mastering"
	"aurum/matching"
)

// One engine: what the service decided on thousands of records, part by part and system by system, is the partition that
// a run over all of them at once gives.
func TestThePartitionOfTheServiceIsThatOfABatchRun(t *testing.T) {
	t.Parallel()
	ps := shippedPolicies(t)
	w := newWorld(t, ps)
	bySystem := demoCustomers(t, 5000, 17)
	for _, system := range demo.Systems {
		for part := range slices.Chunk(bySystem[system], 200) {
			w.upsert(mastering.Upsert{Domain: domain.Customer, System: system, Records: part})
			w.settle() // each part is resolved before the next one comes
		}
	}
	var service []string
	for members := range w.goldens(domain.Customer) {
		service = append(service, members)
	}
	batch := w.batch(ps.Of(domain.Customer))
	slices.Sort(service)
	slices.Sort(batch)
	if len(service) < 500 {
		t.Errorf("%d golden records tell little", len(service))
	}
	if diff := cmp.Diff(batch, service); diff != "" {
		t.Errorf("partitions -batch +service:\n%s", diff)
	}
}

// batch runs the model of a policy over all its stored records and names the clusters as golden records are named by
// their members.
func (w *world) batch(p *mastering.Policy) []string {
	w.t.Helper()
	rows, err := w.pool.Query(w.ctx(), `select system, key, standardized from source_record where domain = $1 and not deleted order by id desc`, p.Schema.Domain)
	if err != nil {
		w.t.Fatal(err)
	}
	table := p.Matching.NewTable()
	var keys []domain.SourceKey
	_, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (struct{}, error) {
		var k domain.SourceKey
		var text []byte
		if err := row.Scan(&k.System, &k.Key, &text); err != nil {
			return struct{}{}, err
		}
		var attrs domain.Attributes
		if err := json.Unmarshal(text, &attrs); err != nil {
			return struct{}{}, err
		}
		keys = append(keys, k)
		table.Add(k, attrs)
		return struct{}{}, nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	run, err := p.Matching.Run(w.ctx(), table, matching.RunOptions{})
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, c := range run.Clusters {
		var members []string
		for _, i := range c {
			members = append(members, keys[i].String())
		}
		slices.Sort(members)
		out = append(out, strings.Join(members, " "))
	}
	return out
}

// demoCustomers are the customers among so many demonstration records, by system.
func demoCustomers(t *testing.T, records int, seed int64) map[string][]mastering.Arrival {
	t.Helper()
	bySystem := map[string][]mastering.Arrival{}
	err := demo.Each(demo.Options{Records: records, Seed: seed}, func(r demo.Record) error {
		if r.Domain == domain.Customer {
			bySystem[r.System] = append(bySystem[r.System], mastering.Arrival{Key: r.Key, Attributes: r.Attributes})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return bySystem
}
