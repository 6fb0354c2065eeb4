package matching

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"aurum/matching/similarity"
)

// operator compares what a comparator finds with the condition's bound.
type operator uint8

const (
	holds operator = iota
	atLeast
	atMost
	isOne // of the reasons
)

// condition is one comparator of a level, perhaps of a part of the values, perhaps negated.
type condition struct {
	comparator string
	apply      func(p *pair, c *condition) bool
	part       int // -1 for the whole value
	op         operator
	bound      float64
	reasons    []similarity.Reason
	negated    bool
}

// alternative is a list of conditions that hold together; a level holds if one of its alternatives does.
type alternative []condition

// pair is two values under comparison, with what has been found of them so far.
type pair struct {
	a, b                *value
	org, person, street similarity.Result
	date                similarity.Result
	product             similarity.ProductResult
	done                needs
}

func (alt alternative) holds(p *pair) bool {
	for i := range alt {
		if alt[i].apply(p, &alt[i]) == alt[i].negated {
			return false
		}
	}
	return true
}

// parseAlternative reads conditions joined by "and"; nil for "else", which always holds.
func (f *feature) parseAlternative(text string) (alternative, error) {
	out := alternative{}
	for _, one := range strings.Split(text, " and ") {
		one = strings.TrimSpace(one)
		if one == "else" {
			if strings.Contains(text, " and ") {
				return nil, fmt.Errorf("%q: else stands alone", text)
			}
			return out, nil
		}
		c, err := f.parseCondition(one)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", text, err)
		}
		out = append(out, c)
	}
	return out, nil
}

// parseCondition reads [not] [part.]comparator [>= x | <= x | = REASON|REASON].
func (f *feature) parseCondition(text string) (condition, error) {
	c := condition{part: -1}
	rest, negated := strings.CutPrefix(text, "not ")
	c.negated = negated
	words := strings.Fields(rest)
	if len(words) != 1 && len(words) != 3 {
		return c, fmt.Errorf("write [not] [part.]comparator, or [part.]comparator >= number, or comparator = REASON|REASON")
	}
	path := splitPath(words[0])
	c.comparator = path[len(path)-1]
	if err := f.resolvePart(&c, path[:len(path)-1]); err != nil {
		return c, err
	}
	k, ok := comparators[c.comparator]
	if !ok {
		return c, fmt.Errorf("there is no comparator %q", c.comparator)
	}
	if c.part >= 0 && !k.ofParts {
		return c, fmt.Errorf("comparator %s compares whole values, not parts", c.comparator)
	}
	if err := c.parseBound(k, words[1:]); err != nil {
		return c, err
	}
	if err := f.checkText(k, c.comparator); err != nil {
		return c, err
	}
	f.needs |= k.needs
	c.apply = k.apply
	return c, nil
}

func (c *condition) parseBound(k comparator, words []string) error {
	if len(words) == 0 {
		if !k.plain {
			return fmt.Errorf("comparator %s needs a bound, such as >= 0.9", c.comparator)
		}
		return nil
	}
	switch op, bound := words[0], words[1]; op {
	case "=":
		for _, r := range strings.Split(bound, "|") {
			if !slices.Contains(k.reasons, similarity.Reason(r)) {
				return fmt.Errorf("comparator %s has no reason %q; it has %v", c.comparator, r, k.reasons)
			}
			c.reasons = append(c.reasons, similarity.Reason(r))
		}
		c.op = isOne
		return nil
	case ">=", "<=":
		if !k.scored {
			return fmt.Errorf("comparator %s holds or not; it takes no number", c.comparator)
		}
		x, err := strconv.ParseFloat(bound, 64)
		if err != nil {
			return fmt.Errorf("%q is not a number", bound)
		}
		c.bound, c.op = x, map[string]operator{">=": atLeast, "<=": atMost}[op]
		return nil
	}
	return fmt.Errorf("operator %q is none of >=, <=, =", words[0])
}

// resolvePart finds the field or key functions a condition looks at, and notes them with the feature.
func (f *feature) resolvePart(c *condition, path []string) error {
	if len(path) == 0 {
		return nil
	}
	p := part{name: strings.Join(path, ".")}
	for i := range f.parts {
		if f.parts[i].name == p.name {
			c.part = i
			return nil
		}
	}
	if fd := fieldNamed(f.fieldsOf(), path[0]); fd != nil {
		p.field, p.kind, path = fd.Name, fd.Kind, path[1:]
		if fd.Name == "postalCode" {
			p.kind = "PostalCode"
		}
	}
	chain, err := parseChain(path)
	if err != nil {
		return err
	}
	p.keys = chain
	f.needs |= chain.need()
	f.parts = append(f.parts, p)
	c.part = len(f.parts) - 1
	return nil
}

// compareNumber compares what a comparator found with the bound.
func (c *condition) compareNumber(x float64) bool {
	if c.op == atMost {
		return x <= c.bound
	}
	return x >= c.bound
}

func (c *condition) compareResult(r similarity.Result) bool {
	if c.op == isOne {
		return slices.Contains(c.reasons, r.Reason)
	}
	return c.compareNumber(r.Score)
}
