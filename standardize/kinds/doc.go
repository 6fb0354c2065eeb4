// Package kinds holds the standardizers and validators of single values: one file per kind, a string in, the standard form out.
//
// What holds for every function of the package:
//
//   - It is pure, total (no input makes it panic) and deterministic.
//   - Standardizing twice gives what standardizing once gives.
//   - Text comes out in Unicode NFC, trimmed, with control and zero-width characters removed.
//   - A value that cannot be standardized comes back cleaned, together with an error that is always a [Problem];
//     the caller decides whether to keep it. The problem of a value that was standardized all the same has severity
//     [Warning].
//   - The empty string, and what is empty once cleaned, is no problem: whether a value is required is the caller's business.
//
// The package knows nothing of records, domains and policies.
package kinds
