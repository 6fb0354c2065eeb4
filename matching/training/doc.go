// Package training estimates the parameters of a matching policy: how often each comparison level occurs among records that
// are the same thing (m) and among others (u), and how many pairs are the same at all (the prior).
//
// Without labels it uses expectation maximization after Fellegi and Sunter, "A Theory for Record Linkage", JASA 64 (1969),
// and Winkler, "Using the EM algorithm for weight computation in the Fellegi-Sunter model of record linkage" (1988), fenced
// in: u comes from random pairs and stays, the prior is over all pairs and not over those that blocking brings together,
// m is held near what is plausible by a Dirichlet prior, and weights never rise as a level gets worse.
package training
