package evaluation

import (
	"slices"

	"aurum/matching"
)

// Report is what measuring came to, in the shape of `mdm match evaluate --json`.
type Report struct {
	Records int `json:"records"`
	// LeftOut is how many of them could not be matched; each is a cluster of its own.
	LeftOut        int     `json:"leftOut"`
	CandidatePairs int64   `json:"candidatePairs"`
	PairsPerSecond float64 `json:"pairsPerSecond"`
	// Seconds is the time to block, compare and cluster the prepared records.
	Seconds float64 `json:"seconds"`
	// PeakMemoryBytes is that of the process; 0 where nobody measured it.
	PeakMemoryBytes int64  `json:"peakMemoryBytes"`
	Timing          Timing `json:"timing"`
	// BlockingRecall is the share of the true pairs that were compared at all.
	BlockingRecall float64 `json:"blockingRecall"`
	Pairwise       Counted `json:"pairwise"`
	// Cluster counts clusters with exactly the right members; nil, as BCubed, where only pairs are labelled.
	Cluster        *Counted       `json:"cluster"`
	BCubed         *Score         `json:"bcubed"`
	Thresholds     Thresholds     `json:"thresholds"`
	Best           Point          `json:"best"`
	ThresholdTable []Point        `json:"thresholdTable"`
	Blocking       []BlockingRule `json:"blocking"`
	Clusters       Quality        `json:"clusterQuality"`
	Splits         []SplitReport  `json:"splits,omitempty"`
	Lost           Lost           `json:"lostPairs"`
	Errors         Errors         `json:"errors"`
	Warnings       []string       `json:"warnings,omitempty"`
}

// Timing is where the time went, in seconds.
type Timing struct {
	Read     float64 `json:"read"`
	Prepare  float64 `json:"prepare"`
	Match    float64 `json:"match"`
	Evaluate float64 `json:"evaluate"`
}

// Counted is a score with the counts it was made of.
type Counted struct {
	Score
	Counts
}

func counted(c Counts) Counted { return Counted{c.Score(), c} }

// Thresholds are the policy's own, as match probabilities.
type Thresholds struct {
	Link   float64 `json:"link"`
	Review float64 `json:"review"`
}

// BlockingRule is what a rule found; Recall is that of the true pairs, of this rule and those before it together.
type BlockingRule struct {
	matching.BlockingReport
	Recall float64 `json:"cumulativeRecall"`
}

// SplitReport is the score of one part of the labelled pairs.
type SplitReport struct {
	Name  string `json:"name"`
	Pairs int    `json:"pairs"`
	Counted
}

// Lost says at which step the true pairs got lost that are not together.
type Lost struct {
	Blocking   int64 `json:"blocking"`   // never compared
	Weight     int64 `json:"weight"`     // compared, and below link
	Clustering int64 `json:"clustering"` // linked, and kept apart by a rule or by the rest of their clusters
}

func (e *measure) report() *Report {
	r := &Report{
		Records: e.records, LeftOut: e.records - e.table.Len(), CandidatePairs: e.pairs, Seconds: e.seconds, BlockingRecall: e.blocking.Recall(),
		Pairwise:   counted(e.score(e.predicted)),
		Thresholds: Thresholds{probability(e.model.Link()), probability(e.model.Review())},
		Clusters:   QualityOf(e.records, e.clusters, slices.Values(e.edges), e.model.Link()),
	}
	r.Timing.Match = e.seconds
	if e.seconds > 0 {
		r.PairsPerSecond = float64(e.pairs) / e.seconds
	}
	var found int64
	for i, b := range e.reports {
		if i < len(e.found) {
			found += e.found[i]
		}
		r.Blocking = append(r.Blocking, BlockingRule{BlockingReport: b, Recall: e.blocking.share(found)})
	}
	if e.truth.Labels != nil {
		exact, b := counted(Exact(e.predicted, e.truth.Labels)), BCubed(e.predicted, e.truth.Labels)
		r.Cluster, r.BCubed = &exact, &b
	}
	for _, s := range ScoreSplits(e.truth.Pairs, e.predicted) {
		r.Splits = append(r.Splits, SplitReport{s.Name, s.Pairs, counted(s.Counts)})
	}
	r.Lost = e.lost()
	return r
}

// lost sorts the true pairs that are not together by the step that lost them.
func (e *measure) lost() Lost {
	var l Lost
	e.missed(func(i, j int) {
		weight, known := e.edge(i, j)
		switch {
		case !e.blocking.Holds(i, j):
			l.Blocking += e.blocking.step
		case !known || weight < e.model.Link():
			l.Weight += e.blocking.step
		default:
			l.Clustering += e.blocking.step
		}
	})
	return l
}

// missed visits the true pairs that are not together, i < j.
func (e *measure) missed(visit func(i, j int)) {
	e.blocking.EachTrue(func(i, j int) {
		if !e.predicted.Together(i, j) {
			visit(i, j)
		}
	})
}
