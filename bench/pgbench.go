package main

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Schemas with copies of the hub's tables: with all its indexes, or with primary keys and unique keys only.
const (
	sameIndexes = "bench_same"
	keysOnly    = "bench_keys"
)

var (
	//go:embed sql/tables.sql
	tablesSQL string
	//go:embed sql/update.sql
	updateSQL string
	//go:embed sql/insert.sql
	insertSQL string
)

// pgbench is the baseline of writes: the same rows as an upsert writes, all in one statement, without standardization,
// matching, survivorship or lineage having been worked out.
type pgbench struct {
	program string
	url     string
	dir     string // of the scripts
	records int    // source records there are to change
}

// openPgbench copies the hub's tables as they are now.
func (h *hub) openPgbench(ctx context.Context) (*pgbench, error) {
	program, err := findPgbench(ctx)
	if err != nil {
		return nil, err
	}
	for _, schema := range []string{sameIndexes, keysOnly} {
		like := map[string]string{sameIndexes: "including all", keysOnly: "including defaults including identity"}[schema]
		sql := strings.NewReplacer("SCHEMA", schema, "LIKE_OPTIONS", like).Replace(tablesSQL)
		if schema == keysOnly {
			sql += keysSQL
		}
		if _, err := h.pool.Exec(ctx, sql); err != nil {
			return nil, fmt.Errorf("copy tables to %s: %w", schema, err)
		}
	}
	h.pool.Reset() // its connections have another search path
	if _, err := h.pool.Exec(ctx, "vacuum analyze"); err != nil {
		return nil, fmt.Errorf("analyze: %w", err)
	}
	b := &pgbench{program: program, url: h.url}
	if err := h.pool.QueryRow(ctx, "select count(*) from "+keysOnly+".target").Scan(&b.records); err != nil {
		return nil, err
	}
	b.dir, err = os.MkdirTemp("", "aurum-pgbench-")
	return b, err
}

// keysSQL gives the copies without indexes what nobody would do without.
const keysSQL = `
alter table source_record add primary key (id), add unique (domain, system, key);
alter table source_record_version add primary key (record_id, version);
alter table match_key add primary key (key, record_id);
alter table golden_record add primary key (id);
alter table member add primary key (record_id);
alter table golden_record_version add primary key (golden_id, version);
alter table change_event add primary key (seq);
`

func (b *pgbench) close() { _ = os.RemoveAll(b.dir) } // scripts only

// findPgbench looks in the path and where pg_config says that PostgreSQL's programs are.
func findPgbench(ctx context.Context) (string, error) {
	if path, err := exec.LookPath("pgbench"); err == nil {
		return path, nil
	}
	out, err := exec.CommandContext(ctx, "pg_config", "--bindir").Output()
	if err != nil {
		return "", fmt.Errorf("find pgbench: it is not in the path, and pg_config: %w", err)
	}
	return exec.LookPath(filepath.Join(strings.TrimSpace(string(out)), "pgbench"))
}

// turn runs pgbench with clients that write n records in each transaction.
func (b *pgbench) turn(schema string, clients, n int) func(context.Context, time.Duration) (sample, error) {
	return func(ctx context.Context, window time.Duration) (sample, error) {
		update, err := b.script("update", updateSQL, clients, n)
		if err != nil {
			return sample{}, err
		}
		insert, err := b.script("insert", insertSQL, clients, n)
		if err != nil {
			return sample{}, err
		}
		fresh := int(math.Round(newShare * 100))
		cmd := exec.CommandContext(ctx, b.program, "-n", "-M", "prepared", "-c", strconv.Itoa(clients), "-j", "2",
			"-T", strconv.Itoa(max(1, int(window.Round(time.Second).Seconds()))),
			"-f", fmt.Sprintf("%s@%d", update, 100-fresh), "-f", fmt.Sprintf("%s@%d", insert, fresh), b.url)
		cmd.Env = append(os.Environ(), "PGOPTIONS=-c search_path="+schema+",public -c plan_cache_mode=force_generic_plan")
		out, err := cmd.CombinedOutput()
		if err != nil {
			return sample{}, fmt.Errorf("%w: %s", err, out)
		}
		tps, err := rateOf(string(out))
		return sample{rate: tps * float64(n)}, err
	}
}

// script writes a script that picks its n target rows; of more than one, each client has blocks of its own, so that none
// waits for another's locks in the wrong order.
func (b *pgbench) script(name, sql string, clients, n int) (path string, err error) {
	pick, which := fmt.Sprintf("\\set n random(1, %d)\n", b.records), "t.n = :n"
	if n > 1 {
		blocks := b.records / n / clients
		if blocks == 0 {
			return "", fmt.Errorf("%d source records are too few for %d clients with %d each", b.records, clients, n)
		}
		pick = fmt.Sprintf("\\set n (:client_id * %d + random(0, %d)) * %d\n", blocks, blocks-1, n)
		which = fmt.Sprintf("t.n > :n and t.n <= :n + %d", n)
	}
	path = filepath.Join(b.dir, fmt.Sprintf("%s-%d.sql", name, n))
	return path, os.WriteFile(path, []byte(pick+strings.ReplaceAll(sql, "WHICH", which)), 0o600)
}

var tpsLine = regexp.MustCompile(`(?m)^tps = ([0-9.]+)`)

// rateOf reads the transactions per second out of pgbench's report.
func rateOf(report string) (float64, error) {
	m := tpsLine.FindStringSubmatch(report)
	if m == nil {
		return 0, fmt.Errorf("pgbench reports no rate: %s", report)
	}
	return strconv.ParseFloat(m[1], 64)
}
