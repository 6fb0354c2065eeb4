package model

import (
	"encoding/json"
	"reflect"
	"strings"
	"sync"

	"aurum/domain"
)

// decode reads attributes in standard form into a domain's struct. A value that does not fit its field, as one that was
// masked may not, is left out.
func decode[P any](attributes map[string]any) *P {
	p := new(P)
	setStruct(reflect.ValueOf(p).Elem(), attributes)
	return p
}

// fieldNames keeps the JSON names of each struct's fields.
var fieldNames sync.Map // reflect.Type -> []string

func namesOf(t reflect.Type) []string {
	if names, ok := fieldNames.Load(t); ok {
		return names.([]string)
	}
	names := make([]string, t.NumField())
	for i := range names {
		names[i], _, _ = strings.Cut(t.Field(i).Tag.Get("json"), ",")
	}
	fieldNames.Store(t, names)
	return names
}

func setStruct(to reflect.Value, from map[string]any) {
	for i, name := range namesOf(to.Type()) {
		if v, ok := from[name]; ok && v != nil {
			set(to.Field(i), v)
		}
	}
}

// set reports whether the value fitted.
func set(to reflect.Value, from any) bool {
	switch to.Kind() {
	case reflect.Pointer:
		p := reflect.New(to.Type().Elem())
		if !set(p.Elem(), from) {
			return false
		}
		to.Set(p)
		return true
	case reflect.Slice:
		return setSlice(to, from)
	case reflect.Struct:
		m, ok := from.(map[string]any)
		if ok {
			setStruct(to, m)
		}
		return ok
	}
	return setScalar(to, from)
}

func setSlice(to reflect.Value, from any) bool {
	items, ok := from.([]any)
	if !ok {
		return false
	}
	out := reflect.MakeSlice(to.Type(), len(items), len(items))
	n := 0
	for _, item := range items {
		if set(out.Index(n), item) {
			n++
		}
	}
	to.Set(out.Slice(0, n))
	return true
}

func setScalar(to reflect.Value, from any) bool {
	switch v := from.(type) {
	case string:
		if to.Kind() != reflect.String || !inEnumeration(to, v) {
			return false
		}
		to.SetString(v)
	case bool:
		if to.Kind() != reflect.Bool {
			return false
		}
		to.SetBool(v)
	case int:
		return setInt(to, int64(v))
	case json.Number:
		n, err := v.Int64()
		return err == nil && setInt(to, n)
	default:
		return false
	}
	return true
}

func setInt(to reflect.Value, n int64) bool {
	if to.Kind() != reflect.Int {
		return false
	}
	to.SetInt(n)
	return true
}

// inEnumeration is true for a value of the enumeration, and for any value of a type that is none.
func inEnumeration(to reflect.Value, name string) bool {
	e, ok := to.Interface().(domain.Enumeration)
	if !ok {
		return true
	}
	for _, v := range e.Values() {
		if v.Name == name {
			return true
		}
	}
	return false
}
