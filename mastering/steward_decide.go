package mastering

import (
	"context"
	"fmt"
	"slices"

	"aurum/domain"
)

// Merge asks for golden records to be one thing.
type Merge struct {
	Steward
	// Survivor keeps its id, Absorbed redirect to it.
	Survivor domain.GoldenID
	Absorbed []domain.GoldenID
	Expected Expected
	// Task is the task this answers; 0 if none.
	Task int64
}

// Split asks for some source records of a golden record to be another thing than the rest.
type Split struct {
	Steward
	ID       domain.GoldenID
	Records  []domain.SourceKey
	Expected Expected
}

// KeepApart asks for two golden records to be two things for ever.
type KeepApart struct {
	Steward
	Golden   [2]domain.GoldenID
	Expected Expected
	Task     int64
}

// Withdraw asks for a decision to be taken back: what was decided before it, or else the engine, has the word again.
type Withdraw struct {
	Steward
	Decision int64
	Expected Expected
}

const (
	// maxMerged is how many golden records one decision may be about.
	maxMerged = 100
	// maxParted is how many pairs of source records one decision may keep apart.
	maxParted = 10_000
)

// Merge makes golden records one, whatever the engine thinks: the pair stays together until a steward says otherwise. What
// stewards have said before of source records on both sides is overruled.
func (h *Hub) Merge(ctx context.Context, m Merge, preview bool) (*Decided, error) {
	named := append([]domain.GoldenID{m.Survivor}, m.Absorbed...)
	switch {
	case len(m.Absorbed) == 0:
		return nil, domain.E(domain.Invalid, "name at least one golden record to be absorbed", "absorbed")
	case len(named) > maxMerged:
		return nil, domain.E(domain.Invalid, fmt.Sprintf("at most %d golden records are merged at once", maxMerged), "absorbed")
	}
	if twice := repeated(named); twice != "" {
		return nil, domain.E(domain.Invalid, fmt.Sprintf("%s stands there twice", twice), "absorbed")
	}
	return h.perform(ctx, &act{
		Steward: m.Steward, action: string(domain.DecisionMerge), named: named, expected: m.Expected,
		apply: func(c *council) error {
			c.locked.Survivor = m.Survivor
			c.decide(domain.DecisionMerge, named, m.Task, m.Steward, c.together(named))
			return nil
		},
		written: settles(named),
	}, preview)
}

// Split parts a golden record, whatever the engine thinks: each of the source records named is another thing than each of
// the rest until a steward says otherwise. The part that holds the record an id was given out for keeps, or gets back, that
// id.
func (h *Hub) Split(ctx context.Context, s Split, preview bool) (*Decided, error) {
	named := []domain.GoldenID{s.ID}
	return h.perform(ctx, &act{
		Steward: s.Steward, action: string(domain.DecisionSplit), named: named, expected: s.Expected,
		apply: func(c *council) error {
			out, rest, err := c.parts(s)
			if err != nil {
				return err
			}
			words := append(parted(out, rest), append(c.held(out), c.held(rest)...)...)
			c.decide(domain.DecisionSplit, named, 0, s.Steward, words)
			return nil
		},
	}, preview)
}

// KeepApart keeps two golden records apart, whatever the engine thinks.
func (h *Hub) KeepApart(ctx context.Context, k KeepApart, preview bool) (*Decided, error) {
	if k.Golden[0] == k.Golden[1] {
		return nil, domain.E(domain.Conflict, fmt.Sprintf("the two are one golden record, %s, by now: split it", k.Golden[0]))
	}
	named := k.Golden[:]
	return h.perform(ctx, &act{
		Steward: k.Steward, action: string(domain.DecisionKeepApart), named: named, expected: k.Expected,
		apply: func(c *council) error {
			a, b := c.members(named[0]), c.members(named[1])
			if err := fewEnough(a, b); err != nil {
				return err
			}
			c.decide(domain.DecisionKeepApart, named, k.Task, k.Steward, parted(a, b))
			return nil
		},
		written: settles(named),
	}, preview)
}

// Withdraw takes a decision back.
func (h *Hub) Withdraw(ctx context.Context, w Withdraw, preview bool) (*Decided, error) {
	d, records, err := h.storage.Decision(ctx, w.Decision)
	if err != nil {
		return nil, err
	}
	if d == nil {
		return nil, domain.E(domain.NotFound, "there is no such decision", "id")
	}
	linked, err := h.storage.Members(ctx, records)
	if err != nil {
		return nil, err
	}
	var named []domain.GoldenID
	for _, id := range records {
		if m, ok := linked[id]; ok && !slices.Contains(named, m.Golden) {
			named = append(named, m.Golden)
		}
	}
	return h.perform(ctx, &act{
		Steward: w.Steward, action: "WITHDRAW", named: named, domain: d.Domain, expected: w.Expected, more: records, withdraw: d.ID,
		apply: func(c *council) error { return c.withdraw(w.Steward, d.Golden[0], h) },
	}, preview)
}

func repeated(ids []domain.GoldenID) domain.GoldenID {
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			return id
		}
	}
	return ""
}

// decide puts a decision on record and lets it count.
func (c *council) decide(kind domain.DecisionKind, named []domain.GoldenID, task int64, s Steward, words []Assertion) {
	c.write.Decision = &domain.Decision{
		ID: c.number, Domain: c.policy.Schema.Domain, Kind: kind, Golden: named, Task: task, Actor: s.Actor, Reason: s.Reason, Policy: c.policy.Version,
	}
	c.write.Words = words
	c.locked.say(words)
}

// withdraw lets what is said without the decision count.
func (c *council) withdraw(s Steward, survivor domain.GoldenID, h *Hub) error {
	d := c.locked.Withdrawing
	if d == nil || d.WithdrawnAt != nil {
		return domain.E(domain.Conflict, "the decision has been withdrawn already", "id")
	}
	at := h.clock()
	d.WithdrawnAt, d.WithdrawnBy, d.WithdrawnReason = &at, s.Actor, s.Reason
	c.write.Withdrawn, c.write.Remaining = d, c.locked.Remaining
	c.locked.Survivor = survivor
	var words []Assertion
	for _, r := range c.locked.Remaining {
		c.locked.unsay(r.A, r.B)
		if r.Same != nil {
			words = append(words, Assertion{A: r.A, B: r.B, Same: *r.Same})
		}
	}
	c.locked.say(words)
	return nil
}

// say lays words over what has been said.
func (l *Locked) say(words []Assertion) {
	for _, w := range words {
		l.unsay(w.A, w.B)
	}
	l.Assertions = append(l.Assertions, words...)
}

func (l *Locked) unsay(a, b domain.RecordID) {
	l.Assertions = slices.DeleteFunc(l.Assertions, func(x Assertion) bool { return x.pair() == pairOf(a, b) })
}

func (a Assertion) pair() [2]domain.RecordID { return pairOf(a.A, a.B) }

func pairOf(a, b domain.RecordID) [2]domain.RecordID {
	if a > b {
		a, b = b, a
	}
	return [2]domain.RecordID{a, b}
}
