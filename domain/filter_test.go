package domain

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

func TestFoldMeetsSpellings(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "abc 1": "abc 1", "MÜLLER": "muller", "Straße": "strasse", "Œuvre": "oeuvre", "e\u0301": "e", "Ǽ": "ae",
		"Łódź": "lodz", "Ελλάς": "ελλασ", "Ёлка Й": "елка и", "ＡＢ１": "ab1", "O’Brien": "o'brien", "a\u00a0–b": "a -b", "株式会社": "株式会社",
		"İ": "i", "😀": "😀",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFoldIsDoneOnceAndByParts(f *testing.F) {
	f.Add("Müller", "Ǽ\u0301")
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = strings.ToValidUTF8(a, ""), strings.ToValidUTF8(b, "")
		if Fold(a)+Fold(b) != Fold(a+b) {
			t.Errorf("%q and %q fold differently together", a, b)
		}
		if Fold(Fold(a)) != Fold(a) {
			t.Errorf("%q folds twice", a)
		}
	})
}

type object = map[string]any

func TestFiltersThatCannotBeAreRefusedWithTheirPath(t *testing.T) {
	many := make([]any, maxIn+1)
	for i := range many {
		many[i] = "x"
	}
	deep := object{}
	for range maxConditions + 1 {
		deep = object{"not": deep}
	}
	for _, c := range []struct {
		in   object
		path string
		code ErrorCode
	}{
		{object{"nothing": object{}}, "nothing", Invalid},
		{object{"legalName": "x"}, "legalName", Invalid},
		{object{"legalName": nil}, "legalName", Invalid},
		{object{"legalName": object{"eq": nil}}, "legalName.eq", Invalid},
		{object{"legalName": object{"eq": 1}}, "legalName.eq", Invalid},
		{object{"legalName": object{"eq": "a\x00"}}, "legalName.eq", Invalid},
		{object{"legalName": object{"contains": "\xff"}}, "legalName.contains", Invalid},
		{object{"legalName": object{"like": "x"}}, "legalName.like", Invalid},
		{object{"legalName": object{"isNull": "yes"}}, "legalName.isNull", Invalid},
		{object{"legalName": object{"in": "x"}}, "legalName.in", Invalid},
		{object{"legalName": object{"in": many}}, "legalName.in", Invalid},
		{object{"kind": object{"eq": "ROBOT"}}, "kind.eq", Invalid},
		{object{"state": object{"in": []any{"ACTIVE", "GONE"}}}, "state.in", Invalid},
		{object{"kind": object{"contains": "PER"}}, "kind.contains", Invalid},
		{object{"creditLimit": object{"gt": "1e5"}}, "creditLimit.gt", Invalid},
		{object{"creditLimit": object{"gt": json.Number("1e5")}}, "creditLimit.gt", Invalid},
		{object{"creditHold": object{"eq": "true"}}, "creditHold.eq", Invalid},
		{object{"birthDate": object{"lt": "2025-02-30"}}, "birthDate.lt", Invalid},
		{object{"updatedAt": object{"lt": "yesterday"}}, "updatedAt.lt", Invalid},
		{object{"id": object{"isNull": true}}, "id.isNull", Invalid},
		{object{"addresses": object{"eq": "x"}}, "addresses.eq", Invalid},
		{object{"addresses": object{"state": object{"eq": "ACTIVE"}}}, "addresses.state", Invalid},
		{object{"addresses": object{"city": object{"gt": true}}}, "addresses.city.gt", Invalid},
		{object{"parent": object{"nothing": object{}}}, "parent.nothing", Invalid},
		{object{"or": object{}}, "or", Invalid},
		{object{"or": []any{object{}, object{"x": object{}}}}, "or.1.x", Invalid},
		{object{"and": []any{1}}, "and.0", Invalid},
		{deep, strings.Repeat("not.", maxConditions-1) + "not", TooComplex},
	} {
		_, err := ParseFilter(Registry.Of(Customer), c.in)
		if err == nil {
			t.Errorf("%v passes", c.in)
			continue
		}
		if e := err.(*Error); e.Code != c.code || strings.Join(e.Field, ".") != c.path {
			t.Errorf("%v: %s at %v, want %s at %s", c.in, e.Code, e.Field, c.code, c.path)
		}
	}
}

func TestFilterValuesComeInManyGoTypes(t *testing.T) {
	g := &GoldenRecord{Version: 3, UpdatedAt: time.Date(2026, 1, 1, 0, 0, 0, 5000, time.UTC), Attributes: Attributes{
		"creditLimit": "10.50", "legalName": "X", "birthDate": "2001-02-03", "creditHold": false, "emails": []any{"a@b.c"}}}
	limit, at, name := 10.5, g.UpdatedAt.Add(400*time.Nanosecond).In(time.FixedZone("", 3600)), OrganizationName("X")
	for _, in := range []object{
		{}, {"creditLimit": object{"eq": limit}}, {"creditLimit": object{"eq": &limit}}, {"creditLimit": object{"eq": json.Number("10.500")}},
		{"creditLimit": object{"in": []decimal.Decimal{decimal.New(105, -1)}}}, {"creditLimit": object{"gt": int64(10)}},
		{"version": object{"eq": uint8(3), "lt": 4}, "or": []any{object{}}, "not": object{"not": object{}}},
		{"updatedAt": object{"eq": at}}, {"updatedAt": object{"eq": at.Format(time.RFC3339Nano)}},
		{"legalName": object{"eq": name}}, {"legalName": object{"in": []OrganizationName{"Y", "X"}}},
		{"birthDate": object{"eq": time.Date(2001, 2, 3, 9, 0, 0, 0, time.UTC)}},
		{"creditHold": object{"eq": new(bool)}}, {"emails": object{"contains": "A@"}}, {"or": []object{{}}},
	} {
		f, err := ParseFilter(Registry.Of(Customer), in)
		if err != nil {
			t.Errorf("%v: %v", in, err)
		} else if !f.Matches(g) {
			t.Errorf("%v (%s) does not match", in, f)
		}
	}
	var none *Filter
	if !none.Matches(g) || none.String() != "" {
		t.Error("no filter wants every record")
	}
}

func TestTheSameFilterReadsTheSame(t *testing.T) {
	in := object{"legalName": object{"contains": "a", "startsWith": "b", "ne": "c"}, "kind": object{"eq": "PERSON"}, "creditHold": object{"eq": true},
		"addresses": object{"city": object{"eq": "Bern"}, "country": object{"in": []any{"CH", "DE"}}}}
	want := `all(addresses(all(city eq "Bern" country in "CH","DE")) creditHold eq "true" kind eq "PERSON" legalName contains "a" legalName ne "c" legalName startsWith "b")`
	for range 50 {
		f, err := ParseFilter(Registry.Of(Customer), in)
		if err != nil || f.String() != want {
			t.Fatalf("%s, %v", f, err)
		}
	}
}
