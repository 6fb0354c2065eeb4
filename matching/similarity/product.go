package similarity

import (
	"math"
	"slices"
)

// Reasons of CompareProducts beyond the common ones.
const (
	SameCode         Reason = "SAME_CODE"         // a model or part number agrees
	ConflictCode     Reason = "CONFLICT_CODE"     // both have codes and none agrees
	ConflictQuantity Reason = "CONFLICT_QUANTITY" // 500 GB against 1 TB
)

// Agreement is what one class of tokens says about two products. A match policy may use it as a level of
// its own, with weights learned from the data.
type Agreement int8

// The zero Agreement is Absent: at least one side has no such token.
const (
	Absent   Agreement = 0
	Agree    Agreement = 1
	Conflict Agreement = -1
)

// Scores of products: the likeness of the words, moved by what codes and quantities say.
const (
	sameCodeShare      = 0.6 // share of the distance to 1 that an equal code closes
	codeConflictFactor = 0.5
	unitConflictFactor = 0.5
	similarProducts    = 0.6
	quantityTolerance  = 1e-6
)

// PreparedProduct is a product's text divided into its classes of tokens, ready to be compared many
// times. It is immutable. The zero value is no text.
type PreparedProduct struct {
	codes      []string   // sorted
	quantities []Quantity // sorted by unit, then value
	words      Vector     // words, plain numbers and codes, weighed
	text       string     // folded
}

// PrepareProduct divides a text by ParseProduct and weighs its tokens by w, which may be nil for equal
// weights.
func PrepareProduct(text string, w Weights) PreparedProduct {
	if w == nil {
		w = Uniform{}
	}
	t := ParseProduct(text)
	tokens := slices.Concat(t.Words, t.Numbers, t.Codes)
	for _, q := range t.Quantities {
		tokens = append(tokens, q.String())
	}
	return PreparedProduct{codes: sortedSet(t.Codes), quantities: sortQuantities(t.Quantities), words: NewVector(tokens, w), text: Fold(text)}
}

// Empty reports whether there is nothing to compare.
func (p PreparedProduct) Empty() bool { return p.text == "" }

// ProductResult is a Result with what each class of tokens says.
type ProductResult struct {
	Result
	Words      float64 // soft TF-IDF cosine of all tokens
	Codes      Agreement
	Quantities Agreement
}

// CompareProducts compares two product texts. The score is the soft TF-IDF cosine of the words; an equal
// code closes 0.6 of the distance to 1, a conflict of codes or of quantities halves it. It returns Exact,
// SameCode, ConflictCode, ConflictQuantity (before ConflictCode), Similar, Different, or Missing (0).
func CompareProducts(a, b PreparedProduct) ProductResult {
	if a.Empty() || b.Empty() {
		return ProductResult{Result: Result{0, Missing}}
	}
	r := ProductResult{
		Words:      a.words.SoftCosine(b.words),
		Codes:      compareCodes(a.codes, b.codes),
		Quantities: compareQuantities(a.quantities, b.quantities),
	}
	r.Result = scoreProduct(r)
	if a.text == b.text {
		r.Result = Result{1, Exact}
	}
	return r
}

func scoreProduct(r ProductResult) Result {
	score, reason := r.Words, Different
	if score >= similarProducts {
		reason = Similar
	}
	switch r.Codes {
	case Agree:
		score, reason = score+(1-score)*sameCodeShare, SameCode
	case Conflict:
		score, reason = score*codeConflictFactor, ConflictCode
	}
	if r.Quantities == Conflict {
		score, reason = score*unitConflictFactor, ConflictQuantity
	}
	return Result{score, reason}
}

// compareCodes agrees when a code of one side equals, or contains with at most four characters more, a
// code of the other: "TCD658000" and "TCD658000EU". Codes come sorted.
func compareCodes(a, b []string) Agreement {
	if len(a) == 0 || len(b) == 0 {
		return Absent
	}
	for _, x := range a {
		for _, y := range b {
			if x == y || containsCode(x, y) || containsCode(y, x) {
				return Agree
			}
		}
	}
	return Conflict
}

// compareQuantities conflicts when in some unit both sides have values and share none, else agrees when a
// value is shared. Quantities come sorted by unit.
func compareQuantities(a, b []Quantity) Agreement {
	agreement := Absent
	for i := 0; i < len(a); {
		n := unitLength(a[i:])
		j := slices.IndexFunc(b, func(q Quantity) bool { return q.Unit == a[i].Unit })
		if j >= 0 {
			if !shareQuantity(a[i:i+n], b[j:j+unitLength(b[j:])]) {
				return Conflict
			}
			agreement = Agree
		}
		i += n
	}
	return agreement
}

func unitLength(sorted []Quantity) int {
	n := 1
	for n < len(sorted) && sorted[n].Unit == sorted[0].Unit {
		n++
	}
	return n
}

func shareQuantity(a, b []Quantity) bool {
	for _, x := range a {
		for _, y := range b {
			if math.Abs(x.Value-y.Value) <= quantityTolerance*max(math.Abs(x.Value), math.Abs(y.Value)) {
				return true
			}
		}
	}
	return false
}
