package graph

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"aurum/access"
	"aurum/domain"
	"aurum/graph/model"
)

// rule says what a root field needs; its resolver may need more, once it knows which records are meant.
type rule func(s *model.Session) error

// rules hold one rule for each root field. A field without a rule answers nobody.
var rules = allRules()

func allRules() map[string]rule {
	all := map[string]rule{
		"Query.node":                       onSomeDomain(access.Read), // and on the record's own
		"Query.nodes":                      onSomeDomain(access.Read), // and on each record's own
		"Query.search":                     onSomeDomain(access.Read), // looks through those only
		"Query.sourceRecord":               onSomeDomain(access.Read), // and on the domain asked for
		"Query.diff":                       onSomeDomain(access.Read), // and on the record's own
		"Query.explainMatch":               onSomeDomain(access.Read), // and on that of both sides
		"Query.sourceSystems":              onObject(access.ObjectSourceSystem, access.Read),
		"Query.tasks":                      onObject(access.ObjectTask, access.Read),
		"Query.previewMerge":               onSomeDomain(access.Merge),  // and on that of the golden records
		"Query.previewSplit":               onSomeDomain(access.Merge),  // likewise
		"Query.previewWithdrawal":          onSomeDomain(access.Merge),  // and on that of the decision
		"Query.previewOverride":            onSomeDomain(access.Decide), // and on that of the golden record, and its attribute
		"Query.policies":                   onObject(access.ObjectPolicies, access.Read),
		"Query.simulation":                 onObject(access.ObjectPolicies, access.Read), // and read on its domain
		"Mutation.simulatePolicy":          onObject(access.ObjectPolicies, access.Write),
		"Mutation.loadPolicy":              onObject(access.ObjectPolicies, access.Write),
		"Mutation.activatePolicy":          onObject(access.ObjectPolicies, access.Write),
		"Query.verification":               onObject(access.ObjectVerify, access.Read),
		"Query.auditTrail":                 onObject(access.ObjectAudit, access.Read),
		"Mutation.mergeGoldenRecords":      onSomeDomain(access.Merge),                 // as its preview
		"Mutation.splitGoldenRecord":       onSomeDomain(access.Merge),                 // as its preview
		"Mutation.withdrawDecision":        onSomeDomain(access.Merge),                 // as its preview
		"Mutation.resolveTask":             onObject(access.ObjectTask, access.Decide), // and merge on the domain of the task
		"Mutation.overrideAttribute":       onSomeDomain(access.Decide),                // as its preview
		"Mutation.clearOverride":           onSomeDomain(access.Decide),                // likewise
		"Query.quarantine":                 onSourceRecords,
		"Query.viewer":                     anybody,
		"Mutation.deleteSourceRecords":     onSomeDomain(access.Write), // and on the source system's own records
		"Subscription.goldenRecordChanged": onSomeDomain(access.Subscribe),
	}
	maps.Copy(all, domainRules)
	return all
}

func anybody(*model.Session) error { return nil }

func onDomain(d domain.Domain, action access.Action) rule {
	return func(s *model.Session) error { return s.Allow(d, action) }
}

func onObject(object access.Object, action access.Action) rule {
	return func(s *model.Session) error { return s.Access.Allow(s.Principal, object, action) }
}

// onSomeDomain is met by those who may do the action in at least one domain.
func onSomeDomain(action access.Action) rule {
	return func(s *model.Session) error {
		if len(allowedDomains(s, action)) > 0 {
			return nil
		}
		return s.Allow(domain.Registry[0].Domain, action)
	}
}

// onSourceRecords is met by those who may read what sources sent, or what their own source sent.
func onSourceRecords(s *model.Session) error {
	err := s.Access.Allow(s.Principal, access.ObjectSourceRecordAny, access.Read)
	if err != nil && s.Principal.Source != "" {
		return s.Access.Allow(s.Principal, access.ObjectSourceRecordOwn, access.Read)
	}
	return err
}

// allowedDomains lists the domains in which the caller may do the action.
func allowedDomains(s *model.Session, action access.Action) []domain.Domain {
	var out []domain.Domain
	for _, schema := range domain.Registry {
		if s.Allow(schema.Domain, action) == nil {
			out = append(out, schema.Domain)
		}
	}
	return out
}

// guard is the field middleware that applies the rules to root fields. What else goes wrong in a resolver is marked as
// the hub's failure, so that it is told apart from what the caller got wrong.
func guard(ctx context.Context, next graphql.Resolver) (any, error) {
	if fc := graphql.GetFieldContext(ctx); isRoot(fc.Object) && !strings.HasPrefix(fc.Field.Name, "__") {
		if err := admit(ctx, fc.Object+"."+fc.Field.Name); err != nil {
			return nil, err
		}
	}
	value, err := next(ctx)
	if err != nil {
		return nil, model.Fail(err)
	}
	return value, nil
}

func isRoot(object string) bool {
	return object == "Query" || object == "Mutation" || object == "Subscription"
}

func admit(ctx context.Context, field string) error {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return err
	}
	r, ok := rules[field]
	if !ok {
		return model.Fail(fmt.Errorf("no access rule for %s", field))
	}
	return r(s)
}
