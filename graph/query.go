package graph

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"aurum/access"
	"aurum/domain"
	"aurum/graph/generated"
	"aurum/graph/model"
	"aurum/mastering"
	"aurum/store"
)

// resolver is the root of all resolvers.
type resolver struct {
	feed Feed
	log  *slog.Logger
}

func (r resolver) Query() generated.QueryResolver               { return query{} }
func (r resolver) Mutation() generated.MutationResolver         { return mutation{} }
func (r resolver) Subscription() generated.SubscriptionResolver { return subscription(r) }

type (
	query        struct{}
	mutation     struct{}
	subscription resolver
)

// one gives a domain's golden record by id or by source key; nil where there is none.
func one[T model.GoldenRecord](ctx context.Context, d domain.Domain, id *string, source map[string]any, asOf any) (none T, err error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return none, err
	}
	at, err := momentOf(asOf)
	if err != nil {
		return none, err
	}
	if (id == nil) == (source == nil) {
		return none, domain.E(domain.Invalid, "give either id or source", "id")
	}
	var found []*domain.GoldenRecord
	if id != nil {
		found, err = byID(ctx, s, d, domain.GoldenID(*id), at)
	} else {
		found, err = s.Reader.GoldensOf(ctx, d, []domain.SourceKey{keyOf(source)}, at)
	}
	if err != nil || len(found) == 0 {
		return none, err
	}
	return model.As[T](s.Records(found, at)[0])
}

// byID reads one record or the one that has absorbed it; none for an id that is not one of the domain's.
func byID(ctx context.Context, s *model.Session, d domain.Domain, id domain.GoldenID, at *time.Time) ([]*domain.GoldenRecord, error) {
	if schema := domain.Registry.OfID(id); schema == nil || schema.Domain != d {
		return nil, nil
	}
	return s.Reader.Surviving(ctx, []domain.GoldenID{id}, at)
}

func keyOf(source map[string]any) domain.SourceKey {
	return domain.SourceKey{System: textOf(source["system"]), Key: textOf(source["key"])}
}

type listArgs struct {
	filter  map[string]any
	orderBy []map[string]any
	first   *int
	after   *string
	last    *int
	before  *string
	asOf    any
	validOn any
}

// list gives a page of a domain's golden records.
func list[T model.GoldenRecord](ctx context.Context, d domain.Domain, a listArgs) (*model.Connection[T], error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	q, err := listQuery(ctx, s, d, a)
	if err != nil {
		return nil, err
	}
	page, err := s.Reader.List(ctx, q)
	if err != nil {
		return nil, err
	}
	views := s.Records(page.Items, q.AsOf)
	out := make([]T, len(views))
	for i, v := range views {
		if out[i], err = model.As[T](v); err != nil {
			return nil, err
		}
	}
	return model.NewConnection(page, out), nil
}

func listQuery(ctx context.Context, s *model.Session, d domain.Domain, a listArgs) (q store.ListQuery, err error) {
	q.Domain, q.Count = d, selects(ctx, "totalCount")
	if q.PageArgs, err = model.PageArgs(a.first, a.after, a.last, a.before); err != nil {
		return q, err
	}
	if q.AsOf, err = momentOf(a.asOf); err != nil {
		return q, err
	}
	filter, err := validOn(a.filter, a.validOn)
	if err != nil {
		return q, err
	}
	if q.Filter, err = filterOf(s, d, filter); err != nil {
		return q, err
	}
	q.Order, err = orderOf(s, d, a.orderBy)
	return q, err
}

// selects is true if the field being resolved is asked for the named field of its answer.
func selects(ctx context.Context, name string) bool {
	fc := graphql.GetFieldContext(ctx)
	of := []string{fc.Field.Definition.Type.Name()}
	for _, f := range graphql.CollectFields(graphql.GetOperationContext(ctx), fc.Field.Selections, of) {
		if f.Name == name {
			return true
		}
	}
	return false
}

// askable leaves out what the caller may not see: an answer would confirm a guess.
func askable(s *model.Session, d domain.Domain, in domain.Attributes) domain.Attributes {
	out := domain.Attributes{}
	for name, v := range in {
		if s.Access.AllowUse(s.Principal, string(d), name) == nil {
			out[name] = v
		}
	}
	return out
}

// matchBefore compares a record that is not there yet with all that are.
func matchBefore(ctx context.Context, d domain.Domain, attributes map[string]any, first *int, asOf any) ([]*model.Match, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	n := 10
	if first != nil {
		if n, err = model.PageSize(first); err != nil {
			return nil, err
		}
	}
	at, err := momentOf(asOf)
	if err != nil {
		return nil, err
	}
	found, problems, err := matchedBefore(ctx, s, d, askable(s, d, attributesOf(attributes)), at, n)
	if err != nil {
		return nil, err
	}
	if len(problems) > 0 {
		key := fmt.Sprintf("problems:%s", graphql.GetFieldContext(ctx).Path())
		graphql.RegisterExtension(ctx, key, problems)
	}
	return s.Matches(d, found, at), nil
}

func matchedBefore(ctx context.Context, s *model.Session, d domain.Domain, attrs domain.Attributes, at *time.Time, first int) ([]mastering.Match, []domain.Problem, error) {
	if at != nil {
		return s.Hub.MatchBeforeThen(ctx, d, attrs, *at, s.Withheld(d), first)
	}
	return s.Hub.MatchBefore(ctx, d, attrs, s.Withheld(d), first)
}

// Search gives the golden records that resemble a text, of the domains the caller may read.
func (query) Search(ctx context.Context, text string, domains []domain.Domain, first *int, after *string, asOf any) (*model.GoldenRecordConnection, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	if domains == nil {
		domains = allowedDomains(s, access.Read)
	}
	for _, d := range domains {
		if err := s.Allow(d, access.Read); err != nil {
			return nil, err
		}
	}
	args, err := model.PageArgs(first, after, nil, nil)
	if err != nil {
		return nil, err
	}
	at, err := momentOf(asOf)
	if err != nil {
		return nil, err
	}
	withheld := map[domain.Domain][]string{}
	for _, d := range domains {
		withheld[d] = s.Withheld(d)
	}
	page, err := s.Reader.Search(ctx, store.SearchQuery{Text: text, Domains: domains, Withheld: withheld, AsOf: at, PageArgs: args})
	if err != nil {
		return nil, err
	}
	return model.NewConnection(page, s.Records(page.Items, at)), nil
}

// Viewer tells who is asking.
func (query) Viewer(ctx context.Context) (*model.Viewer, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	v := &model.Viewer{Subject: s.Principal.Subject, Role: string(s.Principal.Role)}
	if s.Principal.Source != "" {
		v.Source = &s.Principal.Source
	}
	return v, nil
}
