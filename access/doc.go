// Package access tells who is asking, and what they may see and do.
//
// A caller shows a bearer token; a TokenVerifier turns it into a Principal, which travels in the context. A Policy, read
// from policies/access and compiled into an immutable table, answers whether the principal's role may do an action on an
// object, and how it sees each attribute (Visibility).
package access
