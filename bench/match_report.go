package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// tellMatching puts the ratios among the results, where there is something to compare with.
func (o options) tellMatching(first matched, middles map[string]matched) {
	duck, there := middles[duckDB]
	if !there {
		return
	}
	found := fmt.Sprintf("%d records, %d candidate pairs; %d links on both sides, none differs (pairs, and weights to three digits)", o.people, first.pairs, first.count)
	seconds := func(m matched) string {
		if m.cpu == 0 {
			return fmt.Sprintf("%.1f s", m.took.Seconds())
		}
		return fmt.Sprintf("%.1f s (CPU %.1f s)", m.took.Seconds(), m.cpu.Seconds())
	}
	megabytes := func(m matched) string { return fmt.Sprintf("%.0f MB", float64(m.peak)/1e6) }
	add := func(name, what, hub, baseline string, ratio float64) {
		o.results.add(result{name: name, what: what, hub: hub, baseline: baseline, ratio: ratio})
	}
	file := middles[mdmRun]
	add("C1", "CSV to links: "+found, seconds(file), seconds(duck), duck.took.Seconds()/file.took.Seconds())
	add("C3", "most memory of C1", megabytes(file), megabytes(duck), float64(file.peak)/float64(duck.peak))
	if stored, there := middles[storeToStore]; there {
		add("C2", "stored records to stored links, the same as in C1", seconds(stored), seconds(duck), duck.took.Seconds()/stored.took.Seconds())
	}
}

func reportMatching(w io.Writer, records int, all []matcher, turns [][]matched, middles map[string]matched) error {
	first := turns[0][0]
	fmt.Fprintf(w, "\nC: %d records, %d candidate pairs; %d links in each turn of each, no pair and no weight (to three digits) differs\n", records, first.pairs, first.count)
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "\tseconds\tof each round\tCPU seconds\tpeak MB\ttimes as fast as DuckDB\tby CPU\tof its memory")
	duck, compared := middles[duckDB]
	for i, m := range all {
		x := middles[m.name]
		var each []string
		for _, turn := range turns[i] {
			each = append(each, fmt.Sprintf("%.1f", turn.took.Seconds()))
		}
		cpu, memory, faster, byCPU, share := "-", "-", "-", "-", "-"
		if x.cpu > 0 {
			cpu = fmt.Sprintf("%.1f", x.cpu.Seconds())
		}
		if x.peak > 0 {
			memory = fmt.Sprintf("%.0f", float64(x.peak)/1e6)
		}
		if compared {
			faster = fmt.Sprintf("%.1f", duck.took.Seconds()/x.took.Seconds())
		}
		if compared && x.cpu > 0 {
			byCPU = fmt.Sprintf("%.1f", duck.cpu.Seconds()/x.cpu.Seconds())
		}
		if compared && x.peak > 0 {
			share = fmt.Sprintf("%.2f", float64(x.peak)/float64(duck.peak))
		}
		fmt.Fprintf(t, "%s\t%.2f\t%v\t%s\t%s\t%s\t%s\t%s\n", m.name, x.took.Seconds(), each, cpu, memory, faster, byCPU, share)
	}
	return t.Flush()
}

// middle is the turn with the median time.
func middle(turns []matched) matched {
	sorted := slices.SortedFunc(slices.Values(turns), func(a, b matched) int { return int(a.took - b.took) })
	return sorted[(len(sorted)-1)/2]
}
