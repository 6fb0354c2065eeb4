package training

import (
	"context"
	"runtime"
	"sync"

	"aurum/matching"
	"aurum/matching/corpus"
)

// Patterns are the distinct level vectors of many pairs, in order of their first pair, with how often each occurs.
type Patterns struct {
	// Levels has for each pattern the level of each comparison, or matching.Missing.
	Levels [][]uint8
	// Count is how many pairs have the pattern.
	Count []float64
	// Of is the pattern of each pair.
	Of []int32

	decided []decided // by pattern; nil where nobody said anything
}

// Observe compares pairs level by level, on all cores.
func Observe(ctx context.Context, m *matching.Model, t *matching.Table, pairs []corpus.Pair, progress func(done, total int64)) (*Patterns, error) {
	width := len(m.Comparisons())
	levels := make([]uint8, width*len(pairs))
	const chunk = 2048
	var next, done int
	var mu sync.Mutex
	take := func() (from, to int) {
		mu.Lock()
		defer mu.Unlock()
		from = next
		next = min(next+chunk, len(pairs))
		done = from
		if progress != nil {
			progress(int64(done), int64(len(pairs)))
		}
		return from, next
	}
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for from, to := take(); from < to && ctx.Err() == nil; from, to = take() {
				for i := from; i < to; i++ {
					m.Levels(t.Prepared(int(pairs[i].A)), t.Prepared(int(pairs[i].B)), levels[i*width:(i+1)*width])
				}
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return count(levels, width, len(pairs)), nil
}

func count(levels []uint8, width, pairs int) *Patterns {
	p := &Patterns{Of: make([]int32, pairs)}
	number := map[string]int32{}
	for i := range pairs {
		row := levels[i*width : (i+1)*width]
		n, ok := number[string(row)]
		if !ok {
			n = int32(len(p.Levels))
			number[string(row)] = n
			p.Levels, p.Count = append(p.Levels, row), append(p.Count, 0)
		}
		p.Of[i] = n
		p.Count[n]++
	}
	return p
}

// shares gives for each comparison how many pairs come to each level, and how many say something.
func (p *Patterns) shares(sizes []int) (counts [][]float64, said []float64) {
	counts, said = make([][]float64, len(sizes)), make([]float64, len(sizes))
	for k, n := range sizes {
		counts[k] = make([]float64, n)
		for i, row := range p.Levels {
			if l := row[k]; l != matching.Missing {
				counts[k][l] += p.Count[i]
				said[k] += p.Count[i]
			}
		}
	}
	return counts, said
}
