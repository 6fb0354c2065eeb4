package model

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"

	"aurum/access"
	"aurum/domain"
)

// AuditEntry is what somebody has done.
type AuditEntry struct {
	domain.AuditEntry
	Details any
}

// AuditEntryConnection is a page of the audit trail.
type AuditEntryConnection = Connection[*AuditEntry]

// AuditEntryEdge is one entry of a page.
type AuditEntryEdge = Edge[*AuditEntry]

// Audited gives the view of an entry. A value that was set is told to those who may see the attribute.
func (s *Session) Audited(e domain.AuditEntry) (*AuditEntry, error) {
	details := map[string]any{}
	if err := json.Unmarshal([]byte(e.Details), &details); err != nil {
		return nil, fmt.Errorf("details of audit entry %d: %w", e.ID, err)
	}
	if attribute, ok := details["attribute"].(string); ok && !s.sees(e.Domain, attribute) {
		maps.DeleteFunc(details, func(name string, _ any) bool { return name == "value" || name == "attribute" })
	}
	return &AuditEntry{AuditEntry: e, Details: details}, nil
}

// sees tells whether the caller may see an attribute as it is.
func (s *Session) sees(d domain.Domain, attribute string) bool {
	return s.Allow(d, access.Read) == nil && s.Access.AllowUse(s.Principal, string(d), attribute) == nil
}

// Number is the entry's place in the trail.
func (e *AuditEntry) Number() int { return int(e.ID) }

// Domain is the domain it concerned; nil if none.
func (e *AuditEntry) Domain() *domain.Domain {
	if e.AuditEntry.Domain == "" {
		return nil
	}
	return &e.AuditEntry.Domain
}

// Hash is in hexadecimal.
func (e *AuditEntry) Hash() string { return hex.EncodeToString(e.AuditEntry.Hash) }
