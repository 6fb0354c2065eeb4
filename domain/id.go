package domain

import (
	"encoding/base32"
	"strings"

	"github.com/google/uuid"
)

// GoldenID is the identity of a golden record: the domain's prefix, an underscore, and a UUIDv7 in Crockford's base 32.
// Ids of one domain sort by the time they were made.
type GoldenID string

// RecordID is the hub's own number of a source record. It depends on arrival and is never used to break a tie.
type RecordID int64

var crockford = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// NewGoldenID makes an id for a golden record of the domain.
func (s *Schema) NewGoldenID() GoldenID {
	u := uuid.Must(uuid.NewV7())
	return GoldenID(s.Prefix + "_" + crockford.EncodeToString(u[:]))
}

// OfID finds the schema a golden id belongs to; nil if the text is no golden id.
func (ds Domains) OfID(id GoldenID) *Schema {
	prefix, rest, ok := strings.Cut(string(id), "_")
	if !ok || len(rest) != 26 {
		return nil
	}
	if _, err := crockford.DecodeString(rest); err != nil {
		return nil
	}
	for _, s := range ds {
		if s.Prefix == prefix {
			return s
		}
	}
	return nil
}
