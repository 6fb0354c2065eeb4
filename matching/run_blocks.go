package matching

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"aurum/matching/dictionary"
)

// blocks are the records that share keys of one rule.
type blocks struct {
	name    string
	members []uint32 // records, block by block, ascending within
	starts  []uint32 // of the blocks with two members or more, and the end
	largest int
	// of is, by record, the number of its block + 1; 0 for none; or, with the highest bit, the place in lists of how many,
	// and which, ascending.
	of    []uint32
	lists []uint32
}

func (b *blocks) count() int              { return len(b.starts) - 1 }
func (b *blocks) block(i uint32) []uint32 { return b.members[b.starts[i]:b.starts[i+1]] }

// first is the first block two records share.
func (b *blocks) first(x, y uint32) (block uint32, ok bool) {
	p, q := b.of[x], b.of[y]
	switch {
	case p == 0 || q == 0:
		return 0, false
	case (p|q)&several == 0:
		return p - 1, p == q
	}
	var oneX, oneY [1]uint32
	xs, ys := cellValues(p, b.lists, &oneX), cellValues(q, b.lists, &oneY)
	for len(xs) > 0 && len(ys) > 0 {
		switch {
		case xs[0] == ys[0]:
			return xs[0], true
		case xs[0] < ys[0]:
			xs = xs[1:]
		default:
			ys = ys[1:]
		}
	}
	return 0, false
}

// parallel does n things on so many cores.
func parallel(workers, n int, do func(i int)) {
	var next sync.Mutex
	at := 0
	var wait sync.WaitGroup
	for range min(workers, n) {
		wait.Go(func() {
			for {
				next.Lock()
				i := at
				at++
				next.Unlock()
				if i >= n {
					return
				}
				do(i)
			}
		})
	}
	wait.Wait()
}

// partKeys are the keys that each part of the rules gives for each value of its feature, by number.
type partKeys struct {
	table *Table
	parts map[string]*keyColumn
}

// keyColumn is what a key chain gives for the values of a column.
type keyColumn struct {
	feature int
	texts   *dictionary.Texts
	cells   []uint32 // by value; nil where the key of a value is its own
	lists   []uint32
}

func (b *blockingPart) id() string {
	names := []string{string(rune(b.feature))}
	for _, f := range b.keys {
		names = append(names, f.name)
	}
	return strings.Join(names, ".")
}

func newPartKeys(m *Model, t *Table, workers int) *partKeys {
	p := &partKeys{table: t, parts: map[string]*keyColumn{}}
	var made []*keyColumn
	var chains []keyChain
	for i := range m.blocking {
		for j := range m.blocking[i].parts {
			part := &m.blocking[i].parts[j]
			if p.parts[part.id()] == nil {
				k := &keyColumn{feature: part.feature}
				p.parts[part.id()] = k
				made, chains = append(made, k), append(chains, part.keys)
			}
		}
	}
	parallel(workers, len(made), func(i int) { made[i].fill(&t.columns[made[i].feature], chains[i]) })
	return p
}

func (k *keyColumn) fill(c *column, chain keyChain) {
	if len(chain) == 0 {
		k.texts = &c.texts
		return
	}
	k.texts, k.cells = &dictionary.Texts{}, make([]uint32, len(c.refs))
	for n := range c.refs {
		v := c.valueOf(uint32(n))
		var numbers []uint32
		for _, text := range chain.keys(&v) {
			number, _ := k.texts.Add(text)
			if !slices.Contains(numbers, number) {
				numbers = append(numbers, number)
			}
		}
		switch len(numbers) {
		case 0:
		case 1:
			k.cells[n] = numbers[0] + 1
		default:
			k.cells[n] = several | uint32(len(k.lists))
			k.lists = append(append(k.lists, uint32(len(numbers))), numbers...)
		}
	}
}

// of appends the distinct keys of a record.
func (k *keyColumn) of(t *Table, record int, out []uint32) []uint32 {
	cell := t.rows[record*len(t.columns)+k.feature]
	if cell == 0 {
		return out
	}
	refs := t.columns[k.feature].refs
	if k.cells == nil && cell&several == 0 {
		return append(out, refs[cell-1].key)
	}
	var one, oneKey [1]uint32
	from := len(out)
	for _, v := range cellValues(cell, t.columns[k.feature].lists, &one) {
		if k.cells == nil {
			oneKey[0] = refs[v].key
			out = appendNew(out, from, oneKey[:])
			continue
		}
		out = appendNew(out, from, cellValues(k.cells[v], k.lists, &oneKey))
	}
	return out
}

func appendNew(out []uint32, from int, numbers []uint32) []uint32 {
	for _, n := range numbers {
		if !slices.Contains(out[from:], n) {
			out = append(out, n)
		}
	}
	return out
}

// entries are the keys of all records by one rule: a record for each key, and the numbers of the key's parts.
type entries struct {
	records []uint32
	digits  [][]uint32 // by part
}

func (p *partKeys) blocks(r *blockingRule) *blocks {
	if r.refine != nil {
		return p.refinedBlocks(p.table.model, r)
	}
	columns := make([]*keyColumn, len(r.parts))
	for i := range r.parts {
		columns[i] = p.parts[r.parts[i].id()]
	}
	e := p.entries(columns)
	sizes := make([]int, len(columns))
	for i, c := range columns {
		sizes[i] = c.texts.Len()
	}
	return e.group(r.name, p.table.Len(), e.sorted(sizes))
}

func (p *partKeys) entries(columns []*keyColumn) *entries {
	e := &entries{digits: make([][]uint32, len(columns))}
	found := make([][]uint32, len(columns))
	for i := range p.table.Len() {
		combinations := 1
		for j, c := range columns {
			if combinations > 0 {
				found[j] = c.of(p.table, i, found[j][:0])
				combinations *= min(len(found[j]), maxKeys+1)
			}
		}
		switch {
		case combinations == 0:
		case combinations == 1:
			e.records = append(e.records, uint32(i))
			for j := range columns {
				e.digits[j] = append(e.digits[j], found[j][0])
			}
		default:
			e.combine(i, columns, found, combinations > maxKeys)
		}
	}
	return e
}

// combine adds an entry for each combination of the keys of the parts; of too many, those that blockingRule.texts takes.
func (e *entries) combine(record int, columns []*keyColumn, found [][]uint32, bounded bool) {
	heads := [][]uint32{nil}
	for j := range columns {
		if bounded {
			slices.SortFunc(found[j], func(a, b uint32) int { return cmp.Compare(columns[j].texts.Text(a), columns[j].texts.Text(b)) })
		}
		var next [][]uint32
		for _, head := range heads {
			for _, k := range found[j] {
				next = append(next, append(slices.Clone(head), k))
			}
		}
		heads = next[:min(len(next), maxKeys)]
	}
	for _, head := range heads {
		e.records = append(e.records, uint32(record))
		for j, k := range head {
			e.digits[j] = append(e.digits[j], k)
		}
	}
}

// sorted gives the entries in the order of their keys' numbers, records ascending within: counting sorts from the last part
// to the first. sizes is how many numbers each part has.
func (e *entries) sorted(sizes []int) []uint32 {
	order := make([]uint32, len(e.records))
	for i := range order {
		order[i] = uint32(i)
	}
	next := make([]uint32, len(order))
	for part := len(e.digits) - 1; part >= 0; part-- {
		digits := e.digits[part]
		at := make([]uint32, sizes[part]+1)
		for _, d := range digits {
			at[d+1]++
		}
		for i := range sizes[part] {
			at[i+1] += at[i]
		}
		for _, i := range order {
			d := digits[i]
			next[at[d]] = i
			at[d]++
		}
		order, next = next, order
	}
	return order
}

// group makes blocks of entries that have been sorted.
func (e *entries) group(name string, records int, order []uint32) *blocks {
	b := &blocks{name: name, of: make([]uint32, records), starts: []uint32{0}}
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && e.same(order[from], order[to]) {
			to++
		}
		b.largest = max(b.largest, to-from)
		if to-from > 1 {
			for _, i := range order[from:to] {
				b.members = append(b.members, e.records[i])
			}
			b.starts = append(b.starts, uint32(len(b.members)))
		}
		from = to
	}
	b.index()
	return b
}

func (e *entries) same(i, j uint32) bool {
	for _, d := range e.digits {
		if d[i] != d[j] {
			return false
		}
	}
	return true
}

// index notes the blocks of each record.
func (b *blocks) index() {
	for _, r := range b.members {
		b.of[r]++
	}
	for r, n := range b.of {
		if n > 1 {
			b.of[r] = several | uint32(len(b.lists))
			b.lists = append(b.lists, make([]uint32, n+1)...)
		}
	}
	for n := range uint32(b.count()) {
		for _, r := range b.block(n) {
			if b.of[r]&several == 0 {
				b.of[r] = n + 1
				continue
			}
			list := b.lists[b.of[r]&^several:]
			list[0]++
			list[list[0]] = n
		}
	}
}

// businessBlocks are the records with equal business keys.
func (t *Table) businessBlocks() *blocks {
	var texts dictionary.Texts
	e := &entries{digits: make([][]uint32, 1)}
	for i, p := range t.business {
		if p.key != nil {
			var text []byte
			for _, part := range p.key {
				text = appendLeaf(text, part)
			}
			n, _ := texts.AddBytes(text)
			e.records, e.digits[0] = append(e.records, uint32(i)), append(e.digits[0], n)
		}
	}
	return e.group(businessKeyRule, t.Len(), e.sorted([]int{texts.Len()}))
}
