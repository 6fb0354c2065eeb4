package mastering

import "aurum/domain"

// foreseen are the golden records that what is to be written would change, in the order of their events.
func (c *council) foreseen(w *ResolveWrite, placed *placement) ([]Foreseen, error) {
	out := make([]Foreseen, 0, len(w.Goldens))
	for i := range w.Goldens {
		g := &w.Goldens[i]
		f := Foreseen{After: g.GoldenRecord, Kind: g.Kind, Changed: g.Changed, Related: g.Related}
		for _, was := range c.locked.Goldens {
			if was.ID == g.ID {
				f.Before = &was.GoldenRecord
			}
		}
		if now := placed.rebuilt[g.ID]; now != nil {
			var err error
			if f.Lineage, err = c.policy.lineage(now.said, overridesInForce(now.overrides, &now.GoldenRecord), w.At, nil); err != nil {
				return nil, err
			}
		}
		if f.Before == nil {
			f.After.ID = "" // another one will be given out when it comes to it
		}
		out = append(out, f)
	}
	unborn(out, w)
	return out, nil
}

// unborn takes ids that are not given out yet out of what events would relate to.
func unborn(out []Foreseen, w *ResolveWrite) {
	born := map[domain.GoldenID]bool{}
	for i := range out {
		born[w.Goldens[i].ID] = out[i].Before != nil
	}
	for i := range out {
		var related []domain.GoldenID
		for _, id := range out[i].Related {
			if known, changes := born[id]; known || !changes {
				related = append(related, id)
			}
		}
		out[i].Related = related
	}
}
