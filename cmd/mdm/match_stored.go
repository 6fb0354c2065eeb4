package main

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"time"

	"aurum/cmd/mdm/settings"
	"aurum/domain"
	"aurum/matching"
)

var matchStoredCommand = command{
	name: "match stored", summary: "Match all stored records of a domain among each other and store their edges.",
	details: `Compares the live source records of a domain by its policy, all at once, and stores what reaches the review threshold, as the
hub does record by record. It resolves nothing: golden records stay as they are until the hub next looks at their records. The
policies must be those of the hub. It may run beside a hub; an edge that the hub has scored from newer records stays.`,
	prepare: prepareMatchStored,
}

type storedOptions struct {
	where    databaseSettings
	logs     logSettings
	policies string
	domain   domain.Domain
	workers  int
	memory   memoryLimit
	json     bool
}

func prepareMatchStored(s *settings.Set) action {
	var o storedOptions
	addDomain(s, &o.domain)
	addWorkers(s, &o.workers)
	addMemory(s, &o.memory)
	addPolicies(s, &o.policies)
	addJSON(s, &o.json)
	o.where.declare(s)
	o.logs.declare(s)
	return noArguments(func(ctx context.Context, sh *shell) error {
		if err := required(s, "match stored", "domain"); err != nil {
			return err
		}
		return o.run(ctx, sh)
	})
}

func (o *storedOptions) run(ctx context.Context, sh *shell) (err error) {
	_, all, err := loadPolicies(o.policies)
	if err != nil {
		return err
	}
	records, closeAll, err := o.where.openStore(ctx, sh.logger(max(o.logs.level, slog.LevelWarn), o.logs.format))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeAll()) }()
	defer o.memory.hold()()
	told := sh.stages()
	defer told.end()
	policy := all.Of(o.domain)
	var r *ran
	began := time.Now()
	_, err = policy.MatchAll(ctx, records, matching.RunOptions{
		Workers: o.workers, MemoryLimit: int64(o.memory) / 4, Progress: told.at,
		Deliver: func(run *matching.Run, edges iter.Seq[matching.Edge]) error {
			n := 0
			for _, members := range run.Clusters {
				n += len(members)
			}
			r = summarize(policy.Matching, n, run, edges)
			return nil
		},
	})
	if err != nil {
		return err
	}
	told.end()
	r.took(time.Since(began))
	return r.tell(sh, o.json)
}
