package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"aurum/cmd/mdm/settings"
	"aurum/domain"
	"aurum/mastering"
)

var policiesSimulateCommand = command{
	name: "policies simulate", arguments: "FILE", summary: "Tell what a policy would do to the stored records before it comes into force.",
	details: `FILE is the mastering policy of a domain. Every source record is decided on by it in one snapshot of the database, beside a
running hub, and nothing is written: golden records that would be joined and parted, values that would change, change events
that would be sent, stewards' tasks that would be opened and closed. What other domains say of golden ids that change is not
in it.

--first and --skip page through the golden records and tasks concerned; the counts are always in full.`,
	prepare: prepareSimulate,
}

type simulateOptions struct {
	where  databaseSettings
	logs   logSettings
	domain domain.Domain
	first  int
	skip   int
	json   bool
}

func prepareSimulate(s *settings.Set) action {
	var o simulateOptions
	addDomain(s, &o.domain)
	settings.Add(s, &o.first, settings.Spec{Flag: "first", Default: "10", Value: "N", Usage: "how many golden records and tasks to show"}, settings.Count(0))
	settings.Add(s, &o.skip, settings.Spec{Flag: "skip", Default: "0", Value: "N", Usage: "how many of them to leave out in front"}, settings.Count(0))
	addJSON(s, &o.json)
	o.where.declare(s)
	o.logs.declare(s)
	return func(ctx context.Context, sh *shell, args []string) error {
		if err := required(s, "policies simulate", "domain"); err != nil {
			return err
		}
		if len(args) != 1 {
			return settings.Faultf("mdm policies simulate needs one file")
		}
		return o.run(ctx, sh, args[0])
	}
}

func (o *simulateOptions) run(ctx context.Context, sh *shell, file string) (err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	p, err := mastering.ParsePolicy(domain.Registry.Of(o.domain), text)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	db, closeAll, err := o.where.openStore(ctx, sh.logger(max(o.logs.level, slog.LevelWarn), o.logs.format))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeAll()) }()
	told := sh.stages()
	var out *mastering.Simulation
	err = db.Snapshot(ctx, func(s mastering.Snapshot) (err error) {
		out, err = p.Simulate(ctx, s, time.Now(), told.at)
		return err
	})
	told.end()
	if err != nil {
		return err
	}
	effects, tasks := len(out.Effects), len(out.Tasks)
	out.Effects, out.Tasks = paged(out.Effects, o.skip, o.first), paged(out.Tasks, o.skip, o.first)
	if o.json {
		e := json.NewEncoder(sh.stdout)
		e.SetIndent("", "  ")
		return e.Encode(out)
	}
	return writeSimulation(sh.stdout, out, effects, tasks)
}

// paged is one page of a list.
func paged[T any](all []T, skip, first int) []T {
	all = all[min(skip, len(all)):]
	return all[:min(first, len(all))]
}

func writeSimulation(w io.Writer, s *mastering.Simulation, effects, tasks int) error {
	p := newPage()
	p.line("policy of %s: %s now, %s then", s.Domain, cmp.Or(s.From, "none"), s.To)
	p.row("source records", s.Records)
	p.row("golden records", fmt.Sprintf("%d, then %d", s.Goldens[0], s.Goldens[1]))
	p.row("joined from several", s.Joined)
	p.row("parted into several", s.Parted)
	p.row("change events", counted(s.Events))
	p.row("values changed", counted(s.Values))
	p.row("tasks opened", counted(s.TasksOpened))
	p.row("tasks closed", counted(s.TasksClosed))
	p.row("other domains' records that refer to what moves", counted(s.Referring))
	p.title(fmt.Sprintf("Golden records: %d of %d", len(s.Effects), effects))
	for _, e := range s.Effects {
		p.line("  %s", effectLine(e))
	}
	p.title(fmt.Sprintf("Tasks: %d of %d", len(s.Tasks), tasks))
	for _, t := range s.Tasks {
		what := "open"
		if t.ID > 0 {
			what = fmt.Sprintf("close tsk_%d", t.ID)
		}
		p.line("  %s %s: %s", what, t.Kind, t.Reason)
	}
	return p.writeTo(w)
}

func effectLine(e mastering.Effect) string {
	line := fmt.Sprintf("%s %s", e.Kind, cmp.Or(string(e.Golden), "new"))
	if e.Kind == domain.ChangeMerged {
		return fmt.Sprintf("%s into %s", line, cmp.Or(string(e.To[0]), "a new one"))
	}
	var keys []string
	for _, m := range e.Members {
		keys = append(keys, m.String())
	}
	line += " of " + strings.Join(keys, " ")
	if names := slices.Sorted(maps.Keys(e.Changed)); len(names) > 0 {
		line += "; changes " + strings.Join(names, ", ")
	}
	return line
}

// counted lists counts by name, in the order of the names.
func counted[K ~string](counts map[K]int) string {
	if len(counts) == 0 {
		return "none"
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, fmt.Sprintf("%s %d", name, counts[name]))
	}
	return strings.Join(out, ", ")
}
