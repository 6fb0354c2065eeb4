package demo

import "aurum/domain"

// Each gives every record of the world to yield, one after the other, and stops at its first error, which it returns.
// A few prices come first of all, before their products, and other references point ahead as well: systems do not wait
// for each other.
func Each(o Options, yield func(Record) error) error {
	w := newWorld(o)
	early := w.things[domain.Price].count * 3 / 100
	stages := []struct {
		domain   domain.Domain
		from, to int
	}{
		{domain.Price, 0, early},
		{domain.Account, 0, w.things[domain.Account].count},
		{domain.Supplier, 0, w.things[domain.Supplier].count},
		{domain.Product, 0, w.things[domain.Product].count},
		{domain.Customer, 0, w.things[domain.Customer].count},
		{domain.Price, early, w.things[domain.Price].count},
	}
	for _, s := range stages {
		for i := s.from; i < s.to; i++ {
			if err := w.thing(s.domain, i, yield); err != nil {
				return err
			}
		}
	}
	return nil
}

// thing gives the records of the i-th thing of a domain.
func (w *world) thing(d domain.Domain, i int, yield func(Record) error) error {
	slots, all := w.slots(d, i), w.things[d]
	if i == all.count-1 {
		slots = slots[:all.last]
	}
	for _, s := range slots {
		if err := yield(w.record(d, i, s)); err != nil {
			return err
		}
	}
	return nil
}

// record writes what a system holds of the i-th thing of a domain.
func (w *world) record(d domain.Domain, i int, s slot) Record {
	switch d {
	case domain.Product:
		return w.productRecord(i, s)
	case domain.Price:
		return w.priceRecord(i, s)
	case domain.Supplier:
		return w.supplierRecord(i, s)
	case domain.Account:
		return w.accountRecord(i, s)
	}
	return w.customerRecord(i, s)
}
