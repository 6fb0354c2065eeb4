// Package similarity tells how alike two values of one attribute are.
//
// Every comparator is a pure function. Scores lie in 0..1, are symmetric in their arguments, and are 1
// for a value compared with itself. Strings are read as runes, never as bytes. Comparators of structured
// values (person, organization, address, product, label) come with a Prepared form, because a matcher prepares a
// record once and compares it many times. Each function gives its formula and where it comes from.
//
// The plain string comparators (Levenshtein, Jaro-Winkler and so on) take their arguments as they are;
// pass them through Fold or FoldKey first. The structured comparators fold on their own.
//
// Short texts are compared without allocating, and most of them bit-parallel; JaroWinklerAtLeast, LevenshteinWithin and
// OSAWithin give up early, Letters bounds a pair before it is looked at. Long texts stay cheap: edit distances take
// length * length / 64 steps, comparisons of words fall back on equal words beyond 128 by 128, and of names, labels and
// streets the first 48 words count.
package similarity
