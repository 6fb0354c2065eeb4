package matching

import (
	"bufio"
	"cmp"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"sync"
)

// edge is an Edge in less memory.
type edge struct {
	a, b   uint32
	weight float64
}

const edgeSize = 16

func compareEdges(x, y edge) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) }

// edges gathers what workers find. Beyond a limit it goes to a temporary file, in sorted runs.
type edges struct {
	limit int      // of the edges one worker holds
	held  [][]edge // by worker
	count int64

	mu   sync.Mutex
	file *os.File
	runs []int64 // where each run ends
	err  error
}

func newEdges(workers int, limit int64) *edges {
	return &edges{limit: max(1<<12, int(limit/edgeSize)/workers), held: make([][]edge, workers)}
}

func (e *edges) add(worker int, found edge) {
	e.held[worker] = append(e.held[worker], found)
	if len(e.held[worker]) >= e.limit {
		e.spill(worker)
	}
}

// spill writes what a worker holds as a run. An error is kept for the end.
func (e *edges) spill(worker int) {
	run := e.held[worker]
	slices.SortFunc(run, compareEdges)
	e.held[worker] = run[:0]
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.err == nil {
		e.err = e.write(run)
	}
}

func (e *edges) write(run []edge) (err error) {
	if e.file == nil {
		if e.file, err = os.CreateTemp("", "aurum-edges-"); err != nil {
			return fmt.Errorf("edges do not fit into the memory allowed: %w", err)
		}
	}
	w := bufio.NewWriterSize(e.file, 1<<16)
	var b [edgeSize]byte
	for _, x := range run {
		binary.LittleEndian.PutUint32(b[:], x.a)
		binary.LittleEndian.PutUint32(b[4:], x.b)
		binary.LittleEndian.PutUint64(b[8:], math.Float64bits(x.weight))
		if _, err := w.Write(b[:]); err != nil {
			return err
		}
	}
	end := int64(len(run)) * edgeSize
	if len(e.runs) > 0 {
		end += e.runs[len(e.runs)-1]
	}
	e.runs = append(e.runs, end)
	return w.Flush()
}

// close removes the temporary file.
func (e *edges) close() error {
	if e.file == nil {
		return nil
	}
	return errors.Join(e.file.Close(), os.Remove(e.file.Name()))
}

// settle sorts what is still held. Nothing may be added after it.
func (e *edges) settle() error {
	e.count = 0
	for _, held := range e.held {
		slices.SortFunc(held, compareEdges)
		e.count += int64(len(held))
	}
	if len(e.runs) > 0 {
		e.count += e.runs[len(e.runs)-1] / edgeSize
	}
	return e.err
}

// each visits all edges in order. It can be called again and again after settle.
func (e *edges) each(visit func(edge) error) error {
	var m merge
	for _, held := range e.held {
		m.add(&edgeRun{held: held})
	}
	from := int64(0)
	for _, to := range e.runs {
		m.add(&edgeRun{from: bufio.NewReaderSize(io.NewSectionReader(e.file, from, to-from), 1<<15)})
		from = to
	}
	heap.Init(&m)
	for len(m.runs) > 0 {
		r := m.runs[0]
		if err := visit(r.head); err != nil {
			return err
		}
		if r.next() {
			heap.Fix(&m, 0)
		} else {
			heap.Pop(&m)
		}
		m.err = cmp.Or(m.err, r.err)
	}
	return m.err
}

// edgeRun is a sorted run, in memory or in the file.
type edgeRun struct {
	head edge
	held []edge
	from io.Reader
	err  error
}

func (r *edgeRun) next() bool {
	if r.from == nil {
		if len(r.held) == 0 {
			return false
		}
		r.head, r.held = r.held[0], r.held[1:]
		return true
	}
	var b [edgeSize]byte
	if _, err := io.ReadFull(r.from, b[:]); err != nil {
		if !errors.Is(err, io.EOF) {
			r.err = fmt.Errorf("read edges: %w", err)
		}
		return false
	}
	r.head = edge{
		a: binary.LittleEndian.Uint32(b[:]), b: binary.LittleEndian.Uint32(b[4:]),
		weight: math.Float64frombits(binary.LittleEndian.Uint64(b[8:])),
	}
	return true
}

// merge is a heap of runs by their first edges.
type merge struct {
	runs []*edgeRun
	err  error
}

func (m *merge) add(r *edgeRun) {
	if r.next() {
		m.runs = append(m.runs, r)
	}
	m.err = cmp.Or(m.err, r.err)
}

func (m *merge) Len() int           { return len(m.runs) }
func (m *merge) Less(i, j int) bool { return compareEdges(m.runs[i].head, m.runs[j].head) < 0 }
func (m *merge) Swap(i, j int)      { m.runs[i], m.runs[j] = m.runs[j], m.runs[i] }
func (m *merge) Push(x any)         { m.runs = append(m.runs, x.(*edgeRun)) }
func (m *merge) Pop() any {
	last := m.runs[len(m.runs)-1]
	m.runs = m.runs[:len(m.runs)-1]
	return last
}
