// Command bench compares the hub with what a careful developer would write by hand on the same PostgreSQL: reads (A1) with
// a net/http handler over pgx, writes (B1, B2) with pgbench; batch matching (C: C1 to C3) with DuckDB; and reads at a past
// instant with the same reads of now (T: T1 to T3). It prints tables of ratios and leaves nothing behind.
//
// Everything runs on this machine, over loopback and a unix socket, and ends by itself. The contestants of a measurement
// take turns within one run, so that what else the machine does meets all of them. See docs/benchmarks.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"
)

// options say how much is measured.
type options struct {
	records  int           // source records of customers to load at most
	load     time.Duration // time the load may take
	window   time.Duration // length of one turn
	rounds   int           // turns of each contestant; the median counts
	only     string        // measurements to run, comma separated
	people   int           // records to match
	golden   int           // golden records with a past
	duckdb   string        // folder of DuckDB's job and of the models
	profiles string        // folder for CPU profiles; empty for none
	dir      string        // folder of the data; a temporary one if empty
	write    string        // document to write the ratios into; empty for none
	results  *results      // what is to be written; may be nil
}

func main() {
	var o options
	flag.IntVar(&o.records, "records", 20000, "source records of customers to load at most")
	flag.DurationVar(&o.load, "load", time.Minute, "time the load may take")
	flag.DurationVar(&o.window, "window", 3*time.Second, "length of one turn")
	flag.IntVar(&o.rounds, "rounds", 3, "turns of each contestant; the median counts")
	flag.StringVar(&o.only, "only", "A1,B1,B2,C,T", "measurements to run; C1 is C without the store")
	flag.IntVar(&o.people, "people", 1_000_000, "records to match")
	flag.IntVar(&o.golden, "golden", 20_000, "golden records to read at a past instant, with five versions each; the goal is stated for 1000000")
	flag.StringVar(&o.duckdb, "duckdb", "bench/duckdb", "folder of DuckDB's job and of the models to match by")
	flag.StringVar(&o.profiles, "profiles", "", "write CPU profiles of the hub's turns into this folder")
	flag.StringVar(&o.dir, "dir", "", "folder for the data, on the disk to measure; a temporary one if empty")
	flag.StringVar(&o.write, "write", "", "document whose table of results is brought up to date")
	flag.Parse()
	o.results = &results{load: loadNow()}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Stdout, o)
	if err == nil && o.write != "" {
		err = o.results.write(ctx, o.write)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures what is wanted and writes the results.
func run(ctx context.Context, w io.Writer, o options) error {
	if o.wants("A1") || o.wants("B1") || o.wants("B2") {
		if err := runHub(ctx, w, o); err != nil {
			return err
		}
	}
	if o.wants("T") {
		if err := measurePast(ctx, w, o); err != nil {
			return fmt.Errorf("T: %w", err)
		}
	}
	if !o.wants("C") && !o.wants("C1") && !o.wants("C2") && !o.wants("C3") {
		return nil
	}
	if err := measureMatching(ctx, w, o); err != nil {
		return fmt.Errorf("C: %w", err)
	}
	return nil
}

// runHub starts a world and measures in it what is wanted.
func runHub(ctx context.Context, w io.Writer, o options) (err error) {
	h, err := openHub(ctx, o.dir)
	if err != nil {
		return err
	}
	defer func() {
		if failed := h.close(); err == nil {
			err = failed
		}
	}()
	start := time.Now()
	loaded, err := h.load(ctx, o.records, o.load)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "loaded %d source records in %.0f s: %d golden records\n", len(loaded.records), time.Since(start).Seconds(), len(loaded.goldens))
	for _, m := range []struct {
		name    string
		measure func(context.Context, io.Writer, options, *stock) error
	}{{"A1", h.measureReads}, {"B1", h.measureSingles}, {"B2", h.measureBatches}} {
		if !o.wants(m.name) {
			continue
		}
		if err := m.measure(ctx, w, o, loaded); err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
	}
	return nil
}

func (o options) wants(name string) bool {
	for _, n := range strings.Split(o.only, ",") {
		if strings.EqualFold(strings.TrimSpace(n), name) {
			return true
		}
	}
	return false
}
