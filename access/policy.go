package access

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"aurum/domain"
)

// Policy tells what each role may do and see. It is immutable and safe for concurrent use; the zero value denies.
type Policy struct {
	roles    *roles
	decider  *decider
	decided  map[question]actionSet
	sights   map[sightOf]Visibility
	fallback map[Role]Visibility // of domains the hub did not know when the policy was loaded
}

type question struct {
	role   Role
	object Object
}

// Load reads access/model.conf and access/policy.csv and decides every question the hub knows beforehand, because
// casbin itself takes thousands of times longer than a look-up. The domains and attributes are those of the registry. An
// error names file and line of everything that is wrong.
func Load(fsys fs.FS) (*Policy, error) { return load(fsys, domain.Registry) }

func load(fsys fs.FS, domains domain.Domains) (*Policy, error) {
	d, err := readDocument(fsys)
	if err != nil {
		return nil, err
	}
	r, rolesErr := newRoles(d.inheritances)
	v := newVocabulary(domains)
	rules, sightErr := newSightRules(d.attributes, r, domains)
	if err := errors.Join(rolesErr, checkGrants(d.grants, r, v), sightErr); err != nil {
		return nil, err
	}
	dec, err := newDecider(fsys, d)
	if err != nil {
		return nil, err
	}
	p := &Policy{roles: r, decider: dec}
	p.sights, p.fallback = rules.compile(r, domains)
	p.decided, err = decideAll(dec, r, v)
	return p, err
}

// decideAll asks casbin every question the hub knows, once.
func decideAll(dec *decider, r *roles, v vocabulary) (map[question]actionSet, error) {
	decided := make(map[question]actionSet, len(r.names)*len(v))
	for _, role := range r.names {
		for object, possible := range v {
			var allowed actionSet
			for a := Read; a < actionEnd; a++ {
				if !possible.has(a) {
					continue
				}
				ok, err := dec.decide(role, object, a)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", modelFile, err)
				}
				if ok {
					allowed |= actions(a)
				}
			}
			decided[question{role, object}] = allowed
		}
	}
	return decided, nil
}

// Allow gives nil if the principal may do the action on the object, else *Denied. An object unknown when the policy was
// loaded is left to casbin; a role unknown to the policy may do nothing.
func (p *Policy) Allow(pr Principal, object Object, action Action) error {
	allowed, known := p.decided[question{pr.Role, object}]
	if known && allowed.has(action) {
		return nil
	}
	denied := &Denied{Role: pr.Role, Action: action, Object: object}
	if known || p.roles == nil {
		return denied
	}
	if !p.roles.known(pr.Role) {
		denied.Reason = "the access policy does not know this role"
		return denied
	}
	if ok, err := p.decider.decide(pr.Role, object, action); err != nil || !ok {
		return denied
	}
	return nil
}

// Roles lists the roles a token can be made for, in order of declaration.
func (p *Policy) Roles() []Role {
	if p.roles == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(p.roles.names), func(r Role) bool { return r == Nobody })
}

// checkGrants looks for roles, objects and actions that do not exist: a line that can never apply is a mistake.
func checkGrants(grants []grant, r *roles, v vocabulary) error {
	var errs []error
	for _, g := range grants {
		if err := checkRole(g, r); err != nil {
			errs = append(errs, err)
		}
		possible, ok := v.actionsOf(g.object)
		if !ok {
			errs = append(errs, at(g.line, "object %q is not known; known are %s", g.object, strings.Join(v.names(), ", ")))
			continue
		}
		if a, ok := ParseAction(g.action); g.action != "*" && (!ok || !possible.has(a)) {
			errs = append(errs, at(g.line, "there is no action %q on %s", g.action, g.object))
		}
	}
	return errors.Join(errs...)
}

func checkRole(g grant, r *roles) error {
	switch {
	case g.role == Nobody:
		return at(g.line, "nobody can be given nothing")
	case !r.known(g.role):
		return at(g.line, "role %q is not declared; declare it with a line: g, %s, nobody", g.role, g.role)
	}
	return nil
}
