// Package propose reads a file of which nothing is known and writes a matching policy for it: what its columns are, how to
// standardize, block and compare them, how sure a match is, and why.
//
// It needs no labels: parameters come from expectation maximization over the file itself, thresholds from what the file
// shows of chance agreement. Everything is seeded; the same file gives the same policy.
package propose
