package access

import "aurum/domain"

// Withheld tells whether some role that may read the domain sees an attribute masked or not at all. What is withheld from
// one must not be found by a search that is the same for all.
func (p *Policy) Withheld(d domain.Domain, attribute string) bool {
	for _, role := range p.Roles() {
		if p.Allow(Principal{Role: role}, ObjectDomain(string(d)), Read) == nil && p.Visibility(role, string(d)).Of(attribute) != Visible {
			return true
		}
	}
	return false
}
