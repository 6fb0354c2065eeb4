package propose

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

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
	d.spec.Sources.Unique = in.options.Unique
	learned, err := in.learnTwice(ctx, d)
	if err != nil {
		return nil, err
	}
	found := in.fieldSources(learned)
	if unique := found.spec(); len(unique.Unique) > len(d.spec.Sources.Unique) {
		d.spec.Sources = matching.SourcesSpec{Unique: unique.Unique, Note: unique.Note}
		if learned, err = in.learnTwice(ctx, d); err != nil {
			return nil, err
		}
	}
	d.write(learned)
	notes := slices.Concat(found.notes(), d.notes(learned), d.addRules(learned))
	return &Proposal{Spec: d.spec, Notes: notes, Warnings: learned.Unsettled()}, nil
}

// learnTwice trains on the records, then again with what the first round found to be the same counted once.
func (in *input) learnTwice(ctx context.Context, d *draft) (*training.Learned, error) {
	model, table, err := in.compile(d.unweighted())
	if err != nil {
		return nil, err
	}
	pairs, _ := model.Candidates(table)
	if len(pairs) == 0 {
		return nil, errors.New("no two records that may be the same have anything in common")
	}
	o := training.Options{Seed: in.options.Seed, Groups: d.groups(), Progress: in.options.Progress}
	learned, err := training.Learn(ctx, model, table, pairs, model.LevelCounts(), o)
	if err != nil {
		return nil, err
	}
	o.Cluster = learned.Clusters(in.records.Len(), 0.5)
	o.Starts, o.Before = []float64{learned.Matches}, learned
	return training.Learn(ctx, model, table, pairs, model.LevelCounts(), o)
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
		if g.Joint = j.Spec(d.spec.Comparisons); len(g.Joint) == 0 {
			for _, k := range j.Members {
				d.spec.Comparisons[k].Group = ""
			}
			continue
		}
		d.spec.Groups = append(d.spec.Groups, g)
	}
}

// notes tell what was learned.
func (d *draft) notes(l *training.Learned) []string {
	out := []string{fmt.Sprintf("%d pairs of records compared, about %.0f of them the same; expected F1 %.3f (good to compare by, too good to report)",
		len(l.Pairs), l.Matches, l.ExpectedF1())}
	for _, g := range d.spec.Groups {
		var names []string
		for _, c := range d.spec.Comparisons {
			if c.Group == g.Name {
				names = append(names, c.Attribute)
			}
		}
		out = append(out, fmt.Sprintf("%s depend on each other and are weighed together as group %s", strings.Join(names, ", "), g.Name))
	}
	return out
}
