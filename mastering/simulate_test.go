package mastering_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/mastering"
	"aurum/policies"
)

// thresholds are the shipped policies with other thresholds for customers.
func thresholds(t *testing.T, from, to string) *mastering.Policy {
	t.Helper()
	text, err := policies.Embedded.ReadFile("mastering/customer.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), from) {
		t.Fatalf("the policy of customers has no %q", from)
	}
	p, err := mastering.ParsePolicy(domain.Registry.Of(domain.Customer), []byte(strings.Replace(string(text), from, to, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// stands is a golden record as it stands.
type stands struct {
	id      domain.GoldenID
	state   domain.RecordState
	version int
	members string
	into    domain.GoldenID
	hash    string
	says    string // attributes as JSON
}

func (w *world) standing(d domain.Domain) map[domain.GoldenID]stands {
	w.t.Helper()
	rows, err := w.pool.Query(w.ctx(), `
		select id, state, version, coalesce(merged_into, ''), case when state = 'ACTIVE' then
		       (select string_agg(r.system || ':' || r.key, ' ' order by r.system collate "C", r.key collate "C") from member m join source_record r on r.id = m.record_id where m.golden_id = g.id) else '' end,
		       encode(hash, 'hex'), attributes::text
		  from golden_record g where domain = $1`, string(d))
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	out := map[domain.GoldenID]stands{}
	for rows.Next() {
		var s stands
		if err := rows.Scan(&s.id, &s.state, &s.version, &s.into, &s.members, &s.hash, &s.says); err != nil {
			w.t.Fatal(err)
		}
		out[s.id] = s
	}
	return out
}

// eventsAfter counts the change events behind one, by kind.
func (w *world) eventsAfter(seq int64) map[domain.ChangeKind]int {
	w.t.Helper()
	rows, err := w.pool.Query(w.ctx(), `select kind, count(*) from change_event where seq > $1 group by kind`, seq)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	out := map[domain.ChangeKind]int{}
	for rows.Next() {
		var kind domain.ChangeKind
		var n int
		if err := rows.Scan(&kind, &n); err != nil {
			w.t.Fatal(err)
		}
		out[kind] = n
	}
	return out
}

// openTasks are the numbers of the open tasks with their kinds.
func (w *world) openTasks() map[int64]domain.TaskKind {
	w.t.Helper()
	rows, err := w.pool.Query(w.ctx(), `select id, kind from steward_task where state = 'OPEN' and domain = 'customer'`)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	out := map[int64]domain.TaskKind{}
	for rows.Next() {
		var id int64
		var kind domain.TaskKind
		if err := rows.Scan(&id, &kind); err != nil {
			w.t.Fatal(err)
		}
		out[id] = kind
	}
	return out
}

func (w *world) simulate(p *mastering.Policy) (out *mastering.Simulation) {
	w.t.Helper()
	err := w.db.Snapshot(w.ctx(), func(s mastering.Snapshot) (err error) {
		out, err = p.Simulate(w.ctx(), s, time.Now(), nil)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

func TestASimulationTellsWhatActivationThenDoes(t *testing.T) {
	for name, to := range map[string]string{"stricter": "link: 0.9999", "looser": "link: 0.75"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ps := shippedPolicies(t)
			w := newWorld(t, ps)
			w.keepPolicies(ps)
			data, r := demoData(t, 1500), rand.New(rand.NewPCG(8, 8))
			data = slices.DeleteFunc(data, func(d delivered) bool { return d.domain != domain.Customer })
			r.Shuffle(len(data), func(i, j int) { data[i], data[j] = data[j], data[i] })
			w.deliver(data, r)
			p := thresholds(t, linkThreshold(t), to)
			before, asked := w.standing(domain.Customer), w.openTasks()
			predicted := w.simulate(p)
			if diff := cmp.Diff(before, w.standing(domain.Customer), cmp.AllowUnexported(stands{})); diff != "" {
				t.Fatalf("a simulation has written: %s", diff)
			}
			var live int
			w.query(`select count(*) from source_record where domain = 'customer' and not deleted`, &live)
			if predicted.Records != live || predicted.Joined+predicted.Parted == 0 || len(predicted.Effects) < 4 {
				t.Fatalf("tells little: %d records, %d joined, %d parted, %d effects", predicted.Records, predicted.Joined, predicted.Parted, len(predicted.Effects))
			}
			var last int64
			w.query(`select max(seq) from change_event`, &last)
			w.activate(p)
			w.sound(w.verify(ps))
			if diff := cmp.Diff(predicted.Events, w.eventsAfter(last)); diff != "" {
				t.Errorf("events told -, sent +: %s", diff)
			}
			w.checkPrediction(predicted, before, asked)
		})
	}
}

// What refers to a golden record that goes is told of as well, though it is decided on only after activation, by healing.
func TestASimulationTellsWhatReferencesWillSay(t *testing.T) {
	ps := shippedPolicies(t)
	w := newWorld(t, ps)
	w.keepPolicies(ps)
	data, r := demoData(t, 1500), rand.New(rand.NewPCG(9, 9))
	data = slices.DeleteFunc(data, func(d delivered) bool { return d.domain != domain.Customer && d.domain != domain.Price })
	var customers []delivered
	for _, d := range data {
		if d.domain == domain.Customer {
			customers = append(customers, d)
		}
	}
	for i := range data {
		if parent := customers[r.IntN(len(customers))]; data[i].domain == domain.Customer {
			data[i].record.Attributes["parent"] = map[string]any{"system": parent.system, "key": parent.record.Key}
		}
	}
	w.deliver(data, r)
	p := thresholds(t, linkThreshold(t), "link: 0.9999")
	before, asked := w.standing(domain.Customer), w.openTasks()
	predicted := w.simulate(p)
	if again := w.simulate(p); !cmp.Equal(predicted, again) {
		t.Errorf("another simulation tells otherwise: %s", cmp.Diff(predicted, again))
	}
	var prices int
	w.query(`select count(*) from source_record r join source_reference s on s.record_id = r.id where r.domain = 'price' and s.domain = 'customer'`, &prices)
	if predicted.Values["parent"] < 4 || predicted.Referring[domain.Price] == 0 || predicted.Referring[domain.Price] > prices {
		t.Fatalf("tells little: parents of %d golden records, %d of %d prices", predicted.Values["parent"], predicted.Referring[domain.Price], prices)
	}
	w.activate(p)
	w.sound(w.verify(ps))
	w.checkPrediction(predicted, before, asked)
}

func linkThreshold(t *testing.T) string {
	t.Helper()
	text, err := policies.Embedded.ReadFile("mastering/customer.yaml")
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(text), "link: 0.")
	if at < 0 {
		t.Fatal("the policy of customers has no link threshold")
	}
	end := at + len("link: 0.")
	for end < len(text) && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	return string(text[at:end])
}

// checkValues compares the values that were told with those that golden records have now.
func (w *world) checkValues(p *mastering.Simulation, before, after map[domain.GoldenID]stands) {
	w.t.Helper()
	checked := 0
	for _, e := range p.Effects {
		now, ok := after[e.Golden]
		if !ok || now.state != domain.Active {
			continue
		}
		var says map[string]any
		if err := json.Unmarshal([]byte(now.says), &says); err != nil {
			w.t.Fatal(err)
		}
		for name, values := range e.Changed {
			if ref, ok := says[name].(map[string]any); ok && ref["id"] != nil && before[domain.GoldenID(ref["id"].(string))].id == "" {
				delete(ref, "id") // it was yet to be made
			}
			if got, want := asJSON(w.t, says[name]), asJSON(w.t, values[1]); got != want {
				w.t.Errorf("%s of %s is %s, told was %s", name, e.Golden, got, want)
			}
			checked++
		}
	}
	if checked < 4 {
		w.t.Errorf("%d values told little", checked)
	}
}

// asJSON writes a value with its fields in order.
func asJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err == nil {
		var plain any
		if err = json.Unmarshal(b, &plain); err == nil {
			b, err = json.Marshal(plain)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// activate brings a policy into force and waits until all is matched by it.
func (w *world) activate(p *mastering.Policy) {
	w.t.Helper()
	if err := w.db.KeepPolicies(w.ctx(), []mastering.PolicyDocument{{Domain: p.Schema.Domain, Version: p.Version, Document: p.Document}}); err != nil {
		w.t.Fatal(err)
	}
	if err := w.hub.AdoptPolicies(w.ctx()); err != nil {
		w.t.Fatal(err)
	}
	if err := w.hub.Rematch(w.ctx()); err != nil {
		w.t.Fatal(err)
	}
	w.settle()
}

// checkPrediction compares what was told with what has become of every golden record and task.
func (w *world) checkPrediction(p *mastering.Simulation, before map[domain.GoldenID]stands, asked map[int64]domain.TaskKind) {
	w.t.Helper()
	after := w.standing(domain.Customer)
	told := map[string]string{} // by id, or by members for what is new
	for _, e := range p.Effects {
		at, text := string(e.Golden), fmt.Sprint(e.Kind == domain.ChangeMerged, e.Kind == domain.ChangeRetired, strings.Trim(fmt.Sprint(e.Members), "[]"))
		if at == "" {
			at = fmt.Sprint(e.Members)
		}
		told[at] = text
	}
	became := map[string]string{}
	for id, now := range after {
		was, known := before[id]
		at := string(id)
		if !known {
			if now.state != domain.Active {
				continue // made and absorbed on the way
			}
			at = "[" + now.members + "]"
		} else if was.version == now.version {
			continue
		}
		became[at] = fmt.Sprint(now.state == domain.Merged, now.state == domain.Retired, now.members)
	}
	for at := range told {
		if _, changed := became[at]; !changed {
			w.t.Errorf("%s was said to become %s and has not", at, told[at])
		}
	}
	for at := range became {
		was, known := before[domain.GoldenID(at)]
		if told[at] == "" && known && was.hash == after[was.id].hash {
			continue // changed on the way, and back
		}
		if told[at] != became[at] {
			w.t.Errorf("%s has become %q, told was %q", at, became[at], told[at])
		}
	}
	w.checkValues(p, before, after)
	now := w.openTasks()
	opened, closed := map[domain.TaskKind]int{}, map[domain.TaskKind]int{}
	for id, kind := range now {
		if _, was := asked[id]; !was {
			opened[kind]++
		}
	}
	gone := map[int64]bool{}
	for id, kind := range asked {
		if _, is := now[id]; !is {
			closed[kind]++
			gone[id] = true
		}
	}
	if !maps.Equal(closed, p.TasksClosed) || !maps.Equal(opened, p.TasksOpened) {
		w.t.Errorf("tasks opened %v, told %v; closed %v, told %v", opened, p.TasksOpened, closed, p.TasksClosed)
	}
	active := 0
	for _, s := range after {
		if s.state == domain.Active {
			active++
		}
	}
	if p.Goldens[1] != active {
		w.t.Errorf("%d golden records, told %d", active, p.Goldens[1])
	}
}
