package domain

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// scope is what field names are looked up in: a golden record with its attributes, or one composite or single value.
type scope struct {
	record *GoldenRecord
	value  any
}

func (c All) holds(s scope) bool {
	for _, x := range c {
		if !x.holds(s) {
			return false
		}
	}
	return true
}

func (c AnyOf) holds(s scope) bool {
	for _, x := range c {
		if x.holds(s) {
			return true
		}
	}
	return false
}

func (c Not) holds(s scope) bool { return !c.Condition.holds(s) }

func (c Some) holds(s scope) bool {
	v := s.get(c.Field)
	if !c.Field.Many {
		return v != nil && c.Item.holds(scope{value: v})
	}
	for _, item := range items(v) {
		if c.Item.holds(scope{value: item}) {
			return true
		}
	}
	return false
}

func (c Compare) holds(s scope) bool {
	v := s.get(c.Field)
	if c.Operator == IsNull {
		absent := v == nil || c.Field.Many && len(items(v)) == 0
		return absent == c.Values[0].(bool)
	}
	have, ok := c.Field.Type.of(v)
	if !ok {
		return c.Operator == NotEqual
	}
	switch c.Operator {
	case In:
		for _, want := range c.Values {
			if order(have, want) == 0 {
				return true
			}
		}
		return false
	case Contains:
		return strings.Contains(Fold(have.(string)), Fold(c.Values[0].(string)))
	case StartsWith:
		return strings.HasPrefix(Fold(have.(string)), Fold(c.Values[0].(string)))
	}
	return c.Operator.accepts(order(have, c.Values[0]))
}

// accepts tells whether the operator holds for two values in the given order.
func (o Operator) accepts(order int) bool {
	switch o {
	case Equal:
		return order == 0
	case NotEqual:
		return order != 0
	case Greater:
		return order > 0
	case AtLeast:
		return order >= 0
	case Less:
		return order < 0
	case AtMost:
		return order <= 0
	}
	return false
}

func items(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

func (s scope) get(f Field) any {
	if f.Record {
		return s.record.field(f.Name)
	}
	if f.Name == "" {
		return s.value
	}
	m, _ := s.value.(map[string]any)
	return m[f.Name]
}

// field gives a field every golden record has, in the form the attributes have theirs.
func (g *GoldenRecord) field(name string) any {
	switch name {
	case "id":
		return string(g.ID)
	case "state":
		return string(g.State)
	case "version":
		return g.Version
	case "createdAt":
		return g.CreatedAt
	case "updatedAt":
		return g.UpdatedAt
	}
	systems := make([]any, len(g.Members)) // sourceSystem
	for i, m := range g.Members {
		systems[i] = m.System
	}
	return systems
}

// order compares two values of one type; booleans are only ever equal or not, false before true.
func order(a, b any) int {
	switch a := a.(type) {
	case string:
		return strings.Compare(a, b.(string))
	case decimal.Decimal:
		return a.Cmp(b.(decimal.Decimal))
	case time.Time:
		return a.Compare(b.(time.Time))
	case bool:
		switch {
		case a == b.(bool):
			return 0
		case a:
			return 1
		}
	}
	return -1
}
