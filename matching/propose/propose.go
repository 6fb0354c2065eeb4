package propose

import (
	"context"
	"errors"

	"aurum/matching"
)

// Options say how to propose. The zero value is a sensible one.
type Options struct {
	// Unique and Duplicated name sources that are known to have no duplicates of their own, or to have some; what is said of
	// no source is found out.
	Unique, Duplicated []string
	// Seed is that of all random choices.
	Seed uint64
	// Progress is told now and then how far a stage has come; it may be nil.
	Progress func(stage string, done, total int64)
}

// Proposal is a policy with what it was made from.
type Proposal struct {
	Spec matching.Spec
	// Notes tell in plain words what was found and decided, in order.
	Notes []string
	// Warnings tell what a person should look at.
	Warnings []string
}

// input is what the ways of proposing work on.
type input struct {
	records  *Records
	profiles []Profile
	options  Options
}

// Propose makes a policy for a file. Errors tell what about the file makes that impossible.
func Propose(ctx context.Context, r *Records, o Options) (*Proposal, error) {
	if r.Len() < 2 {
		return nil, errors.New("needs at least two records")
	}
	in := &input{records: r, profiles: profileAll(r), options: o}
	return in.propose(ctx)
}

// propose chooses the way that suits the columns.
func (in *input) propose(ctx context.Context) (*Proposal, error) {
	way, why := in.byFields, "several columns tell the records apart together"
	if fit, reason := in.textsFit(); fit {
		way, why = in.byTexts, reason
	} else if fit, reason := in.textFits(); fit {
		way, why = in.byText, reason
	}
	p, err := way(ctx)
	if err != nil {
		return nil, err
	}
	p.Notes = append([]string{why}, p.Notes...)
	return p, nil
}
