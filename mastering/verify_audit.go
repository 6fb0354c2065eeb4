package mastering

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"strconv"

	"aurum/domain"
)

// Audited is what checking the audit trail came to.
type Audited struct {
	// Entries is how many there are up to the first fault, or in all.
	Entries int64 `json:"entries"`
	// Hash is that of the last of them, in hexadecimal: whoever has noted it can tell later that nothing before has changed.
	Hash string `json:"hash,omitempty"`
	// Fault tells the first entry that has been changed, or behind which one is missing; empty where there is none.
	Fault string `json:"fault,omitempty"`
}

// VerifyAudit works out anew the hash of every entry of the audit trail, each from the one before. That the last entries have
// been cut off it cannot tell: compare the hash with one that was noted before.
func VerifyAudit(ctx context.Context, s Snapshot) (*Audited, error) {
	out := &Audited{}
	var before []byte
	for {
		page, err := s.Audit(ctx, out.Entries, pageSize)
		if err != nil || len(page) == 0 {
			return out, err
		}
		for i := range page {
			e := &page[i]
			switch {
			case e.ID != out.Entries+1:
				out.Fault = fmt.Sprintf("entry %d is missing", out.Entries+1)
				return out, nil
			case !bytes.Equal(auditHash(before, e), e.Hash):
				out.Fault = fmt.Sprintf("entry %d, %s by %s, is not what was written, or the one before is not", e.ID, e.Action, e.Actor)
				return out, nil
			}
			before = e.Hash
			out.Entries, out.Hash = e.ID, fmt.Sprintf("%x", e.Hash)
		}
	}
}

// auditHash is SHA-256 over the hash before and the parts of an entry, each with its length in bytes and a colon in front.
func auditHash(before []byte, e *domain.AuditEntry) []byte {
	h := sha256.New()
	h.Write(before)
	for _, part := range []string{
		strconv.FormatInt(e.ID, 10), strconv.FormatInt(e.At.UnixMicro(), 10), e.Actor, e.Action, string(e.Domain), e.Subject, e.Details,
	} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return h.Sum(nil)
}
