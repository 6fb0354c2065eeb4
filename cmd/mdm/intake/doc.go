// Package intake reads files of source records: CSV and newline-delimited JSON, plain or gzipped.
//
// A bad line costs itself alone: it comes back as a Row with its Fault, and reading goes on.
package intake
