package mastering

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"aurum/domain"
)

// MaxRecords is how many records one call may bring.
const MaxRecords = 1000

const (
	maxKeyLength = 200
	// maxRecordBytes bounds one record's attributes.
	maxRecordBytes = 256 << 10
	// maxAhead is how far a source's clock may run ahead of ours: a time beyond would lock out every later change.
	maxAhead = 24 * time.Hour
)

// Ingest takes the arrivals of one call. Each record succeeds or fails on its own; the error is for the call as a whole
// (an unknown domain, too many records, an idempotency key used for another body).
func (h *Hub) Ingest(ctx context.Context, u Upsert) ([]Result, error) {
	p := h.policies.Of(u.Domain)
	if err := u.check(p); err != nil {
		return nil, err
	}
	if len(u.Records) == 0 {
		return []Result{}, nil
	}
	if err := h.knowSystem(ctx, u.System); err != nil {
		return nil, err
	}
	claim, err := u.claim()
	if err != nil {
		return nil, err
	}
	results := make([]Result, len(u.Records))
	j := &job{claim: claim, done: make(chan error, 1)}
	var at []int // position of each op in the results
	for i, a := range u.Records {
		o, problems := h.op(p, u, a)
		if problems != nil {
			results[i] = Result{Key: a.Key, Outcome: domain.Rejected, Problems: problems}
			continue
		}
		j.ops, at = append(j.ops, o), append(at, i)
	}
	if len(j.ops) == 0 {
		return results, nil
	}
	if err := h.submit(ctx, j); err != nil {
		return nil, err
	}
	for i, r := range j.answer {
		results[at[i]] = r
	}
	return results, nil
}

var systemCode = regexp.MustCompile(`^[A-Z0-9][A-Z0-9_.-]{0,31}$`)

func (u *Upsert) check(p *Policy) error {
	switch {
	case p == nil:
		return domain.E(domain.Invalid, fmt.Sprintf("there is no domain %q", u.Domain))
	case !systemCode.MatchString(u.System):
		return domain.E(domain.Invalid, fmt.Sprintf("source %q is no source system code: 1 to 32 of A-Z, 0-9, _ . -, beginning with a letter or digit", clip(u.System)), "input", "source")
	case len(u.Records) > MaxRecords:
		return domain.E(domain.Invalid, fmt.Sprintf("a call brings at most %d records, this one %d", MaxRecords, len(u.Records)), "input", "records")
	case len(u.IdempotencyKey) > maxKeyLength || !clean(u.IdempotencyKey):
		return domain.E(domain.Invalid, fmt.Sprintf("an idempotency key has at most %d bytes and no control characters", maxKeyLength), "input", "idempotencyKey")
	}
	return nil
}

// claim binds the idempotency key to the hash of all that the call says.
func (u *Upsert) claim() (*Claim, error) {
	if u.IdempotencyKey == "" {
		return nil, nil
	}
	b, err := json.Marshal(struct {
		Domain  domain.Domain
		Records []Arrival
	}{u.Domain, u.Records})
	if err != nil {
		return nil, domain.E(domain.Invalid, "the records cannot be written as JSON: "+err.Error(), "input", "records")
	}
	sum := sha256.Sum256(b)
	return &Claim{System: u.System, Key: u.IdempotencyKey, Body: sum[:]}, nil
}

// op checks what makes a record impossible to keep, and standardizes it ahead of the lane.
func (h *Hub) op(p *Policy, u Upsert, a Arrival) (*op, []domain.Problem) {
	if problem := h.unkeepable(a); problem != nil {
		return nil, []domain.Problem{*problem}
	}
	arrived, err := domain.EncodeAttributes(a.Attributes)
	if err != nil {
		return nil, []domain.Problem{rejected("INVALID", "the attributes cannot be written as JSON: "+err.Error(), "attributes")}
	}
	if len(arrived) > maxRecordBytes {
		return nil, []domain.Problem{rejected("TOO_LONG", fmt.Sprintf("a record holds at most %d bytes of attributes, this one %d", maxRecordBytes, len(arrived)), "attributes")}
	}
	if a.UpdatedAt != nil {
		at := a.UpdatedAt.UTC().Truncate(time.Microsecond) // the database's resolution
		a.UpdatedAt = &at
	}
	if bytes.Contains(arrived, []byte(`\ufffd`)) { // bytes that are no text: what is kept is what is read
		if a.Attributes, err = domain.DecodeAttributes(arrived); err != nil {
			return nil, []domain.Problem{rejected("INVALID", err.Error(), "attributes")}
		}
	}
	o := &op{policy: p, key: RecordKey{u.Domain, domain.SourceKey{System: u.System, Key: a.Key}}, arrival: a, arrived: arrived, actor: u.Actor}
	if a.Delete {
		o.arrived = []byte("{}")
		return o, nil
	}
	alone := domain.Attributes{}
	for name, v := range a.Attributes {
		if v != nil {
			alone[name] = v
		}
	}
	if o.first, err = p.standardize(u.System, alone); err != nil {
		return nil, []domain.Problem{rejected("INVALID", err.Error(), "attributes")}
	}
	return o, nil
}

// unkeepable tells why a record cannot even be kept: it has no usable key, or a time that cannot be.
func (h *Hub) unkeepable(a Arrival) *domain.Problem {
	var p domain.Problem
	switch {
	case strings.TrimSpace(a.Key) == "":
		p = rejected("REQUIRED", "a record needs a key", "key")
	case len(a.Key) > maxKeyLength || !clean(a.Key):
		p = rejected("INVALID_FORMAT", fmt.Sprintf("a key has at most %d bytes of UTF-8 and no control characters", maxKeyLength), "key")
	case a.UpdatedAt != nil && a.UpdatedAt.After(h.now().Add(maxAhead)):
		p = rejected("OUT_OF_RANGE", fmt.Sprintf("updatedAt %s lies in the future; it would lock out every later change", a.UpdatedAt.Format(time.RFC3339)), "updatedAt")
	case a.UpdatedAt != nil && a.UpdatedAt.Year() < 1900:
		p = rejected("OUT_OF_RANGE", fmt.Sprintf("updatedAt %s lies before 1900", a.UpdatedAt.Format(time.RFC3339)), "updatedAt")
	default:
		return nil
	}
	return &p
}

func rejected(code, message string, field ...string) domain.Problem {
	return domain.Problem{Code: code, Severity: domain.Fatal, Field: field, Message: message}
}

func clean(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, unicode.IsControl) < 0
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// knowSystem makes a source system known with its first write. Who may write as it has been decided before.
func (h *Hub) knowSystem(ctx context.Context, code string) error {
	if _, known := h.systems.Load(code); known {
		return nil
	}
	if err := h.storage.AddSystems(ctx, []SourceSystem{{Code: code, Name: code}}); err != nil {
		return err
	}
	h.systems.Store(code, true)
	return nil
}
