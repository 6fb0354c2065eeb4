package reference

import (
	"fmt"
	"math/rand/v2"

	"aurum/domain"
)

// Saying is one thing a source says of a supplier in a random world.
type Saying struct {
	System, Key string
	Attributes  domain.Attributes // nil: withdrawn
}

// Systems are the source systems of random worlds.
var Systems = []string{"CRM", "ERP", "WMS"}

// The pools are tiny, so that edges appear and vanish, chains join components and tax numbers forbid.
var (
	poolNames = []string{"Nordwind Handel GmbH", "Nordwind Handel", "NORDWIND HANDELS GMBH", "Südwind Import AG", "Sudwind Import", "Baltic Forwarders Ltd", "Baltic Forwarders"}
	poolVAT   = []string{"DE136695976", "DE129273398", "ATU13585627"}
	poolDUNS  = []string{"315369934", "150483782", "804735132"}
	poolPhone = []string{"+49 40 123456", "+43 1 5031234", "+44 20 7946 0123"}
	poolMail  = []string{"info@nordwind.example", "sales@suedwind.example", "ops@baltic.example"}
)

// RandomSaying is about one of so many records of each system.
func RandomSaying(r *rand.Rand, records int) Saying {
	s := Saying{System: Systems[r.IntN(3)], Key: fmt.Sprint(r.IntN(records))}
	if r.IntN(10) == 0 {
		return s
	}
	pick := func(pool []string) string { return pool[r.IntN(len(pool))] }
	s.Attributes = domain.Attributes{"legalName": pick(poolNames)}
	if r.IntN(2) == 0 {
		s.Attributes["taxIds"] = []any{map[string]any{"value": pick(poolVAT)}}
	} else {
		s.Attributes["taxIds"] = nil
	}
	if r.IntN(3) == 0 {
		s.Attributes["identifiers"] = []any{map[string]any{"scheme": "DUNS", "value": pick(poolDUNS)}}
	} else {
		s.Attributes["identifiers"] = nil
	}
	if r.IntN(2) == 0 {
		s.Attributes["phones"] = []any{pick(poolPhone)}
	}
	if r.IntN(2) == 0 {
		s.Attributes["emails"] = []any{pick(poolMail)}
	}
	if r.IntN(4) == 0 {
		s.Attributes["addresses"] = []any{map[string]any{"lines": []any{"Hafenstr. 5"}, "city": "Hamburg", "postalCode": "20457", "country": "DE"}}
	}
	return s
}
