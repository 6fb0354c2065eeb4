package evaluation

import (
	"cmp"
	"slices"
)

// Labels number the cluster of each record, by position: records with equal numbers are together. The numbers themselves
// mean nothing.
type Labels []int32

// LabelsOf numbers clusters given as lists of positions below n. A record that is in none is a cluster of its own.
func LabelsOf(n int, clusters [][]int) Labels {
	out := make(Labels, n)
	for i := range out {
		out[i] = -1
	}
	for c, members := range clusters {
		for _, i := range members {
			out[i] = int32(c)
		}
	}
	return out.alone(int32(len(clusters)))
}

// LabelsNamed numbers clusters given by name, one for each record; a record whose name is empty is a cluster of its own.
func LabelsNamed(names []string) Labels {
	out := make(Labels, len(names))
	number := map[string]int32{}
	for i, name := range names {
		if name == "" {
			out[i] = -1
			continue
		}
		n, ok := number[name]
		if !ok {
			n = int32(len(number))
			number[name] = n
		}
		out[i] = n
	}
	return out.alone(int32(len(number)))
}

// alone gives each record that has no number yet one of its own, from next on.
func (l Labels) alone(next int32) Labels {
	for i := range l {
		if l[i] < 0 {
			l[i] = next
			next++
		}
	}
	return l
}

// Together tells whether two records are in one cluster.
func (l Labels) Together(i, j int) bool { return l[i] == l[j] }

// sizes counts the members of each cluster.
func (l Labels) sizes() map[int32]int64 {
	out := map[int32]int64{}
	for _, c := range l {
		out[c]++
	}
	return out
}

// cell is how many records a predicted and a true cluster have in common.
type cell struct {
	predicted, truth int32
	n                int64
}

// contingency lists the cells that are not empty, sorted, so that sums over them are the same each time.
func contingency(predicted, truth Labels) []cell {
	order := make([]cell, len(predicted))
	for i := range order {
		order[i] = cell{predicted[i], truth[i], 1}
	}
	slices.SortFunc(order, func(x, y cell) int {
		return cmp.Or(cmp.Compare(x.predicted, y.predicted), cmp.Compare(x.truth, y.truth))
	})
	out := order[:0]
	for _, c := range order {
		if last := len(out) - 1; last >= 0 && out[last].predicted == c.predicted && out[last].truth == c.truth {
			out[last].n++
		} else {
			out = append(out, c)
		}
	}
	return out
}
