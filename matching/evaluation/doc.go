// Package evaluation measures a clustering of records against known truth: pairs, exact clusters and B-cubed, what
// blocking lost, what other thresholds would give, and which decisions were the most wrong.
//
// Everything is counted from contingency tables, so that a cluster of a hundred thousand records costs no more than its
// records. Where nothing could go wrong, a share of nothing is 1: a clustering without pairs makes no false ones.
package evaluation
