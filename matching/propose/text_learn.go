package propose

import (
	"context"
	"math"

	"aurum/matching/corpus"
)

// learner finds out what the features of pairs weigh, without labels.
//
// It takes the best one-to-one matches by the scores at hand for true, as far as chance does not explain them, and what was
// not chosen in their place for false; fits the weights to tell the two apart; and begins again with the new scores.
type learner struct {
	plan     *textPlan
	source   []int
	clean    []bool
	complete bool // all sources list the same things
	pairs    []corpus.Pair
	rows     [][]float64
	model    logit
	scores   []scored
	// of the last round
	matches  []scored
	believed []float64
	cut      cut
}

// Rounds of learning, and the penalty on the square of a weight: about that of one contrary example.
const (
	learningRounds = 6
	learningRidge  = 1.0
	leastBelieved  = 0.3 // matches believed less teach nothing
)

// learn runs the rounds.
func (l *learner) learn(ctx context.Context) error {
	l.begin()
	for range learningRounds {
		if err := ctx.Err(); err != nil {
			return err
		}
		l.match()
		l.teach()
	}
	l.match()
	return nil
}

// begin scores each pair by the mean of what compares its texts: no measure is best for all files, and their mean is near
// the best for each.
func (l *learner) begin() {
	l.scores = make([]scored, len(l.pairs))
	for i, p := range l.pairs {
		sum := 0.0
		for _, f := range l.plan.features {
			if f.mapping == nil && len(f.knots) == 2 {
				sum += l.rows[i][f.at]
			}
		}
		l.scores[i] = scored{p.A, p.B, sum}
	}
}

// match takes the best matches and judges how true they are.
func (l *learner) match() {
	before := map[[2]int32]float64{}
	for i, m := range l.matches {
		before[[2]int32{m.a, m.b}] = l.believed[i]
	}
	l.matches = assign(l.scores, l.source, l.clean)
	fields := fieldsOf(l.matches, l.scores, l.source, l.clean, func(m scored) float64 {
		if l.believed == nil {
			return 1
		}
		return before[[2]int32{m.a, m.b}]
	}, l.doubtful())
	l.believed = posterior(l.matches, fields)
	l.cut = bestCut(fields)
	if l.complete && len(l.matches) > 0 {
		l.cut.threshold = l.matches[len(l.matches)-1].score
	}
}

// doubtfulShare is how much of the doubt in a match counts when chance is judged. All of it would feed on itself, since
// belief comes from what chance looks like; none of it takes false matches for true ones.
const doubtfulShare = 0.5

// doubtful is how much of the doubt counts: none where all sources have just as many records. They list the same things
// then, and every record is taken to have a match.
func (l *learner) doubtful() float64 {
	if l.complete {
		return 0
	}
	return doubtfulShare
}

// teach fits the weights to the matches.
func (l *learner) teach() {
	chosen := make(map[[2]int32]float64, len(l.matches))
	sure := map[place]float64{}
	for i, m := range l.matches {
		p := l.believed[i]
		chosen[[2]int32{m.a, m.b}] = p
		for _, at := range []place{{m.a, l.source[m.b]}, {m.b, l.source[m.a]}} {
			sure[at] = max(sure[at], p)
		}
	}
	l.translate()
	var examples []example
	for i, p := range l.pairs {
		if e, ok := chosen[[2]int32{p.A, p.B}]; ok {
			if e > leastBelieved {
				examples = append(examples, example{l.rows[i], 1, e})
			}
			continue
		}
		if e := max(sure[place{p.A, l.source[p.B]}], sure[place{p.B, l.source[p.A]}]); e > leastBelieved {
			examples = append(examples, example{l.rows[i], 0, e})
		}
	}
	if l.model.weights == nil {
		l.model.weights = make([]float64, len(l.plan.free))
	}
	l.model.fit(examples, learningRidge, l.plan.free)
	l.score()
}

// translate learns the mappings of values from the matches and writes what they say into the rows.
func (l *learner) translate() {
	for i := range l.plan.features {
		f := &l.plan.features[i]
		if f.mapping == nil {
			continue
		}
		f.mapping.learn(l.matches, l.believed)
		for j, p := range l.pairs {
			l.rows[j][f.at], _ = f.mapping.of(p.A, p.B)
		}
	}
}

func (l *learner) score() {
	for i := range l.scores {
		l.scores[i].score = l.model.of(l.rows[i])
	}
}

// steepest bounds how fast the log odds of a match rise with the learned score, itself made to be log odds: where true
// and false are far apart any steepness fits.
const steepest = 1.0

// calibrate finds the line from score to log odds that fits what is believed of the matches best, so that a match weight
// says how likely the match is.
func (l *learner) calibrate() (slope, constant float64) {
	if len(l.matches) == 0 {
		return 1, 0
	}
	c := logit{weights: []float64{1}}
	var examples []example
	for i, m := range l.matches {
		examples = append(examples, example{[]float64{m.score}, min(max(l.believed[i], 0.01), 0.99), 1})
	}
	c.fit(examples, 0.01, []bool{false})
	slope = min(max(c.weights[0], 0.1), steepest)
	low, high := -100.0, 100.0 // the constant that gives as many matches as are believed
	for range 60 {
		constant = (low + high) / 2
		surplus := 0.0
		for _, e := range examples {
			surplus += 1/(1+math.Exp(-slope*e.x[0]-constant)) - e.label
		}
		if surplus > 0 {
			high = constant
		} else {
			low = constant
		}
	}
	return slope, constant
}
