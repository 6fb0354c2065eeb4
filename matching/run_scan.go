package matching

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
)

// scanner visits the distinct pairs that blocks bring together: each once, in the first block of the first rule that both
// are in.
type scanner struct {
	table  *Table
	meets  func(a, b uint32) bool // nil where all records may be compared
	rules  []*blocks
	slots  []uint32 // of the plan, row by row; may be empty
	stride int

	model   *Model
	current []int // rules whose blocks are at hand
}

func (m *Model) scanner(t *Table) *scanner {
	s := &scanner{table: t, model: m}
	if m.sources.across || len(m.sources.unique) > 0 {
		s.meets = func(a, b uint32) bool { return m.Meets(t.keys[a], t.keys[b]) }
	}
	return s
}

// blockBytes is about what the blocks of a rule take for each record while they are made.
const blockBytes = 32

// inParts makes the blocks and hands over their pairs: of all rules at once, or, where they would not fit into half the
// memory allowed, rule by rule. Of a rule that is done only which record is in which block is kept.
func (s *scanner) inParts(o RunOptions, work func(units []unit) error) error {
	if s.model.key != nil {
		s.rules, s.current = []*blocks{s.table.businessBlocks()}, []int{0}
		return work(s.units(0))
	}
	n := len(s.model.blocking)
	s.rules = make([]*blocks, n)
	atOnce := n
	if int64(n)*int64(s.table.Len())*blockBytes > o.MemoryLimit/2 {
		atOnce = 1
	}
	keys := newPartKeys(s.model, s.table, o.Workers)
	for from := 0; from < n; from += atOnce {
		to := min(from+atOnce, n)
		parallel(o.Workers, to-from, func(i int) { s.rules[from+i] = keys.blocks(&s.model.blocking[from+i]) })
		s.current = s.current[:0]
		var units []unit
		for i := from; i < to; i++ {
			s.current, units = append(s.current, i), append(units, s.units(i)...)
		}
		if err := work(units); err != nil {
			return err
		}
		for i := from; i < to; i++ {
			s.rules[i].members, s.rules[i].starts = nil, nil
		}
	}
	return nil
}

// stage names the comparing of the rules at hand: how many pairs rules still to come have is not known.
func (s *scanner) stage() string {
	if len(s.current) == len(s.rules) {
		return "compare"
	}
	return fmt.Sprintf("compare, blocking rule %d of %d", s.current[0]+1, len(s.rules))
}

// unit is a piece of work: some blocks of a rule, or some rows of the pairs of one large block.
type unit struct {
	rule           int
	from, to       uint32 // blocks
	fromRow, toRow int    // members that are the first of a pair, of a single block; all where toRow is 0
	pairs          int64
}

// unitPairs is about how many pairs a worker takes at a time.
const unitPairs = 1 << 16

// units divides the pairs of a rule.
func (s *scanner) units(rule int) (out []unit) {
	b := s.rules[rule]
	u := unit{rule: rule}
	for n := range uint32(b.count()) {
		size := int64(len(b.block(n)))
		pairs := size * (size - 1) / 2
		if pairs > 2*unitPairs {
			if u.pairs > 0 {
				out = append(out, u)
			}
			out = append(out, rowUnits(rule, n, int(size))...)
			u = unit{rule: rule, from: n + 1}
			continue
		}
		u.to, u.pairs = n+1, u.pairs+pairs
		if u.pairs >= unitPairs {
			out = append(out, u)
			u = unit{rule: rule, from: n + 1}
		}
	}
	if u.pairs > 0 {
		out = append(out, u)
	}
	return out
}

// rowUnits divides a large block.
func rowUnits(rule int, block uint32, size int) (out []unit) {
	for from := 0; from < size-1; {
		to, pairs := from, int64(0)
		for to < size-1 && pairs < unitPairs {
			pairs += int64(size - 1 - to)
			to++
		}
		out = append(out, unit{rule: rule, from: block, to: block + 1, fromRow: from, toRow: to, pairs: pairs})
		from = to
	}
	return out
}

// tally counts pairs of a rule.
type tally struct{ pairs, fresh int64 }

// scan visits the pairs of a unit. near holds what a worker needs again and again.
func (s *scanner) scan(u unit, near *neighbourhood, count *tally, visit func(a, b uint32, x, y []uint32)) {
	b := s.rules[u.rule]
	for n := u.from; n < u.to; n++ {
		members := b.block(n)
		rows := len(members) - 1
		if u.toRow > 0 {
			rows = u.toRow
		}
		near.gather(s, u.rule, members[u.fromRow:])
		for i := u.fromRow; i < rows; i++ {
			s.row(u.rule, n, members[u.fromRow:], i-u.fromRow, near, count, visit)
		}
	}
}

// row visits the pairs of one member with those behind it.
func (s *scanner) row(rule int, block uint32, members []uint32, i int, near *neighbourhood, count *tally, visit func(a, b uint32, x, y []uint32)) {
	b, stride := s.rules[rule], s.stride
	x, earlier := near.slots[i*stride:(i+1)*stride], near.of[i*rule:(i+1)*rule]
	repeats := b.of[members[i]]&several != 0
	for j := i + 1; j < len(members); j++ {
		if s.meets != nil && !s.meets(members[i], members[j]) {
			continue
		}
		if repeats {
			if first, _ := b.first(members[i], members[j]); first != block {
				continue
			}
		}
		count.pairs++
		if s.foundBefore(earlier, near.of[j*rule:(j+1)*rule], members[i], members[j]) {
			continue
		}
		count.fresh++
		visit(members[i], members[j], x, near.slots[j*stride:(j+1)*stride])
	}
}

// foundBefore tells whether an earlier rule brings two records together; x and y say which blocks of those they are in.
func (s *scanner) foundBefore(x, y []uint32, a, b uint32) bool {
	for r, p := range x {
		q := y[r]
		if p == 0 || q == 0 {
			continue
		}
		if p == q {
			return true
		}
		if (p|q)&several != 0 {
			if _, ok := s.rules[r].first(a, b); ok {
				return true
			}
		}
	}
	return false
}

// neighbourhood is what the members of a block have, side by side, so that it stays in the cache.
type neighbourhood struct{ slots, of []uint32 }

func (n *neighbourhood) gather(s *scanner, rule int, members []uint32) {
	n.slots, n.of = n.slots[:0], n.of[:0]
	for _, r := range members {
		at := int(r) * s.stride
		n.slots = append(n.slots, s.slots[at:at+s.stride]...)
		for earlier := range rule {
			n.of = append(n.of, s.rules[earlier].of[r])
		}
	}
}

// each lets workers take units until all are done or the context is. work is called by the worker whose number it is given.
func each(ctx context.Context, workers int, units int, work func(worker, unit int)) error {
	var next atomic.Int64
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < units && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				work(w, i)
			}
		})
	}
	wait.Wait()
	return ctx.Err()
}
