package main

import (
	"context"
	"time"

	"aurum/cmd/mdm/matchfile"
	"aurum/cmd/mdm/settings"
	"aurum/matching"
	"aurum/matching/evaluation"
)

var matchEvaluateCommand = command{
	name: "match evaluate", summary: "Measure a policy against records whose truth is known.",
	details: recordsHelp + `

--truth names a CSV file with the columns record_id and cluster_id. --pairs names one with record_id_a, record_id_b, label (1 or 0) and
perhaps split; only these pairs are scored, and each split is told by itself.

The figures are those of the policy's own thresholds and clustering; "best" is the threshold that the truth would have
chosen. The table of thresholds clusters anew at each, rules and unique sources kept. False positives are listed from the
highest weight down, false negatives from the lowest up, no record twice.`,
	prepare: prepareMatchEvaluate,
}

type evaluateOptions struct {
	matchSettings
	truth, pairs string
	errors       int
	json         bool
}

func prepareMatchEvaluate(s *settings.Set) action {
	var o evaluateOptions
	o.declare(s)
	settings.Add(s, &o.truth, settings.Spec{Flag: "truth", Value: "FILE", Usage: "CSV file of the true clusters"}, settings.Text)
	settings.Add(s, &o.pairs, settings.Spec{Flag: "pairs", Value: "FILE", Usage: "CSV file of labelled pairs, instead"}, settings.Text)
	settings.Add(s, &o.errors, settings.Spec{
		Flag: "errors", Default: "5", Value: "N", Usage: "how many of the worst errors of each kind to list with their explanation",
	}, settings.Count(0))
	addJSON(s, &o.json)
	return noArguments(func(ctx context.Context, sh *shell) error {
		if err := required(s, "match evaluate", "policy", "records"); err != nil {
			return err
		}
		if (o.truth == "") == (o.pairs == "") {
			return settings.Faultf("mdm match evaluate needs either --truth or --pairs")
		}
		return o.run(ctx, sh)
	})
}

func (o *evaluateOptions) run(ctx context.Context, sh *shell) error {
	told := sh.stages()
	defer told.end()
	began := time.Now()
	p, l, err := o.load(sh, told.at)
	if err != nil {
		return err
	}
	read := time.Since(began)
	truth, notes, err := o.readTruth(l)
	if err != nil {
		return err
	}
	report, err := evaluation.Measure(ctx, p.Model, l.Table, truth, evaluation.Options{
		RunOptions: matching.RunOptions{Workers: o.workers, Progress: told.at}, Errors: o.errors,
	})
	if err != nil {
		return err
	}
	told.end()
	report.Timing.Read, report.Timing.Prepare = (read - l.Preparing).Seconds(), l.Preparing.Seconds()
	report.PeakMemoryBytes, report.Warnings = peakMemory(), notes
	if o.json {
		return writeJSON(sh.stdout, report)
	}
	return writeReport(sh.stdout, report)
}

func (o *evaluateOptions) readTruth(l *matchfile.Loaded) (truth evaluation.Truth, notes []string, err error) {
	truth.Records = l.Len()
	if o.truth != "" {
		truth.Labels, notes, err = matchfile.Truth(o.truth, l)
	} else {
		truth.Pairs, notes, err = matchfile.LabelledPairs(o.pairs, l)
	}
	return truth, notes, err
}
