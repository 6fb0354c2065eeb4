package mastering_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"aurum/domain"
	"aurum/mastering"
)

// checking is a checker whose clock the test turns.
type checking struct {
	*world
	policies *mastering.Policies
	now      time.Time
	checker  *mastering.Checker
}

func (w *world) checking(ps *mastering.Policies) *checking {
	c := &checking{world: w, policies: ps, now: time.Now()}
	c.restart()
	return c
}

// restart is another node's checker.
func (c *checking) restart() {
	c.checker = mastering.NewChecker(mastering.CheckerOptions{Storage: c.db, Policies: c.policies, Every: time.Hour, Now: func() time.Time { return c.now }})
}

func (c *checking) step() bool {
	c.t.Helper()
	did, err := c.checker.Step(c.ctx())
	if err != nil {
		c.t.Fatal(err)
	}
	return did
}

// pass goes on to the end of the pass, with a new checker for every part.
func (c *checking) pass() (steps int) {
	c.t.Helper()
	for c.step() {
		steps++
		c.restart()
	}
	return steps
}

func (c *checking) of(d domain.Domain) *mastering.Check {
	c.t.Helper()
	all, err := c.db.Checks(c.ctx())
	if err != nil {
		c.t.Fatal(err)
	}
	if all[d] == nil || all[d].Last == nil {
		c.t.Fatalf("no pass through %s has ended", d)
	}
	return all[d]
}

// keepPolicies brings the policies into force, as a start does.
func (w *world) keepPolicies(ps *mastering.Policies) {
	w.t.Helper()
	if err := w.db.KeepPolicies(w.ctx(), ps.Documents()); err != nil {
		w.t.Fatal(err)
	}
}

func TestTheContinuousCheckGoesThroughEverythingAndTellsWhatDiffers(t *testing.T) {
	t.Parallel()
	ps := shippedPolicies(t)
	w := newWorld(t, ps)
	w.keepPolicies(ps)
	w.deliver(demoData(t, 900), rand.New(rand.NewPCG(2, 2)))
	c := w.checking(ps)
	if steps := c.pass(); steps < 11 {
		t.Errorf("%d parts of five domains", steps)
	}
	var live, active int
	w.query(`select count(*) from source_record where domain = 'customer' and not deleted`, &live)
	w.query(`select count(*) from golden_record where domain = 'customer' and state = 'ACTIVE'`, &active)
	last := c.of(domain.Customer).Last
	if last.Records != live || last.Goldens != active || last.Total() != 0 || last.Waiting != 0 {
		t.Errorf("of %d and %d: %+v", live, active, last)
	}
	if c.step() {
		t.Error("a pass began before it was time")
	}
	var id string
	w.query(`update golden_record set attributes = jsonb_set(attributes, '{legalName}', '"Bent"')
		where id = (select max(id) from golden_record where domain = 'customer' and state = 'ACTIVE') returning id`, &id)
	c.now = c.now.Add(2 * time.Hour)
	c.pass()
	check := c.of(domain.Customer)
	found, err := w.db.CheckDifferences(t.Context(), check, 10)
	if err != nil {
		t.Fatal(err)
	}
	named := false
	for _, d := range found {
		named = named || d.Rule == mastering.RuleValue && string(d.Golden) == id && d.Attribute == "legalName"
	}
	if !named || check.Pass != 2 || check.Last.Differences[mastering.RuleValue] != 1 || check.Checked != int64(2*live) {
		t.Errorf("found %+v in %+v", found, check)
	}
	if _, err := w.pool.Exec(t.Context(), `update golden_record g set attributes = v.attributes from golden_record_version v where g.id = $1 and v.golden_id = g.id and v.version = g.version`, id); err != nil {
		t.Fatal(err)
	}
	c.now = c.now.Add(2 * time.Hour)
	c.pass()
	check = c.of(domain.Customer)
	if found, err = w.db.CheckDifferences(t.Context(), check, 10); err != nil || len(found) > 0 || check.Last.Total() > 0 {
		t.Errorf("mended: %v, %+v, %+v", err, found, check.Last)
	}
}

func TestOnlyOneNodeChecksAtATime(t *testing.T) {
	ps := shippedPolicies(t)
	w := newWorld(t, ps)
	w.keepPolicies(ps)
	c := w.checking(ps)
	done, err := w.db.Alone(t.Context(), func() error {
		if c.step() {
			t.Error("checked beside another")
		}
		return nil
	})
	if err != nil || !done {
		t.Fatal(done, err)
	}
	if !c.step() {
		t.Error("the lock was kept")
	}
}

func TestWhatIsBeingChangedIsNoFalseAlarm(t *testing.T) {
	ps := shippedPolicies(t)
	w := newWorld(t, ps)
	w.keepPolicies(ps)
	data, r := demoData(t, 500), rand.New(rand.NewPCG(5, 5))
	r.Shuffle(len(data), func(i, j int) { data[i], data[j] = data[j], data[i] })
	c := w.checking(ps)
	ingested := make(chan struct{})
	go func() {
		defer close(ingested)
		w.deliver(data, r)
	}()
	for done := false; !done; {
		select {
		case <-ingested:
			done = true
		default:
		}
		c.step()
		c.now = c.now.Add(2 * time.Hour)
	}
	all, err := w.db.Checks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	checked := int64(0)
	for d, check := range all {
		checked += check.Checked
		if check.Now.Total() > 0 || check.Last != nil && check.Last.Total() > 0 {
			found, err := w.db.CheckDifferences(t.Context(), check, 10)
			t.Errorf("%s: %+v, %v", d, found, err)
		}
	}
	if checked == 0 {
		t.Error("nothing was checked meanwhile")
	}
}
