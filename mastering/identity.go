package mastering

import (
	"cmp"
	"slices"

	"aurum/domain"
)

// identities gives each cluster its golden record: of those whose founder it holds, the one that a steward wants to survive,
// else the oldest that is in use, else the oldest; or a new one. The others whose founder it holds are absorbed. A split
// revives ids by itself: the part that holds the founder of a merged id gets it back.
type identities struct {
	winner   map[int]*GoldenRow // by cluster; nil where a new id is needed
	absorbed map[int][]*GoldenRow
	// orphans are golden records that no cluster holds any more: their founders have been withdrawn.
	orphans  []*GoldenRow
	founders map[domain.GoldenID]domain.RecordID // moved founders
}

func identify(clusters []cluster, l *Locked, locked map[domain.RecordID]*record, inCore map[domain.RecordID]bool) identities {
	ids := identities{winner: map[int]*GoldenRow{}, absorbed: map[int][]*GoldenRow{}, founders: map[domain.GoldenID]domain.RecordID{}}
	clusterOf := map[domain.RecordID]int{}
	for i, c := range clusters {
		for _, m := range c.members {
			clusterOf[m.ID] = i
		}
	}
	sorted := slices.Clone(l.Goldens)
	slices.SortFunc(sorted, func(a, b *GoldenRow) int { return cmp.Or(cmp.Compare(l.claim(a), l.claim(b)), compareIDs(a.ID, b.ID)) })
	for _, g := range sorted {
		if g.State == domain.Erased || !inCore[g.Founder] {
			continue
		}
		founder, ok := ids.refound(g, locked, clusterOf)
		if !ok {
			if g.State == domain.Active {
				ids.orphans = append(ids.orphans, g)
			}
			continue
		}
		i := clusterOf[founder]
		if ids.winner[i] == nil {
			ids.winner[i] = g
		} else {
			ids.absorbed[i] = append(ids.absorbed[i], g)
		}
	}
	return ids
}

// claim ranks golden records that a cluster holds by who is to keep its id.
func (l *Locked) claim(g *GoldenRow) int {
	switch {
	case g.ID == l.Survivor:
		return 0
	case g.State == domain.Active:
		return 1
	}
	return 2
}

// refound finds the record that holds a golden id in its cluster: its founder, or, once that has been withdrawn from a
// golden record that lives on, the first of the members it leaves behind.
func (ids *identities) refound(g *GoldenRow, locked map[domain.RecordID]*record, clusterOf map[domain.RecordID]int) (domain.RecordID, bool) {
	if _, ok := clusterOf[g.Founder]; ok {
		return g.Founder, true
	}
	if g.State != domain.Active {
		return 0, false
	}
	var heir *record
	for id := range clusterOf {
		if r := locked[id]; r.Golden == g.ID && (heir == nil || r.Compare(heir.RecordKey) < 0) {
			heir = r
		}
	}
	if heir == nil {
		return 0, false
	}
	ids.founders[g.ID] = heir.ID
	return heir.ID, true
}

func compareIDs(a, b domain.GoldenID) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
