package matching

import (
	"fmt"
	"maps"
	"slices"

	"aurum/domain"
	"aurum/matching/corpus"
)

// nearest is a blocking rule that finds the nearest texts.
type nearest struct {
	name    string
	feature int
	k       int
}

// sources is what is known of the source systems.
type sources struct {
	unique map[string]bool
	across bool
}

func newSources(s SourcesSpec) sources {
	out := sources{unique: map[string]bool{}, across: s.Across}
	for _, u := range s.Unique {
		out.unique[u] = true
	}
	return out
}

// UniqueRule is the rule named where two records of a source without duplicates of its own are kept apart.
const UniqueRule = "source has no duplicates of its own"

// Apart tells whether two records are known not to be the same by where they come from, and by which rule.
func (m *Model) Apart(a, b domain.SourceKey) (rule string, ok bool) {
	if a.System == b.System && m.sources.unique[a.System] {
		return UniqueRule, true
	}
	return "", false
}

// Meets tells whether two records may be compared at all.
func (m *Model) Meets(a, b domain.SourceKey) bool {
	return a.System != b.System || !m.sources.across && !m.sources.unique[a.System]
}

// NeedsAll tells whether the policy can only be run over all records at once: it searches for nearest neighbours.
func (m *Model) NeedsAll() bool { return len(m.nearest) > 0 }

// Clustering says how linked records become clusters.
func (m *Model) Clustering() ClusteringSpec { return m.clustering }

// clusterings are the methods of clustering.
var clusterings = []string{"", "greedy", "average"}

func (c *compiler) clustering() ClusteringSpec {
	s := c.spec.Clustering
	if !slices.Contains(clusterings, s.Method) {
		c.faultf("clustering.method", "is %q, not greedy or average", s.Method)
	}
	if s.Stop < 0 || s.Stop >= 1 {
		c.faultf("clustering.stop", "%v is no probability between 0 and 1", s.Stop)
	}
	if s.MaxSize < 0 {
		c.faultf("clustering.maxSize", "must not be negative")
	}
	return s
}

func (c *compiler) compileCorpora() {
	c.corpora = map[string]*corpus.Corpus{}
	for _, name := range slices.Sorted(maps.Keys(c.spec.Corpora)) {
		if c.spec.Frequencies[name] != nil {
			c.faultf("corpora."+name, "there is a table of this name in frequencies")
		}
		s := c.spec.Corpora[name]
		made, err := s.Corpus()
		if err != nil {
			c.fault("corpora."+name, err)
			continue
		}
		c.corpora[name] = made
	}
}

func (c *compiler) nearest() []nearest {
	var out []nearest
	for i, spec := range c.spec.Blocking {
		s := spec.Nearest
		if s == nil {
			continue
		}
		at := fmt.Sprintf("blocking[%d].nearest", i)
		if s.K < 1 {
			c.faultf(at+".k", "must be 1 or more")
		}
		if c.corpora[s.Corpus] == nil {
			c.faultf(at+".corpus", "there is no corpus %q in corpora", s.Corpus)
			continue
		}
		f := c.plainFeature(at+".attribute", s.Attribute, s.Corpus)
		out = append(out, nearest{name: fmt.Sprintf("%d nearest by %s", s.K, s.Attribute), feature: f, k: s.K})
	}
	return out
}

// MeetsWithin tells whether two records of one source may be compared.
func (m *Model) MeetsWithin(system string) bool {
	return !m.sources.across && !m.sources.unique[system]
}
