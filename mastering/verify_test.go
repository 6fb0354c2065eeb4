package mastering_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"aurum/demo"
	"aurum/domain"
	"aurum/mastering"
)

// delivered is a part of the demonstration data in the order it is sent.
type delivered struct {
	domain domain.Domain
	system string
	record mastering.Arrival
}

func demoData(t *testing.T, records int) []delivered {
	t.Helper()
	var out []delivered
	err := demo.Each(demo.Options{Records: records, Seed: 4}, func(r demo.Record) error {
		seen := r.UpdatedAt
		out = append(out, delivered{r.Domain, r.System, mastering.Arrival{Key: r.Key, Attributes: r.Attributes, UpdatedAt: &seen}})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// deliver sends data in batches of random sizes.
func (w *world) deliver(data []delivered, r *rand.Rand) {
	w.t.Helper()
	for len(data) > 0 {
		n := min(len(data), 1+r.IntN(120))
		calls := map[[2]string]*mastering.Upsert{}
		var order [][2]string
		for _, d := range data[:n] {
			call := [2]string{string(d.domain), d.system}
			if calls[call] == nil {
				calls[call] = &mastering.Upsert{Domain: d.domain, System: d.system}
				order = append(order, call)
			}
			calls[call].Records = append(calls[call].Records, d.record)
		}
		for _, call := range order {
			w.upsert(*calls[call])
		}
		data = data[n:]
		if r.IntN(8) == 0 {
			w.settle()
		}
	}
	w.settle()
}

// verify verifies some domains, or all where none is named, in one snapshot.
func (w *world) verify(ps *mastering.Policies, only ...domain.Domain) []*mastering.Verified {
	w.t.Helper()
	var out []*mastering.Verified
	err := w.db.Snapshot(w.ctx(), func(s mastering.Snapshot) error {
		for _, p := range ps.All() {
			if len(only) > 0 && !slices.Contains(only, p.Schema.Domain) {
				continue
			}
			v, err := p.Verify(w.ctx(), s, mastering.VerifyOptions{Hash: true})
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

func (w *world) sound(vs []*mastering.Verified) {
	w.t.Helper()
	for _, v := range vs {
		if !v.Sound() || v.Waiting > 0 {
			w.t.Errorf("%s: %d waiting, differences %v, stored %s, rebuilt %s", v.Domain, v.Waiting, v.Counts, v.Stored, v.Rebuilt)
			for _, d := range v.Samples {
				w.t.Logf("%+v", d)
			}
		}
	}
}

func TestFiveOrdersOfOneDataSetGiveOneGoldenState(t *testing.T) {
	var orders [5][]*mastering.Verified
	t.Run("orders", func(t *testing.T) {
		for round := range orders {
			t.Run(fmt.Sprint(round), func(t *testing.T) {
				t.Parallel()
				data, r := demoData(t, 900), rand.New(rand.NewPCG(uint64(round), 7))
				if round > 0 {
					r.Shuffle(len(data), func(i, j int) { data[i], data[j] = data[j], data[i] })
				}
				ps := shippedPolicies(t) // they remember records by id, which differ between databases
				w := newWorld(t, ps)
				w.deliver(data, r)
				orders[round] = w.verify(ps)
				w.sound(orders[round])
			})
		}
	})
	first := orders[0]
	for round, vs := range orders {
		for i, v := range vs {
			if v.Goldens < 10 || v.Stored != first[i].Stored {
				t.Errorf("order %d: %d golden records of %s with hash %s, the first order gave %d with %s", round, v.Goldens, v.Domain, v.Stored, first[i].Goldens, first[i].Stored)
			}
		}
		if a, b := mastering.StateHash(vs, false), mastering.StateHash(vs, true); a != b || a != mastering.StateHash(first, false) {
			t.Errorf("order %d: stored %s, rebuilt %s", round, a, b)
		}
	}
}

func TestTamperedRowsAreFoundAndNamed(t *testing.T) {
	t.Parallel()
	ps := shippedPolicies(t)
	w := newWorld(t, ps)
	data, r := demoData(t, 700), rand.New(rand.NewPCG(3, 1))
	r.Shuffle(len(data), func(i, j int) { data[i], data[j] = data[j], data[i] }) // so that golden records merge
	w.deliver(data, r)
	w.sound(w.verify(ps))
	var several, merged, single string
	var member int64
	w.query(`select golden_id from member join golden_record g on g.id = golden_id where g.domain = 'customer' group by 1 having count(*) > 1 order by 1 limit 1`, &several)
	w.query(`select id from golden_record where domain = 'customer' and state = 'MERGED' order by 1 limit 1`, &merged)
	w.query(`select golden_id from member join golden_record g on g.id = golden_id where g.domain = 'customer' group by 1 having count(*) = 1 order by 1 limit 1`, &single)
	w.query(`select max(record_id) from member where golden_id = $1`, &member, several)
	for _, c := range []struct {
		name, sql string
		args      []any
		rule      string
		golden    string
		attribute string
	}{
		{"a value", `update golden_record set attributes = jsonb_set(attributes, '{legalName}', '"Tampered"') where id = $1`, []any{several}, mastering.RuleValue, several, "legalName"},
		{"lineage", `update golden_record set provenance = jsonb_set(provenance::jsonb, '{legalName,rule}', '"whim"')::json where id = $1`, []any{several}, mastering.RuleLineage, several, "legalName"},
		{"a member moved", `update member set golden_id = $1 where record_id = $2`, []any{single, member}, mastering.RuleMember, single, ""},
		{"a member missing", `delete from member where record_id = $1`, []any{member}, "a live source record is linked to one active golden record", "", ""},
		{"members listed", `update golden_record set members = '[]' where id = $1`, []any{several}, "a golden record lists the source records that are linked to it", several, ""},
		{"a circle", `update golden_record set merged_into = id where id = $1`, []any{merged}, "a merged id leads to a golden record", merged, ""},
		{"into nowhere", `update golden_record set merged_into = 'cus_nowhere' where id = $1`, []any{merged}, "a merged id leads to a golden record", merged, ""},
		{"a missing version", `delete from golden_record_version where golden_id = $1 and version = 1`, []any{several}, "versions are kept without a gap", several, ""},
		{"a changed version", `update golden_record_version set attributes = attributes - 'legalName' where golden_id = $1`, []any{several}, "the last version is the golden record", several, "legalName"},
		{"a missing event", `delete from change_event where golden_id = $1 and version = 1`, []any{several}, "every version has one change event", several, ""},
		{"a founder", `update golden_record set founder = 999999999 where id = $1`, []any{several}, "the founder of a golden record is a source record, and a member while it is active", several, ""},
		{"an edge", `delete from match_edge where $1 in (a, b)`, []any{member}, mastering.RuleEdge, several, ""},
		{"half an edge", `update match_edge set weight = weight + 1 where a = $1`, []any{member}, "edges and assertions stand in both directions", several, ""},
		{"a blocking key", `delete from match_key where record_id = $1`, []any{member}, "source records are found by their blocking keys", several, ""},
		{"a stray blocking key", `insert into match_key values (17, $1)`, []any{member}, "no blocking key leads to a source record that does not have it", several, ""},
		{"systems", `update golden_record set systems = '{NOBODY}' where id = $1`, []any{several}, "systems are those of the members", several, ""},
		{"tasks", `update steward_task set state = 'OBSOLETE' where id = (select min(id) from steward_task where state = 'OPEN' and domain = 'customer')`, nil, mastering.RuleTask, "", ""},
		{"the hash", `update golden_record set hash = '' where id = $1`, []any{several}, mastering.RuleHash, several, ""},
	} {
		t.Run(c.name, func(t *testing.T) { w.tamper(t, ps, c.sql, c.args, c.rule, c.golden, c.attribute) })
	}
	w.sound(w.verify(ps)) // nothing of it has stayed
}

// tampered finds the table that a statement spoils.
var tampered = regexp.MustCompile(`^(?:update|delete from|insert into) (\w+)`)

// tamper spoils rows, wants it to be found, and puts back what was there.
func (w *world) tamper(t *testing.T, ps *mastering.Policies, sql string, args []any, rule, golden, attribute string) {
	t.Helper()
	exec := func(sql string, args ...any) {
		t.Helper()
		if _, err := w.pool.Exec(t.Context(), sql, args...); err != nil {
			t.Fatal(err)
		}
	}
	table := tampered.FindStringSubmatch(sql)[1]
	exec(fmt.Sprintf(`create table kept as table %s`, table))
	defer func() {
		exec(fmt.Sprintf(`delete from %s`, table))
		exec(fmt.Sprintf(`insert into %s overriding system value table kept`, table))
		exec(`drop table kept`)
	}()
	exec(sql, args...)
	v := w.verify(ps, domain.Customer)[0]
	found := slices.ContainsFunc(v.Samples, func(d mastering.Difference) bool {
		return d.Rule == rule && (golden == "" || string(d.Golden) == golden) && d.Attribute == attribute && d.Detail != ""
	})
	if !found || v.Counts[rule] == 0 || v.Sound() {
		t.Errorf("%q of %s is not told: %v\n%s", rule, golden, v.Counts, tell(v.Samples))
	}
}

func tell(ds []mastering.Difference) string {
	var lines []string
	for _, d := range ds {
		lines = append(lines, fmt.Sprintf("%s | %s %s %s: %s", d.Rule, d.Golden, d.Record, d.Attribute, d.Detail))
	}
	return strings.Join(lines, "\n")
}
