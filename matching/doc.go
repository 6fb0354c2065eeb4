// Package matching decides how alike two source records are, and which records belong together.
//
// It is pure: records and a policy in, weights, links and clusters out, each with its reasons. The frame is that of
// Fellegi and Sunter, "A Theory for Record Linkage", JASA 64 (1969): every comparison adds log2(m/u) bits of evidence.
package matching
