package access

import (
	"context"
	"regexp"
	"time"
	"unicode"

	"aurum/domain"
)

// Role is a name in the access policy that rights are given to.
type Role string

// Roles the hub comes with; a policy may declare others.
const (
	Admin    Role = "admin"
	Steward  Role = "steward"
	App      Role = "app"
	Source   Role = "source"
	Operator Role = "operator"
	// Nobody may do nothing and can be given nothing: the parent of a role that begins with nothing.
	Nobody Role = "nobody"
)

var builtInRoles = []Role{Admin, Steward, App, Source, Operator, Nobody}

var roleName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,62}$`)

// Principal is who is asking. The zero value is nobody: it may do nothing.
type Principal struct {
	// Subject names the person or program, for audit.
	Subject string
	Role    Role
	// Source is the code of the source system it may write as; empty if it is none.
	Source string
	// Expires is when the token it came with ends; zero if it does not. Long-lived connections end with it.
	Expires time.Time
}

type principalKey struct{}

// NewContext gives a context that carries the principal.
func NewContext(ctx context.Context, p Principal) context.Context {
	return context.WithValue(ctx, principalKey{}, p)
}

// FromContext gives the context's principal; false if nobody has shown a token.
func FromContext(ctx context.Context) (Principal, bool) {
	p, ok := ctx.Value(principalKey{}).(Principal)
	return p, ok
}

// Require gives the context's principal, or *Unauthenticated if nobody has shown a token.
func Require(ctx context.Context) (Principal, error) {
	p, ok := FromContext(ctx)
	if !ok {
		return Principal{}, &Unauthenticated{Message: "a token is needed: Authorization: Bearer …"}
	}
	return p, nil
}

const maxNameRunes = 200

// check tells what makes a principal unfit for a token.
func (p Principal) check() error {
	switch {
	case !isName(p.Subject):
		return domain.E(domain.Invalid, "a token needs a subject of 1 to 200 printable characters", "subject")
	case !roleName.MatchString(string(p.Role)):
		return domain.E(domain.Invalid, "a role is lower-case letters, digits and hyphens", "role")
	case p.Role == Source && p.Source == "":
		return domain.E(domain.Invalid, "role source needs the code of the source system it writes as", "source")
	case p.Source != "" && !isName(p.Source):
		return domain.E(domain.Invalid, "a source is a code of 1 to 200 printable characters", "source")
	}
	return nil
}

func isName(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return false
		}
		n++
	}
	return n > 0 && n <= maxNameRunes
}
