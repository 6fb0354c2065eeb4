package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"aurum/domain"
	"aurum/graph/model"
)

// presenter gives the words in which errors are told to callers: what they can act upon as it is, with code and field;
// failures of the hub by their id alone, while the log gets the rest.
func presenter(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		out := graphql.DefaultErrorPresenter(ctx, err)
		var known *domain.Error
		var failure *model.Failure
		switch {
		case errors.As(err, &known):
			tell(out, known)
		case errors.As(err, &failure):
			failure.Log(func() {
				log.ErrorContext(ctx, "graphql request failed", "id", failure.ID, "path", out.Path.String(), "error", failure.Err)
			})
			out.Message = "internal error, reported under id " + failure.ID
			out.Extensions = map[string]any{"code": domain.Internal, "id": failure.ID}
		case errors.Is(err, context.Canceled):
			out.Message = "the request was given up"
			out.Extensions = map[string]any{"code": domain.Internal}
		case out.Extensions["code"] == nil, out.Extensions["code"] == errcode.ParseFailed, out.Extensions["code"] == errcode.ValidationFailed:
			errcode.Set(out, string(domain.Invalid))
		}
		out.Err = nil // nothing of the cause may travel along
		return out
	}
}

func tell(out *gqlerror.Error, known *domain.Error) {
	out.Message = known.Message
	out.Extensions = map[string]any{"code": known.Code}
	if len(known.Field) > 0 {
		out.Extensions["field"] = known.Field
	}
}

// recovered turns a panic into a failure.
func recovered(_ context.Context, cause any) error {
	return model.Fail(fmt.Errorf("panic: %v\n%s", cause, debug.Stack()))
}

// refusal is an error in the words of GraphQL, for places without a presenter.
func refusal(err *domain.Error) *gqlerror.Error {
	out := &gqlerror.Error{}
	tell(out, err)
	return out
}
