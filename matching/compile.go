package matching

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"aurum/domain"
	"aurum/matching/corpus"
)

// Defaults of a policy that says nothing else.
const (
	defaultPrior  = 0.0001
	defaultLink   = 0.99
	defaultReview = 0.60
)

// Compile checks a policy and makes the model that compares by it. All faults are reported, each with its YAML path.
func Compile(schema *domain.Schema, spec Spec) (*Model, error) {
	c := &compiler{schema: schema, spec: spec, index: map[string]int{}, byName: map[string]int{}}
	m := c.model()
	if len(c.faults) > 0 {
		return nil, errors.Join(c.faults...)
	}
	return m, nil
}

type compiler struct {
	schema      *domain.Schema
	spec        Spec
	features    []*feature
	index       map[string]int // of features, by path and table
	comparisons []comparison
	byName      map[string]int // of comparisons
	groups      []group
	corpora     map[string]*corpus.Corpus
	faults      []error
}

func (c *compiler) fault(path string, err error) {
	c.faults = append(c.faults, fmt.Errorf("%s: %w", path, err))
}

func (c *compiler) faultf(path, format string, args ...any) {
	c.fault(path, fmt.Errorf(format, args...))
}

func (c *compiler) model() *Model {
	m := &Model{domain: c.schema.Domain, sources: newSources(c.spec.Sources), clustering: c.clustering()}
	c.checkCombine()
	c.compileCorpora()
	c.checkFrequencies()
	c.probabilities(m)
	if c.spec.BusinessKey != nil {
		m.key = c.businessKey(*c.spec.BusinessKey)
		return m
	}
	m.blocking = c.blocking()
	m.nearest = c.nearest()
	c.compileGroups()
	c.compileComparisons()
	c.compileJoints()
	m.rules, m.comparisons, m.groups = c.rules(), c.comparisons, c.groups
	for _, f := range c.features {
		m.features = append(m.features, *f)
	}
	return m
}

func (c *compiler) probabilities(m *Model) {
	prior := c.probability("prior", c.spec.Prior, defaultPrior)
	link := c.probability("thresholds.link", c.spec.Thresholds.Link, defaultLink)
	review := c.probability("thresholds.review", c.spec.Thresholds.Review, defaultReview)
	if review > link {
		c.faultf("thresholds.review", "is above link: %v > %v", review, link)
	}
	m.prior, m.link, m.review = bits(prior), bits(link), bits(review)
}

func (c *compiler) probability(path string, p, standard float64) float64 {
	if p == 0 {
		return standard
	}
	if !(p > 0 && p < 1) {
		c.faultf(path, "%v is no probability between 0 and 1", p)
	}
	return p
}

// checkCombine reports combined attributes that hide one of the schema's.
func (c *compiler) checkCombine() {
	c.checkMade("combine", c.spec.Combine)
	c.checkMade("join", c.spec.Join)
	for name := range c.spec.Join {
		if c.spec.Combine[name] != nil {
			c.faultf("join."+name, "there is an attribute of this name in combine")
		}
	}
}

func (c *compiler) checkMade(section string, made map[string][]string) {
	for _, name := range slices.Sorted(maps.Keys(made)) {
		path := section + "." + name
		if c.schema.Attribute(name) != nil {
			c.faultf(path, "the domain has an attribute of this name")
		}
		if len(made[name]) == 0 {
			c.faultf(path, "lists no attributes")
		}
	}
}

func (c *compiler) checkFrequencies() {
	for _, name := range slices.Sorted(maps.Keys(c.spec.Frequencies)) {
		table := c.spec.Frequencies[name]
		if _, ok := table[FrequencyDefault]; !ok {
			c.faultf("frequencies."+name, "needs an entry %q for the words not listed", FrequencyDefault)
		}
		for _, word := range slices.Sorted(maps.Keys(table)) {
			if f := table[word]; !(f > 0 && f <= 1) {
				c.faultf("frequencies."+name+"."+word, "%v is no share of 1", f)
			}
		}
	}
}

// feature finds or makes the feature of a path; the rest are the path's key functions. table names what weighs its words: a
// table of frequencies, or a corpus.
func (c *compiler) feature(path, table string) (i int, rest []string, err error) {
	sources, rest, err := c.sources(path)
	if err != nil {
		return 0, nil, err
	}
	plain := strings.TrimSuffix(strings.TrimSuffix(path, strings.Join(rest, ".")), ".")
	id := plain + "#" + table
	if i, ok := c.index[id]; ok {
		return i, rest, nil
	}
	f := &feature{path: plain, sources: sources, table: c.spec.Frequencies[table], corpus: c.corpora[table]}
	_, f.joined = c.spec.Join[splitPath(path)[0]]
	c.features = append(c.features, f)
	c.index[id] = len(c.features) - 1
	return len(c.features) - 1, rest, nil
}

// sources resolves a path, or the combined attribute it begins with.
func (c *compiler) sources(path string) (out []source, rest []string, err error) {
	parts := splitPath(path)
	section := "combine"
	paths, made := c.spec.Combine[parts[0]]
	if !made {
		section = "join"
		paths, made = c.spec.Join[parts[0]]
	}
	if !made {
		s, rest, err := parseSource(c.schema, path)
		return []source{s}, rest, err
	}
	for _, p := range paths {
		s, left, err := parseSource(c.schema, p)
		if err == nil && len(left) > 0 {
			err = fmt.Errorf("%q has no field %q", p, left[0])
		}
		if err != nil {
			return nil, nil, fmt.Errorf("%s.%s: %w", section, parts[0], err)
		}
		out = append(out, s)
	}
	return out, parts[1:], nil
}

// plainFeature is the feature of a path that may not end in key functions.
func (c *compiler) plainFeature(at, path, table string) int {
	i, rest, err := c.feature(path, table)
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("%q has no field %q", path, rest[0])
	}
	if err != nil {
		c.fault(at, err)
		return -1
	}
	return i
}

func (c *compiler) blocking() []blockingRule {
	var out []blockingRule
	if len(c.spec.Blocking) == 0 {
		c.faultf("blocking", "without blocking rules no two records ever meet")
	}
	for i, spec := range c.spec.Blocking {
		parts := spec.Keys
		if spec.Nearest != nil {
			continue
		}
		r := blockingRule{name: ruleName(parts)}
		if len(parts) == 0 {
			c.faultf(fmt.Sprintf("blocking[%d]", i), "is empty")
		}
		for j, expression := range parts {
			r.parts = append(r.parts, c.blockingPart(fmt.Sprintf("blocking[%d][%d]", i, j), expression))
		}
		r.refine = c.refinement(fmt.Sprintf("blocking[%d].refine", i), spec.Refine)
		out = append(out, r)
	}
	return out
}

func (c *compiler) blockingPart(at, expression string) blockingPart {
	i, rest, err := c.feature(expression, "")
	if err != nil {
		c.fault(at, err)
		return blockingPart{}
	}
	chain, err := parseChain(rest)
	if err != nil {
		c.fault(at, err)
	}
	c.features[i].needs |= chain.need()
	return blockingPart{feature: i, keys: chain}
}

func (c *compiler) compileGroups() {
	if len(c.spec.Groups) > maxGroups {
		c.faultf("groups", "are %d, at most %d are allowed", len(c.spec.Groups), maxGroups)
		return
	}
	for i, g := range c.spec.Groups {
		at := fmt.Sprintf("groups[%d]", i)
		if g.Name == "" || c.groupIndex(g.Name) >= 0 {
			c.faultf(at, "needs a name of its own")
		}
		if g.Cap == nil && g.Floor == nil && len(g.Joint) == 0 {
			c.faultf(at, "needs a cap or a floor, or joint weights")
		}
		out := group{name: g.Name, cap: math.Inf(1), floor: math.Inf(-1)}
		if g.Cap != nil {
			out.cap = *g.Cap
		}
		if g.Floor != nil {
			out.floor = *g.Floor
		}
		if out.floor > out.cap {
			c.faultf(at, "floor is above cap")
		}
		c.groups = append(c.groups, out)
	}
}

func (c *compiler) groupIndex(name string) int {
	return slices.IndexFunc(c.groups, func(g group) bool { return g.name == name })
}

func (c *compiler) businessKey(spec BusinessKeySpec) *businessKey {
	s := c.spec
	if len(s.Blocking)+len(s.Rules)+len(s.Comparisons) > 0 {
		c.faultf("businessKey", "stands alone: blocking, rules and comparisons would never be looked at")
	}
	if len(spec.Attributes) == 0 {
		c.faultf("businessKey.attributes", "lists no attributes")
	}
	k := &businessKey{}
	for i, path := range spec.Attributes {
		at := fmt.Sprintf("businessKey.attributes[%d]", i)
		src, rest, err := parseSource(c.schema, path)
		if err == nil && len(rest) > 0 {
			err = fmt.Errorf("%q has no field %q", path, rest[0])
		}
		if err != nil {
			c.fault(at, err)
		}
		k.fields = append(k.fields, businessField{source: src, path: path, standIn: businessText(src.kind, spec.Defaults[path])})
	}
	for _, name := range slices.Sorted(maps.Keys(spec.Defaults)) {
		if !slices.Contains(spec.Attributes, name) {
			c.faultf("businessKey.defaults."+name, "is no attribute of the key")
		}
	}
	return k
}
