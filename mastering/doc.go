// Package mastering holds the use cases of the hub: what it means to ingest, to match before creating, to explain.
//
// A golden record is a function of its source records, the policy and the stewards' assertions: it is always rebuilt,
// never patched. Every write to it goes through resolve.
package mastering
