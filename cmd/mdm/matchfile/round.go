package matchfile

import (
	"math"
	"reflect"
	"strconv"

	"aurum/matching"
)

// Significant digits of what is written: in tables of thousands of entries, and elsewhere.
const (
	tableDigits = 4
	otherDigits = 6
)

// Rounded is the policy with its numbers as WritePolicy writes them: what was learned has no more digits than that to say,
// and a file that is read again gives the very same model. The policy itself is left as it is.
func Rounded(spec matching.Spec) matching.Spec {
	return rounded(reflect.ValueOf(spec), func(x float64) float64 { return significant(x, otherDigits) }).Interface().(matching.Spec)
}

func rounded(v reflect.Value, round func(float64) float64) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Float64:
		out.SetFloat(round(v.Float()))
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(rounded(v.Elem(), round))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		}
		for i := range v.Len() {
			out.Index(i).Set(rounded(v.Index(i), round))
		}
	case reflect.Array:
		for i := range v.Len() {
			out.Index(i).Set(rounded(v.Index(i), round))
		}
	case reflect.Map:
		if !v.IsNil() {
			out.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
		}
		for entries := v.MapRange(); entries.Next(); {
			out.SetMapIndex(entries.Key(), rounded(entries.Value(), round))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(rounded(v.Field(i), rounding(v.Type().Field(i).Name, round)))
		}
	default:
		out.Set(v)
	}
	return out
}

// rounding is how the numbers of a field are rounded; inherited where the field says nothing of its own.
func rounding(field string, inherited func(float64) float64) func(float64) float64 {
	switch field {
	case "Frequencies", "Corpora", "Pairings":
		return func(x float64) float64 { return significant(x, tableDigits) }
	case "Thresholds", "Stop":
		return probable
	}
	return inherited
}

// significant rounds to a number of significant digits, by way of the text, so that the shortest text of the result is that.
func significant(x float64, digits int) float64 {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return x
	}
	out, err := strconv.ParseFloat(strconv.FormatFloat(x, 'e', digits-1, 64), 64)
	if err != nil {
		return x
	}
	return out
}

// probable rounds a probability by its distance from the nearer end: one near 1 must not become 1.
func probable(p float64) float64 {
	if p <= 0.5 || p >= 1 {
		return significant(p, otherDigits)
	}
	rest := significant(1-p, otherDigits)
	digits := otherDigits - 1 - int(math.Floor(math.Log10(rest)))
	out, err := strconv.ParseFloat(strconv.FormatFloat(p, 'f', min(digits, 17), 64), 64)
	if err != nil || out >= 1 {
		return p
	}
	return out
}
