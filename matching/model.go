package matching

import (
	"math"
	"slices"
	"sync"

	"aurum/domain"
)

// RuleWeight is the match weight, in bits, of a pair that a deterministic rule links: more than the comparisons of a sane
// policy can add up to.
const RuleWeight = 100

// Model is a compiled policy. It is immutable and safe for concurrent use.
type Model struct {
	domain       domain.Domain
	features     []feature
	blocking     []blockingRule
	rules        []rule
	comparisons  []comparison
	groups       []group
	prior        float64 // bits
	link, review float64 // bits
	key          *businessKey
	nearest      []nearest
	sources      sources
	clustering   ClusteringSpec
}

// maxGroups is how many groups a policy may have.
const maxGroups = 16

// group bounds the sum of dependent comparisons.
type group struct {
	name       string
	cap, floor float64
	members    []int // its comparisons
	joint      map[jointKey]float64
}

// Prepared is a record made ready to be compared. It never shows a change and is safe for concurrent use.
type Prepared struct {
	values [][]value // by feature
	key    []string  // the business key; nil where the model has none or the record none

	// Most records are only ever compared, by somebody who knows what keys they have: keys and hash are worked out when they
	// are asked for, which costs as much as all the rest.
	model    *Model
	finished sync.Once
	keys     []int64
	hash     int64
}

// Keys are the record's blocking keys: hashed, distinct, sorted.
func (p *Prepared) Keys() []int64 {
	p.finish()
	return p.keys
}

// SharesKey tells whether two records share a blocking key.
func (p *Prepared) SharesKey(q *Prepared) bool {
	return slices.ContainsFunc(p.Keys(), func(k int64) bool {
		_, found := slices.BinarySearch(q.Keys(), k)
		return found
	})
}

// Hash changes with anything that keys, comparisons and rules look at.
func (p *Prepared) Hash() int64 {
	p.finish()
	return p.hash
}

// Link is the match weight, in bits, from which on records are joined.
func (m *Model) Link() float64 { return m.link }

// Review is the match weight, in bits, from which on a steward is asked.
func (m *Model) Review() float64 { return m.review }

// Prepare works out everything of a standardized record that comparing it needs.
func (m *Model) Prepare(attrs domain.Attributes) *Prepared {
	if m.key != nil {
		return m.prepareKey(attrs)
	}
	p := &Prepared{model: m, values: make([][]value, len(m.features))}
	for i := range m.features {
		p.values[i] = m.features[i].valuesOf(attrs)
	}
	return p
}

// finish works out hash and keys, once.
func (p *Prepared) finish() {
	p.finished.Do(func() {
		if p.model.key != nil {
			p.finishKey()
		} else {
			p.finishValues()
		}
	})
}

func (p *Prepared) finishValues() {
	m, h := p.model, newHash()
	for i := range m.features {
		h = h.text(m.features[i].path)
		for j := range p.values[i] {
			v := &p.values[i][j]
			h = h.text(v.text).text(v.key).text(v.scheme).text(v.language)
		}
	}
	p.hash, p.keys = h.sum(), m.keysOf(p)
}

func (m *Model) prepareKey(attrs domain.Attributes) *Prepared {
	p := &Prepared{model: m}
	if key, ok := m.key.of(attrs); ok {
		p.key = key
	}
	return p
}

func (p *Prepared) finishKey() {
	if p.key == nil {
		return
	}
	h := newHash().text(string(p.model.domain)).text(businessKeyRule)
	for _, text := range p.key {
		h = h.text(text)
	}
	p.hash, p.keys = h.sum(), []int64{h.sum()}
}

// Verdict is what comparing two records comes to.
type Verdict struct {
	// Weight is the match weight in bits; RuleWeight where Rule links.
	Weight float64
	// Rule is the rule that links the records; empty where the weights decide.
	Rule string
	// Forbid is the rule that keeps them apart; empty if none does.
	Forbid string
}

// Compare weighs two records. It is symmetric and depends on nothing but the model and the two.
func (m *Model) Compare(a, b *Prepared) Verdict {
	if m.key != nil {
		if a.key != nil && slices.Equal(a.key, b.key) {
			return Verdict{Weight: RuleWeight, Rule: businessKeyRule}
		}
		return Verdict{Weight: m.prior}
	}
	v, k := Verdict{}, look{m: m, a: a, b: b}
	v.Forbid, _ = k.forbids()
	for i := range m.rules {
		if r := &m.rules[i]; !r.forbid && r.when.holds(&k) {
			v.Weight, v.Rule = RuleWeight, r.name
			return v
		}
	}
	v.Weight = k.weigh(nil)
	return v
}

// weigh sums prior and comparisons; where visit is given it sees each of them, and each group that is bounded.
func (k *look) weigh(visit func(name, level string, r reached)) float64 {
	var few [maxKnown]reached
	found := few[:0]
	for i := range k.m.comparisons {
		r := k.comparison(i)
		if visit != nil {
			c := &k.m.comparisons[i]
			visit(c.name, c.levelName(r), r)
		}
		found = append(found, r)
	}
	return k.m.sum(found, visit)
}

// sum adds up what the comparisons came to.
func (m *Model) sum(found []reached, visit func(name, level string, r reached)) float64 {
	sum := m.prior
	var inGroup [maxGroups]float64
	for i := range found {
		if g := m.comparisons[i].group; g < 0 {
			sum += found[i].bits
		} else {
			inGroup[g] += found[i].bits
		}
	}
	for i := range m.groups {
		g := &m.groups[i]
		together, why := inGroup[i], "group bound"
		if bits, ok := m.joint(g, found); ok {
			together, why = bits, "together"
		}
		bounded := min(max(together, g.floor), g.cap)
		if visit != nil && bounded != inGroup[i] {
			visit(g.name, why, reached{level: -1, bits: bounded - inGroup[i]})
		}
		sum += bounded
	}
	return sum
}

// Forbids tells whether a rule keeps two records apart, and which.
func (m *Model) Forbids(a, b *Prepared) (rule string, ok bool) {
	k := look{m: m, a: a, b: b}
	return k.forbids()
}

func (k *look) forbids() (rule string, ok bool) {
	for i := range k.m.rules {
		if r := &k.m.rules[i]; r.forbid && r.when.holds(k) {
			return r.name, true
		}
	}
	return "", false
}

// Probability turns a match weight in bits into a match probability: 2^w / (1 + 2^w).
func Probability(weight float64) float64 { return 1 / (1 + math.Exp2(-weight)) }

// bits turns a probability into log2 of its odds.
func bits(probability float64) float64 { return math.Log2(probability / (1 - probability)) }
