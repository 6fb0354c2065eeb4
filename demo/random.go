package demo

// random is a stream of pseudo-random numbers (splitmix64, Steele, Lea and Flood 2014). It is written out here so that
// the same seed gives the same bytes whatever Go's own generators become.
type random struct{ state uint64 }

const golden64 = 0x9e3779b97f4a7c15

// Purposes keep the streams of one thing apart.
const (
	forPresence uint64 = iota + 1
	forParty
	forBlock
	forRecord
	forModel
	forProduct
	forPrice
	forAccount
	forSlots
)

// streamOf starts the stream that belongs to the parts: a seed, a purpose and whatever else names a thing.
func streamOf(parts ...uint64) *random {
	r := random{state: 0x243f6a8885a308d3}
	for _, p := range parts {
		r.state = mix(r.state ^ mix(p+golden64))
	}
	return &r
}

func mix(z uint64) uint64 {
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

func (r *random) next() uint64 {
	r.state += golden64
	return mix(r.state)
}

// n gives a number from 0 to k-1; k must be positive.
func (r *random) n(k int) int { return int(r.next() % uint64(k)) }

// between gives a number from lo to hi, both included.
func (r *random) between(lo, hi int) int { return lo + r.n(hi-lo+1) }

// chance is true in so many of a thousand cases.
func (r *random) chance(perMille int) bool { return r.n(1000) < perMille }

// digits gives n decimal digits, the first of them not 0.
func (r *random) digits(n int) string {
	out := make([]byte, n)
	for i := range out {
		out[i] = '0' + byte(r.n(10))
	}
	if n > 0 && out[0] == '0' {
		out[0] = '1' + byte(r.n(9))
	}
	return string(out)
}

// letters gives n letters A to Z.
func (r *random) letters(n int) string {
	out := make([]byte, n)
	for i := range out {
		out[i] = 'A' + byte(r.n(26))
	}
	return string(out)
}

// pick gives one of the list, each as likely as the others.
func pick[T any](r *random, list []T) T { return list[r.n(len(list))] }

// weighted gives the position of one of the weights, each as likely as it weighs.
func (r *random) weighted(weights []int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	left := r.n(sum)
	for i, w := range weights {
		if left -= w; left < 0 {
			return i
		}
	}
	return len(weights) - 1
}
