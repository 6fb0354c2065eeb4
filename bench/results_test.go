package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestResultsAreWrittenAmongThoseOfOtherMeasures(t *testing.T) {
	document := filepath.Join(t.TempDir(), "benchmarks.md")
	if err := os.WriteFile(document, []byte("# Before\n"+resultsBegin+"\n"+resultsEnd+"\nAfter\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	write := func(lines ...result) string {
		t.Helper()
		r := &results{load: "0.5"}
		for _, l := range lines {
			r.add(l)
		}
		if err := r.write(t.Context(), document); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	write(result{name: "C3", what: "memory", hub: "1 MB", baseline: "4 MB", ratio: 0.25}, result{name: "A1", what: "reads", ratio: 0.9})
	text := write(result{name: "C1", what: "match", hub: "1 s", baseline: "9 s", ratio: 9}, result{name: "A1", what: "reads", ratio: 0.7})
	at := -1
	for _, want := range []string{
		"# Before\n", "Machine: ", "| A1 | reads |  |  | **0.70** | ≥ 0.8 | 0.9 |", "| C1 | match | 1 s | 9 s | **9.00** | ≥ 6 | 12 |",
		"| C3 | memory | 1 MB | 4 MB | **0.25** | ≤ 0.5 | 0.25 |", "\nAfter\n",
	} {
		next := strings.Index(text, want)
		if next <= at {
			t.Errorf("%q does not come next in\n%s", want, text)
		}
		at = next
	}
	if strings.Contains(text, "0.90") || strings.Count(text, "| what |") != 1 || strings.Count(text, "Machine: ") != 1 {
		t.Errorf("what has been replaced is still there:\n%s", text)
	}
	if again := write(); again != text {
		t.Errorf("a run without results has changed the document:\n%s", again)
	}
}

func TestLinesOfAnotherMachineGo(t *testing.T) {
	got := merged("\nMachine: 64 cores.\n\n"+resultsHead+"\n| C1 | match |\n", "Machine: 2 cores.", []result{{name: "C3", ratio: 1}}, "run")
	if strings.Contains(got, "C1") || strings.Contains(got, "64") || !strings.Contains(got, "| C3 |") {
		t.Errorf("the table is\n%s", got)
	}
}

func TestResultsNeedTheirPlace(t *testing.T) {
	document := filepath.Join(t.TempDir(), "empty.md")
	if err := os.WriteFile(document, []byte("nothing\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := &results{}
	r.add(result{name: "C1"})
	if err := r.write(t.Context(), document); err == nil || !strings.Contains(err.Error(), "empty.md") {
		t.Errorf("got %v", err)
	}
}

func TestMatchingWithoutDuckDBHasNoRatios(t *testing.T) {
	o := options{people: 10, results: &results{}}
	file, duck := matched{took: 2, peak: 1e6, count: 3}, matched{took: 12, peak: 4e6}
	if o.tellMatching(file, map[string]matched{mdmRun: file}); len(o.results.lines) > 0 {
		t.Errorf("results %+v", o.results.lines)
	}
	o.tellMatching(file, map[string]matched{mdmRun: file, duckDB: duck, storeToStore: {took: 4}})
	got := map[string]float64{}
	for _, l := range o.results.lines {
		got[l.name] = l.ratio
	}
	if got["C1"] != 6 || got["C2"] != 3 || got["C3"] != 0.25 || len(got) != 3 {
		t.Errorf("ratios %v", got)
	}
}
