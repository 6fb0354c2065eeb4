package domain

import (
	"fmt"
	"strings"
)

// Filter says which golden records are wanted. Nil and the zero value want every record.
//
// A condition either holds or does not, there is no third way: an absent value equals nothing, so "ne" holds for it
// and comparisons by size do not. The store translates the same conditions to SQL; both give the same records.
type Filter struct {
	// Condition is what a wanted record fulfils; nil for no condition.
	Condition Condition
}

// Condition is one of All, AnyOf, Not, Some and Compare.
type Condition interface {
	holds(s scope) bool
	String() string
}

type (
	// All holds if all of its conditions do; without any it holds.
	All []Condition
	// AnyOf holds if one of its conditions does; without any it does not.
	AnyOf []Condition
	// Not holds if its condition does not.
	Not struct{ Condition Condition }
	// Some holds if a value of the field (one item of a list) is there that fulfils all of Item by itself.
	Some struct {
		Field Field
		Item  Condition
	}
	// Compare holds if the operator does for the field's value and Values. Values are in the form of ValueType: one,
	// for In any number, for IsNull one bool.
	Compare struct {
		Field    Field
		Operator Operator
		Values   []any
	}
)

// Field is what a condition looks at.
type Field struct {
	// Name is that of an attribute, of a field within a composite value, or, where Record is set, of a field every
	// golden record has. Empty for the value itself: an item of a list of single values.
	Name   string
	Type   ValueType
	Record bool
	Many   bool
}

// Operator is how a field's value is compared.
type Operator string

// Operators of filters. Contains and StartsWith look through folded text, all others compare exactly.
const (
	Equal      Operator = "eq"
	NotEqual   Operator = "ne"
	In         Operator = "in"
	Contains   Operator = "contains"
	StartsWith Operator = "startsWith"
	Greater    Operator = "gt"
	AtLeast    Operator = "gte"
	Less       Operator = "lt"
	AtMost     Operator = "lte"
	IsNull     Operator = "isNull"
)

// Matches tells whether the record is wanted.
func (f *Filter) Matches(g *GoldenRecord) bool {
	if f == nil || f.Condition == nil {
		return true
	}
	return f.Condition.holds(scope{record: g, value: map[string]any(g.Attributes)})
}

// String is the same for filters that were written the same, whatever the order of their fields.
func (f *Filter) String() string {
	if f == nil || f.Condition == nil {
		return ""
	}
	return f.Condition.String()
}

func (c All) String() string   { return "all(" + joined(c) + ")" }
func (c AnyOf) String() string { return "any(" + joined(c) + ")" }
func (c Not) String() string   { return "not(" + c.Condition.String() + ")" }
func (c Some) String() string  { return c.Field.String() + "(" + c.Item.String() + ")" }

func (c Compare) String() string {
	parts := make([]string, len(c.Values))
	for i, v := range c.Values {
		parts[i] = fmt.Sprintf("%q", fmt.Sprint(v))
	}
	return fmt.Sprintf("%s %s %s", c.Field, c.Operator, strings.Join(parts, ","))
}

func (f Field) String() string {
	if f.Record {
		return "." + f.Name
	}
	return f.Name
}

func joined(cs []Condition) string {
	parts := make([]string, len(cs))
	for i, c := range cs {
		parts[i] = c.String()
	}
	return strings.Join(parts, " ")
}
