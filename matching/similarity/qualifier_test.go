package similarity_test

import (
	"testing"

	"aurum/matching/similarity"
)

func TestTitlesAreCutAtBrackets(t *testing.T) {
	for title, want := range map[string]similarity.Titled{
		"Syfy (Asia)":                        {Head: "syfy", Qualifier: "asia"},
		"MRT 2 (TV channel)":                 {Head: "2 mrt", Qualifier: "channel tv"},
		"Roar [Explicit] (Live)":             {Head: "roar", Qualifier: "explicit live"},
		"Wall (Part (1)) Again":              {Head: "again wall", Qualifier: "1 part"},
		"Sony（Asia）":                         {Head: "sony", Qualifier: "asia"},
		"(500) Days of Summer":               {Head: "500 days of summer"},
		"[Rec] (2007)":                       {Head: "rec", Qualifier: "2007"},
		"Left open (and never closed":        {Head: "left open", Qualifier: "and closed never"},
		"Closed) that never was open":        {Head: "closed never open that was"},
		"Nothing (  ) there":                 {Head: "nothing there"},
		"- (all of it is bracketed)":         {Head: "all bracketed is it of"},
		"":                                   {},
		"Plain title without any qualifiers": {Head: "any plain qualifiers title without"},
	} {
		if got := similarity.PrepareTitle(title); got != want {
			t.Errorf("%q is cut into %q, want %q", title, got, want)
		}
		if got := similarity.Qualified(title); got != (want.Qualifier != "") {
			t.Errorf("%q has a qualifier: %v", title, got)
		}
	}
}

func TestTitlesAreComparedByTheirParts(t *testing.T) {
	for _, c := range []struct {
		a, b            string
		head, qualifier float64
	}{
		{"Epix (TV network)", "Epix (network, TV)", 1, 1},
		{"Epix", "Epix (TV network)", 1, 0.5},
		{"HBO (Asia)", "HBO (Oman)", 1, 0},
		{"", "", 1, 0.5},
	} {
		a, b := similarity.PrepareTitle(c.a), similarity.PrepareTitle(c.b)
		if head, qualifier := similarity.CompareHeads(a, b), similarity.CompareQualifiers(a, b); head != c.head || qualifier != c.qualifier {
			t.Errorf("%q and %q score %v by heads and %v by qualifiers, want %v and %v", c.a, c.b, head, qualifier, c.head, c.qualifier)
		}
	}
}
