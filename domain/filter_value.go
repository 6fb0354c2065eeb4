package domain

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// ValueType is how the single values of a field compare.
type ValueType string

// Types of values, with the Go type of the values in a Compare.
const (
	TextType    ValueType = "text"    // string; compared by code points
	ChoiceType  ValueType = "choice"  // string, one of a list or an id; equal or not
	BooleanType ValueType = "boolean" // bool
	NumberType  ValueType = "number"  // decimal.Decimal; 1.0 equals 1.00
	DateType    ValueType = "date"    // string, YYYY-MM-DD
	TimeType    ValueType = "time"    // time.Time, whole microseconds
)

var operators = map[ValueType][]Operator{
	TextType:    {Equal, NotEqual, In, Contains, StartsWith, Greater, AtLeast, Less, AtMost},
	ChoiceType:  {Equal, NotEqual, In},
	BooleanType: {Equal, NotEqual, In},
	NumberType:  {Equal, NotEqual, In, Greater, AtLeast, Less, AtMost},
	DateType:    {Equal, NotEqual, In, Greater, AtLeast, Less, AtMost},
	TimeType:    {Equal, NotEqual, In, Greater, AtLeast, Less, AtMost},
}

// ValueType tells how the attribute's single values compare; empty for a composite one.
func (a *Attribute) ValueType() ValueType {
	switch {
	case a.Kind == "Reference" || a.Fields != nil:
		return ""
	case a.Enum != nil || a.Kind == "GoldenID":
		return ChoiceType
	case a.Kind == "Boolean":
		return BooleanType
	case a.Kind == "Integer" || a.Kind == "Decimal":
		return NumberType
	case a.Kind == "Date":
		return DateType
	}
	return TextType
}

var referenceFields = fieldsOf(reflect.TypeFor[Reference]())

// Parts are the fields of a composite attribute or of a reference; nil for a single value.
func (a *Attribute) Parts() []Attribute {
	if a.Kind == "Reference" {
		return referenceFields
	}
	return a.Fields
}

// plainNumber is what counts as a number in a document; the database's aurum_number has the same rule.
var plainNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

const maxNumber = 100 // characters

func number(s string) (decimal.Decimal, bool) {
	if len(s) > maxNumber || !plainNumber.MatchString(s) {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(s)
	return d, err == nil
}

// of reads a stored value; false for an absent one and for one that is not of the type.
func (t ValueType) of(v any) (any, bool) {
	switch t {
	case BooleanType:
		b, ok := v.(bool)
		return b, ok
	case NumberType:
		return storedNumber(v)
	case TimeType:
		at, ok := v.(time.Time)
		return at, ok
	}
	s, ok := v.(string)
	return s, ok
}

func storedNumber(v any) (any, bool) {
	switch v := v.(type) {
	case int:
		return decimal.NewFromInt(int64(v)), true
	case string:
		d, ok := number(v)
		return d, ok
	case json.Number:
		d, ok := number(v.String())
		return d, ok
	}
	return nil, false
}

// parse reads a value of a filter as clients write it: a JSON value or the Go value a GraphQL scalar was read into.
func (t ValueType) parse(v any) (any, error) {
	switch x := plain(v).(type) {
	case bool:
		if t == BooleanType {
			return x, nil
		}
	case time.Time:
		return t.parseTime(x)
	case decimal.Decimal:
		if t == NumberType {
			return x, nil
		}
	case string:
		return t.parseText(x)
	}
	return nil, fmt.Errorf("%v is no %s", v, t)
}

func (t ValueType) parseTime(x time.Time) (any, error) {
	switch t {
	case TimeType:
		return x.UTC().Truncate(time.Microsecond), nil
	case DateType:
		return x.Format(time.DateOnly), nil
	}
	return nil, fmt.Errorf("a time is no %s", t)
}

func (t ValueType) parseText(s string) (any, error) {
	if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
		return nil, fmt.Errorf("%q is no valid text", s)
	}
	switch t {
	case TextType, ChoiceType:
		return s, nil
	case NumberType:
		if d, ok := number(s); ok {
			return d, nil
		}
	case DateType:
		if _, err := time.Parse(time.DateOnly, s); err == nil {
			return s, nil
		}
	case TimeType:
		if at, err := time.Parse(time.RFC3339Nano, s); err == nil {
			return t.parseTime(at)
		}
	}
	return nil, fmt.Errorf("%q is no %s", s, t)
}

// plain brings pointers, named strings and the many integers to string, bool, decimal.Decimal and time.Time.
func plain(v any) any {
	switch x := v.(type) {
	case nil, time.Time, decimal.Decimal:
		return v
	case json.Number:
		d, ok := number(x.String())
		if !ok {
			return x.String()
		}
		return d
	}
	r := reflect.ValueOf(v)
	switch {
	case r.Kind() == reflect.Pointer && !r.IsNil():
		return plain(r.Elem().Interface())
	case r.Kind() == reflect.String:
		return r.String()
	case r.Kind() == reflect.Bool:
		return r.Bool()
	case r.CanInt():
		return decimal.NewFromInt(r.Int())
	case r.CanUint():
		return decimal.NewFromUint64(r.Uint())
	case r.CanFloat():
		return decimal.NewFromFloat(r.Float())
	}
	return v
}

func (a *Attribute) checkChoice(v any) error {
	if a.Enum == nil || slices.ContainsFunc(a.Enum, func(e EnumValue) bool { return e.Name == v }) {
		return nil
	}
	return fmt.Errorf("%q is no value of %s", v, a.Kind)
}
