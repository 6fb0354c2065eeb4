package mastering

import (
	"fmt"

	"aurum/domain"
	"aurum/matching"
)

// questions are the steward's tasks about the golden records of a component: for every two golden records with an edge
// between them, the strongest one. Edges inside one golden record ask nothing.
type questions struct {
	c      *component
	golden map[domain.RecordID]domain.GoldenID // of every locked live record, after this resolve
	stood  map[[2]domain.GoldenID]*refusal     // what kept two golden records apart first
	asked  map[[2]domain.GoldenID]*OpenTask
}

func (c *component) questions(golden map[domain.RecordID]domain.GoldenID) map[[2]domain.GoldenID]*OpenTask {
	q := questions{c: c, golden: golden, stood: map[[2]domain.GoldenID]*refusal{}, asked: map[[2]domain.GoldenID]*OpenTask{}}
	for i := range c.refused {
		pair := goldenPair(golden[c.refused[i].a], golden[c.refused[i].b])
		if q.stood[pair] == nil {
			q.stood[pair] = &c.refused[i]
		}
	}
	for _, id := range c.core {
		for other, e := range c.edges[id] {
			q.consider(e, id, other)
		}
	}
	return q.asked
}

func (q *questions) consider(e Edge, a, b domain.RecordID) {
	ga, gb := q.golden[a], q.golden[b]
	if ga == "" || gb == "" || ga == gb || q.c.apart[[2]domain.RecordID{a, b}] {
		return
	}
	if ga > gb {
		a, b, ga, gb = b, a, gb, ga
	}
	pair := [2]domain.GoldenID{ga, gb}
	if was := q.asked[pair]; was != nil && !q.stronger(e.Weight, a, b, was) {
		return
	}
	t := &OpenTask{Golden: pair, Records: [2]domain.RecordID{a, b}, Weight: e.Weight}
	t.Kind, t.Reason = q.why(e, a, b)
	q.asked[pair] = t
}

// stronger compares by weight, then by keys, so that neither arrival nor map order shows.
func (q *questions) stronger(w float64, a, b domain.RecordID, than *OpenTask) bool {
	if w != than.Weight {
		return w > than.Weight
	}
	x, y := q.c.locked[a].SourceKey, q.c.locked[than.Records[0]].SourceKey
	if x != y {
		return x.Compare(y) < 0
	}
	return q.c.locked[b].SourceKey.Compare(q.c.locked[than.Records[1]].SourceKey) < 0
}

func (q *questions) why(e Edge, a, b domain.RecordID) (domain.TaskKind, string) {
	m := q.c.policy.Matching
	ra, rb := q.c.locked[a], q.c.locked[b]
	probability := matching.Probability(e.Weight)
	if e.Weight < m.Link() {
		return domain.TaskReview, fmt.Sprintf("%s and %s are the same with probability %.3f: between review (%.3f) and link (%.3f).",
			ra.SourceKey, rb.SourceKey, probability, matching.Probability(m.Review()), matching.Probability(m.Link()))
	}
	said := fmt.Sprintf("%s and %s are the same with probability %.3f", ra.SourceKey, rb.SourceKey, probability)
	if e.Rule != "" {
		said = fmt.Sprintf("%s and %s agree by rule %q", ra.SourceKey, rb.SourceKey, e.Rule)
	}
	if rule, no := m.Forbids(ra.prep, rb.prep); no {
		return domain.TaskConflict, fmt.Sprintf("%s, but rule %q forbids to join them.", said, rule)
	}
	r := q.stood[goldenPair(q.golden[a], q.golden[b])]
	switch {
	case r == nil:
		return domain.TaskConflict, said + ", but a forbid rule or a steward stands between other members of the two golden records."
	case r.rule == matching.SizeRule:
		return domain.TaskOversized, fmt.Sprintf("%s, but their golden records would have more than %d source records together: look for a worthless value that many share.",
			said, m.ClusteringBy(nil).MaxSize)
	case r.rule == matching.LooseRule:
		return domain.TaskReview, said + ", but their golden records as a whole are not alike enough."
	}
	return domain.TaskConflict, fmt.Sprintf("%s, but %s.", said, matching.RefusalReason(r.rule, r.between))
}

func goldenPair(a, b domain.GoldenID) [2]domain.GoldenID {
	if a > b {
		a, b = b, a
	}
	return [2]domain.GoldenID{a, b}
}

// diff compares the questions there are with those already asked.
func (w *ResolveWrite) diffTasks(asked map[[2]domain.GoldenID]*OpenTask, open []*OpenTask) {
	for _, t := range open {
		now := asked[t.Golden]
		switch {
		case now == nil || now.Kind != t.Kind:
			w.TasksGone = append(w.TasksGone, t.ID)
		case now.Weight != t.Weight || now.Reason != t.Reason:
			now.ID = t.ID
			w.TasksMoved = append(w.TasksMoved, now)
			delete(asked, t.Golden)
		default:
			delete(asked, t.Golden)
		}
	}
	for _, pair := range sortedPairs(asked) {
		w.TasksOpen = append(w.TasksOpen, asked[pair])
	}
}
