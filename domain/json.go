package domain

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// EncodeAttributes gives the canonical JSON of attributes: keys sorted, hence equal bytes for equal attributes.
func EncodeAttributes(a Attributes) ([]byte, error) {
	if a == nil {
		return []byte("{}"), nil
	}
	return json.Marshal(a)
}

// DecodeAttributes reads attributes back; whole numbers become int, others stay exact as json.Number.
func DecodeAttributes(b []byte) (Attributes, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var a Attributes
	if err := d.Decode(&a); err != nil {
		return nil, fmt.Errorf("attributes: %w", err)
	}
	for k, v := range a {
		a[k] = plainNumbers(v)
	}
	return a, nil
}

func plainNumbers(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := strconv.Atoi(string(v)); err == nil {
			return n
		}
	case []any:
		for i := range v {
			v[i] = plainNumbers(v[i])
		}
	case map[string]any:
		for k, x := range v {
			v[k] = plainNumbers(x)
		}
	}
	return v
}
