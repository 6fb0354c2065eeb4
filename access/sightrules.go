package access

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"aurum/domain"
)

const attributePrefix = "attribute:"

func attributeObject(domainName, attribute string) Object {
	return Object(attributePrefix + domainName + "." + attribute)
}

type sightOf struct {
	role   Role
	domain string
}

// sightRule is a line that tells how a role sees an attribute; "*" stands for every domain or attribute.
type sightRule struct {
	role              Role
	domain, attribute string
	sight             Sight
}

type sightRules []sightRule

// newSightRules reads the visibility lines. A name that does not exist is an error: a misspelt attribute would be shown.
func newSightRules(lines []grant, r *roles, domains domain.Domains) (sightRules, error) {
	rules := make(sightRules, 0, len(lines))
	var errs []error
	for _, l := range lines {
		rule, err := newSightRule(l, domains)
		errs = append(errs, err, checkRole(l, r))
		rules = append(rules, rule)
	}
	return rules, errors.Join(errs...)
}

func newSightRule(l grant, domains domain.Domains) (sightRule, error) {
	name := strings.TrimPrefix(l.object, attributePrefix)
	domainName, attribute, ok := strings.Cut(name, ".")
	if !ok || domainName == "" || attribute == "" {
		return sightRule{}, at(l.line, "%q does not name an attribute; write attribute:<domain>.<attribute>", l.object)
	}
	sight := slices.Index(sightNames[:], l.action)
	if sight < 0 {
		return sightRule{}, at(l.line, "an attribute can be told to show, mask or hide, not to %q", l.action)
	}
	if domainName != "*" && domains.Of(domain.Domain(domainName)) == nil {
		return sightRule{}, at(l.line, "there is no domain %q", domainName)
	}
	if attribute != "*" && !hasAttribute(domains, domainName, attribute) {
		return sightRule{}, at(l.line, "there is no attribute %q of domain %s", attribute, domainName)
	}
	return sightRule{l.role, domainName, attribute, Sight(sight)}, nil
}

func hasAttribute(domains domain.Domains, domainName, attribute string) bool {
	return slices.ContainsFunc(domains, func(s *domain.Schema) bool {
		return (domainName == "*" || domainName == string(s.Domain)) && s.Attribute(attribute) != nil
	})
}

// compile works out the visibility of every known role and domain, and per role that of a domain not known yet.
func (rs sightRules) compile(r *roles, domains domain.Domains) (map[sightOf]Visibility, map[Role]Visibility) {
	sights := map[sightOf]Visibility{}
	fallback := map[Role]Visibility{}
	for _, role := range r.names {
		steps := r.distances(role)
		for _, s := range domains {
			sights[sightOf{role, string(s.Domain)}] = rs.visibility(steps, string(s.Domain))
		}
		fallback[role] = rs.visibility(steps, "*")
	}
	return sights, fallback
}

func (rs sightRules) visibility(steps map[Role]int, domainName string) Visibility {
	named := map[string]Sight{}
	for _, rule := range rs {
		if rule.attribute != "*" {
			named[rule.attribute] = rs.sight(steps, domainName, rule.attribute)
		}
	}
	return newVisibility(rs.sight(steps, domainName, "*"), named)
}

// sight finds the rule that decides: of the nearest role, then the one that names more, then the stricter. Without any
// an attribute is visible.
func (rs sightRules) sight(steps map[Role]int, domainName, attribute string) Sight {
	var best *sightRule
	for i := range rs {
		rule := &rs[i]
		if rule.applies(steps, domainName, attribute) && (best == nil || before(steps, rule, best)) {
			best = rule
		}
	}
	if best == nil {
		return Visible
	}
	return best.sight
}

func (rule *sightRule) applies(steps map[Role]int, domainName, attribute string) bool {
	_, inherited := steps[rule.role]
	return inherited &&
		(rule.domain == "*" || rule.domain == domainName) &&
		(rule.attribute == "*" || rule.attribute == attribute)
}

func before(steps map[Role]int, a, b *sightRule) bool {
	return cmp.Or(
		cmp.Compare(steps[a.role], steps[b.role]),
		cmp.Compare(b.namedParts(), a.namedParts()),
		cmp.Compare(a.sight, b.sight),
	) < 0
}

// namedParts tells how much a rule names: an attribute counts more than a domain.
func (rule *sightRule) namedParts() int {
	n := 0
	if rule.attribute != "*" {
		n += 2
	}
	if rule.domain != "*" {
		n++
	}
	return n
}
