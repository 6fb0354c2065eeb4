package survivorship

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// NextChange is the first moment after another at which the golden values may become others although nobody says anything
// new: trust fades, and one source's falls below another's. It gives false where that never happens. At the moment itself the
// values may turn out to be the same, since further rules decide too.
func (p *Policy) NextChange(cs []Contribution, after time.Time) (time.Time, bool) {
	if !p.fading || len(cs) < 2 {
		return time.Time{}, false
	}
	w := watch{election: p.election(cs, after), after: after, known: map[rivalry]bool{}}
	for i := range p.units {
		if u := &p.units[i]; u.trusting() {
			w.unit(u)
		}
	}
	return w.next, !w.next.IsZero()
}

// trusting tells whether a rule of the unit looks at trust.
func (u *unit) trusting() bool {
	looks := func(r rule) bool { return r.text == trustRule }
	return slices.ContainsFunc(u.rules, looks) || u.union != nil && slices.ContainsFunc(u.union.order, looks)
}

// watch looks for the first moment at which two members change places.
type watch struct {
	election *election
	after    time.Time
	next     time.Time
	known    map[rivalry]bool
}

// rivalry is all that the trust in two members depends on, so that attributes that are trusted alike are looked at once.
type rivalry struct {
	a, b             *member
	baseA, baseB     float64
	flawedA, flawedB bool
	unit             *unit // of groups, which are trusted as their least trusted attribute
}

func (w *watch) unit(u *unit) {
	said := slices.Clone(w.election.candidates(u))
	for i, a := range said {
		for _, b := range said[i+1:] {
			r := rivalry{a: a.from, b: b.from}
			if u.group != "" {
				r.unit = u
			} else {
				x := u.attributes[0]
				r.baseA, r.baseB = a.from.source.bases[x.index], b.from.source.bases[x.index]
				r.flawedA, r.flawedB = flawed(a.from.Problems, x.Name), flawed(b.from.Problems, x.Name)
			}
			if !w.known[r] {
				w.known[r] = true
				w.rivals(a, b)
			}
		}
	}
}

// samples is how many moments of each stretch between two bends of the curves are looked at: two curves cross at most once or
// twice there.
const samples = 16

// rivals finds the first moment at which the order of two candidates' trust is another than at the beginning.
func (w *watch) rivals(a, b *candidate) {
	order := func(t time.Time) int { return cmp.Compare(a.trustAt(t), b.trustAt(t)) }
	began, last := order(w.after), w.after
	for _, bend := range w.bends(a.from, b.from) {
		step := bend.Sub(last) / samples
		for i := 1; i <= samples; i++ {
			from, to := last.Add(step*time.Duration(i-1)), last.Add(step*time.Duration(i))
			if i == samples {
				to = bend
			}
			if !w.next.IsZero() && !from.Before(w.next) {
				return
			}
			if order(to) != began {
				w.note(firstOther(from, to, began, order))
				return
			}
		}
		last = bend
	}
}

func (w *watch) note(t time.Time) {
	if w.next.IsZero() || t.Before(w.next) {
		w.next = t
	}
}

// firstOther halves the stretch in which the order changes until it is a microsecond, the resolution of the database.
func firstOther(from, to time.Time, began int, order func(time.Time) int) time.Time {
	for to.Sub(from) > time.Microsecond {
		if mid := from.Add(to.Sub(from) / 2); order(mid) == began {
			from = mid
		} else {
			to = mid
		}
	}
	return to.Truncate(time.Microsecond).Add(time.Microsecond)
}

// bends are the moments behind the beginning at which the curves of two members begin to fall or end to, in order.
func (w *watch) bends(ms ...*member) []time.Time {
	var out []time.Time
	for _, m := range ms {
		if m.source.decay == nil || m.SeenAt.IsZero() {
			continue
		}
		day := m.SeenAt.Truncate(24 * time.Hour)
		for _, t := range []time.Time{day, day.Add(m.source.decay.lasts())} {
			if t.After(w.after) {
				out = append(out, t)
			}
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

// lasts is how long trust fades, until nothing is left to lose.
func (d *decay) lasts() time.Duration {
	if d.curve(1) == 0 {
		return d.period
	}
	periods := math.Log2(100 / leastTrust) // of half life
	if float64(d.period)*periods >= math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(float64(d.period) * periods)
}

// trustAt is the trust in what a candidate says at a moment.
func (c *candidate) trustAt(t time.Time) float64 {
	m := *c.from
	m.age = ageAt(t, m.SeenAt)
	then := *c
	then.from = &m
	return then.trust()
}
