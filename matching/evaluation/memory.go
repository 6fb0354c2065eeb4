package evaluation

import "sync"

// memory remembers what pairs weigh from one threshold to the next, up to some number of pairs. The zero value is ready, and
// good for several goroutines.
type memory struct {
	shards [64]struct {
		sync.Mutex
		of map[uint64]float64
	}
}

// mostKnown is how many pairs a shard remembers: all together take some 200 MB at most.
const mostKnown = 1 << 16

// of is the weight of a pair of records, found by weigh unless it is known.
func (w *memory) of(i, j int, weigh func() float64) float64 {
	key := uint64(min(i, j))<<32 | uint64(max(i, j))
	s := &w.shards[(key*0x9E3779B97F4A7C15)>>58]
	s.Lock()
	x, ok := s.of[key]
	s.Unlock()
	if ok {
		return x
	}
	x = weigh()
	s.Lock()
	defer s.Unlock()
	if s.of == nil {
		s.of = map[uint64]float64{}
	}
	if len(s.of) < mostKnown {
		s.of[key] = x
	}
	return x
}
