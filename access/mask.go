package access

import (
	"reflect"
	"unicode/utf8"
)

const (
	maskDots  = "••••"
	maskKept  = 4 // characters that stay readable, enough to recognise an account one knows
	maskLeast = 8 // a shorter text would give half of itself away
)

// Mask keeps the last four characters of a text behind dots; a text of fewer than eight characters is masked whole.
func Mask(s string) string {
	if s == "" {
		return ""
	}
	if utf8.RuneCountInString(s) < maskLeast {
		return maskDots
	}
	start := len(s)
	for range maskKept {
		_, width := utf8.DecodeLastRuneInString(s[:start])
		start -= width
	}
	return maskDots + s[start:]
}

// maskValue masks every text of a JSON value, in depth. What is no text gives nil: half a number would be another number.
func maskValue(value any) any {
	switch v := value.(type) {
	case nil:
		return nil
	case string:
		return Mask(v)
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = maskValue(item)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, item := range v {
			out[name] = maskValue(item)
		}
		return out
	}
	return maskOther(value)
}

// maskOther masks texts and lists of texts of named types. Any other Go type gives nil.
func maskOther(value any) any {
	v := reflect.ValueOf(value)
	switch v.Kind() {
	case reflect.String:
		if v.Type().PkgPath() == "encoding/json" { // json.Number
			return nil
		}
		return Mask(v.String())
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 { // raw bytes, whatever they hold
			return nil
		}
		out := make([]any, v.Len())
		for i := range out {
			out[i] = maskValue(v.Index(i).Interface())
		}
		return out
	}
	return nil
}
