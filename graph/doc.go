// Package graph serves the hub over GraphQL: it translates between callers and the use cases and holds no rules of its own.
//
// The schema is schema/core.graphqls, written by hand, and one file per domain that schemagen writes from the domain
// registry, together with the domain's Go types and its root resolvers, one line each. So a new domain costs no logic here.
package graph

//go:generate go run ./schemagen .
