package intake

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"aurum/standardize/kinds"
)

// Target says where the values of a column go, and when.
type Target struct {
	// To is the attribute path.
	To string `yaml:"to"`
	// When gives the values that other columns must have for the column to go here, one of the values of each; upper and
	// lower case are the same, and "" is an empty cell.
	When map[string]Values `yaml:"when,omitempty"`
	// Unless is the same for records whose column does not go here: those for which all of it holds.
	Unless map[string]Values `yaml:"unless,omitempty"`
	// Like is person or organization where only names go here that read like one; empty for any value.
	Like string `yaml:"like,omitempty"`
	// Values says what values of the column mean; one that means "" says nothing. Others stay as they are.
	Values map[string]string `yaml:"values,omitempty"`
}

// What a name may read like.
const (
	LikePerson       = "person"
	LikeOrganization = "organization"
)

// Targets is one target or several. In YAML one that has no conditions may be its attribute path alone, and one may stand
// without a list.
type Targets []Target

// UnmarshalYAML reads a target or a list of them.
func (t *Targets) UnmarshalYAML(unmarshal func(any) error) error {
	var one targetText
	if unmarshal(&one) == nil {
		*t = Targets{Target(one)}
		return nil
	}
	var many []targetText
	if err := unmarshal(&many); err != nil {
		return errors.New("columns: each column has an attribute path, a target with to and conditions, or a list of these")
	}
	for _, m := range many {
		*t = append(*t, Target(m))
	}
	return nil
}

// MarshalYAML writes what UnmarshalYAML reads, in its shortest form.
func (t Targets) MarshalYAML() (any, error) {
	var out []any
	for _, target := range t {
		if target.plain() {
			out = append(out, target.To)
		} else {
			out = append(out, target)
		}
	}
	if len(out) == 1 {
		return out[0], nil
	}
	return out, nil
}

// plain tells whether a target is no more than its path.
func (t *Target) plain() bool {
	return t.When == nil && t.Unless == nil && t.Like == "" && t.Values == nil
}

// conditional tells whether some records' values do not go there.
func (t *Target) conditional() bool { return t.When != nil || t.Unless != nil || t.Like != "" }

// targetText is a target that may be written as its path alone.
type targetText Target

func (t *targetText) UnmarshalYAML(unmarshal func(any) error) error {
	if unmarshal(&t.To) == nil {
		return nil
	}
	type whole targetText
	return unmarshal((*whole)(t))
}

// Values is one value or several.
type Values []string

// UnmarshalYAML reads a text or a list of texts.
func (v *Values) UnmarshalYAML(unmarshal func(any) error) error {
	var one string
	if unmarshal(&one) == nil {
		*v = Values{one}
		return nil
	}
	var many []string
	if err := unmarshal(&many); err != nil {
		return errors.New("a condition has a value or a list of them")
	}
	*v = many
	return nil
}

// MarshalYAML writes what UnmarshalYAML reads, in its shortest form.
func (v Values) MarshalYAML() (any, error) {
	if len(v) == 1 {
		return v[0], nil
	}
	return []string(v), nil
}

// takes tells whether a record's value goes to the target.
func (t *Target) takes(v any, value func(column string) any) bool {
	if t.When != nil && !holds(t.When, value) || t.Unless != nil && holds(t.Unless, value) {
		return false
	}
	if t.Like == "" {
		return true
	}
	_, _, form := kinds.OrganizationName(text(v))
	return (form != "") == (t.Like == LikeOrganization)
}

// holds tells whether all columns have one of their values.
func holds(conditions map[string]Values, value func(column string) any) bool {
	for column, values := range conditions {
		if !values.has(text(value(column))) {
			return false
		}
	}
	return true
}

func (v Values) has(cell string) bool {
	cell = foldCell(cell)
	return slices.ContainsFunc(v, func(one string) bool { return foldCell(one) == cell })
}

// meanings are the Values of a target by their folded text.
func (t *Target) meanings() (map[string]string, error) {
	out := make(map[string]string, len(t.Values))
	for value, meant := range t.Values {
		folded := foldCell(value)
		if _, twice := out[folded]; twice {
			return nil, fmt.Errorf("values: %q is listed twice", folded)
		}
		out[folded] = meant
	}
	return out, nil
}

// foldCell is a cell without regard to case and the white space around it.
func foldCell(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
