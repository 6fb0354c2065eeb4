package similarity

// Reason is a short code that names why a structured comparison scored as it did. A match policy turns
// reasons into comparison levels, and a steward reads them in an explanation.
type Reason string

// Reasons, by meaning. A comparator's documentation lists the ones it returns.
const (
	Missing   Reason = "MISSING"   // one side or both are empty: no evidence either way
	Exact     Reason = "EXACT"     // equal after folding
	Similar   Reason = "SIMILAR"   // alike beyond coincidence, spelled differently
	Partial   Reason = "PARTIAL"   // equal in what both have, but one side has less
	Reordered Reason = "REORDERED" // the same words in another order
	Different Reason = "DIFFERENT" // not alike
)

// Result is the outcome of a structured comparison: a score in 0..1 and the reason for it.
// The zero Result has no reason and says nothing.
type Result struct {
	Score  float64
	Reason Reason
}
