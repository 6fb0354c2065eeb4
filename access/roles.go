package access

import (
	"errors"
	"slices"
)

// roles knows the declared roles and whom each inherits from.
type roles struct {
	names   []Role // in order of declaration
	parents map[Role][]Role
}

// newRoles reads the roles off the inheritance lines.
func newRoles(lines []inheritance) (*roles, error) {
	r := &roles{names: slices.Clone(builtInRoles), parents: map[Role][]Role{}}
	var errs []error
	for _, l := range lines {
		if !roleName.MatchString(string(l.role)) {
			errs = append(errs, at(l.line, "%q is no name for a role: lower-case letters, digits and hyphens", l.role))
			continue
		}
		if l.role == Nobody {
			errs = append(errs, at(l.line, "nobody inherits nothing"))
			continue
		}
		if !r.known(l.role) {
			r.names = append(r.names, l.role)
		}
		r.parents[l.role] = append(r.parents[l.role], l.parent)
	}
	for _, l := range lines {
		if !r.known(l.parent) {
			errs = append(errs, at(l.line, "role %q is not declared", l.parent))
		} else if _, circle := r.distances(l.parent)[l.role]; circle {
			errs = append(errs, at(l.line, "role %s inherits from itself", l.role))
		}
	}
	return r, errors.Join(errs...)
}

func (r *roles) known(role Role) bool { return slices.Contains(r.names, role) }

// distances tells for a role and all it inherits from how many steps away each is, by the shortest way.
func (r *roles) distances(role Role) map[Role]int {
	steps := map[Role]int{role: 0}
	queue := []Role{role}
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		for _, parent := range r.parents[next] {
			if _, seen := steps[parent]; !seen {
				steps[parent] = steps[next] + 1
				queue = append(queue, parent)
			}
		}
	}
	return steps
}
