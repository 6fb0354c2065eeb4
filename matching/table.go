package matching

import (
	"runtime"
	"slices"
	"sync/atomic"

	"aurum/domain"
)

// Table holds many records prepared for one model, to be matched among each other. It keeps each distinct value once, and
// of a record only which values it has. Filling it is for one goroutine at a time; a table that is full may be read by many.
type Table struct {
	model    *Model
	keys     []domain.SourceKey
	systems  map[string]string // one copy of each name
	columns  []column          // by feature of the model
	rows     []uint32          // by record and feature: a cell
	business []*Prepared       // where the model has a business key
	prepared atomic.Pointer[[]atomic.Pointer[Prepared]]
}

// A cell is 0 where a record says nothing, the number of a value + 1, or, with the highest bit, the place of a list.
const several = 1 << 31

// NewTable makes an empty table.
func (m *Model) NewTable() *Table {
	t := &Table{model: m, systems: map[string]string{}, columns: make([]column, len(m.features))}
	for i := range t.columns {
		t.columns[i] = newColumn(m, i)
	}
	return t
}

// Add prepares a standardized record and gives its position.
func (t *Table) Add(key domain.SourceKey, attrs domain.Attributes) int {
	t.addKey(key)
	if t.model.key != nil {
		t.business = append(t.business, t.model.prepareKey(attrs))
		return t.Len() - 1
	}
	var found []uint32
	for i := range t.columns {
		found = t.columns[i].valuesOf(attrs, found[:0])
		t.rows = append(t.rows, t.columns[i].cell(found))
	}
	return t.Len() - 1
}

func (t *Table) addKey(key domain.SourceKey) {
	name, ok := t.systems[key.System]
	if !ok {
		name = key.System
		t.systems[name] = name
	}
	t.keys = append(t.keys, domain.SourceKey{System: name, Key: key.Key})
}

// AddRecords is Add for many records: it prepares them on all cores. It gives the position of the first.
func (t *Table) AddRecords(keys []domain.SourceKey, attrs []domain.Attributes) int {
	first := t.grow(keys)
	if t.model.key != nil {
		for _, a := range attrs {
			t.business = append(t.business, t.model.prepareKey(a))
		}
		return first
	}
	parallel(runtime.GOMAXPROCS(0), len(t.columns), func(f int) {
		var found []uint32
		for i, a := range attrs {
			found = t.columns[f].valuesOf(a, found[:0])
			t.rows[(first+i)*len(t.columns)+f] = t.columns[f].cell(found)
		}
	})
	return first
}

// grow makes room for records that say nothing yet, and gives the position of the first.
func (t *Table) grow(keys []domain.SourceKey) (first int) {
	first = t.Len()
	t.keys = slices.Grow(t.keys, len(keys))
	for _, k := range keys {
		t.addKey(k)
	}
	t.rows = append(t.rows, make([]uint32, len(keys)*len(t.columns))...)
	return first
}

// cell makes a cell of the values of a record.
func (c *column) cell(values []uint32) uint32 {
	switch len(values) {
	case 0:
		return 0
	case 1:
		return values[0] + 1
	}
	at := uint32(len(c.lists))
	c.lists = append(append(c.lists, uint32(len(values))), values...)
	return several | at
}

// valuesAt are the values of a record's feature. one is used where there is but one.
func (t *Table) valuesAt(record, feature int, one *[1]uint32) []uint32 {
	return cellValues(t.rows[record*len(t.columns)+feature], t.columns[feature].lists, one)
}

func cellValues(cell uint32, lists []uint32, one *[1]uint32) []uint32 {
	switch {
	case cell == 0:
		return nil
	case cell&several == 0:
		one[0] = cell - 1
		return one[:]
	}
	at := cell &^ several
	return lists[at+1 : at+1+lists[at]]
}

// Len is how many records the table holds.
func (t *Table) Len() int { return len(t.keys) }

// Key is the source key of a record.
func (t *Table) Key(i int) domain.SourceKey { return t.keys[i] }

// Prepared is a record as it is compared. It is kept from the first call on: asking for all records takes the memory that
// the table saves.
func (t *Table) Prepared(i int) *Prepared {
	if t.business != nil {
		return t.business[i]
	}
	kept := &t.kept()[i]
	if p := kept.Load(); p != nil {
		return p
	}
	p := &Prepared{model: t.model, values: make([][]value, len(t.columns))}
	var one [1]uint32
	for f := range t.columns {
		p.values[f] = t.columns[f].prepared(t.valuesAt(i, f, &one))
	}
	kept.Store(p)
	return p
}

// kept has a place for each record. It grows by doubling, so that a table may be asked while it is filled.
func (t *Table) kept() []atomic.Pointer[Prepared] {
	var kept []atomic.Pointer[Prepared]
	if p := t.prepared.Load(); p != nil {
		kept = *p
	}
	if len(kept) < t.Len() {
		more := make([]atomic.Pointer[Prepared], max(t.Len(), 2*len(kept)))
		for i := range kept {
			more[i].Store(kept[i].Load())
		}
		kept = more
		t.prepared.Store(&kept)
	}
	return kept
}

// Attributes are the attributes that the policy looks at, each once, in the order of the policy.
func (m *Model) Attributes() []string {
	var out []string
	add := func(name string) {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for i := range m.features {
		f := &m.features[i]
		for j := range f.sources {
			add(f.sources[j].attribute)
		}
		if f.readsNames() {
			for _, name := range namingAttributes {
				add(name)
			}
		}
	}
	if m.key != nil {
		for i := range m.key.fields {
			add(m.key.fields[i].attribute)
		}
	}
	return out
}

// ReadsReferences tells whether the policy looks at references, whose meaning other records decide.
func (m *Model) ReadsReferences() bool {
	refers := func(s *source) bool {
		return s.kind == "Reference" || slices.ContainsFunc(s.subfields, func(a domain.Attribute) bool { return a.Kind == "Reference" })
	}
	for i := range m.features {
		for j := range m.features[i].sources {
			if refers(&m.features[i].sources[j]) {
				return true
			}
		}
	}
	return m.key != nil && slices.ContainsFunc(m.key.fields, func(f businessField) bool { return refers(&f.source) })
}
