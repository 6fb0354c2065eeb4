package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"aurum/bench/people"
	"aurum/store/embedded"
)

// matchedShare is the part of the generated records that repeat somebody.
const matchedShare = 0.2

// threshold is the match probability from which on a pair is a link, for both sides.
const threshold = "0.99"

// matcher is one of those that match all records of a file.
type matcher struct {
	name  string
	links string // CSV file it writes; empty where it tells them itself
	turn  func(ctx context.Context) (matched, error)
}

// matched is one turn of a matcher.
type matched struct {
	took  time.Duration
	cpu   time.Duration // of all cores; 0 where it does not tell
	peak  int64         // bytes resident at most; 0 where it does not tell
	pairs int64         // candidates; 0 where it does not tell
	links links         // until they have been compared
	count int           // of the links
}

// agreement holds the links that were found first, for all others to be compared with.
type agreement struct{ first links }

func (a *agreement) check(l links) error {
	if a.first == nil {
		a.first = l
	}
	return a.first.same(l)
}

// measureMatching lets mdm, the hub's store and DuckDB match the same records in turn, and fails where their links differ.
func measureMatching(ctx context.Context, w io.Writer, o options) (err error) {
	dir, err := os.MkdirTemp(o.dir, "aurum-match-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	records := filepath.Join(dir, "people.csv")
	world := people.Options{Records: o.people, Duplicates: matchedShare, Seed: 1}
	if err := createFile(records, func(f io.Writer) error { return people.WriteCSV(f, world) }); err != nil {
		return err
	}
	mdm, err := buildMDM(ctx, dir)
	if err != nil {
		return err
	}
	all := []matcher{
		{mdmRun, filepath.Join(dir, "mdm.csv"), mdmTurn(mdm, o.duckdb, records, filepath.Join(dir, "mdm.csv"))},
	}
	if err := duckDBThere(o.duckdb); err != nil {
		fmt.Fprintf(w, "\nC: there is no DuckDB to compare with: %v\n", err)
	} else {
		all = append(all, matcher{duckDB, filepath.Join(dir, "duckdb.csv"), duckTurn(o.duckdb, records, filepath.Join(dir, "duckdb.csv"))})
	}
	if _, _, missing := embedded.FindBinaries(); o.wantsStore() && missing != nil {
		fmt.Fprintf(w, "\nC2 is not measured: %v\n", missing)
	} else if o.wantsStore() {
		s, failed := openStored(ctx, o, world)
		if failed != nil {
			return failed
		}
		defer func() { err = errors.Join(err, s.close()) }()
		all = append(all, matcher{storeToStore, "", s.turn})
	}
	turns, err := takeTurns(ctx, o.rounds, all)
	if err != nil {
		return err
	}
	middles := map[string]matched{}
	for i, m := range all {
		middles[m.name] = middle(turns[i])
	}
	o.tellMatching(turns[0][0], middles)
	return reportMatching(w, o.people, all, turns, middles)
}

// The matchers.
const (
	mdmRun       = "mdm match run"
	duckDB       = "DuckDB"
	storeToStore = "store to store"
)

func (o options) wantsStore() bool { return o.wants("C") || o.wants("C2") }

// takeTurns runs each matcher once a round. All must find the same.
func takeTurns(ctx context.Context, rounds int, all []matcher) ([][]matched, error) {
	turns := make([][]matched, len(all))
	var same agreement
	for range rounds {
		for i, m := range all {
			t, err := m.turn(ctx)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", m.name, err)
			}
			if m.links != "" {
				if t.links, err = readLinks(m.links); err != nil {
					return nil, fmt.Errorf("%s: %w", m.name, err)
				}
			}
			if err := same.check(t.links); err != nil {
				return nil, fmt.Errorf("%s finds other links than %s: %w", m.name, all[0].name, err)
			}
			t.count, t.links = len(t.links), nil
			turns[i] = append(turns[i], t)
			if first := turns[0][0].pairs; t.pairs != 0 && t.pairs != first {
				return nil, fmt.Errorf("%s compares %d pairs, %s %d", m.name, t.pairs, all[0].name, first)
			}
		}
	}
	return turns, nil
}

// buildMDM builds the program as it is shipped.
func buildMDM(ctx context.Context, dir string) (string, error) {
	program := filepath.Join(dir, "mdm")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", program, "aurum/cmd/mdm").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build mdm: %w: %s", err, out)
	}
	return program, nil
}

// mdmTurn matches with the program, a process of its own.
func mdmTurn(program, models, records, links string) func(context.Context) (matched, error) {
	return func(ctx context.Context) (matched, error) {
		var told struct {
			CandidatePairs  int64 `json:"candidatePairs"`
			PeakMemoryBytes int64 `json:"peakMemoryBytes"`
		}
		took, cpu, err := timed(exec.CommandContext(ctx, program, "match", "run", "--policy", filepath.Join(models, "people.yaml"),
			"--records", records, "--links", links, "--json"), &told)
		return matched{took: took, cpu: cpu, peak: told.PeakMemoryBytes, pairs: told.CandidatePairs}, err
	}
}

// duckTurn matches with DuckDB in a process of its own.
func duckTurn(folder, records, links string) func(context.Context) (matched, error) {
	return func(ctx context.Context) (matched, error) {
		var told struct {
			Pairs int64 `json:"pairs"`
			Peak  int64 `json:"peak"`
		}
		took, cpu, err := timed(exec.CommandContext(ctx, "node", filepath.Join(folder, "job.mjs"), records, links, threshold), &told)
		return matched{took: took, cpu: cpu, peak: told.Peak, pairs: told.Pairs}, err
	}
}

// timed runs a program from start to end and reads the JSON object that it prints.
func timed(cmd *exec.Cmd, into any) (took, cpu time.Duration, err error) {
	var out, failed bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &failed
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return 0, 0, fmt.Errorf("%w: %s", err, failed.Bytes())
	}
	return time.Since(start), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), json.Unmarshal(out.Bytes(), into)
}

// duckDBThere tells whether DuckDB can be run.
func duckDBThere(folder string) error {
	if _, err := exec.LookPath("node"); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "@duckdb", "node-api")); err != nil {
		return fmt.Errorf("%w; run npm ci in %s", err, folder)
	}
	return nil
}

func createFile(name string, write func(io.Writer) error) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// number is that of a record; see people.Key.
func number(key string) (uint32, error) {
	if key == "" {
		return 0, errors.New("a link without a record")
	}
	n, err := strconv.ParseUint(key[1:], 10, 32)
	return uint32(n), err
}
