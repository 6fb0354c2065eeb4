package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"
)

// result is a line of the table of results: what the hub and its baseline came to, and how the ratio stands to the goals.
type result struct {
	name          string // A1, B1 with its clients, …; a later run of the same name replaces it
	what          string
	hub, baseline string
	ratio         float64
	goal, stretch float64
	atMost        bool // the ratio is to be at most the goal
}

// goals are those of the measures, by the part of a result's name before the first blank.
var goals = map[string]struct {
	goal, stretch float64
	atMost        bool
}{
	"A1": {goal: 0.80, stretch: 0.9}, "B1": {goal: 0.5, stretch: 0.65}, "B2": {goal: 0.5, stretch: 0.7},
	"T1": {goal: 3, stretch: 1.5, atMost: true}, "T2": {goal: 3, stretch: 1.5, atMost: true}, "T3": {goal: 3, stretch: 1.5, atMost: true},
	"C1": {goal: 6, stretch: 12}, "C2": {goal: 3, stretch: 6}, "C3": {goal: 0.5, stretch: 0.25, atMost: true},
}

// results gathers the lines of a run.
type results struct {
	lines []result
	load  string // of the machine when it began
}

// add adds a line and gives it the goals of its measure. A nil receiver takes nothing.
func (r *results) add(one result) {
	if r == nil {
		return
	}
	key, _, _ := strings.Cut(one.name, " ")
	g := goals[key]
	one.goal, one.stretch, one.atMost = g.goal, g.stretch, g.atMost
	r.lines = append(r.lines, one)
}

// addRates adds a line of two rates.
func (r *results) addRates(name, what, unit string, hub, baseline sample) {
	rate := func(s sample) string { return fmt.Sprintf("%.0f %s/s", s.rate, unit) }
	r.add(result{name: name, what: what, hub: rate(hub), baseline: rate(baseline), ratio: hub.rate / baseline.rate})
}

// Between these lines stands what write writes.
const (
	resultsBegin = "<!-- results: written by make bench-full -->"
	resultsEnd   = "<!-- end of results -->"
)

const resultsHead = `| | what | hub | baseline | ratio | goal | stretch | run |
|---|---|---|---|---|---|---|---|`

// write puts the lines into the table of a document. Lines of measures that this run has left out stay, unless they are of
// another machine.
func (r *results) write(ctx context.Context, document string) error {
	if len(r.lines) == 0 {
		return nil
	}
	text, err := os.ReadFile(document)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(text), resultsBegin)
	old, after, ended := strings.Cut(rest, resultsEnd)
	if !found || !ended {
		return fmt.Errorf("%s has no lines %q and %q", document, resultsBegin, resultsEnd)
	}
	run := fmt.Sprintf("%s, commit %s, load %s: `%s`", time.Now().UTC().Format(time.DateOnly), commit(ctx), r.load, commandLine())
	table := merged(old, machine(ctx), r.lines, run)
	return os.WriteFile(document, []byte(before+resultsBegin+"\n\n"+table+"\n"+resultsEnd+after), 0o644)
}

// merged is the table with new lines in it, in the order of their names.
func merged(old, machine string, lines []result, run string) string {
	rows := map[string]string{}
	if strings.Contains(old, machine) {
		for row := range strings.Lines(old) {
			if cells := strings.Split(row, "|"); len(cells) > 2 && strings.TrimSpace(cells[1]) != "" && !strings.HasPrefix(row, "|---") {
				rows[strings.TrimSpace(cells[1])] = strings.TrimSpace(row)
			}
		}
	}
	for _, l := range lines {
		rows[l.name] = l.row(run)
	}
	names := make([]string, 0, len(rows))
	for name := range rows {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", machine, resultsHead)
	for _, name := range names {
		fmt.Fprintln(&b, rows[name])
	}
	return b.String()
}

func (l *result) row(run string) string {
	sign := "≥"
	if l.atMost {
		sign = "≤"
	}
	return fmt.Sprintf("| %s | %s | %s | %s | **%.2f** | %s %g | %g | %s |", l.name, l.what, l.hub, l.baseline, l.ratio, sign, l.goal, l.stretch, run)
}

// commandLine is how to run the same again.
func commandLine() string {
	return strings.Join(append([]string{"go run ./bench"}, os.Args[1:]...), " ")
}

// commit is that of the working copy; a plus says that it has been changed since.
func commit(ctx context.Context) string {
	out, err := exec.CommandContext(ctx, "git", "rev-parse", "--short", "HEAD").Output()
	if err != nil {
		return "unknown"
	}
	changed := ""
	if text, err := exec.CommandContext(ctx, "git", "status", "--porcelain", "--untracked-files=no").Output(); err == nil && len(text) > 0 {
		changed = "+"
	}
	return strings.TrimSpace(string(out)) + changed
}

var version = regexp.MustCompile(`[0-9]+(\.[0-9]+)+`)

// machine describes what the measurements ran on.
func machine(ctx context.Context) string {
	out := []string{fmt.Sprintf("%d cores", runtime.NumCPU())}
	if model := field("/proc/cpuinfo", "model name"); model != "" {
		out[0] += " (" + model + ")"
	}
	var kib int64
	if _, err := fmt.Sscanf(field("/proc/meminfo", "MemTotal"), "%d kB", &kib); err == nil {
		out = append(out, fmt.Sprintf("%d GB", (kib<<10+5e8)/1e9))
	}
	out = append(out, runtime.GOOS+"/"+runtime.GOARCH, runtime.Version())
	for _, p := range []struct{ program, name string }{{"pgbench", "PostgreSQL"}, {"node", "Node.js"}} {
		if text, err := exec.CommandContext(ctx, p.program, "--version").Output(); err == nil {
			out = append(out, p.name+" "+version.FindString(string(text)))
		}
	}
	return "Machine: " + strings.Join(out, ", ") + "."
}

// field is the first value of a name in a file of Linux that says NAME: VALUE by line; empty where there is none.
func field(file, name string) string {
	f, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }() // it was only read
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if key, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// loadNow is how many processes want a core, in the mean over the last minute; "unknown" where the system does not tell.
func loadNow() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	mean, _, _ := strings.Cut(string(text), " ")
	return mean
}
