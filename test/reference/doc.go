// Package reference says what a hub ought to hold: a plain sequential reading of the source records, the stewards' words and
// the overrides, next to which what a hub has stored can be laid, however it came about. It is for the random worlds.
package reference
