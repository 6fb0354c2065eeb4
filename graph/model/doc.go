// Package model is what GraphQL's types bind to: views of the hub's records that show what the caller may see and load
// what else it asks for.
//
// Records that were read together form a group. What one of them is asked for beyond its own columns is loaded for the
// whole group by one query, without timers: asking a hundred prices for their product costs one look-up.
package model
