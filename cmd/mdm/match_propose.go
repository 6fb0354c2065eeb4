package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"aurum/cmd/mdm/matchfile"
	"aurum/cmd/mdm/parties"
	"aurum/cmd/mdm/settings"
	"aurum/domain"
	"aurum/matching"
	"aurum/matching/propose"
	"aurum/policies"
)

var matchProposeCommand = command{
	name: "match propose", summary: "Write a first matching policy for a file of records, without any configuration.",
	details: `Reads the columns, finds out what they are, how to standardize, block and compare them and how much each says, chooses
thresholds without labels, and writes the policy with its reasons. The same file and seed give the same policy. A file of persons
and companies with too little to learn from gets the policy of customers, with what its columns mean.

The file of records is CSV, gzipped or not; its first line names the columns: record_id, source, then attributes. --unique names a
source that has no duplicates of its own, --duplicated one that has some; each may be given more than once, or with commas.
Of sources that are not named it is found out.`,
	prepare: prepareMatchPropose,
}

type proposeOptions struct {
	records            matchSettings
	out                string
	unique, duplicated []string
	seed               int
	json               bool
}

func prepareMatchPropose(s *settings.Set) action {
	var o proposeOptions
	o.records.declareRecords(s)
	addPolicies(s, &o.records.policies)
	settings.Add(s, &o.out, settings.Spec{Flag: "out", Value: "FILE", Usage: "policy to write; one that is there is replaced"}, settings.Text)
	settings.Add(s, &o.unique, settings.Spec{Flag: "unique", Value: "SOURCE", Usage: "source without duplicates of its own"}, names(&o.unique))
	settings.Add(s, &o.duplicated, settings.Spec{Flag: "duplicated", Value: "SOURCE", Usage: "source with duplicates of its own"}, names(&o.duplicated))
	settings.Add(s, &o.seed, settings.Spec{Flag: "seed", Default: "0", Value: "N", Usage: "seed of all random choices"}, settings.Count(0))
	addJSON(s, &o.json)
	return noArguments(func(ctx context.Context, sh *shell) error {
		if err := required(s, "match propose", "records", "out"); err != nil {
			return err
		}
		return o.run(ctx, sh)
	})
}

// names takes one name or several with commas between them, and adds them to those already there.
func names(into *[]string) func(string) ([]string, error) {
	return func(text string) ([]string, error) {
		for name := range strings.SplitSeq(text, ",") {
			name, err := settings.Text(strings.TrimSpace(name))
			if err != nil {
				return nil, err
			}
			*into = append(*into, name)
		}
		return *into, nil
	}
}

func (o *proposeOptions) run(ctx context.Context, sh *shell) error {
	told := sh.stages()
	defer told.end()
	r, err := o.records.input(sh, told.at).Records()
	if err != nil {
		return err
	}
	if err := o.checkSources(r); err != nil {
		return err
	}
	d, err := o.propose(ctx, r, told.at)
	if err != nil {
		return fmt.Errorf("%s: %w", o.records.records, err)
	}
	told.end()
	comment := proposalComment(d.proposal, r, o)
	if err := writeFile(o.out, func(w io.Writer) error { return d.write(w, comment) }); err != nil {
		return err
	}
	return o.tell(sh, d.proposal)
}

// drafted is a proposal with how it is written.
type drafted struct {
	proposal *propose.Proposal
	write    func(w io.Writer, comment []string) error
}

// propose takes what is known of parties where a file of them has too little to learn from, else learns from the file.
func (o *proposeOptions) propose(ctx context.Context, r *propose.Records, told func(stage string, done, total int64)) (*drafted, error) {
	found, known := parties.Recognize(r)
	if known {
		if sparse, why := found.TooSparse(); sparse {
			return o.proposeParties(found, why)
		}
	}
	p, err := propose.Propose(ctx, r, propose.Options{Unique: o.unique, Duplicated: o.duplicated, Seed: uint64(o.seed), Progress: told})
	if err != nil {
		if known && ctx.Err() == nil {
			return o.proposeParties(found, fmt.Sprintf("nothing could be learned from them (%v)", err))
		}
		return nil, err
	}
	spec := matchfile.Rounded(p.Spec)
	if err := compiles(spec); err != nil {
		return nil, fmt.Errorf("what was found makes no policy: %w", err)
	}
	return &drafted{p, func(w io.Writer, comment []string) error { return matchfile.WritePolicy(w, spec, comment) }}, nil
}

// proposeParties lays the policy of customers over a file.
func (o *proposeOptions) proposeParties(found *parties.Found, why string) (*drafted, error) {
	rules, err := policies.Open(o.records.policies)
	if err != nil {
		return nil, err
	}
	base, err := matchfile.OpenPolicy(string(domain.Customer), rules, domain.Registry)
	if err != nil {
		return nil, err
	}
	base.Mapping = found.Mapping
	base.Spec.Sources.Unique = append(base.Spec.Sources.Unique, o.unique...)
	if base.Defaults.DateOrder == "" {
		base.Defaults.DateOrder = found.DateOrder
	}
	p := &propose.Proposal{Spec: base.Spec, Notes: append([]string{
		"the records are persons and companies, by the names of the columns and what stands in them",
		why + "; the weights are those of the product's policy for customers (mastering/customer.yaml)",
	}, found.Notes()...)}
	if found.DateOrder != "" {
		p.Notes = append(p.Notes, "dates in digits are read as "+found.DateOrder+", which most of them show")
	}
	return &drafted{p, func(w io.Writer, comment []string) error { return matchfile.WriteDomainPolicy(w, base, comment) }}, nil
}

// compiles makes sure that a policy of a file is one.
func compiles(spec matching.Spec) error {
	schema, err := matching.FileSchema(spec.Attributes)
	if err == nil {
		_, err = matching.Compile(schema, spec)
	}
	return err
}

// checkSources refuses sources that the file does not have: a misspelled one would pass in silence.
func (o *proposeOptions) checkSources(r *propose.Records) error {
	known := map[string]bool{}
	for _, s := range r.Sources() {
		known[s] = true
	}
	for _, name := range append(append([]string{}, o.unique...), o.duplicated...) {
		if !known[name] {
			return settings.Faultf("%s has no source %q; it has %s", o.records.records, name, strings.Join(r.Sources(), ", "))
		}
	}
	for _, name := range o.unique {
		for _, other := range o.duplicated {
			if name == other {
				return settings.Faultf("source %q cannot be both --unique and --duplicated", name)
			}
		}
	}
	return nil
}

// proposalComment is what stands on top of a proposed policy.
func proposalComment(p *propose.Proposal, r *propose.Records, o *proposeOptions) []string {
	out := []string{
		fmt.Sprintf("A matching policy proposed for %d records of %s.", r.Len(), strings.Join(r.Sources(), ", ")),
		"",
		"What was found, and what follows from it:",
	}
	for _, n := range p.Notes {
		out = append(out, "- "+n)
	}
	if len(p.Warnings) > 0 {
		out = append(out, "", "To be looked at by somebody who knows the data:")
	}
	for _, w := range p.Warnings {
		out = append(out, "- "+w)
	}
	return append(out, "",
		fmt.Sprintf("Links are made from probability %s on, a person is asked from %s on.", probability(p.Spec.Thresholds.Link), probability(p.Spec.Thresholds.Review)),
		"",
		"How to go on: match with it (mdm match run), look at pairs (mdm match explain ID1 ID2), change what looks wrong here,",
		"measure against pairs that somebody has judged (mdm match evaluate --pairs), and train anew with them (mdm match train",
		"--labels).",
	)
}

// proposalTold is what a proposal came to, as programs read it.
type proposalTold struct {
	Policy     string                 `json:"policy"`
	Notes      []string               `json:"notes"`
	Warnings   []string               `json:"warnings"`
	Thresholds matching.ThresholdSpec `json:"thresholds"`
}

func (o *proposeOptions) tell(sh *shell, p *propose.Proposal) error {
	if o.json {
		told := proposalTold{Policy: o.out, Notes: append([]string{}, p.Notes...), Warnings: append([]string{}, p.Warnings...), Thresholds: p.Spec.Thresholds}
		return writeJSON(sh.stdout, told)
	}
	out := newPage()
	for _, n := range p.Notes {
		out.line("%s", n)
	}
	for _, w := range p.Warnings {
		out.line("look at this: %s", w)
	}
	out.line("The policy is in %s.", o.out)
	return out.writeTo(sh.stdout)
}
