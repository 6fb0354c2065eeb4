// Package parties recognizes files of persons and companies by the names of their columns and what stands in them, and maps
// the columns to the attributes of customers, so that such a file is matched by what is known of parties in general where it
// is too small or too sparse to learn from.
package parties
