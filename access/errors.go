package access

import (
	"fmt"

	"aurum/domain"
)

// Denied is the answer to a principal that may not do what it asked for. It unwraps to a domain.Error, code FORBIDDEN.
type Denied struct {
	Role   Role
	Action Action
	Object Object
	// Reason says more where role, action and object do not tell enough; else empty.
	Reason string
}

func (d *Denied) Error() string {
	role := string(d.Role)
	if role == "" {
		role = "(none)"
	}
	message := fmt.Sprintf("role %s may not %s %s", role, d.Action, d.Object)
	if d.Reason != "" {
		message += ": " + d.Reason
	}
	return message
}

// Code is FORBIDDEN.
func (d *Denied) Code() string { return string(domain.Forbidden) }

// Unwrap gives the denial as the error callers act upon.
func (d *Denied) Unwrap() error { return domain.E(domain.Forbidden, d.Error()) }

// Unauthenticated is the answer to a caller without a valid token. It unwraps to a domain.Error, code UNAUTHENTICATED.
// Its message is fit to be shown to the caller.
type Unauthenticated struct{ Message string }

func (u *Unauthenticated) Error() string { return u.Message }

// Code is UNAUTHENTICATED.
func (u *Unauthenticated) Code() string { return string(domain.Unauthenticated) }

// Unwrap gives the refusal as the error callers act upon.
func (u *Unauthenticated) Unwrap() error { return domain.E(domain.Unauthenticated, u.Message) }
