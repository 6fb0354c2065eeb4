package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"aurum/matching/evaluation"
)

// page gathers text in aligned columns.
type page struct {
	b strings.Builder
	t *tabwriter.Writer
}

func newPage() *page {
	p := &page{}
	p.t = tabwriter.NewWriter(&p.b, 0, 0, 2, ' ', 0)
	return p
}

// row writes cells that stand below those of the rows around it.
func (p *page) row(cells ...any) {
	words := make([]string, len(cells))
	for i, c := range cells {
		words[i] = fmt.Sprint(c)
	}
	fmt.Fprintln(p.t, strings.Join(words, "\t"))
}

// title begins a section with columns of its own.
func (p *page) title(text string) {
	_ = p.t.Flush() // into memory
	fmt.Fprintf(&p.b, "\n%s\n", text)
}

func (p *page) line(format string, args ...any) {
	_ = p.t.Flush() // into memory
	fmt.Fprintf(&p.b, format+"\n", args...)
}

func (p *page) writeTo(w io.Writer) error {
	_ = p.t.Flush() // into memory
	_, err := io.WriteString(w, strings.TrimPrefix(p.b.String(), "\n"))
	return err
}

// writeReport writes what measuring came to, for people.
func writeReport(w io.Writer, r *evaluation.Report) error {
	p := newPage()
	for _, warning := range r.Warnings {
		p.line("note: %s", warning)
	}
	if r.LeftOut > 0 {
		p.line("note: %d records cannot be matched and count as clusters of their own", r.LeftOut)
	}
	p.title("Quality at the policy's own thresholds")
	p.row("  ", "precision", "recall", "F1", "right", "predicted", "true")
	p.counted("pairs", r.Pairwise)
	for _, s := range r.Splits {
		p.counted("pairs of "+s.Name, s.Counted)
	}
	if r.Cluster != nil {
		p.counted("clusters", *r.Cluster)
		p.row("  B-cubed", four(r.BCubed.Precision), four(r.BCubed.Recall), four(r.BCubed.F1))
	}
	p.line("  link at %s, review at %s; best with the truth in hand: %s, F1 %s",
		probability(r.Thresholds.Link), probability(r.Thresholds.Review), probability(r.Best.Threshold), four(r.Best.F1))
	p.line("  true pairs lost: %d by blocking, %d by weight, %d by clustering", r.Lost.Blocking, r.Lost.Weight, r.Lost.Clustering)
	p.blocking(r)
	p.clusters(r.Clusters)
	p.thresholds(r)
	p.mistakes("False positives, the highest weight first", r.Errors.FalsePositives)
	p.mistakes("False negatives, the lowest weight first", r.Errors.FalseNegatives)
	p.title("Speed")
	p.line("  %d records, %d candidate pairs in %.2f s: %.0f pairs a second", r.Records, r.CandidatePairs, r.Seconds, r.PairsPerSecond)
	p.line("  read in %.2f s, prepared in %.2f s, evaluated in %.2f s; at most %.0f MB",
		r.Timing.Read, r.Timing.Prepare, r.Timing.Evaluate, float64(r.PeakMemoryBytes)/1e6)
	return p.writeTo(w)
}

func (p *page) counted(what string, c evaluation.Counted) {
	p.row("  "+what, four(c.Precision), four(c.Recall), four(c.F1), c.Right, c.Predicted, c.True)
}

func (p *page) blocking(r *evaluation.Report) {
	p.title(fmt.Sprintf("Blocking: recall %s of the true pairs", four(r.BlockingRecall)))
	p.row("  rule", "pairs", "new", "largest block", "recall so far")
	for _, b := range r.Blocking {
		p.row("  "+b.Rule, b.Pairs, b.New, b.Largest, four(b.Recall))
	}
}

func (p *page) clusters(q evaluation.Quality) {
	p.title("Clusters")
	p.line("  %d, of which %d have one record; the largest has %d", q.Clusters, q.Singletons, q.Largest)
	p.line("  of three or more: %.2f of their pairs linked directly; %d hang together by one link somewhere", q.Density, q.Bridged)
}

func (p *page) thresholds(r *evaluation.Report) {
	p.title("Other thresholds")
	p.row("  link at", "bits", "precision", "recall", "F1", "")
	for i, x := range r.ThresholdTable {
		mark := ""
		if x.Bits == r.Best.Bits {
			mark = "best"
		}
		if x.Threshold == r.Thresholds.Link {
			mark = strings.TrimSpace(mark + " the policy's")
		}
		if mark == "" && i > 0 && x.Score == r.ThresholdTable[i-1].Score {
			continue // it would say nothing new
		}
		p.row("  "+probability(x.Threshold), fmt.Sprintf("%+.1f", x.Bits), four(x.Precision), four(x.Recall), four(x.F1), mark)
	}
}

func (p *page) mistakes(title string, all []evaluation.Mistake) {
	if len(all) == 0 {
		return
	}
	p.title(title)
	for _, m := range all {
		p.line("  %s and %s: %+.1f bits, %s", m.A, m.B, m.Weight, m.Why)
		p.indented("    ", m.Explanation.WriteText)
	}
}

// indented writes what another writes, further in.
func (p *page) indented(indent string, write func(io.Writer) error) {
	var b strings.Builder
	_ = write(&b) // into memory
	for line := range strings.Lines(b.String()) {
		p.line("%s%s", indent, strings.TrimRight(line, " \n"))
	}
}

func four(x float64) string { return fmt.Sprintf("%.4f", x) }

// probability writes a probability so that those near 1 stay apart.
func probability(p float64) string {
	if p > 0.999 && p < 1 {
		return fmt.Sprintf("1-%.2g", 1-p)
	}
	return fmt.Sprintf("%.4g", p)
}
