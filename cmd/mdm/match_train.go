package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"aurum/cmd/mdm/matchfile"
	"aurum/cmd/mdm/settings"
	"aurum/matching"
	"aurum/matching/training"
)

var matchTrainCommand = command{
	name: "match train", summary: "Learn from records what the levels of a policy are worth, with or without labelled pairs.",
	details: recordsHelp + `

Learns m and u of every level, what groups add together, and the prior, by expectation maximization over the pairs that the
policy's blocking brings together; u comes from random pairs. --labels names a CSV file with the columns record_id_a, record_id_b,
label (1 or 0): where enough pairs are labelled as the same, m comes from them; --split takes only those of one split.
Attributes, levels, rules and thresholds stay as they are, and so do comments: only numbers change, and the version grows by one.`,
	prepare: prepareMatchTrain,
}

type trainOptions struct {
	matchSettings
	labels, split string
	trainedPolicy
	seed int
}

func prepareMatchTrain(s *settings.Set) action {
	var o trainOptions
	o.matchSettings.declare(s)
	settings.Add(s, &o.labels, settings.Spec{Flag: "labels", Value: "FILE", Usage: "CSV file of labelled pairs to learn from as well"}, settings.Text)
	settings.Add(s, &o.split, settings.Spec{Flag: "split", Value: "NAME", Usage: "only the labelled pairs of this split"}, settings.Text)
	settings.Add(s, &o.seed, settings.Spec{Flag: "seed", Default: "0", Value: "N", Usage: "seed of all random choices"}, settings.Count(0))
	o.trainedPolicy.declare(s)
	return noArguments(func(ctx context.Context, sh *shell) error {
		if err := required(s, "match train", "policy", "records", "out"); err != nil {
			return err
		}
		if o.split != "" && o.labels == "" {
			return settings.Faultf("--split says which of the --labels to take, and there are none")
		}
		return o.run(ctx, sh)
	})
}

func (o *trainOptions) run(ctx context.Context, sh *shell) error {
	told := sh.stages()
	defer told.end()
	p, l, err := o.load(sh, told.at)
	if err != nil {
		return err
	}
	labels, notes, err := o.readLabels(l)
	if err != nil {
		return err
	}
	began := time.Now()
	spec, report, err := training.Train(ctx, p.Spec, p.Model, l.Table, training.Options{Seed: uint64(o.seed), Labels: labels, Progress: told.at})
	if err != nil {
		return fmt.Errorf("%s: %w", o.policy, err)
	}
	told.end()
	report.Warnings = append(notes, report.Warnings...)
	return o.write(sh, p, spec, report, time.Since(began))
}

// write writes a trained policy over the document it was made from, and tells what was learned.
func (o *trainedPolicy) write(sh *shell, p *matchfile.Policy, spec matching.Spec, report *training.Report, took time.Duration) error {
	spec = matchfile.Rounded(spec)
	if _, err := matching.Compile(p.Schema, spec); err != nil {
		return fmt.Errorf("%s: what was learned makes no policy: %w", p.Name, err)
	}
	text, err := matchfile.Retrained(p.Document, spec)
	if err != nil {
		return fmt.Errorf("%s: %w", p.Name, err)
	}
	err = writeFile(o.out, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(sh.stdout, trained{o.out, took.Seconds(), report})
	}
	return o.tell(sh.stdout, report)
}

// trained is what training came to, as programs read it.
type trained struct {
	Policy  string  `json:"policy"`
	Seconds float64 `json:"seconds"`
	*training.Report
}

func (o *trainOptions) readLabels(l *matchfile.Loaded) (labels []training.Label, notes []string, err error) {
	notes = []string{}
	if o.labels == "" {
		return nil, notes, nil
	}
	pairs, told, err := matchfile.LabelledPairs(o.labels, l)
	if err != nil {
		return nil, nil, err
	}
	for _, x := range pairs {
		// Neither a record that was left out nor one beside itself has anything to learn from.
		if x.A != x.B && max(x.A, x.B) < l.Table.Len() && (o.split == "" || x.Split == o.split) {
			labels = append(labels, training.Label{A: x.A, B: x.B, Same: x.Same})
		}
	}
	if len(labels) == 0 {
		return nil, nil, errors.New(o.labels + ": no pair is of split " + o.split)
	}
	return labels, append(notes, told...), nil
}

// tell writes what was learned, for people.
func (o *trainedPolicy) tell(w io.Writer, r *training.Report) error {
	p := newPage()
	for _, warning := range r.Warnings {
		p.line("look at this: %s", warning)
	}
	p.line("%d records, %d candidate pairs, %d labels; %.0f of %.0f pairs are expected to be the same: prior %.3g", r.Records, r.Candidates, r.Labels, r.Matches, r.Pairs, r.Prior)
	if r.Decisions != nil {
		p.decisions(r.Decisions)
	}
	for _, c := range r.Comparisons {
		if len(c.Levels) == 0 {
			continue
		}
		p.title(c.Name)
		p.levels(c.Levels, r.Decisions != nil)
	}
	p.line("\nThe trained policy is in %s.", o.out)
	return p.writeTo(w)
}

// levels is the table of a comparison's levels; where people decided, also what the weights were before and how many
// decisions are about each level.
func (p *page) levels(levels []training.LevelReport, decided bool) {
	head := []any{"  level", "m", "u", "bits", "candidates", "expected matches"}
	if decided {
		head = append(head, "bits before", "decided the same", "decided different")
	}
	p.row(head...)
	for _, l := range levels {
		cells := []any{"  " + l.Name, fmt.Sprintf("%.4g", l.M), fmt.Sprintf("%.4g", l.U), fmt.Sprintf("%+.2f", l.Weight), fmt.Sprintf("%.0f", l.Pairs), fmt.Sprintf("%.0f", l.Matches)}
		if decided {
			cells = append(cells, fmt.Sprintf("%+.2f", l.Before), fmt.Sprint(l.Same), fmt.Sprint(l.Different))
		}
		p.row(cells...)
	}
}

// decisions is what a policy makes of decided pairs, before and after.
func (p *page) decisions(d *training.DecisionReport) {
	p.line("%d decisions of stewards, %d of them that two records are the same, %d about pairs that blocking brings together", d.Decisions, d.Same, d.Met)
	p.line("the policy as it was agreed with %d of them, as trained it agrees with %d", d.Before.Agreed, d.After.Agreed)
	p.title("What the policy by itself makes of the decided pairs")
	p.row("  decided", "policy", "linked", "asked", "apart")
	for _, x := range []struct {
		decided, policy string
		training.Outcomes
	}{
		{"the same", "as it was", d.Before.Same}, {"the same", "as trained", d.After.Same},
		{"different", "as it was", d.Before.Different}, {"different", "as trained", d.After.Different},
	} {
		p.row("  "+x.decided, x.policy, fmt.Sprint(x.Linked), fmt.Sprint(x.Asked), fmt.Sprint(x.Apart))
	}
}
