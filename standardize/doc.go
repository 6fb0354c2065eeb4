// Package standardize brings a source record as received into standard form, attribute by attribute, by the kind of each.
//
// It is pure and total: whatever JSON arrives, it answers with attributes in standard form and the problems it met. What
// cannot be read as its kind is left out. A problem is fatal (the record goes to the quarantine) or a warning; a policy
// may turn fatal problems of single attributes into warnings. Placeholder values ("N/A", test@test.com, 999999999) are
// left out with a warning, so that nothing downstream takes them for identity.
package standardize
