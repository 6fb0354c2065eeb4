package propose

import (
	"runtime"
	"sync"

	"aurum/matching"
	"aurum/matching/corpus"
)

// trial measures pairs of records with a policy, so that what is learned from the measures is just what the policy finds.
type trial struct {
	model *matching.Model
	table *matching.Table
}

func (in *input) newTrial(spec matching.Spec) (*trial, error) {
	schema, err := matching.FileSchema(spec.Attributes)
	if err != nil {
		return nil, err
	}
	model, err := matching.Compile(schema, spec)
	if err != nil {
		return nil, err
	}
	return &trial{model: model, table: in.records.Table(model, spec.Attributes)}, nil
}

// outcomes gives what each comparison finds of each pair.
func (t *trial) outcomes(pairs []corpus.Pair) [][]matching.Outcome {
	out := make([][]matching.Outcome, len(pairs))
	inParts(len(pairs), func(from, to int) {
		for i := from; i < to; i++ {
			p := pairs[i]
			out[i] = t.model.Outcomes(t.table.Prepared(int(p.A)), t.table.Prepared(int(p.B)), nil)
		}
	})
	return out
}

// inParts calls do for consecutive parts of n things, one part a core.
func inParts(n int, do func(from, to int)) {
	parts := max(1, min(runtime.GOMAXPROCS(0), n/256))
	var wg sync.WaitGroup
	for p := range parts {
		wg.Go(func() { do(n*p/parts, n*(p+1)/parts) })
	}
	wg.Wait()
}

// asItIs is the curve that gives a score as its bits.
var asItIs = matching.CurveSpec{{0, 0}, {1, 1}}
