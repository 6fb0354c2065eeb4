package demo

import "aurum/domain"

// world is the plan of a generated company: how many things of each domain there are. The things themselves are made
// when they are asked for.
type world struct {
	seed   uint64
	charts int // charts of accounts
	things map[domain.Domain]extent
}

// extent is how many things of a domain there are; of the last one only some records are given out, so that the number
// of records comes out exact.
type extent struct {
	count, last int
}

// slot is a place in a system that holds a record of a thing. Twin tells a system's second record of the same thing.
type slot struct {
	system string
	twin   bool
}

// numberOf gives a domain's number in the streams of random numbers, and in keys.
var numberOf = map[domain.Domain]uint64{
	domain.Customer: 1, domain.Product: 2, domain.Price: 3, domain.Supplier: 4, domain.Account: 5,
}

func newWorld(o Options) *world {
	w := &world{seed: mix(uint64(o.Seed)), things: map[domain.Domain]extent{}}
	left := max(o.Records, 0)
	quotas := map[domain.Domain]int{}
	for _, s := range shares {
		quotas[s.domain] = max(o.Records, 0) * s.percent / 100
		left -= quotas[s.domain]
	}
	quotas[domain.Customer] = left
	w.charts = max(4, quotas[domain.Account]*5/(8*len(accountTemplates))+1)
	for _, d := range []domain.Domain{domain.Customer, domain.Product, domain.Supplier, domain.Account, domain.Price} {
		w.things[d] = w.extentOf(d, quotas[d])
	}
	return w
}

// extentOf counts things until they have as many records as the quota allows.
func (w *world) extentOf(d domain.Domain, quota int) extent {
	e := extent{}
	for quota > 0 {
		e.last = min(quota, len(w.slots(d, e.count)))
		quota -= e.last
		e.count++
	}
	return e
}

// targets is how many things of a domain references may point at: all but the last, which may lack records.
func (w *world) targets(d domain.Domain) int { return max(w.things[d].count-1, 0) }

// stream starts the random numbers of one thing for one purpose.
func (w *world) stream(purpose uint64, d domain.Domain, i int, more ...uint64) *random {
	return streamOf(append([]uint64{w.seed, purpose, numberOf[d], uint64(i)}, more...)...)
}

// slots tells which systems hold the i-th thing of a domain, in the order in which they give it out.
func (w *world) slots(d domain.Domain, i int) []slot {
	r := w.stream(forSlots, d, i)
	systems := w.holders(d, i)
	turn := r.n(len(systems))
	out := make([]slot, 0, len(systems)+1)
	for k := range systems {
		s := systems[(k+turn)%len(systems)]
		out = append(out, slot{system: s})
		if d != domain.Price && d != domain.Account && r.chance(twinsPerMille) {
			out = append(out, slot{system: s, twin: true})
		}
	}
	return out
}

// twinsPerMille is how often a system holds a thing twice.
const twinsPerMille = 22

// holders tells which systems hold the i-th thing of a domain.
func (w *world) holders(d domain.Domain, i int) []string {
	switch d {
	case domain.Product:
		return w.productHolders(i)
	case domain.Price:
		return w.priceHolders(i)
	case domain.Supplier:
		return draw(w.stream(forPresence, d, i), []string{erp, fin, wms}, []int{6, 34, 60}, []int{50, 35, 25})
	case domain.Account:
		return w.accountHolders(i)
	}
	return w.customerHolders(i)
}

// holds tells whether a system holds the i-th thing of a domain.
func (w *world) holds(d domain.Domain, i int, system string) bool {
	for _, s := range w.holders(d, i) {
		if s == system {
			return true
		}
	}
	return false
}

// draw takes k of the systems, k by sizes (weights of 1, 2, …), those of greater weight more often.
func draw(r *random, systems []string, sizes, weights []int) []string {
	k := r.weighted(sizes) + 1
	left := append([]int(nil), weights...)
	taken := map[string]bool{}
	for len(taken) < k {
		at := r.weighted(left)
		left[at] = 0
		taken[systems[at]] = true
	}
	var out []string
	for _, s := range systems {
		if taken[s] {
			out = append(out, s)
		}
	}
	return out
}

func (w *world) customerHolders(i int) []string {
	r := w.stream(forPresence, domain.Customer, i)
	if w.isPerson(i) {
		return draw(r, []string{crm, erp, shop, wms, fin}, []int{16, 23, 37, 17, 7}, []int{40, 10, 80, 40, 14})
	}
	return draw(r, []string{crm, erp, shop, wms, fin}, []int{14, 22, 30, 22, 12}, []int{45, 50, 22, 26, 40})
}
