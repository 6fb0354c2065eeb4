package graph

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"aurum/domain"
	"aurum/graph/model"
	"aurum/store"
)

// plain brings an input value to the shapes of domain.Attributes: string, bool, int, json.Number, []any, map[string]any
// and nil. Inputs are lists and maps of many Go types, depending on whether they came as literals or as variables.
func plain(v any) any {
	switch v := v.(type) {
	case nil, string, bool, int:
		return v
	case map[string]any:
		if v == nil {
			return nil
		}
		out := make(map[string]any, len(v))
		for name, item := range v {
			out[name] = plain(item)
		}
		return out
	}
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.Pointer:
		if r.IsNil() {
			return nil
		}
		return plain(r.Elem().Interface())
	case reflect.Slice:
		if r.IsNil() {
			return nil
		}
		out := make([]any, r.Len())
		for i := range out {
			out[i] = plain(r.Index(i).Interface())
		}
		return out
	case reflect.String:
		if r.Type().PkgPath() == "encoding/json" {
			return v // a number, exact
		}
		return r.String()
	}
	return v
}

// textOf gives the text of an optional input value; empty where it is absent or null.
func textOf(v any) string {
	s, _ := plain(v).(string)
	return s
}

// attributesOf gives attributes as they arrived.
func attributesOf(input map[string]any) domain.Attributes {
	out := make(domain.Attributes, len(input))
	for name, value := range input {
		out[name] = plain(value)
	}
	return out
}

// momentOf reads the argument asOf; nil means now.
func momentOf(v any) (*time.Time, error) {
	if v == nil {
		return nil, nil
	}
	t, err := model.UnmarshalDateTime(v)
	if err != nil {
		return nil, domain.E(domain.Invalid, err.Error(), "asOf")
	}
	return &t, nil
}

// validOn adds to a filter that a record is valid on a day; open ends hold for ever.
func validOn(filter map[string]any, day any) (map[string]any, error) {
	if day == nil {
		return filter, nil
	}
	text, ok := plain(day).(string)
	if _, err := time.Parse(time.DateOnly, text); !ok || err != nil {
		return nil, domain.E(domain.Invalid, "validOn is a day such as 2026-11-30", "validOn")
	}
	holds := func(name, operator string) map[string]any {
		return map[string]any{"or": []any{
			map[string]any{name: map[string]any{"isNull": true}}, map[string]any{name: map[string]any{operator: text}},
		}}
	}
	all := []any{holds("validFrom", "lte"), holds("validTo", "gte")}
	if len(filter) > 0 {
		all = append(all, filter)
	}
	return map[string]any{"and": all}, nil
}

// filterOf reads a filter. Attributes that are withheld from the caller cannot be filtered by: whoever may ask in enough
// questions which records have a value sees the value.
func filterOf(s *model.Session, d domain.Domain, input map[string]any) (*domain.Filter, error) {
	if len(input) == 0 {
		return nil, nil
	}
	in := plain(input).(map[string]any)
	if err := mayFilter(s, d, in); err != nil {
		return nil, err
	}
	f, err := domain.ParseFilter(domain.Registry.Of(d), in)
	if e, ok := err.(*domain.Error); ok {
		return nil, domain.E(e.Code, e.Message, append([]string{"filter"}, e.Field...)...)
	}
	return f, err
}

func mayFilter(s *model.Session, d domain.Domain, in map[string]any) error {
	schema := domain.Registry.Of(d)
	for _, name := range slices.Sorted(maps.Keys(in)) {
		switch v := in[name].(type) {
		case []any: // and, or
			for _, item := range v {
				if m, ok := item.(map[string]any); ok {
					if err := mayFilter(s, d, m); err != nil {
						return err
					}
				}
			}
		case map[string]any:
			if name == "not" {
				if err := mayFilter(s, d, v); err != nil {
					return err
				}
			}
		}
		if schema.Attribute(name) != nil {
			if err := s.Access.AllowUse(s.Principal, string(d), name); err != nil {
				return err
			}
		}
	}
	return nil
}

// orderOf reads the keys of an order; what cannot be filtered by cannot be ordered by.
func orderOf(s *model.Session, d domain.Domain, input []map[string]any) ([]store.Order, error) {
	out := make([]store.Order, len(input))
	for i, o := range input {
		path, ok := orderPaths[model.OrderField(textOf(o["field"]))]
		if !ok {
			return nil, domain.E(domain.Invalid, "there is no such field to order by", "orderBy", fmt.Sprint(i), "field")
		}
		if attribute, _, _ := strings.Cut(path, "."); domain.Registry.Of(d).Attribute(attribute) != nil {
			if err := s.Access.AllowUse(s.Principal, string(d), attribute); err != nil {
				return nil, err
			}
		}
		out[i] = store.Order{Field: path, Desc: textOf(o["direction"]) == "DESC"}
	}
	return out, nil
}
