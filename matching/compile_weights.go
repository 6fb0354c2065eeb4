package matching

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
)

func (c *compiler) compileComparisons() {
	if len(c.spec.Comparisons) == 0 && len(c.spec.Rules) == 0 {
		c.faultf("comparisons", "without comparisons or rules no two records ever match")
	}
	for i, s := range c.spec.Comparisons {
		c.comparisons = append(c.comparisons, c.comparison(fmt.Sprintf("comparisons[%d]", i), s))
	}
}

func (c *compiler) comparison(at string, s ComparisonSpec) comparison {
	out := comparison{name: s.Name, group: -1}
	if out.name == "" {
		out.name = s.Attribute
	}
	if _, taken := c.byName[out.name]; taken {
		c.faultf(at+".name", "there is another comparison %q", out.name)
	}
	c.byName[out.name] = len(c.comparisons)
	if s.TermFrequency != "" && c.spec.Frequencies[s.TermFrequency] == nil {
		c.faultf(at+".termFrequency", "there is no table %q in frequencies", s.TermFrequency)
	}
	if s.Corpus != "" && c.corpora[s.Corpus] == nil {
		c.faultf(at+".corpus", "there is no corpus %q in corpora", s.Corpus)
	}
	if s.Group != "" {
		if out.group = c.groupIndex(s.Group); out.group < 0 {
			c.faultf(at+".group", "there is no group %q", s.Group)
		}
	}
	if s.Attribute == "" {
		c.faultf(at+".attribute", "is missing")
		return out
	}
	out.missing = s.Missing
	if out.feature = c.plainFeature(at+".attribute", s.Attribute, cmp.Or(s.TermFrequency, s.Corpus)); out.feature < 0 {
		return out
	}
	if s.Score != "" || s.Pairing != "" {
		out.graded = c.compileGraded(at, s, c.features[out.feature])
	} else {
		out.levels = c.levels(at, c.features[out.feature], s.Levels)
	}
	return out
}

func (c *compiler) levels(at string, f *feature, specs []LevelSpec) []level {
	if len(specs) == 0 {
		c.faultf(at+".levels", "lists no levels, and there is no score or pairing in their place")
	}
	var out []level
	for i, s := range specs {
		lat := fmt.Sprintf("%s.levels[%d]", at, i)
		l := level{name: s.Name}
		if len(s.When) == 0 {
			c.faultf(lat+".when", "is missing")
		}
		for _, text := range s.When {
			alt, err := f.parseAlternative(text)
			if err != nil {
				c.fault(lat+".when", err)
			}
			l.when = append(l.when, alt)
			if l.name == "" {
				l.name = text
			}
		}
		if slices.ContainsFunc(out, func(o level) bool { return o.name == l.name }) {
			c.faultf(lat+".name", "there is another level %q", l.name)
		}
		var err error
		if l.weight, err = levelWeight(s); err != nil {
			c.fault(lat, err)
		}
		out = append(out, l)
	}
	return out
}

// levelWeight is log2(m/u), or the weight given in bits.
func levelWeight(s LevelSpec) (float64, error) {
	switch {
	case s.Weight != nil && s.M == nil && s.U == nil:
		if math.IsNaN(*s.Weight) || math.IsInf(*s.Weight, 0) || math.Abs(*s.Weight) > RuleWeight/2 {
			return 0, fmt.Errorf("weight %v is beyond ±%d bits", *s.Weight, RuleWeight/2)
		}
		return *s.Weight, nil
	case s.Weight == nil && s.M != nil && s.U != nil:
		if !(*s.M > 0 && *s.M <= 1 && *s.U > 0 && *s.U <= 1) {
			return 0, errors.New("m and u are probabilities above 0")
		}
		return math.Log2(*s.M / *s.U), nil
	}
	return 0, errors.New("give either m and u, or weight")
}

// Bits is what the level weighs; 0 where it does not say so as it must.
func (s *LevelSpec) Bits() float64 {
	w, err := levelWeight(*s)
	if err != nil {
		return 0
	}
	return w
}

func (c *compiler) rules() []rule {
	var out []rule
	for i, s := range c.spec.Rules {
		at := fmt.Sprintf("rules[%d]", i)
		if s.Name == "" || slices.ContainsFunc(out, func(r rule) bool { return r.name == s.Name }) {
			c.faultf(at+".name", "every rule needs a name of its own")
		}
		if s.Then != "link" && s.Then != "forbid" {
			c.faultf(at+".then", "is %q, not link or forbid", s.Then)
		}
		out = append(out, rule{name: s.Name, forbid: s.Then == "forbid", when: c.ruleCondition(at+".when", s.When)})
	}
	return out
}

func (c *compiler) ruleCondition(at string, s ConditionSpec) ruleCondition {
	found := 0
	var out ruleCondition
	leaf := func(op ruleOperator, name, path string) {
		if path != "" {
			found++
			out = ruleCondition{op: op, feature: max(0, c.plainFeature(at+"."+name, path, ""))}
		}
	}
	leaf(ruleEqual, "equal", s.Equal)
	leaf(ruleConflict, "conflict", s.Conflict)
	leaf(rulePresent, "present", s.Present)
	branch := func(op ruleOperator, name string, specs []ConditionSpec) {
		if len(specs) > 0 {
			found++
			out = ruleCondition{op: op}
			for i, child := range specs {
				out.children = append(out.children, c.ruleCondition(fmt.Sprintf("%s.%s[%d]", at, name, i), child))
			}
		}
	}
	branch(ruleAll, "all", s.All)
	branch(ruleAny, "any", s.Any)
	if s.Not != nil {
		found++
		out = ruleCondition{op: ruleNot, children: []ruleCondition{c.ruleCondition(at+".not", *s.Not)}}
	}
	atLevel := func(op ruleOperator, name string, levels map[string]string) {
		if len(levels) > 0 {
			found++
			out = c.levelConditions(op, at+"."+name, levels)
		}
	}
	atLevel(ruleReaches, "reaches", s.Reaches)
	atLevel(ruleIs, "is", s.Is)
	atLevel(ruleFalls, "falls", s.Falls)
	if found != 1 {
		c.faultf(at, "needs exactly one of equal, conflict, present, reaches, is, falls, all, any, not")
	}
	return out
}

func (c *compiler) levelConditions(op ruleOperator, at string, levels map[string]string) ruleCondition {
	out := ruleCondition{op: ruleAll}
	for _, name := range slices.Sorted(maps.Keys(levels)) {
		i, ok := c.byName[name]
		if !ok {
			c.faultf(at, "there is no comparison %q", name)
			continue
		}
		l := slices.IndexFunc(c.comparisons[i].levels, func(l level) bool { return l.name == levels[name] })
		if l < 0 {
			c.faultf(at+"."+name, "comparison %q has no level %q", name, levels[name])
		}
		out.children = append(out.children, ruleCondition{op: op, compare: i, level: l})
	}
	return out
}
