// Package similarity tells how alike two values of one attribute are.
//
// Every comparator is a pure function. Scores lie in 0..1, are symmetric in their arguments, and are 1
// for a value compared with itself. Strings are read as runes, never as bytes. Comparators of structured
// values (person, organization, street, product) come with a Prepared form, because a matcher prepares a
// record once and compares it many times.
//
// The plain string comparators (Levenshtein, Jaro-Winkler and so on) take their arguments as they are;
// pass them through Fold or FoldKey first. The structured comparators fold on their own.
package similarity
