package survivorship

import (
	"cmp"
	"slices"
)

// unite makes the union of the items of the members the rules have left.
func (e *election) unite(u *unit, d decision) decision {
	d.rule = u.union.text
	best := dropMembers(d.members, u.rules)
	d.items = e.items(u, d.members)
	if len(d.items) == 0 {
		return decision{}
	}
	byKey := append(e.byKey[:0], d.items...)
	e.byKey = byKey
	identify(u, byKey)
	for len(byKey) > 0 {
		n := sameItem(byKey)
		d.winners = append(d.winners, electItem(byKey[:n], u.union.order))
		byKey = byKey[n:]
	}
	slices.SortFunc(d.winners, func(a, b *candidate) int { return compareItems(a, b, u.union.order) })
	d.winners = trim(d.winners, u.union)
	d.members = losers(d.members, best)
	return d
}

// dropMembers marks the members that take no part, and gives the first that does.
func dropMembers(cs []*candidate, rules []rule) *candidate {
	drop(cs, rules)
	best := firstLeft(cs)
	for _, c := range cs {
		if c.lost != nil {
			c.to = best
		}
	}
	return best
}

// losers are the members that take no part in a union.
func losers(cs []*candidate, best *candidate) []*candidate {
	return slices.DeleteFunc(cs, func(c *candidate) bool { return c == best || c.lost == nil })
}

// items are the items of the lists of the members that are left, in the order of members and lists.
func (e *election) items(u *unit, members []*candidate) []*candidate {
	n := 0
	for _, c := range members {
		if list, ok := c.value.([]any); ok && c.lost == nil {
			n += len(list)
		}
	}
	// Candidates are pointed at: their store is made large enough at once and never grows.
	e.itemStore, e.itemRefs = slices.Grow(e.itemStore[:0], n), slices.Grow(e.itemRefs[:0], n)
	store, refs := e.itemStore, e.itemRefs
	for _, c := range members {
		list, _ := c.value.([]any)
		if c.lost != nil {
			continue
		}
		for _, item := range list {
			if !empty(item) {
				store = append(store, candidate{from: c.from, unit: u, value: item, seq: len(store)})
				refs = append(refs, &store[len(store)-1])
			}
		}
	}
	e.itemRefs = refs
	return refs
}

// identify finds the identity of each item and sorts by it; items of one identity stay in their order.
func identify(u *unit, items []*candidate) {
	for _, c := range items {
		c.key, c.variant = u.union.key(u.attributes[0].Attribute, c.value)
	}
	slices.SortFunc(items, func(a, b *candidate) int {
		if c := cmp.Compare(a.key, b.key); c != 0 {
			return c
		}
		if c := cmp.Compare(a.variant, b.variant); c != 0 {
			return c
		}
		return a.seq - b.seq
	})
}

// sameItem counts the items at the start that are one and the same: those of the first key and variant. Where the first
// have no variant, they are the same as those of the next variant, if there is one.
func sameItem(items []*candidate) int {
	key, variant := items[0].key, items[0].variant
	for i, c := range items {
		if variant == "" && c.key == key {
			variant = c.variant
		}
		if c.key != key || c.variant != variant {
			return i
		}
	}
	return len(items)
}

// electItem chooses who an item is taken from. An item that has a variant wins over one that leaves it open. The winner's
// votes become the number of members that have the item.
func electItem(items []*candidate, order []rule) *candidate {
	slices.SortFunc(items, func(a, b *candidate) int { return a.seq - b.seq })
	members := 0
	for i, c := range items {
		if i == 0 || items[i-1].from != c.from {
			members++
		}
		if c.variant == "" && hasVariant(items) {
			c.lost = &lessDefinite
		}
	}
	winner, _ := narrow(items, order)
	winner.votes = members
	return winner
}

// lessDefinite is what an item loses by that leaves its variant open.
var lessDefinite = rule{text: "variant", why: func(_, _ *candidate) string { return "leaves open what the winner tells" }}

func hasVariant(items []*candidate) bool {
	return slices.ContainsFunc(items, func(c *candidate) bool { return c.variant != "" })
}

// compareItems orders the items of the golden list.
func compareItems(a, b *candidate, order []rule) int {
	for i := range order {
		if c := order[i].compare(a, b); c != 0 {
			return c
		}
	}
	return a.seq - b.seq
}

// trim drops the items behind the first max.
func trim(winners []*candidate, u *union) []*candidate {
	if u.max == 0 || len(winners) <= u.max {
		return winners
	}
	for _, c := range winners[u.max:] {
		c.lost = &u.trim
	}
	return winners[:u.max]
}
