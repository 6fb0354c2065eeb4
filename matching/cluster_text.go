package matching

import (
	"fmt"
	"io"
	"strings"
)

// WriteText writes the quality for people.
func (q Quality) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d records, %d links, density %.3f, mean probability %.3f, diameter %d\n", q.Size, q.Links, q.Density, q.MeanProbability, q.Diameter)
	if q.Weakest != nil {
		fmt.Fprintf(&b, "weakest link: %s\n", q.Weakest)
	}
	for _, x := range q.Bridges {
		fmt.Fprintf(&b, "bridge: %s between %s and %s, mean %.3f\n", x.Link, listed(x.Parts[0]), listed(x.Parts[1]), x.Mean)
	}
	for _, c := range q.Contradictions {
		fmt.Fprintf(&b, "contradiction: rule %q forbids %s = %s\n", c.Rule, c.Pair[0], c.Pair[1])
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// String gives "A:1 = B:2  +12.50  +NAME".
func (l Link) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s = %s  %+.2f  %s", l.A, l.B, l.Weight, l.MatchKey))
}
