// Package delivery brings the change feed to those who follow it.
//
// A Feed reads the feed from the database once per process and keeps the latest events in memory; every Subscription
// walks along that memory at its own pace. One that falls further behind than the memory reaches, or resumes from before
// it, reads from the database by its own cursor until it has caught up. Either way it is handed each event once, in feed
// order, and what it holds is bounded.
package delivery
