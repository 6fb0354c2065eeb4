package model

import (
	"fmt"
	"slices"

	"aurum/access"
	"aurum/domain"
)

// Withheld lists the attributes of a domain that the caller may not see as they are. Evidence from them would tell what they
// say.
func (s *Session) Withheld(d domain.Domain) []string {
	out := []string{}
	for _, a := range domain.Registry.Of(d).Attributes {
		if s.Access.AllowUse(s.Principal, string(d), a.Name) != nil {
			out = append(out, a.Name)
		}
	}
	return out
}

// AllowTasks gives nil if the caller may see stewards' tasks about records of a domain. That there is a task, of which kind, and
// its place among the others follow from everything that matching looks at, so that who may not see all of it sees none.
func (s *Session) AllowTasks(d domain.Domain) error {
	if err := s.Access.Allow(s.Principal, access.ObjectTask, access.Read); err != nil {
		return err
	}
	if err := s.Allow(d, access.Read); err != nil {
		return err
	}
	read := s.Hub.LooksAt(d)
	for _, name := range s.Withheld(d) {
		if slices.Contains(read, name) {
			return &access.Denied{
				Role: s.Principal.Role, Action: access.Read, Object: access.ObjectTask,
				Reason: fmt.Sprintf("tasks of domain %s tell of all that matching looks at, and %s is withheld", d, name),
			}
		}
	}
	return nil
}
