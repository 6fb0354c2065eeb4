package graph

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"aurum/domain"
)

// Limits of an operation.
const (
	DefaultCostLimit = 10_000
	maxDepth         = 15
	maxRoots         = 30
	maxTokens        = 8_000
	maxBody          = 10 << 20 // bytes
)

func init() {
	// What is too complex is refused before it is run, as an invalid document is.
	errcode.RegisterErrorType(string(domain.TooComplex), errcode.KindProtocol)
}

// limits refuses operations that ask for too much, and tells the others what they cost.
type limits struct{ cost int }

// Cost is told in the answer's extensions.
type Cost struct {
	Requested int `json:"requested"`
	Limit     int `json:"limit"`
}

const costKey = "cost"

func (limits) ExtensionName() string { return "Limits" }

// Validate accepts any schema.
func (limits) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses an operation that asks for too much.
func (l limits) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	b := assess(op.Operation, op.Variables)
	op.Stats.SetExtension(costKey, Cost{Requested: b.cost, Limit: l.cost})
	switch {
	case b.depth > maxDepth:
		return tooComplex("the operation is %d levels deep, at most %d are answered", b.depth, maxDepth)
	case b.roots > maxRoots:
		return tooComplex("the operation asks for %d root fields, at most %d are answered", b.roots, maxRoots)
	case b.cost > l.cost:
		return tooComplex("the operation costs %d, the limit is %d; ask for fewer items or fewer nested lists", b.cost, l.cost)
	}
	return nil
}

func tooComplex(format string, args ...any) *gqlerror.Error {
	return refusal(domain.E(domain.TooComplex, fmt.Sprintf(format, args...)))
}

// InterceptResponse tells the cost of queries and mutations, and of what was refused for it.
func (l limits) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	if op := graphql.GetOperationContext(ctx); op.Operation != nil && op.Operation.Operation != ast.Subscription {
		if cost, ok := op.Stats.GetExtension(costKey).(Cost); ok {
			graphql.RegisterExtension(ctx, costKey, cost)
		}
	}
	return next(ctx)
}
