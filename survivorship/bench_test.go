package survivorship

import (
	"fmt"
	"testing"
	"time"

	"aurum/domain"
)

// benchmarkMembers are three typical members of a customer, with about 20 attributes between them.
func benchmarkMembers() []Contribution {
	var cs []Contribution
	for i, system := range []string{"CRM", "ERP", "SHOP"} {
		c := Contribution{Attributes: domain.Attributes{
			"kind": "ORGANIZATION", "legalName": fmt.Sprint("Muster Handels GmbH ", i), "tradingNames": []any{"Muster"},
			"taxIds":      []any{map[string]any{"scheme": "VAT", "country": "CH", "value": "CHE123456788"}},
			"identifiers": []any{map[string]any{"scheme": "DUNS", "value": "123456789"}},
			"emails":      []any{"info@muster.ch", fmt.Sprintf("%s@muster.ch", system)}, "phones": []any{"+41441234567"},
			"websites":  []any{"https://muster.ch"},
			"addresses": []any{map[string]any{"type": "LEGAL", "lines": []any{"Bahnhofstrasse 1"}, "city": "Zürich", "postalCode": "8001", "country": "CH"}},
			"contacts":  []any{map[string]any{"name": "Eva Muster", "email": "eva@muster.ch"}},
			"currency":  "CHF", "paymentTerms": "N30", "creditLimit": fmt.Sprint(1000 * i), "creditHold": false, "customerGroup": "A",
			"priceList": "P1", "language": "de", "parent": map[string]any{"system": "ERP", "key": "1"}, "status": "ACTIVE",
		}}
		c.Member = domain.Member{SourceKey: domain.SourceKey{System: system, Key: "1"}, Record: domain.RecordID(i), Version: 1}
		c.SeenAt = time.Date(2025, time.Month(1+i), 1, 0, 0, 0, 0, time.UTC)
		cs = append(cs, c)
	}
	return cs
}

const benchmarkPolicy = `
sourcePriority: [ERP, CRM]
trust: {sources: {ERP: 80, CRM: {base: 60, decay: {curve: slowFast, period: 2y, floor: 20}}}}
attributes: {creditLimit: min, status: {valuePriority: [ACTIVE, BLOCKED]}, legalName: [sourcePriority, mostRecent]}
groups: [{attributes: [currency, paymentTerms], rule: mostRecent}]
`

func BenchmarkSurvive(b *testing.B) {
	p, err := Compile(domain.Registry.Of(domain.Customer), specOf(b, benchmarkPolicy), nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{1, 3} {
		cs := benchmarkMembers()[:n]
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Survive(cs, noon)
			}
		})
	}
}

func BenchmarkLineage(b *testing.B) {
	p, err := Compile(domain.Registry.Of(domain.Customer), specOf(b, benchmarkPolicy), nil)
	if err != nil {
		b.Fatal(err)
	}
	cs := benchmarkMembers()
	b.ReportAllocs()
	for b.Loop() {
		p.Lineage(cs, noon, nil)
	}
}
