package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"aurum/mastering"
)

// Row is one record of a file, or the fault of one.
type Row struct {
	// Line is where it begins, from 1.
	Line    int
	Arrival mastering.Arrival
	// Source is the source system, where File.Source says how it is called and the row names one.
	Source string
	// Fault is why the line is no record; nil where it is one.
	Fault error
}

// Reader gives the rows of a file one after the other, then io.EOF. Any other error ends the file.
type Reader interface{ Next() (Row, error) }

// arrival makes an arrival of the values of columns; a missing column and an empty text say nothing.
func (p *plan) arrival(value func(column string) any) (mastering.Arrival, error) {
	a := mastering.Arrival{Key: strings.TrimSpace(text(value(p.mapping.Key)))}
	if a.Key == "" {
		return a, fmt.Errorf("column %s, the key, is empty", p.mapping.Key)
	}
	if at := strings.TrimSpace(text(value(p.mapping.UpdatedAt))); at != "" {
		t, err := parseTime(at)
		if err != nil {
			return a, fmt.Errorf("column %s: %w", p.mapping.UpdatedAt, err)
		}
		a.UpdatedAt = &t
	}
	if gone := strings.TrimSpace(text(value(p.mapping.Delete))); gone != "" {
		b, err := parseBool(gone)
		if err != nil {
			return a, fmt.Errorf("column %s: %w", p.mapping.Delete, err)
		}
		if a.Delete = b; b {
			return a, nil
		}
	}
	a.Attributes = p.tree(value).attributes()
	return a, nil
}

// text writes a JSON value of a key, a time or a mark as text.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case json.Number:
		return v.String()
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

var timeLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly,
}

// parseTime reads a time; one without a zone is UTC.
func parseTime(text string) (time.Time, error) {
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time such as 2026-11-30T12:00:00Z", text)
}

func parseBool(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "true", "t", "yes", "y", "1", "x":
		return true, nil
	case "false", "f", "no", "n", "0":
		return false, nil
	}
	return false, errors.New("must be true or false, or the like")
}
