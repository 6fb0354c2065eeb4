package survivorship

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"aurum/domain"
)

// rule tells better candidates from worse ones.
type rule struct {
	// text is the rule as provenance names it.
	text string
	// prepare looks at all candidates that are left before they are compared; nil where there is nothing to look at.
	prepare func(cs []*candidate)
	// compare is negative where a is better, 0 where the rule cannot tell.
	compare func(a, b *candidate) int
	// why says in words why the loser is worse.
	why func(loser, winner *candidate) string
}

// rank finds the place of a source in an order of sources; those not listed come behind the last, as equals.
func rank(priority map[string]int, system string) int {
	if place, ok := priority[system]; ok {
		return place
	}
	return len(priority)
}

func places(list []string) map[string]int {
	m := make(map[string]int, len(list))
	for i, s := range list {
		m[s] = i
	}
	return m
}

func sourcePriority(list []string) rule {
	priority := places(list)
	return rule{
		text: "sourcePriority(" + strings.Join(list, ",") + ")",
		compare: func(a, b *candidate) int {
			return rank(priority, a.from.System) - rank(priority, b.from.System)
		},
		why: func(l, w *candidate) string {
			if _, listed := priority[l.from.System]; !listed {
				return l.from.System + " is not in the source priority"
			}
			return l.from.System + " is behind " + w.from.System + " in the source priority"
		},
	}
}

// trustRule is the text of the rule that prefers what is trusted most.
const trustRule = "trust"

func mostTrusted() rule {
	return rule{
		text:    trustRule,
		compare: func(a, b *candidate) int { return cmp.Compare(b.trust(), a.trust()) },
		why: func(l, w *candidate) string {
			return fmt.Sprintf("trust %s < %s", plain(hundredths(l.trust())), plain(hundredths(w.trust())))
		},
	}
}

// clock reads the time a recency rule goes by.
type clock struct {
	name string // argument and verb of the reason
	read func(*member) time.Time
}

var clocks = map[string]clock{
	"seenAt":     {"seen", func(m *member) time.Time { return m.SeenAt }},
	"receivedAt": {"received", func(m *member) time.Time { return m.ReceivedAt }},
}

// byTime prefers the latest time for sign 1, the earliest for -1.
func byTime(text string, c clock, sign int) rule {
	return rule{
		text:    text,
		compare: func(a, b *candidate) int { return sign * c.read(b.from).Compare(c.read(a.from)) },
		why:     func(l, w *candidate) string { return whyTime(c.name, c.read(l.from), c.read(w.from)) },
	}
}

// whyTime shows two times as far as it takes to tell them apart.
func whyTime(verb string, loser, winner time.Time) string {
	if loser.IsZero() {
		return "its source gives no time, winner " + verb + " " + winner.UTC().Format(time.DateOnly)
	}
	loser, winner = loser.UTC(), winner.UTC()
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		l, w := loser.Format(layout), winner.Format(layout)
		if l != w {
			return fmt.Sprintf("%s %s, winner %s", verb, l, w)
		}
	}
	return fmt.Sprintf("%s %s, winner %s", verb, loser.Format(time.RFC3339Nano), winner.Format(time.RFC3339Nano))
}

// byDate prefers the latest day of a date attribute for sign 1, the earliest for -1; without one, a member comes last.
func byDate(text, attribute string, sign int) rule {
	day := func(c *candidate) string { s, _ := c.from.Attributes[attribute].(string); return s }
	return rule{
		text: text,
		compare: func(a, b *candidate) int {
			x, y := day(a), day(b)
			if x == "" || y == "" {
				return cmp.Compare(y, x)
			}
			return sign * cmp.Compare(y, x)
		},
		why: func(l, w *candidate) string {
			if day(l) == "" {
				return "no " + attribute
			}
			return fmt.Sprintf("%s %s, winner %s", attribute, day(l), day(w))
		},
	}
}

// mostFrequent counts who says the same. Votes that are set already, as those of a union's items are, stay.
func mostFrequent(u *unit) rule {
	return rule{
		text:    "mostFrequent",
		prepare: func(cs []*candidate) { countVotes(u, cs) },
		compare: func(a, b *candidate) int { return b.votes - a.votes },
		why:     func(l, w *candidate) string { return fmt.Sprintf("said by %d, winner by %d", l.votes, w.votes) },
	}
}

func countVotes(u *unit, cs []*candidate) {
	votes := make(map[string]int, len(cs))
	for _, c := range cs {
		if c.lost == nil {
			c.vote = voteOf(u, c)
			votes[c.vote]++
		}
	}
	for _, c := range cs {
		if c.lost == nil {
			c.votes = votes[c.vote]
		}
	}
}

// voteOf is equal for candidates that say the same.
func voteOf(u *unit, c *candidate) string {
	if u.group == "" {
		return valueKey(u.attributes[0].Attribute, c.value)
	}
	keys := make([]string, len(u.attributes))
	for i, a := range u.attributes {
		keys[i] = valueKey(a.Attribute, c.from.Attributes[a.Name])
	}
	return strings.Join(keys, "\x1e")
}

// completeness counts what says something: fields of a composite, attributes of a group, else attributes of the record.
func completeness(u *unit, c *candidate) int {
	switch {
	case u.group != "":
		n := 0
		for _, a := range u.attributes {
			if !empty(c.from.Attributes[a.Name]) {
				n++
			}
		}
		return n
	case u.attributes[0].Fields != nil || u.attributes[0].Many && u.union == nil:
		return filled(c.value)
	}
	return c.from.completeness()
}

// bySize prefers the greatest of a count for sign 1, the smallest for -1. reason is a format of the two.
func bySize(text string, sign int, reason string, size func(*candidate) int) rule {
	return rule{
		text:    text,
		compare: func(a, b *candidate) int { return sign * (size(b) - size(a)) },
		why:     func(l, w *candidate) string { return fmt.Sprintf(reason, size(l), size(w)) },
	}
}

// byMagnitude prefers the greatest value for sign 1, the smallest for -1; what cannot be read comes last.
func byMagnitude(text, kind string, sign int) rule {
	return rule{
		text: text,
		compare: func(a, b *candidate) int {
			if kind == "Date" {
				return sign * cmp.Compare(plain(b.value), plain(a.value))
			}
			return compareNumbers(a.value, b.value, sign)
		},
		why: func(l, w *candidate) string {
			if sign > 0 {
				return plain(l.value) + " < " + plain(w.value)
			}
			return plain(l.value) + " > " + plain(w.value)
		},
	}
}

func compareNumbers(a, b any, sign int) int {
	x, okX := number(a)
	y, okY := number(b)
	switch {
	case okX && okY:
		return sign * y.Cmp(x)
	case okX:
		return -1
	case okY:
		return 1
	}
	return 0
}

func valuePriority(a *domain.Attribute, values []any) rule {
	texts := make([]string, len(values))
	keys := make([]string, len(values))
	for i, v := range values {
		texts[i], keys[i] = plain(v), scalarKey(a.Kind, v)
	}
	priority := places(keys)
	place := func(c *candidate) int { return rank(priority, scalarKey(a.Kind, c.value)) }
	return rule{
		text:    "valuePriority(" + strings.Join(texts, ",") + ")",
		compare: func(a, b *candidate) int { return place(a) - place(b) },
		why: func(l, w *candidate) string {
			if place(l) == len(priority) {
				return plain(l.value) + " is not in the value priority"
			}
			return plain(l.value) + " is behind " + plain(w.value) + " in the value priority"
		},
	}
}

// tieBreak is the end of every chain: candidates stand in its order from the start, so it never has to compare.
var tieBreak = rule{text: "tie-break", why: whyTie}

// tieStep names the step of the tie-break that told the winner from the next.
func tieStep(winner, next *candidate) string {
	switch {
	case !winner.from.SeenAt.Equal(next.from.SeenAt):
		return "tie-break mostRecent"
	case winner.from.place != next.from.place:
		return "tie-break sourcePriority"
	}
	return "tie-break (system,key)"
}

func whyTie(l, w *candidate) string {
	switch {
	case l.from == w.from:
		return "stands later in the same record"
	case !l.from.SeenAt.Equal(w.from.SeenAt):
		return "tie, " + whyTime("seen", l.from.SeenAt, w.from.SeenAt)
	case l.from.place != w.from.place:
		return "tie, " + l.from.System + " is behind " + w.from.System + " in the source priority"
	}
	return "tie, " + l.from.SourceKey.String() + " sorts behind " + w.from.SourceKey.String()
}

func trimmed(limit int) rule {
	reason := "trimmed by max " + strconv.Itoa(limit)
	return rule{text: "max", why: func(_, _ *candidate) string { return reason }}
}
