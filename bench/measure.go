package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"
)

// sample is one turn of one contestant.
type sample struct {
	rate     float64       // units (answers or records) per second
	p50, p99 time.Duration // of one call; 0 where the contestant does not tell
}

// contestant is one of those that are compared.
type contestant struct {
	name    string
	turn    func(ctx context.Context, window time.Duration) (sample, error)
	profile string // name of the CPU profile of its turns; empty for none
}

// call is one request of a closed loop's client; it tells how many units it was worth.
type call func(ctx context.Context, client int) (units int, err error)

// closedLoop lets clients call one after the other, each its next call when the last has been answered, until the window
// has passed. Calls begun within the window are let end and count.
func closedLoop(ctx context.Context, clients int, window time.Duration, do call) (sample, error) {
	var wait sync.WaitGroup
	took, units, errs := make([][]time.Duration, clients), make([]int, clients), make([]error, clients)
	start := time.Now()
	for c := range clients {
		wait.Go(func() {
			for time.Since(start) < window && errs[c] == nil {
				begin := time.Now()
				n, err := do(ctx, c)
				took[c], units[c], errs[c] = append(took[c], time.Since(begin)), units[c]+n, err
			}
		})
	}
	wait.Wait()
	elapsed, total := time.Since(start), 0
	for c := range clients {
		if errs[c] != nil {
			return sample{}, errs[c]
		}
		total += units[c]
	}
	all := slices.Concat(took...)
	slices.Sort(all)
	return sample{rate: float64(total) / elapsed.Seconds(), p50: quantile(all, 0.5), p99: quantile(all, 0.99)}, nil
}

// quantile is the smallest of the sorted times that at least the share q of them does not exceed; 0 of none.
func quantile(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	at := int(q*float64(len(sorted))+0.9999999) - 1
	return sorted[min(max(at, 0), len(sorted)-1)]
}

// compete gives every contestant a short turn to warm up and then lets them take turns; it returns the turn with the
// median rate of each.
func compete(ctx context.Context, o options, all []contestant) ([]sample, error) {
	turns := make([][]sample, len(all))
	for round := range o.rounds + 1 {
		for i, c := range all {
			window := o.window
			if round == 0 {
				window = max(o.window/3, time.Second)
			}
			s, err := profiled(o.profiles, fmt.Sprintf("%s-%d", c.profile, round), c.profile != "" && round > 0, func() (sample, error) { return c.turn(ctx, window) })
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			if round > 0 {
				turns[i] = append(turns[i], s)
			}
		}
	}
	out := make([]sample, len(all))
	for i := range all {
		out[i] = median(turns[i])
	}
	return out, nil
}

// median gives the turn in the middle by rate; of an even number the slower one.
func median(turns []sample) sample {
	sorted := slices.SortedFunc(slices.Values(turns), func(a, b sample) int {
		switch {
		case a.rate < b.rate:
			return -1
		case a.rate > b.rate:
			return 1
		}
		return 0
	})
	return sorted[(len(sorted)-1)/2]
}

func profiled(dir, name string, wanted bool, run func() (sample, error)) (sample, error) {
	if dir == "" || !wanted {
		return run()
	}
	f, err := os.Create(filepath.Join(dir, name+".pprof"))
	if err != nil {
		return sample{}, err
	}
	defer f.Close()
	if err := pprof.StartCPUProfile(f); err != nil {
		return sample{}, err
	}
	defer pprof.StopCPUProfile()
	return run()
}

// report writes the samples with their ratio to the rate of each baseline, which are the contestants from first on.
func report(w io.Writer, title, unit string, all []contestant, samples []sample, first int) error {
	fmt.Fprintf(w, "\n%s\n", title)
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	head := []string{"", unit + "/s", "p50 ms", "p99 ms"}
	for _, b := range all[first:] {
		head = append(head, "of "+b.name)
	}
	fmt.Fprintln(t, strings.Join(head, "\t"))
	for i, c := range all {
		s := samples[i]
		cells := []string{c.name, fmt.Sprintf("%.0f", s.rate), millis(s.p50), millis(s.p99)}
		for _, b := range samples[first:] {
			cells = append(cells, fmt.Sprintf("%.2f", s.rate/b.rate))
		}
		fmt.Fprintln(t, strings.Join(cells, "\t"))
	}
	return t.Flush()
}

func millis(d time.Duration) string {
	if d == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", float64(d)/float64(time.Millisecond))
}
