// Package survivorship decides which value wins, attribute by attribute, among what the members of a golden record say.
//
// # Chains
//
// Each attribute has a chain of rules. A rule keeps the candidates that are best by it, the next rule breaks the tie among
// those. What the policy says nothing about follows the default chain, [trust, mostRecent] unless the policy gives another;
// lists of anything but plain text are united by the identity of their items. A list of plain text (lines, a path) is one
// thing with an order and survives as a whole.
//
// Rules, with their argument where they take one:
//
//   - sourcePriority [SYSTEM, …]: the source that stands first; sources not listed come last, as equals. Without a list,
//     the policy's own sourcePriority.
//   - trust: the highest trust, 0 to 100, after decay, by the day a record was seen on, and after the downgrade of values
//     with a warning.
//   - mostRecent, oldest: by the time the source record was seen; or receivedAt, or a date attribute, as argument.
//   - mostFrequent: what most members say, but for case and punctuation.
//   - mostComplete: the composite with most fields, the group with most attributes; for a plain value the record with most
//     attributes.
//   - longest, shortest: runes of a text (of all texts in a composite), items of a list.
//   - min, max: of decimals, integers and dates.
//   - valuePriority [VALUE, …]: the value that stands first; values not listed come last, as equals.
//   - union {by, max, order}: the items of all members still left, each item once, as a whole, from the best member that
//     has it. by names the fields that make two items the same, or "value" for all of them; left out, the kind knows (see
//     ItemKey). order is the chain that tells better members and items, and their order in the golden list; max trims it.
//
// # Groups
//
// The attributes of a group survive together from one member, also where that member leaves one of them out.
//
// # Final tie-break
//
// What the chain leaves undecided goes to the more recent SeenAt, then to the source that stands first in the policy's
// sourcePriority, then to the lower (system, key). Nothing depends on the order in which contributions are given.
//
// # Provenance
//
// Rule is the rule that settled it: the last one that dropped a candidate, "only value" where there was no other, or the
// step of the tie-break. From names the one member whose value was taken. Two rules take from several: mostFrequent names
// the best member first and then those that agree with it, since their agreement decided; a union names each member an
// item was taken from, in the order of the items, and not those that had the same item and lost.
package survivorship
