package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"aurum/domain"
)

// maxIndex bounds the positions in a list that a path may name.
const maxIndex = 99

// path names a place among the attributes: legalName, addresses[0].city, emails[1].
type path struct {
	steps []step
	// whole is true where the place holds a list or a composite as a whole.
	whole bool
	many  bool
}

// step is a name, and the position in its list or -1.
type step struct {
	name  string
	index int
}

var stepText = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9]*)(?:\[([0-9]{1,3})\])?$`)

// parsePath reads a path and makes sure that the domain has the place.
func parsePath(schema *domain.Schema, text string) (path, error) {
	var p path
	fields := schema.Attributes
	for word := range strings.SplitSeq(text, ".") {
		if p.many {
			return p, fmt.Errorf("%q: say which item of the list is meant: %s[0]", text, p)
		}
		m := stepText.FindStringSubmatch(word)
		if m == nil {
			return p, fmt.Errorf("%q is no attribute path such as legalName or addresses[0].city", text)
		}
		s := step{name: m[1], index: -1}
		i := slices.IndexFunc(fields, func(a domain.Attribute) bool { return a.Name == s.name })
		if i < 0 {
			return p, fmt.Errorf("%q: %s has no attribute %q", text, schema.Domain, s.name)
		}
		a := &fields[i]
		if m[2] != "" {
			s.index, _ = strconv.Atoi(m[2]) // digits only
		}
		if err := checkIndex(text, a, s); err != nil {
			return p, err
		}
		fields = a.Parts()
		p.steps = append(p.steps, s)
		p.many = a.Many && s.index < 0
		p.whole = p.many || fields != nil
	}
	return p, nil
}

func checkIndex(text string, a *domain.Attribute, s step) error {
	switch {
	case s.index >= 0 && !a.Many:
		return fmt.Errorf("%q: %s is not a list", text, s.name)
	case s.index > maxIndex:
		return fmt.Errorf("%q: a position is at most %d", text, maxIndex)
	}
	return nil
}

// meets tells whether one path is the other or leads to it, so that both cannot be filled.
func (p path) meets(o path) bool {
	for i := range min(len(p.steps), len(o.steps)) {
		a, b := p.steps[i], o.steps[i]
		if a.name != b.name {
			return false
		}
		if a.index != b.index {
			return a.index < 0 || b.index < 0
		}
	}
	return true
}

func (p path) String() string {
	words := make([]string, len(p.steps))
	for i, s := range p.steps {
		words[i] = s.name
		if s.index >= 0 {
			words[i] += "[" + strconv.Itoa(s.index) + "]"
		}
	}
	return strings.Join(words, ".")
}
