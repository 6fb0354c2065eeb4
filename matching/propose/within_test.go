package propose

import (
	"context"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"aurum/matching"
	"aurum/matching/corpus"
)

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 7)) }

func comparisonNames(s matching.Spec) []string {
	var out []string
	for _, c := range s.Comparisons {
		out = append(out, c.Name)
	}
	return out
}

func TestOffersAreFound(t *testing.T) {
	for seed := range uint64(2) {
		p, f1 := shopOffers(seeded(seed), 250).found(t)
		if f1 < 0.85 {
			t.Errorf("seed %d: F1 %.3f of offers", seed, f1)
		}
		if names := comparisonNames(p.Spec); !slices.Contains(names, "codes") || !slices.Contains(names, "quantities") {
			t.Errorf("seed %d: compared by %v", seed, names)
		}
	}
}

func TestAffiliationsAreFound(t *testing.T) {
	for seed := range uint64(2) {
		p, f1 := affiliations(seeded(seed), 300).found(t)
		if f1 < 0.8 {
			t.Errorf("seed %d: F1 %.3f of affiliations", seed, f1)
		}
		if names := comparisonNames(p.Spec); !slices.Contains(names, "names") {
			t.Errorf("seed %d: compared by %v", seed, names)
		}
	}
}

func TestCompaniesAreFound(t *testing.T) {
	for seed := range uint64(2) {
		p, f1 := companies(seeded(seed), 200).found(t)
		if f1 < 0.7 {
			t.Errorf("seed %d: F1 %.3f of companies", seed, f1)
		}
		if names := comparisonNames(p.Spec); slices.Contains(names, "codes") || slices.Contains(names, "names") {
			t.Errorf("seed %d: compared by %v", seed, names)
		}
	}
}

// Texts that have nothing but chance in common must stay apart.
func TestDifferentTextsStayApart(t *testing.T) {
	rng := seeded(1)
	words := coins(rng, 300, 3)
	f := &told{}
	for i := range 600 {
		f.add(i, strings.Join([]string{pick(rng, words), pick(rng, words), pick(rng, words), pick(rng, words), pick(rng, words)}, " "))
	}
	r := f.records("title")
	in := &input{records: r, profiles: profileAll(r)}
	p, err := in.byText(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	model, table, err := in.compile(p.Spec)
	if err != nil {
		t.Fatal(err)
	}
	run, err := model.Run(context.Background(), table, matching.RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(run.Clusters) < 570 {
		t.Errorf("%d clusters of 600 different texts", len(run.Clusters))
	}
}

func TestTheSameFileGivesTheSamePolicy(t *testing.T) {
	a, _ := shopOffers(seeded(5), 120).found(t)
	b, _ := shopOffers(seeded(5), 120).found(t)
	if !reflect.DeepEqual(a.Spec, b.Spec) {
		t.Error("two policies for one file")
	}
}

// What the offers of a shop have in common says nothing of the product.
func TestWordsOfShopsLoseTheirWeight(t *testing.T) {
	f := shopOffers(seeded(2), 250)
	p, _ := f.found(t)
	c := p.Spec.Corpora["offer_text"]
	made, err := c.Corpus()
	if err != nil {
		t.Fatal(err)
	}
	base := corpusOf(f.texts, corpus.Words)
	_, shop, _ := strings.Cut(f.texts[0][strings.LastIndex(f.texts[0], " - "):], " - ")
	for _, w := range strings.Fields(shop) {
		if now, before := made.IDF(w), base.Weights["words:"+w]; now > before/2 {
			t.Errorf("%q of a shop weighs %.2f, by its rarity %.2f", w, now, before)
		}
	}
}

func TestPartsOfAffiliationsHaveRoles(t *testing.T) {
	f := affiliations(seeded(3), 300)
	a := learnAnchors(distinctTexts(f.texts))
	if a == nil {
		t.Fatal("the parts play no roles")
	}
	c, err := a.corpus().Corpus()
	if err != nil {
		t.Fatal(err)
	}
	named, wrong := 0, 0
	for _, text := range f.texts {
		parts := strings.Split(text, ", ")
		for _, n := range c.Names(text) {
			if n == parts[1] {
				named++
			} else {
				wrong++
			}
		}
	}
	if named < len(f.texts)*6/10 || wrong > len(f.texts)/20 {
		t.Errorf("of %d texts %d are named by their institution, %d by something else", len(f.texts), named, wrong)
	}
	if learnAnchors([]string{"a b, c", "d e", "f g, h"}) != nil {
		t.Error("three texts play roles")
	}
}

func TestTextFits(t *testing.T) {
	f := companies(seeded(4), 100)
	r := f.records("company")
	if ok, why := (&input{records: r, profiles: profileAll(r)}).textFits(); !ok {
		t.Errorf("names alone: %s", why)
	}
	upper := Column{Name: "short"}
	phone := Column{Name: "call"}
	for i, v := range f.texts {
		upper.Values = append(upper.Values, strings.ToUpper(strings.Join(strings.Fields(v)[:2], " ")))
		phone.Values = append(phone.Values, "+49 30 "+strings.Repeat("1", 3)+string(rune('0'+i%10))+string(rune('0'+i/10%10))+string(rune('0'+i/100%10)))
	}
	r.Columns = append(r.Columns, upper)
	if ok, why := (&input{records: r, profiles: profileAll(r)}).textFits(); !ok {
		t.Errorf("an extract of the names beside them: %s", why)
	}
	r.Columns = append(r.Columns, phone)
	if ok, _ := (&input{records: r, profiles: profileAll(r)}).textFits(); ok {
		t.Error("phone numbers beside the names say nothing")
	}
}

func TestFilesWithoutTexts(t *testing.T) {
	for _, values := range [][]string{
		slices.Repeat([]string{"all the same words"}, 30),
		slices.Repeat([]string{""}, 30),
	} {
		r := (&told{texts: values, things: make([]int, 30)}).records("x")
		if _, err := (&input{records: r, profiles: profileAll(r)}).byText(context.Background()); err == nil {
			t.Errorf("%q: no error", values[0])
		}
	}
}
