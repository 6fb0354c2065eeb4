package matching

import "fmt"

// RefineSpec keeps the blocks of common values small: a key that a table lists as common is joined with further keys. The
// table is part of the policy, so that which keys a record has depends on nothing but the record.
type RefineSpec struct {
	// Common names a table of frequencies; the keys it lists are common.
	Common string `yaml:"common"`
	// By lists key expressions; a common key is joined with each of the keys these give. A record for which none gives one
	// keeps its common key: nothing is dropped.
	By []string `yaml:"by"`
}

// refinement is a compiled RefineSpec.
type refinement struct {
	common map[string]float64
	by     []blockingPart
}

// keys joins a combination of keys with further ones where it has a common part.
func (f *refinement) keys(combination string, common bool, p *Prepared, out []string) []string {
	before := len(out)
	if f != nil && common {
		for i := range f.by {
			for _, k := range f.by[i].of(p) {
				out = append(out, fmt.Sprintf("%s\x1f%d\x1f%s", combination, i, k))
			}
		}
	}
	if len(out) == before {
		out = append(out, combination)
	}
	return out[:min(len(out), maxKeys)]
}

func (f *refinement) isCommon(key string) bool {
	if f == nil || key == FrequencyDefault {
		return false
	}
	_, listed := f.common[key]
	return listed
}

func (c *compiler) refinement(at string, s *RefineSpec) *refinement {
	if s == nil {
		return nil
	}
	table, ok := c.spec.Frequencies[s.Common]
	if !ok {
		c.faultf(at+".common", "there is no table %q in frequencies", s.Common)
	}
	if len(s.By) == 0 {
		c.faultf(at+".by", "lists no keys")
	}
	f := &refinement{common: table}
	for i, expression := range s.By {
		f.by = append(f.by, c.blockingPart(fmt.Sprintf("%s.by[%d]", at, i), expression))
	}
	return f
}

// refinedBlocks are the blocks of a rule whose keys depend on each other: they are made record by record.
func (p *partKeys) refinedBlocks(m *Model, r *blockingRule) *blocks {
	var texts textNumbers
	e := &entries{digits: make([][]uint32, 1)}
	scratch := &Prepared{values: make([][]value, len(m.features))}
	var one [1]uint32
	for i := range p.table.Len() {
		for _, f := range r.features() {
			scratch.values[f] = p.table.columns[f].prepared(p.table.valuesAt(i, f, &one))
		}
		for _, text := range r.texts(scratch) {
			e.records, e.digits[0] = append(e.records, uint32(i)), append(e.digits[0], texts.number(text))
		}
	}
	return e.group(r.name, p.table.Len(), e.sorted([]int{texts.count()}))
}

// features are those that the rule reads.
func (r *blockingRule) features() []int {
	var out []int
	for i := range r.parts {
		out = append(out, r.parts[i].feature)
	}
	for i := range r.refine.by {
		out = append(out, r.refine.by[i].feature)
	}
	return out
}

// textNumbers numbers texts in order of their first appearance.
type textNumbers map[string]uint32

func (t *textNumbers) number(text string) uint32 {
	if *t == nil {
		*t = textNumbers{}
	}
	n, ok := (*t)[text]
	if !ok {
		n = uint32(len(*t))
		(*t)[text] = n
	}
	return n
}

func (t *textNumbers) count() int { return len(*t) }
