package matching

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// WriteText writes the explanation for people: the waterfall with its running sum, what it comes to, and what is missing.
func (x Explanation) WriteText(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	sum := 0.0
	for _, s := range x.Steps {
		sum += s.Weight
		fmt.Fprintf(t, "%s\t%s\t%+7.2f %+8.2f%s\n", s.Comparison, s.Level, s.Weight, sum, compared(s))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := io.WriteString(w, x.summary())
	return err
}

func compared(s Step) string {
	switch {
	case s.Kind == StepTermFrequency || s.A == "" && s.B == "":
		return ""
	case s.A == s.B:
		return fmt.Sprintf("  %q", s.A)
	}
	return fmt.Sprintf("  %q  %q", s.A, s.B)
}

func (x Explanation) summary() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %+.2f bits, probability %s", x.Decision, x.Weight, probability(x.Probability))
	if x.Rule != "" {
		fmt.Fprintf(&b, ", by rule %q", x.Rule)
	}
	if x.MatchKey != "" {
		fmt.Fprintf(&b, ": %s", x.MatchKey)
	}
	b.WriteString("\n")
	b.WriteString(x.meeting() + "\n")
	if x.WhyNot != nil {
		x.WhyNot.write(&b)
	}
	return b.String()
}

// meeting tells what brings the two records together.
func (x Explanation) meeting() string {
	switch {
	case len(x.Blocking) > 0:
		return "meet by: " + strings.Join(x.Blocking, "; ")
	case len(x.Nearest) > 0:
		return "meet only if they are nearest neighbours: " + strings.Join(x.Nearest, "; ")
	}
	return "meet by no blocking rule"
}

func (n *WhyNot) write(b *strings.Builder) {
	if n.Forbid != "" {
		fmt.Fprintf(b, "no link: rule %q keeps them apart\n", n.Forbid)
	}
	if n.Unmet != "" {
		fmt.Fprintf(b, "never compared: %s\n", n.Unmet)
	}
	if n.ToLink > 0 {
		fmt.Fprintf(b, "missing: %.2f bits to link, %.2f to review\n", n.ToLink, n.ToReview)
	}
	for _, c := range n.Costs {
		fmt.Fprintf(b, "  %s: %s %+.2f; %s would give %+.2f, %.2f more\n", c.Comparison, c.Level, c.Weight, c.Best, c.BestWeight, c.Lost)
	}
}

// probability shows as many digits as tell a sure match from a certain one.
func probability(p float64) string {
	if p > 0.999 && p < 1 {
		return fmt.Sprintf("%.7f", p)
	}
	return fmt.Sprintf("%.3f", p)
}
