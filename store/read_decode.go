package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"aurum/domain"
)

// Decode reads the documents of a golden record.
func (r *RawGolden) Decode() (*domain.GoldenRecord, error) {
	g := &domain.GoldenRecord{ID: r.ID, Domain: r.Domain, Version: r.Version, State: r.State, MergedInto: r.MergedInto,
		Policy: r.Policy, CreatedAt: r.CreatedAt.UTC(), UpdatedAt: r.UpdatedAt.UTC()}
	var err error
	if g.Attributes, err = decodeAttributes(r.Attributes); err != nil {
		return nil, fmt.Errorf("attributes of %s: %w", r.ID, err)
	}
	if err = json.Unmarshal(r.Provenance, &g.Provenance); err != nil {
		return nil, fmt.Errorf("provenance of %s: %w", r.ID, err)
	}
	if err = json.Unmarshal(r.Members, &g.Members); err != nil {
		return nil, fmt.Errorf("members of %s: %w", r.ID, err)
	}
	return g, nil
}

// decodeAll decodes what is found for each reference; nil where there is nothing. A reference given twice gives two
// records, so that no caller meets another's changes.
func decodeAll[R any](refs []R, find func(R) (RawGolden, bool)) ([]*domain.GoldenRecord, error) {
	out := make([]*domain.GoldenRecord, len(refs))
	for i, ref := range refs {
		raw, ok := find(ref)
		if !ok {
			continue
		}
		g, err := raw.Decode()
		if err != nil {
			return nil, err
		}
		out[i] = g
	}
	return out, nil
}

// decodeAttributes reads a document as the pipeline has it: whole numbers are int, others stay json.Number, which keeps
// every digit.
func decodeAttributes(doc []byte) (domain.Attributes, error) {
	d := json.NewDecoder(bytes.NewReader(doc))
	d.UseNumber()
	var a domain.Attributes
	if err := d.Decode(&a); err != nil {
		return nil, err
	}
	for k, v := range a {
		a[k] = withInts(v)
	}
	return a, nil
}

func withInts(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := strconv.Atoi(v.String()); err == nil {
			return n
		}
	case []any:
		for i := range v {
			v[i] = withInts(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = withInts(v[k])
		}
	}
	return v
}

// idTexts are ids as a parameter.
func idTexts(ids []domain.GoldenID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = sendable(string(id))
	}
	return out
}

// sendable replaces a text that no row can hold, since PostgreSQL refuses it, by one that no row holds either.
func sendable(s string) string {
	if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
		return ""
	}
	return s
}
