package propose

import "context"

func (in *input) byTexts(ctx context.Context) (*Proposal, error) { return &Proposal{}, ctx.Err() }
