package matching

import "aurum/matching/corpus"

// neighboursOfTexts finds the nearest of each distinct text: of a name that a hundred records bear, the nearest records are
// those hundred, and none of another spelling would be found. Records of one text meet each other, where they are many a
// bounded number each; records of near texts meet in turn, so that each meets one of every near text.
func (m *Model) neighboursOfTexts(t *Table, n *nearest) []corpus.Pair {
	var records [][]int32
	var vectors []corpus.Vector
	number := map[string]int{}
	var one [1]uint32
	for i := range t.Len() {
		numbers := t.valuesAt(i, n.feature, &one)
		if len(numbers) == 0 {
			continue
		}
		v := &t.columns[n.feature].values[numbers[0]]
		at, ok := number[v.key]
		if !ok {
			at = len(vectors)
			number[v.key] = at
			records, vectors = append(records, nil), append(vectors, v.vector)
		}
		records[at] = append(records[at], int32(i))
	}
	var out []corpus.Pair
	for _, r := range records {
		out = appendAlike(out, r)
	}
	for _, p := range corpus.Nearest(vectors, make([]int, len(vectors)), n.k, false) {
		out = appendInTurn(out, records[p.A], records[p.B])
	}
	return out
}

// maxAlike is how many of the records with its very text a record meets on either side.
const maxAlike = 20

func appendAlike(out []corpus.Pair, records []int32) []corpus.Pair {
	for i, a := range records {
		for _, b := range records[i+1 : min(len(records), i+1+maxAlike)] {
			out = append(out, corpus.Pair{A: a, B: b})
		}
	}
	return out
}

func appendInTurn(out []corpus.Pair, a, b []int32) []corpus.Pair {
	for i := range max(len(a), len(b)) {
		x, y := a[i%len(a)], b[i%len(b)]
		out = append(out, corpus.Pair{A: min(x, y), B: max(x, y)})
	}
	return out
}
