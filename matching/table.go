package matching

import (
	"aurum/domain"
)

// Table holds many records prepared for one model, to be matched among each other.
type Table struct {
	model    *Model
	keys     []domain.SourceKey
	prepared []*Prepared
}

// NewTable makes an empty table.
func (m *Model) NewTable() *Table { return &Table{model: m} }

// Add prepares a standardized record and gives its position.
func (t *Table) Add(key domain.SourceKey, attrs domain.Attributes) int {
	t.keys, t.prepared = append(t.keys, key), append(t.prepared, t.model.Prepare(attrs))
	return len(t.keys) - 1
}

// Len is how many records the table holds.
func (t *Table) Len() int { return len(t.keys) }

// Key is the source key of a record.
func (t *Table) Key(i int) domain.SourceKey { return t.keys[i] }

// Prepared is a record as it is compared.
func (t *Table) Prepared(i int) *Prepared { return t.prepared[i] }
