package propose

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"aurum/matching"
	"aurum/matching/similarity"
)

// Bounds of blocking by keys.
const (
	// manyRecords is how many records the search for nearest texts is for; beyond, keys alone bring records together.
	manyRecords = 200_000
	// pairsARecord is how many pairs a blocking rule may bring for each record.
	pairsARecord = 20
	// maxKeyRules is how many rules of keys a proposal has.
	maxKeyRules = 10
)

// keyPart is a key that a column gives, with how often two records share it by chance.
type keyPart struct {
	expression string
	column     int
	chance     float64
}

// blockByKeys gives a draft the rules of keys that bring together few enough records: equal values of one column or of two,
// and words that sound alike. Each column is to take part in some rule, so that an error in one does not part two records.
func (in *input) blockByKeys(d *draft) {
	parts := in.keyParts(d)
	type rule struct {
		keys    []string
		columns []int
		chance  float64
	}
	var rules []rule
	most := 2 * pairsARecord / float64(in.records.Len())
	for i, a := range parts {
		if a.chance <= most {
			rules = append(rules, rule{[]string{a.expression}, []int{a.column}, a.chance})
			continue
		}
		for _, b := range parts[i+1:] {
			if chance := a.chance * b.chance; b.column != a.column && b.chance > most && chance <= most {
				rules = append(rules, rule{[]string{a.expression, b.expression}, []int{a.column, b.column}, chance})
			}
		}
	}
	used := make([]int, len(d.of))
	for len(d.spec.Blocking) < maxKeyRules && len(rules) > 0 {
		at := 0
		for i := range rules {
			if c := cmp.Or(cmp.Compare(uses(used, rules[i].columns), uses(used, rules[at].columns)), cmp.Compare(rules[at].chance, rules[i].chance)); c < 0 {
				at = i
			}
		}
		d.spec.Blocking = append(d.spec.Blocking, in.refined(d, rules[at].keys, rules[at].columns, parts))
		for _, c := range rules[at].columns {
			used[c]++
		}
		rules = slices.Delete(rules, at, at+1)
	}
}

// largeBlock is how many records may share a key before it is joined with others.
const largeBlock = 300

// refined is a rule that joins its common values with the keys of two other columns, the most selective ones: a default
// telephone number or a metropolis would else bring thousands together.
func (in *input) refined(d *draft, keys []string, columns []int, parts []keyPart) matching.BlockingSpec {
	rule := matching.BlockingSpec{Keys: keys}
	name := d.spec.Attributes[columns[0]].Name
	if len(columns) > 1 || keys[0] != name {
		return rule
	}
	table := in.commonValues(d.of[columns[0]].Column, d.spec.Attributes[columns[0]])
	if table == nil {
		return rule
	}
	others := slices.Clone(parts)
	slices.SortStableFunc(others, func(a, b keyPart) int { return cmp.Compare(a.chance, b.chance) })
	rule.Refine = &matching.RefineSpec{Common: "common_" + name}
	for _, p := range others {
		if p.column != columns[0] && len(rule.Refine.By) < 2 {
			rule.Refine.By = append(rule.Refine.By, p.expression)
		}
	}
	if len(rule.Refine.By) == 0 {
		rule.Refine = nil
		return rule
	}
	if d.spec.Frequencies == nil {
		d.spec.Frequencies = map[string]map[string]float64{}
	}
	d.spec.Frequencies[rule.Refine.Common] = table
	return rule
}

// commonValues are the keys of values that too many records share, with their shares; nil for none.
func (in *input) commonValues(column string, spec matching.AttributeSpec) map[string]float64 {
	count := map[string]int{}
	for _, v := range in.records.Column(column).Values {
		if key := spec.Key(v); key != "" {
			count[key]++
		}
	}
	n := float64(in.records.Len())
	var out map[string]float64
	for key, c := range count {
		if c > largeBlock {
			if out == nil {
				out = map[string]float64{matching.FrequencyDefault: round(1 / n)}
			}
			out[key] = round(float64(c) / n)
		}
	}
	return out
}

// uses is how often the columns of a rule take part in others.
func uses(used []int, columns []int) float64 {
	sum := 0.0
	for _, c := range columns {
		sum += float64(used[c])
	}
	return sum / float64(len(columns))
}

// keyParts are the keys that columns give, by the chance of sharing one: the sum of squares of the shares of values, which
// even shares bound from below.
func (in *input) keyParts(d *draft) []keyPart {
	var out []keyPart
	for i := range d.spec.Attributes {
		p, name := d.of[i], d.spec.Attributes[i].Name
		if p.Fill < 0.3 || p.Kind == KindNumber || p.Kind == KindGeo || p.Kind == KindSet {
			continue
		}
		chance := in.sharing(p.Column)
		out = append(out, keyPart{name, i, chance})
		if slices.Contains(textKinds, p.Kind) && p.Words >= leastHashed {
			out = append(out, keyPart{fmt.Sprintf("%s.minhash(%d)", name, hashBands), i, in.hashing(p.Column)})
		}
		if p.Kind == KindName && p.Values > 100 {
			out = append(out, keyPart{name + ".phonetic", i, min(1, 4*chance)})
		}
	}
	return out
}

// Texts of so many words meet by what most of their groups of letters are, in so many bands.
const (
	leastHashed = 3
	hashBands   = 30
	hashSample  = 20_000 // texts by which the chance to meet is measured
)

// hashing is the chance that the texts of two records share a band, summed over the bands, measured on texts spread over all.
func (in *input) hashing(column string) float64 {
	values := in.records.Column(column).Values
	count := map[string]int{}
	n := 0.0
	for i := 0; i < len(values); i += 1 + len(values)/hashSample {
		n++
		for _, key := range similarity.MinHash(values[i], hashBands) {
			count[key]++
		}
	}
	sum := 0.0
	for _, c := range count {
		sum += float64(c) * float64(c-1)
	}
	return max(sum/(n*(n-1)), 1/(n*n))
}

// sharing is the chance that two records have equal values of a column.
func (in *input) sharing(column string) float64 {
	count := map[string]int{}
	for _, v := range in.records.Column(column).Values {
		if v = clean(v); v != "" {
			count[v]++
		}
	}
	sum := 0.0
	for _, n := range count {
		sum += float64(n) * float64(n-1)
	}
	n := float64(in.records.Len())
	return math.Max(sum/(n*(n-1)), 1/(n*n))
}
