package survivorship

import (
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"aurum/domain"
)

// Between a moment and the next change that is told, the golden values are what they were.
func TestNothingChangesBeforeTheNextChange(t *testing.T) {
	moved := 0
	for seed := range uint64(600) {
		r := rand.New(rand.NewPCG(seed, 3))
		schema := domain.Registry[r.IntN(len(domain.Registry))]
		p, err := Compile(schema, randomSpec(r, schema), nil)
		if err != nil {
			t.Fatal(err)
		}
		cs, at := randomMembers(r, schema), noon
		for steps := 0; ; steps++ {
			next, changes := p.NextChange(cs, at)
			last := next
			if !changes {
				last = at.AddDate(50, 0, 0)
			} else if !next.After(at) || steps > 200 {
				t.Fatalf("seed %d: after %s comes %s, step %d", seed, at, next, steps)
			}
			before, _ := p.Survive(cs, at)
			for range 20 {
				then := at.Add(time.Duration(r.Int64N(int64(last.Sub(at)))))
				if got, _ := p.Survive(cs, then.Truncate(time.Microsecond)); !reflect.DeepEqual(got, before) {
					t.Fatalf("seed %d: the values of %s are others at %s, before the next change at %v", seed, at, then, last)
				}
			}
			if !changes {
				break
			}
			at, moved = next, moved+1
		}
	}
	if moved < 100 {
		t.Errorf("only %d changes were told of: the test says little", moved)
	}
}

func TestAFadingSourceLosesAtItsTime(t *testing.T) {
	p, err := Compile(domain.Registry.Of(domain.Customer), specOf(t, `{default: trust, trust: {sources: {ERP: {base: 80, decay: {curve: linear, period: 100d, floor: 20}}, CRM: 50}}}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	say := func(system, name string) Contribution {
		c := Contribution{Attributes: domain.Attributes{"legalName": name}, SeenAt: noon}
		c.System = system
		return c
	}
	cs := []Contribution{say("ERP", "Fading"), say("CRM", "Steady")}
	next, changes := p.NextChange(cs, noon)
	if want := noon.AddDate(0, 0, 50); !changes || next.Sub(want.Truncate(24*time.Hour)).Abs() > time.Second {
		t.Errorf("the next change is at %s, %v; want %s", next, changes, want.Truncate(24*time.Hour))
	}
	for at, want := range map[time.Time]string{next.Add(-time.Second): "Fading", noon.AddDate(0, 0, 51): "Steady"} {
		if got, _ := p.Survive(cs, at); got["legalName"] != want {
			t.Errorf("at %s %v survives, want %s", at, got["legalName"], want)
		}
	}
	if again, changes := p.NextChange(cs[:1], noon); changes {
		t.Errorf("one source alone changes at %s", again)
	}
}
