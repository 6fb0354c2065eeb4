package propose

import "context"

func (in *input) byFields(ctx context.Context) (*Proposal, error) {
	return &Proposal{}, ctx.Err()
}
