package survivorship

import (
	"encoding/json"
	"testing"

	"aurum/domain"
)

func TestItemKey(t *testing.T) {
	type m = map[string]any
	address := func(fields m) m { fields["city"] = "Bern"; return fields }
	tests := []struct {
		name      string
		domain    domain.Domain
		attribute string
		a, b      any
		same      bool
	}{
		{"case and punctuation of a name", "customer", "tradingNames", "Acme A.G.", "ACME AG", true},
		{"diacritics and sharp s", "customer", "tradingNames", "Große Käserei", "GROSSE KASEREI", true},
		{"other scripts keep their marks", "customer", "tradingNames", "が", "か", false},
		{"names of signs only", "customer", "tradingNames", "!!!", "???", false},
		{"different names", "customer", "tradingNames", "日本", "日本語", false},
		{"case of an e-mail address", "customer", "emails", "A@x.ch", "a@X.ch", true},
		{"dots of an e-mail address", "customer", "emails", "a.b@x.ch", "ab@x.ch", false},
		{"lines of an address", "customer", "addresses", address(m{"lines": []any{"Gasse 1", "2. Stock"}}), address(m{"lines": []any{"GASSE 1, 2 STOCK"}}), true},
		{"region of an address", "customer", "addresses", address(m{"region": "BE"}), address(m{"region": "Berne"}), true},
		{"city of an address", "customer", "addresses", m{"city": "Bern"}, m{"city": "Biel"}, false},
		{"address of a region only", "customer", "addresses", m{"region": "BE"}, m{"region": "ZH"}, false},
		{"scheme of an identifier", "customer", "identifiers", m{"scheme": "GLN", "value": "1"}, m{"scheme": "DUNS", "value": "1"}, false},
		{"country of a tax id", "customer", "taxIds", m{"country": "CH", "value": "1"}, m{"country": "DE", "value": "1"}, false},
		{"contact by e-mail", "customer", "contacts", m{"email": "A@x.ch", "name": "A"}, m{"email": "a@x.ch", "name": "B"}, true},
		{"contact by name", "customer", "contacts", m{"name": "Jo  Du", "role": "x"}, m{"name": "jo du"}, true},
		{"contact by phone at last", "customer", "contacts", m{"phone": "+411"}, m{"phone": "+412"}, false},
		{"factor of a unit", "product", "unitConversions", m{"unit": "CT", "factor": "1"}, m{"unit": "CT", "factor": "2"}, true},
		{"decimal points of a measure", "product", "weight", m{"value": "1.5"}, m{"value": "15"}, false},
		{"zeros of a measure", "product", "weight", m{"value": "1.50"}, m{"value": "1.5"}, true},
		{"reference by golden id", "product", "replacedBy", m{"system": "A", "key": "1", "id": "prd_x"}, m{"system": "B", "key": "2", "id": "prd_x"}, true},
		{"reference by key", "product", "replacedBy", m{"system": "A", "key": "1"}, m{"system": "B", "key": "1"}, false},
		{"integers however read", "supplier", "leadTimeDays", 3, json.Number("3"), true},
		{"booleans", "customer", "creditHold", true, false, false},
	}
	for _, test := range tests {
		a := domain.Registry.Of(test.domain).Attribute(test.attribute)
		x, _ := ItemKey(a, test.a)
		y, _ := ItemKey(a, test.b)
		if (x == y) != test.same {
			t.Errorf("%s: %q and %q, want same: %v", test.name, x, y, test.same)
		}
	}
}
