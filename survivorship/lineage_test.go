package survivorship

import (
	"testing"
	"time"

	"aurum/domain"
)

func TestLineageTellsOfTheAttributesAskedFor(t *testing.T) {
	p, err := Compile(domain.Registry.Of(domain.Customer), specOf(t, `trust: {sources: {ERP: 80}}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	seen, received := noon.Add(-time.Hour), noon.Add(-time.Minute)
	cs := []Contribution{
		{Member: domain.Member{SourceKey: domain.SourceKey{System: "ERP", Key: "1"}, Record: 4, Version: 2}, SeenAt: seen, ReceivedAt: received,
			Attributes: domain.Attributes{"currency": "CHF", "emails": []any{"a@x.ch"}}},
		{Member: domain.Member{SourceKey: domain.SourceKey{System: "CRM", Key: "1"}}, SeenAt: noon,
			Attributes: domain.Attributes{"currency": "EUR", "language": "de"}},
	}
	got := p.Lineage(cs, noon, []string{"language", "nmae", "status", "currency"})
	same(t, []AttributeLineage{
		{Attribute: "language", Value: "de", Rule: "only value", Winners: []LineageValue{
			{Source: cs[1].Member, Value: "de", SeenAt: noon, Trust: 50, Reason: "only value"}}},
		{Attribute: "currency", Value: "CHF", Rule: "trust", Winners: []LineageValue{
			{Source: cs[0].Member, Value: "CHF", SeenAt: seen, ReceivedAt: received, Trust: 80, Reason: "won by trust"}}, Losers: []LineageValue{
			{Source: cs[1].Member, Value: "EUR", SeenAt: noon, Trust: 50, Reason: "trust 50 < 80"}}},
	}, got)
	if all := p.Lineage(cs, noon, nil); len(all) != 3 || all[0].Attribute != "emails" || all[0].Winners[0].Reason != "taken" {
		t.Errorf("got %+v", all)
	}
	if none := p.Lineage(nil, noon, nil); none != nil {
		t.Errorf("nobody says %+v", none)
	}
}
