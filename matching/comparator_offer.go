package matching

import (
	"fmt"
	"slices"

	"aurum/matching/corpus"
	"aurum/matching/similarity"
)

// Reasons of the comparator names.
const (
	sameName   similarity.Reason = "SAME"
	otherNames similarity.Reason = "CONFLICT"
	noName     similarity.Reason = "ABSENT"
)

// Reasons of the comparators of what identifies the thing that a long text is about.
var (
	codeReasons   = []similarity.Reason{similarity.SameLead, similarity.Shared, similarity.Mixed, similarity.Differing, similarity.AbsentOne}
	numberReasons = []similarity.Reason{similarity.Agreeing, similarity.Differing, similarity.AbsentOne}
	nameReasons   = []similarity.Reason{sameName, otherNames, noName}
)

func names(p *pair, c *condition) bool {
	return slices.Contains(c.reasons, compareNames(p.a.names, p.b.names))
}

func ofOffers(compare func(a, b similarity.Offer) similarity.Reason, reasons ...similarity.Reason) comparator {
	return comparator{needs: needOffer, reasons: reasons, apply: func(p *pair, c *condition) bool {
		return slices.Contains(c.reasons, compare(p.a.offer, p.b.offer))
	}}
}

// compareNames tells whether two texts share a segment that names the thing, both have some but none in common, or one has
// none.
func compareNames(a, b []string) similarity.Reason {
	switch {
	case len(a) == 0 || len(b) == 0:
		return noName
	case slices.ContainsFunc(a, func(n string) bool { return slices.Contains(b, n) }):
		return sameName
	}
	return otherNames
}

// prepareText works out what the comparators of long texts need. Codes that the corpus weighs 0 are common to many things.
func (f *feature) prepareText(v *value) {
	if f.needs&needOffer != 0 {
		var common func(code string) bool
		if f.corpus != nil {
			common = func(code string) bool { return f.corpus.Ignores(corpus.Codes + ":" + code) }
		}
		v.offer = similarity.PrepareOffer(v.text, common)
	}
	if f.needs&needNames != 0 && f.corpus != nil {
		v.names = f.corpus.Names(v.text)
	}
}

// checkText reports a comparator that needs a corpus with segments where there is none.
func (f *feature) checkText(k comparator, name string) error {
	if k.needs&needNames != 0 && (f.corpus == nil || !f.corpus.HasSegments()) {
		return fmt.Errorf("comparator %s needs a corpus with segments", name)
	}
	return nil
}
