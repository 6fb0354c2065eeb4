package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"aurum/cmd/mdm/matchfile"
	"aurum/cmd/mdm/settings"
	"aurum/domain"
	"aurum/matching/training"
)

var matchRetrainCommand = command{
	name: "match retrain", summary: "Learn from a hub's records, and from what its stewards decided, what the levels of its policy are worth.",
	details: `Reads the live source records of a domain and the stewards' decisions between them, and writes the domain's policy with other
numbers and the next version; nothing in the hub changes. Weights are learned as by match train. Stewards are asked about what the
policy is unsure of: hence their decisions tell what is true of pairs that look alike, and nothing of how common they are. What is
told of each level, and what the policy makes of the decided pairs before and after, is for a person to judge. All attributes are
read, whatever roles may see. --policies must be those that the hub works by. Put the file into
the hub's policy folder as mastering/DOMAIN.yaml then; the hub matches all records of the domain again in the background.`,
	prepare: prepareMatchRetrain,
}

type retrainOptions struct {
	where    databaseSettings
	logs     logSettings
	policies string
	domain   domain.Domain
	trainedPolicy
	seed int
}

func prepareMatchRetrain(s *settings.Set) action {
	var o retrainOptions
	addDomain(s, &o.domain)
	addPolicies(s, &o.policies)
	o.declare(s)
	settings.Add(s, &o.seed, settings.Spec{Flag: "seed", Default: "0", Value: "N", Usage: "seed of all random choices"}, settings.Count(0))
	o.where.declare(s)
	o.logs.declare(s)
	return noArguments(func(ctx context.Context, sh *shell) error {
		if err := required(s, "match retrain", "domain", "out"); err != nil {
			return err
		}
		return o.run(ctx, sh)
	})
}

func (o *retrainOptions) run(ctx context.Context, sh *shell) (err error) {
	rules, all, err := loadPolicies(o.policies)
	if err != nil {
		return err
	}
	written, err := matchfile.OpenPolicy(string(o.domain), rules, domain.Registry)
	if err != nil {
		return err
	}
	records, closeAll, err := o.where.openStore(ctx, sh.logger(max(o.logs.level, slog.LevelWarn), o.logs.format))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeAll()) }()
	told := sh.stages()
	defer told.end()
	began := time.Now()
	spec, report, err := all.Of(o.domain).Retrain(ctx, records, written.Spec, training.Options{Seed: uint64(o.seed), Progress: told.at})
	if err != nil {
		return fmt.Errorf("%s: %w", o.domain, err)
	}
	told.end()
	if report.Decisions == nil {
		report.Warnings = append([]string{"no steward has decided anything about these records: the weights are learned from the records alone"}, report.Warnings...)
	}
	return o.write(sh, written, spec, report, time.Since(began))
}

// trainedPolicy is the policy that training writes, and how it is told.
type trainedPolicy struct {
	out  string
	json bool
}

func (o *trainedPolicy) declare(s *settings.Set) {
	settings.Add(s, &o.out, settings.Spec{Flag: "out", Value: "FILE", Usage: "trained policy to write; one that is there is replaced"}, settings.Text)
	addJSON(s, &o.json)
}
