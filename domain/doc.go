// Package domain is the vocabulary of master data: what things are, never how they are stored or sent.
//
// # Glossary
//
// One word per concept, in Go, SQL, GraphQL, YAML and the documentation alike:
//
//   - domain: one of the mastered subjects (customer, product, price, supplier, account).
//   - kind: what a value means (an organization name, a VAT number, a unit); it chooses the standardizer, the
//     validator, the default comparison and the GraphQL type.
//   - attribute: one named property of a domain, of one kind, single or many.
//   - source system: a system that pushes records (CRM, ERP, …); it owns its keys.
//   - source record: what one source system says of one thing, identified by (domain, system, key).
//   - standardized: a source record's attributes in standard form; received: the same as they arrived.
//   - golden record: the one trusted record, derived from the source records linked to it.
//   - golden id: the identity of a golden record; once given out it resolves for ever.
//   - founder: the source record for which a golden id was given out.
//   - member: a source record linked to a golden record.
//   - blocking key: what two records must share to be compared.
//   - edge: a compared pair whose match weight reaches the review threshold.
//   - match weight: the evidence, in bits, that two source records are the same thing.
//   - assertion: a steward's word that two source records are, or are not, the same.
//   - survivorship: the choice of the golden values among what the members say.
//   - provenance: which source record and rule a golden value came from; lineage: the same with the losers.
//   - override: a value a steward has set by hand.
//   - steward's task: a question the engine leaves to a person.
//   - quarantine: where an arrival waits that could be kept but not used.
//   - reference: an attribute that points at a record of another domain by a source's key.
//   - change event: one entry of the change feed; a cursor names a place in it.
package domain
