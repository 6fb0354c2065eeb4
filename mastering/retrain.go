package mastering

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"aurum/domain"
	"aurum/matching"
	"aurum/matching/training"
)

// Decisions is what learning from stewards needs of storage.
type Decisions interface {
	Bulk
	// Decided gives the decisions of stewards between two live source records of a domain, each once, sorted.
	Decided(ctx context.Context, d domain.Domain) ([]Assertion, error)
	// PolicyInForce is the version of the policy that the hub last started with; empty where it never has.
	PolicyInForce(ctx context.Context, d domain.Domain) (version string, err error)
}

// Retrain learns from the stored records of the policy's domain what the levels of a matching policy are worth, and from what
// stewards decided of them. spec is the policy as it is written; it stays as it is.
//
// A domain that is matched by its references is refused, as by MatchAll.
func (p *Policy) Retrain(ctx context.Context, from Decisions, spec matching.Spec, o training.Options) (matching.Spec, *training.Report, error) {
	if p.referring && p.Matching.ReadsReferences() {
		return spec, nil, domain.E(domain.Invalid, fmt.Sprintf("%s records are matched by what they refer to: they cannot be learned from all at once", p.Schema.Domain))
	}
	inForce, err := from.PolicyInForce(ctx, p.Schema.Domain)
	if err != nil {
		return spec, nil, err
	}
	if inForce != "" && inForce != p.Version {
		return spec, nil, domain.E(domain.Conflict, fmt.Sprintf("the hub works by version %s of the policy, this is version %s: learn from the one in force", inForce, p.Version))
	}
	s, err := p.readAll(ctx, from, o.Progress)
	if err != nil {
		return spec, nil, err
	}
	if o.Decisions, err = s.decided(ctx, from, p.Schema.Domain); err != nil {
		return spec, nil, err
	}
	t, err := s.objects.Table(p.Matching)
	if err != nil {
		return spec, nil, fmt.Errorf("%s records: %w", p.Schema.Domain, err)
	}
	trained, report, err := training.Train(ctx, spec, p.Matching, t, o)
	if err != nil || report.Decisions == nil {
		return trained, report, err
	}
	after, err := matching.Compile(p.Schema, trained)
	if err != nil {
		return spec, nil, fmt.Errorf("what was learned makes no policy: %w", err)
	}
	if t, err = s.objects.Table(after); err != nil {
		return spec, nil, err
	}
	report.Decisions.After = training.Judge(after, t, o.Decisions)
	if lost := report.Decisions.Before.Agreed - report.Decisions.After.Agreed; lost > 0 {
		report.Warnings = append(report.Warnings, fmt.Sprintf("as trained the policy agrees with %d decisions fewer than before: no sum of levels tells these pairs apart, a rule or another level may", lost))
	}
	return trained, report, nil
}

// decided are the decisions about records of the stretch, by position.
func (s *stretch) decided(ctx context.Context, from Decisions, d domain.Domain) ([]training.Label, error) {
	said, err := from.Decided(ctx, d)
	if err != nil {
		return nil, fmt.Errorf("decisions about %s: %w", d, err)
	}
	var out []training.Label
	for _, x := range said {
		a, aok := slices.BinarySearchFunc(s.ids, x.A, cmp.Compare[domain.RecordID])
		b, bok := slices.BinarySearchFunc(s.ids, x.B, cmp.Compare[domain.RecordID])
		if aok && bok { // else one arrived after the records were read
			out = append(out, training.Label{A: a, B: b, Same: x.Same})
		}
	}
	return out, nil
}
