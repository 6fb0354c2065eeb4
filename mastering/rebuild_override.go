package mastering

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"aurum/domain"
	"aurum/survivorship"
)

// Reasons for which overrides end by themselves.
const (
	endedByDate   = "its date has come"
	endedByChange = "what it was set against has changed"
)

// overruling lays stewards' overrides over what survives in one cluster, and finds those that hold no longer.
type overruling struct {
	overrides []*domain.Override
	at        time.Time
	ended     []*domain.Override
	due       *time.Time
}

// overridesOf are those of a cluster's source records and of the golden records that it holds, in the order in which they count: those of the one whose
// id stays before those of absorbed ones, later ones before earlier ones.
func overridesOf(all []*domain.Override, members []*record, winner domain.GoldenID, absorbed []*GoldenRow) []*domain.Override {
	if len(all) == 0 {
		return nil
	}
	holds := map[domain.GoldenID]bool{winner: winner != ""}
	for _, g := range absorbed {
		holds[g.ID] = true
	}
	var out []*domain.Override
	for _, o := range all {
		if o.Kind == domain.OverrideSet && holds[o.Golden] ||
			o.Kind == domain.OverrideIgnore && slices.ContainsFunc(members, func(m *record) bool { return m.ID == o.Record }) {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b *domain.Override) int {
		if own := a.Golden == winner; own != (b.Golden == winner) {
			if own {
				return -1
			}
			return 1
		}
		return int(b.ID - a.ID)
	})
	return out
}

// ignore leaves out of the contributions what stewards have ruled out.
func (v *overruling) ignore(cs []survivorship.Contribution) error {
	for _, o := range v.overrides {
		if o.Kind != domain.OverrideIgnore || v.over(o) {
			continue
		}
		for i := range cs {
			if cs[i].Record != o.Record {
				continue
			}
			if stays, err := v.stays(o, cs[i].Attributes[o.Attribute]); err != nil || !stays {
				if err != nil {
					return err
				}
				continue
			}
			cs[i].Attributes = maps.Clone(cs[i].Attributes)
			delete(cs[i].Attributes, o.Attribute)
		}
	}
	return nil
}

// set puts the stewards' values in place of what has survived.
func (v *overruling) set(g *domain.GoldenRecord) error {
	taken := map[string]bool{}
	for _, o := range v.overrides {
		if o.Kind != domain.OverrideSet || taken[o.Attribute] || v.over(o) {
			continue
		}
		taken[o.Attribute] = true
		if stays, err := v.stays(o, g.Attributes[o.Attribute]); err != nil || !stays {
			if err != nil {
				return err
			}
			taken[o.Attribute] = false
			continue
		}
		g.Attributes[o.Attribute] = o.Value
		g.Provenance[o.Attribute] = domain.Provenance{Rule: domain.OverrideRule, From: []domain.Member{}, Override: o.ID}
	}
	return nil
}

// over tells whether an override's date has come, and else sees to it that it is looked at then.
func (v *overruling) over(o *domain.Override) bool {
	if o.Until != domain.UntilDate {
		return false
	}
	if !o.UntilAt.After(v.at) {
		v.end(o, endedByDate)
		return true
	}
	v.dueBy(*o.UntilAt)
	return false
}

// stays tells whether what an override was set against is what it was.
func (v *overruling) stays(o *domain.Override, now any) (bool, error) {
	if o.Until != domain.UntilSourceChange {
		return true, nil
	}
	text, err := canonical(now)
	if err != nil {
		return false, fmt.Errorf("%s: %w", o.Attribute, err)
	}
	if text != o.Baseline {
		v.end(o, endedByChange)
	}
	return text == o.Baseline, nil
}

func (v *overruling) end(o *domain.Override, reason string) {
	ended := *o
	ended.EndedAt, ended.EndedReason = &v.at, reason
	v.ended = append(v.ended, &ended)
}

func (v *overruling) dueBy(t time.Time) {
	if v.due == nil || t.Before(*v.due) {
		v.due = &t
	}
}

// canonical gives equal texts for equal values; "null" for none.
func canonical(value any) (string, error) {
	b, err := json.Marshal(value)
	return string(b), err
}
