package matching

import (
	"slices"
	"strings"
)

// maxKeys bounds the keys one rule gives for one record; beyond it the first in order of their texts count.
const maxKeys = 64

// blockingRule gives a key for each combination of what its parts give.
type blockingRule struct {
	name  string
	parts []blockingPart
	// refine is nil where common keys are as good as others.
	refine *refinement
}

type blockingPart struct {
	feature int
	keys    keyChain
}

// keysOf gives a record's keys by all rules.
func (m *Model) keysOf(p *Prepared) []int64 {
	var out []int64
	for i := range m.blocking {
		r := &m.blocking[i]
		h := m.keyHash(r)
		for _, text := range r.texts(p) {
			out = append(out, h.text(text).sum())
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// keyHash is what the hashes of a rule's keys begin with.
func (m *Model) keyHash(r *blockingRule) hash64 { return newHash().text(string(m.domain)).text(r.name) }

// texts are the combinations of a rule's parts; none if a part gives none.
func (r *blockingRule) texts(p *Prepared) []string {
	out := []string{""}
	common := map[string]bool{} // combinations with a part that is
	for i := range r.parts {
		keys := r.parts[i].of(p)
		next := make([]string, 0, len(out)*len(keys))
		for _, head := range out {
			for _, k := range keys {
				next = append(next, head+"\x1f"+k)
				if r.refine != nil && (common[head] || r.refine.isCommon(k)) {
					common[head+"\x1f"+k] = true
				}
			}
		}
		out = next[:min(len(next), maxKeys)]
	}
	if len(common) == 0 {
		return out
	}
	var refined []string
	for _, combination := range out {
		refined = r.refine.keys(combination, common[combination], p, refined)
	}
	return refined
}

func (b *blockingPart) of(p *Prepared) []string {
	var out []string
	for i := range p.values[b.feature] {
		out = append(out, b.keys.keys(&p.values[b.feature][i])...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func ruleName(parts []string) string { return strings.Join(parts, ", ") }
