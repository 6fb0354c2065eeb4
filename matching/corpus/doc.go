// Package corpus weighs the tokens of texts by how rare they are among many, compares texts as vectors of such weights, and
// finds the nearest neighbours of a text.
//
// The vector space model with inverse document frequencies is that of G. Salton and C. Buckley, "Term-weighting approaches
// in automatic text retrieval", Information Processing & Management 24 (1988).
package corpus
