package model

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"aurum/domain"
)

// UnmarshalRaw takes an input value as it is, so that no value can fail a call: what it means is judged record by record.
// Whole numbers become int, other numbers stay exact as json.Number.
func UnmarshalRaw(v any) (any, error) {
	switch v := v.(type) {
	case int64:
		return int(v), nil
	case json.Number:
		if n, err := strconv.Atoi(string(v)); err == nil {
			return n, nil
		}
	case []any:
		for i := range v {
			v[i], _ = UnmarshalRaw(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k], _ = UnmarshalRaw(v[k])
		}
	}
	return v, nil
}

// MarshalRaw writes a value as JSON.
func MarshalRaw(v any) graphql.Marshaler { return MarshalJSON(v) }

// MarshalJSON writes a value as JSON, without a line break behind it.
func MarshalJSON(v any) graphql.Marshaler {
	text, err := json.Marshal(v)
	return graphql.WriterFunc(func(w io.Writer) {
		if err != nil {
			panic(fmt.Errorf("value cannot be written as JSON: %w", err))
		}
		_, _ = w.Write(text)
	})
}

// UnmarshalJSON takes any value.
func UnmarshalJSON(v any) (any, error) { return v, nil }

// MarshalDomain writes a domain as the value of the enumeration.
func MarshalDomain(d domain.Domain) graphql.Marshaler {
	return graphql.MarshalString(strings.ToUpper(string(d)))
}

// UnmarshalDomain reads a domain.
func UnmarshalDomain(v any) (domain.Domain, error) {
	name, _ := v.(string)
	d := domain.Domain(strings.ToLower(name))
	if domain.Registry.Of(d) == nil {
		return "", fmt.Errorf("%q is not a domain of this hub", name)
	}
	return d, nil
}

// MarshalDateTime writes a time in UTC, RFC 3339.
func MarshalDateTime(t time.Time) graphql.Marshaler {
	return graphql.MarshalString(t.UTC().Format(time.RFC3339Nano))
}

// UnmarshalDateTime reads a time, RFC 3339 with any offset.
func UnmarshalDateTime(v any) (time.Time, error) {
	text, ok := v.(string)
	if !ok {
		return time.Time{}, fmt.Errorf("a DateTime is a string such as 2026-11-30T12:00:00Z")
	}
	t, err := time.Parse(time.RFC3339Nano, strings.TrimSpace(text))
	if err != nil {
		return t, fmt.Errorf("%q is not a DateTime such as 2026-11-30T12:00:00Z", text)
	}
	return t, nil
}

// MarshalCursor writes a place in the change feed as opaque text.
func MarshalCursor(c domain.Cursor) graphql.Marshaler {
	text := strconv.FormatUint(c.Tx, 36) + "." + strconv.FormatInt(c.Seq, 36)
	return graphql.MarshalString(base64.RawURLEncoding.EncodeToString([]byte(text)))
}

// UnmarshalCursor reads a place in the change feed back.
func UnmarshalCursor(v any) (domain.Cursor, error) {
	bad := domain.E(domain.Invalid, "this is not a cursor of the change feed", "after")
	text, ok := v.(string)
	if !ok {
		return domain.Cursor{}, bad
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return domain.Cursor{}, bad
	}
	left, right, _ := strings.Cut(string(raw), ".")
	tx, txErr := strconv.ParseUint(left, 36, 64)
	seq, seqErr := strconv.ParseInt(right, 36, 64)
	if txErr != nil || seqErr != nil {
		return domain.Cursor{}, bad
	}
	return domain.Cursor{Tx: tx, Seq: seq}, nil
}
