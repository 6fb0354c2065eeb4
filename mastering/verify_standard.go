package mastering

import (
	"fmt"
	"slices"

	"aurum/domain"
)

// RuleStandardized is broken too where this version of the program reads values otherwise than the one that has stored them: a
// policy that comes into force brings everything under it.
const RuleStandardized = "standardized values follow from what the source has sent"

// standardDifferences are records whose standard form, or the problems found in them, are not what the policy makes of what
// their source has sent. One that the policy would send to quarantine stands as a former policy has read it.
func standardDifferences(d *resolution) ([]Difference, error) {
	var out []Difference
	for _, id := range d.core {
		r := d.component.locked[id]
		if !r.alive() {
			continue
		}
		std, err := d.policy.restandardize(r.Stored)
		if err != nil {
			return nil, err
		}
		if std.fatal() {
			continue
		}
		same, err := r.standsAs(std)
		if err != nil {
			return nil, err
		}
		if same {
			continue
		}
		ds, err := r.standardDiffers(std)
		if err != nil {
			return nil, err
		}
		out = append(out, ds...)
	}
	return out, nil
}

func (s *Stored) standardDiffers(std *standardized) ([]Difference, error) {
	was, err := domain.DecodeAttributes(s.Standardized)
	if err != nil {
		return nil, err
	}
	now, err := domain.DecodeAttributes(std.bytes)
	if err != nil {
		return nil, err
	}
	var out []Difference
	for _, name := range changedAttributes(was, now) {
		out = append(out, Difference{Rule: RuleStandardized, Golden: s.Golden, Record: s.SourceKey, Attribute: name,
			Detail: fmt.Sprintf("is stored as %s and ought to be %s", valueText(was, name), valueText(now, name))})
	}
	if len(out) == 0 {
		out = append(out, Difference{Rule: RuleStandardized, Golden: s.Golden, Record: s.SourceKey,
			Detail: fmt.Sprintf("other problems are stored than those found in it: %s", problemCodes(std.problems))})
	}
	return out, nil
}

// problemCodes names problems by code and field; messages would repeat values.
func problemCodes(ps []domain.Problem) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = fmt.Sprint(p.Code, " ", p.Field)
	}
	slices.Sort(out)
	return out
}
