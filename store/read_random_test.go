package store

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"aurum/domain"
)

// Small pools, so that values meet.
var (
	pooledTexts = []string{"Müller & Söhne", "MUELLER", "muller", "Zürich", "zurich", "Straße", "ŒUVRE", "Ελλάς", "ЁЛКА", "елка",
		"東京 株式会社", "e\u0301clair", "Éclair", "100%", "a_b", `a\b`, `say "x"`, "it's", "", " ", "😀", "ＡＢＣ", "“q”", "tab\there"}
	pooledCodes   = []string{"CH", "DE", "A1", "B2", "net30", "ß"}
	pooledNumbers = []string{"10", "10.0", "10.50", "-3", "0", "99999999999999999999.5"}
	pooledDates   = []string{"2024-02-29", "2025-01-01", "2026-12-31"}
)

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func randomAttributes(r *rand.Rand, fields []domain.Attribute, share float64) map[string]any {
	out := map[string]any{}
	for i := range fields {
		if r.Float64() < share {
			out[fields[i].Name] = randomValue(r, &fields[i])
		}
	}
	return out
}

func randomValue(r *rand.Rand, a *domain.Attribute) any {
	if a.Many {
		one := *a
		one.Many = false
		list := []any{}
		for range r.IntN(3) {
			list = append(list, randomValue(r, &one))
		}
		return list
	}
	switch {
	case a.Parts() != nil:
		return randomAttributes(r, a.Parts(), 0.7)
	case a.Kind == "Integer":
		return r.IntN(4)
	case a.Kind == "Boolean":
		return r.IntN(2) == 0
	}
	return randomOperand(r, a)
}

func randomOperand(r *rand.Rand, a *domain.Attribute) any {
	switch {
	case a.Enum != nil:
		return pick(r, a.Enum).Name
	case a.Kind == "Integer":
		return r.IntN(4)
	case a.Kind == "Boolean":
		return r.IntN(2) == 0
	case a.Kind == "Decimal":
		return pick(r, pooledNumbers)
	case a.Kind == "Date":
		return pick(r, pooledDates)
	case a.Kind == "Text" || a.Kind == "OrganizationName":
		return pick(r, pooledTexts)
	}
	return pick(r, pooledCodes)
}

var operatorsOf = map[domain.ValueType][]string{
	domain.TextType:    {"eq", "ne", "in", "contains", "startsWith", "gt", "gte", "lt", "lte", "contains", "startsWith"},
	domain.ChoiceType:  {"eq", "ne", "in"},
	domain.BooleanType: {"eq", "ne"},
	domain.NumberType:  {"eq", "ne", "in", "gt", "gte", "lt", "lte"},
	domain.DateType:    {"eq", "ne", "in", "gt", "gte", "lt", "lte"},
}

func randomFilter(r *rand.Rand, fields []domain.Attribute, root bool, depth int) map[string]any {
	out := map[string]any{}
	for range 1 + r.IntN(2) {
		switch n := r.IntN(10); {
		case n == 0 && depth > 0:
			out["not"] = randomFilter(r, fields, root, depth-1)
		case n <= 2 && depth > 0:
			out[pick(r, []string{"and", "or"})] = []any{randomFilter(r, fields, root, depth-1), randomFilter(r, fields, root, depth-1)}
		case n == 3 && root:
			randomRecordFilter(r, out)
		default:
			a := &fields[r.IntN(len(fields))]
			out[a.Name] = randomCondition(r, a, depth)
		}
	}
	return out
}

func randomRecordFilter(r *rand.Rand, out map[string]any) {
	switch r.IntN(5) {
	case 0:
		out["sourceSystem"] = map[string]any{"in": []any{pick(r, []string{"CRM", "ERP"}), "X"}}
	case 1:
		out["state"] = map[string]any{"eq": pick(r, []string{"ACTIVE", "RETIRED", "MERGED"})}
	case 2:
		out["version"] = map[string]any{"gte": r.IntN(4)}
	case 3:
		out["updatedAt"] = map[string]any{"gt": day(r.IntN(40)), "lte": day(20 + r.IntN(40))}
	case 4:
		out["createdAt"] = map[string]any{"lt": day(r.IntN(40)).Format("2006-01-02T15:04:05.999999999Z07:00")}
	}
}

func randomCondition(r *rand.Rand, a *domain.Attribute, depth int) map[string]any {
	if r.IntN(8) == 0 {
		return map[string]any{"isNull": r.IntN(2) == 0}
	}
	if a.Parts() != nil {
		return randomFilter(r, a.Parts(), false, depth-1)
	}
	out := map[string]any{}
	for range 1 + r.IntN(2) {
		switch o := pick(r, operatorsOf[a.ValueType()]); o {
		case "in":
			out[o] = []any{randomOperand(r, a), randomOperand(r, a)}
		case "contains", "startsWith":
			out[o] = randomNeedle(r, []rune(randomOperand(r, a).(string)))
		default:
			out[o] = randomOperand(r, a)
		}
	}
	return out
}

var pooledNeedles = []string{"%", "_", `\`, `"`, "'", "ss", "MÜ", "λ", "ё", "京", "z", "_b", "0%", "\u0301", "ab"}

func randomNeedle(r *rand.Rand, word []rune) string {
	if r.IntN(2) == 0 {
		return pick(r, pooledNeedles)
	}
	from := r.IntN(len(word) + 1)
	return string(word[from : from+r.IntN(len(word)-from+1)])
}

// randomRecords gives n golden records of a domain, some of them retired.
func randomRecords(r *rand.Rand, s *domain.Schema, n int) []domain.GoldenRecord {
	out := make([]domain.GoldenRecord, n)
	for i := range out {
		g := customer(i+1, domain.Attributes(randomAttributes(r, s.Attributes, 0.4)))
		g.ID, g.Domain = id(s.Domain, i+1), s.Domain
		if r.IntN(6) == 0 {
			g.State, g.Members = domain.Retired, nil // null in the database
		}
		for _, system := range []string{"CRM", "ERP"} {
			if g.Members != nil && r.IntN(2) == 0 {
				g.Members = append(g.Members, member(i+1, system, fmt.Sprint(i)))
			}
		}
		out[i] = g
	}
	return out
}

// wanted are the ids of the records a filter wants, in order of id.
func wanted(gs []domain.GoldenRecord, f *domain.Filter) []domain.GoldenID {
	out := []domain.GoldenID{}
	for i := range gs {
		if gs[i].State != domain.Merged && f.Matches(&gs[i]) {
			out = append(out, gs[i].ID)
		}
	}
	return out
}

func TestTheDatabaseAndMatchesAgreeOnEveryFilter(t *testing.T) {
	for n, s := range domain.Registry {
		t.Run(string(s.Domain), func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			r := rand.New(rand.NewPCG(7, uint64(n)))
			before := randomRecords(r, s, 40)
			f.put(before...)
			now := randomRecords(r, s, 40)
			for i := range now {
				now[i].Version, now[i].UpdatedAt = 2, day(50+i)
				if i%13 == 0 {
					now[i].State, now[i].MergedInto = domain.Merged, now[1].ID
				}
			}
			f.put(now...)
			for round := range 200 {
				agree(t, f, s, randomFilter(r, s.Attributes, true, 3), round, before, now)
			}
		})
	}
}

func agree(t *testing.T, f fixture, s *domain.Schema, in map[string]any, round int, before, now []domain.GoldenRecord) {
	t.Helper()
	filter, err := domain.ParseFilter(s, in)
	if err != nil {
		t.Fatalf("%v: %v", in, err)
	}
	q := ListQuery{Domain: s.Domain, Filter: filter, Count: round%2 == 0, PageArgs: PageArgs{First: ptr(100)}}
	records := now
	if round%3 == 0 {
		q.AsOf, records = ptr(day(49)), before
	}
	p, err := f.db.List(f.ctx, q)
	if err != nil {
		t.Fatalf("%s: %v", jsonOf(in), err)
	}
	want := wanted(records, filter)
	if got := ids(p.Items); !slices.Equal(got, want) {
		t.Errorf("%s: database %v, Matches %v", jsonOf(in), got, want)
	}
	if q.Count && p.Total != len(want) || !q.Count && p.Total != -1 {
		t.Errorf("%s: total %d, want %d", jsonOf(in), p.Total, len(want))
	}
	var again map[string]any
	if err := json.Unmarshal([]byte(jsonOf(in)), &again); err != nil {
		t.Fatal(err)
	}
	if other, err := domain.ParseFilter(s, jsonNumbers(again)); err != nil || other.String() != filter.String() {
		t.Errorf("%s: read again as %s (%v)", filter, other, err)
	}
}

// jsonNumbers turns what encoding/json made of whole numbers back to what a GraphQL server hands over.
func jsonNumbers(m map[string]any) map[string]any {
	for k, v := range m {
		switch v := v.(type) {
		case map[string]any:
			jsonNumbers(v)
		case float64:
			m[k] = json.Number(fmt.Sprint(v))
		}
	}
	return m
}
