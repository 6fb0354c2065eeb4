package propose

import (
	"context"
	"fmt"
	"math"

	"aurum/matching"
	"aurum/matching/training"
)

// byFields proposes for records of several fields: each is compared by levels, and expectation maximization learns what the
// levels are worth.
func (in *input) byFields(ctx context.Context) (*Proposal, error) {
	d := in.draftFields()
	if len(d.of) == 0 {
		return nil, fmt.Errorf("no column says enough to compare records by")
	}
	in.block(d)
	learned, clusters, err := in.learnTwice(ctx, d)
	if err != nil {
		return nil, err
	}
	_ = clusters
	d.write(learned)
	return &Proposal{Spec: d.spec}, nil
}

// learnTwice trains on the records, then again with what the first round found to be the same counted once.
func (in *input) learnTwice(ctx context.Context, d *draft) (*training.Learned, []int, error) {
	model, table, err := in.compile(d.unweighted())
	if err != nil {
		return nil, nil, err
	}
	pairs, _ := model.Candidates(table)
	o := training.Options{Seed: in.options.Seed, Groups: d.groups(), Progress: in.options.Progress}
	learned, err := training.Learn(ctx, model, table, pairs, model.LevelCounts(), o)
	if err != nil {
		return nil, nil, err
	}
	o.Cluster = in.clusters(learned, 0.5)
	o.Starts = []float64{learned.Matches}
	learned, err = training.Learn(ctx, model, table, pairs, model.LevelCounts(), o)
	if err != nil {
		return nil, nil, err
	}
	return learned, in.clusters(learned, 0.5), nil
}

// unweighted is the draft with weights of no meaning, so that it compiles.
func (d *draft) unweighted() matching.Spec {
	zero := 0.0
	spec := d.spec
	spec.Comparisons = nil
	for _, c := range d.spec.Comparisons {
		var ls []matching.LevelSpec
		for _, l := range c.Levels {
			l.Weight = &zero
			ls = append(ls, l)
		}
		c.Levels = ls
		spec.Comparisons = append(spec.Comparisons, c)
	}
	return spec
}

func (in *input) compile(spec matching.Spec) (*matching.Model, *matching.Table, error) {
	schema, err := matching.FileSchema(spec.Attributes)
	if err != nil {
		return nil, nil, err
	}
	model, err := matching.Compile(schema, spec)
	if err != nil {
		return nil, nil, err
	}
	return model, in.records.Table(model, spec.Attributes), nil
}

// clusters are the components of pairs of at least a match probability, by record.
func (in *input) clusters(l *training.Learned, p float64) []int {
	of := make([]int, in.records.Len())
	for i := range of {
		of[i] = i
	}
	var root func(i int) int
	root = func(i int) int {
		for of[i] != i {
			of[i] = of[of[i]]
			i = of[i]
		}
		return i
	}
	least := math.Log2(p/(1-p)) - l.Prior()
	for i, pair := range l.Pairs {
		if l.Weight(l.Patterns.Levels[l.Patterns.Of[i]]) >= least {
			of[root(int(pair.A))] = root(int(pair.B))
		}
	}
	for i := range of {
		of[i] = root(i)
	}
	return of
}

// leastStop is the least mean probability at which clusters join, however little is expected of the file.
const leastStop = 0.3

// write puts what was learned into the draft.
func (d *draft) write(l *training.Learned) {
	for k := range d.spec.Comparisons {
		c := &d.spec.Comparisons[k]
		for i := range c.Levels {
			w := round(l.Weights[k][i])
			c.Levels[i].Weight = &w
		}
	}
	d.spec.Prior = round(l.Matches / l.Total)
	d.writeJoints(l)
	expected := l.ExpectedF1()
	stop := round(min(max(expected/2, leastStop), 0.5))
	d.spec.Thresholds = matching.ThresholdSpec{Link: stop, Review: stop / 4}
	d.spec.Clustering = matching.ClusteringSpec{
		Method: matching.MethodAverage, Stop: stop,
		Note: fmt.Sprintf("clusters join while the mean probability between them pays for itself: half of the expected F1 of %.2f", expected),
	}
}

// writeJoints lists the combinations of levels whose weight is not what the levels add up to.
func (d *draft) writeJoints(l *training.Learned) {
	for _, j := range l.Joints {
		g := matching.GroupSpec{Name: nameGroup}
		if d.of[j.Members[0]].Role == RolePlace {
			g.Name = placeGroup
		}
		for _, k := range j.Members {
			d.spec.Comparisons[k].Group = g.Name
		}
		for _, t := range j.Tuples {
			if math.Abs(t.Weight-t.Sum) < 0.25 {
				continue
			}
			js := matching.JointSpec{Levels: map[string]string{}, Weight: round(t.Weight)}
			for i, level := range t.Levels {
				if level != matching.Missing {
					c := &d.spec.Comparisons[j.Members[i]]
					js.Levels[c.Attribute] = c.Levels[level].When[0]
				}
			}
			g.Joint = append(g.Joint, js)
		}
		if len(g.Joint) > 0 {
			d.spec.Groups = append(d.spec.Groups, g)
		}
	}
}
