package mastering_test

import (
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"aurum/domain"
	"aurum/mastering"
	"aurum/test/reference"
)

// stewardStep is what a steward does; golden records are named by one of their source records.
type stewardStep struct {
	// Merge names the survivor first.
	Merge []string
	// Split takes source records out of their golden record.
	Split []string
	Apart []string
	// Withdraw and Clear name the step whose decision or override is taken back.
	Withdraw, Clear string
	Override        *struct {
		Of, Attribute string
		Value         any
		Pin           bool
		// Ignore is the source record whose value is left out.
		Ignore string
		Until  domain.OverrideUntil
		// Days from now that it lasts.
		Days int
	}
	// As keeps the decision or override under a label.
	As string
	// Expected is a version of the first golden record.
	Expected int
	// Foreseen are the golden records that a preview tells of, by members: "KIND attribute, …" of what changes.
	Foreseen map[string]string
	// Error is how the error begins: "CODE text".
	Error string
}

func (p *player) act(name string, s *stewardStep) {
	p.t.Helper()
	if s.Foreseen != nil {
		seen, err := p.perform(s, true)
		if err != nil {
			p.t.Fatalf("%s: preview: %v", name, err)
		}
		if d := cmp.Diff(s.Foreseen, foreseen(seen)); d != "" {
			p.t.Errorf("%s: foreseen -want +got:\n%s", name, d)
		}
	}
	done, err := p.perform(s, false)
	got := ""
	if err != nil {
		got = string(domain.CodeOf(err)) + " " + err.Error()
	}
	if (err != nil) != (s.Error != "") || !strings.HasPrefix(got, s.Error) {
		p.t.Fatalf("%s: error %q, want %q", name, got, s.Error)
	}
	if done != nil && s.As != "" {
		if done.Override != nil {
			p.acts[s.As] = done.Override.ID
		} else {
			p.acts[s.As] = done.Decision.ID
		}
	}
}

func foreseen(d *mastering.Decided) map[string]string {
	out := map[string]string{}
	for _, f := range d.Foreseen {
		members := reference.MembersOf(&f.After)
		if f.After.State != domain.Active {
			members = string(f.After.State)
		}
		out[members] = strings.TrimSpace(string(f.Kind) + " " + strings.Join(f.Changed, ", "))
	}
	return out
}

func (p *player) perform(s *stewardStep, preview bool) (*mastering.Decided, error) {
	p.t.Helper()
	who := mastering.Steward{Actor: "stella", Reason: "she knows"}
	expected := mastering.Expected{}
	of := func(member string) domain.GoldenID {
		id := p.goldenOf(member)
		if len(expected) == 0 && s.Expected != 0 {
			expected[id] = s.Expected
		}
		return id
	}
	switch {
	case s.Merge != nil:
		m := mastering.Merge{Steward: who, Survivor: of(s.Merge[0]), Expected: expected}
		for _, member := range s.Merge[1:] {
			m.Absorbed = append(m.Absorbed, of(member))
		}
		return p.hub.Merge(p.ctx(), m, preview)
	case s.Split != nil:
		x := mastering.Split{Steward: who, ID: of(s.Split[0]), Expected: expected}
		for _, member := range s.Split {
			x.Records = append(x.Records, sourceKey(member))
		}
		return p.hub.Split(p.ctx(), x, preview)
	case s.Apart != nil:
		return p.hub.KeepApart(p.ctx(), mastering.KeepApart{Steward: who, Golden: [2]domain.GoldenID{of(s.Apart[0]), of(s.Apart[1])}, Expected: expected}, preview)
	case s.Withdraw != "":
		return p.hub.Withdraw(p.ctx(), mastering.Withdraw{Steward: who, Decision: p.acts[s.Withdraw]}, preview)
	case s.Clear != "":
		return p.hub.ClearOverride(p.ctx(), mastering.ClearOverride{Steward: who, Override: p.acts[s.Clear]}, preview)
	}
	return p.override(s, who, of, expected, preview)
}

func (p *player) override(s *stewardStep, who mastering.Steward, of func(string) domain.GoldenID, expected mastering.Expected, preview bool) (*mastering.Decided, error) {
	x := s.Override
	o := mastering.SetOverride{
		Steward: who, ID: of(x.Of), Attribute: x.Attribute, Kind: domain.OverrideSet, Value: plain(x.Value), Pin: x.Pin, Until: x.Until, Expected: expected,
	}
	if x.Ignore != "" {
		o.Kind, o.Source = domain.OverrideIgnore, sourceKey(x.Ignore)
	}
	if o.Until == "" {
		o.Until = domain.UntilForever
	}
	if x.Days != 0 {
		at := time.Now().AddDate(0, 0, int(p.days.Load())+x.Days)
		o.UntilAt = &at
	}
	done, problems, err := p.hub.Override(p.ctx(), o, preview)
	if len(problems) > 0 {
		return nil, domain.E(domain.Invalid, strings.Join(problems[0].Field, ".")+" "+problems[0].Code)
	}
	return done, err
}

func sourceKey(text string) domain.SourceKey {
	system, key, _ := strings.Cut(text, ":")
	return domain.SourceKey{System: system, Key: key}
}

// goldenOf is the golden record of a source record of the domain that was last sent to; or a label's.
func (p *player) goldenOf(member string) domain.GoldenID {
	p.t.Helper()
	if id, ok := p.ids[member]; ok {
		return id
	}
	k := sourceKey(member)
	found, err := p.db.GoldensOf(p.ctx(), p.domain, []domain.SourceKey{k}, nil)
	if err != nil || len(found) == 0 || found[0] == nil {
		p.t.Fatalf("no golden record of %s: %v", member, err)
	}
	return found[0].ID
}
