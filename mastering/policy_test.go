package mastering_test

import (
	"strings"
	"testing"

	"aurum/domain"
	"aurum/mastering"
)

// A hub that took what it does not do would decide otherwise than mdm match by the same policy.
func TestAHubRefusesWhatServesFilesOnly(t *testing.T) {
	const plain = `
domain: customer
version: 1
blocking: [[legalName]]
comparisons: [{attribute: legalName, levels: [{when: exact, weight: 20}, {when: else, weight: -5}]}]
`
	schema := domain.Registry.Of(domain.Customer)
	if _, err := mastering.ParsePolicy(schema, []byte(plain)); err != nil {
		t.Fatal(err)
	}
	for place, section := range map[string]string{
		"blocking": "corpora: {c: {tokens: [words], default: 1}}\njoin: {all: [legalName]}\n",
		"sources":  "sources: {unique: [ERP]}\n",
	} {
		text := plain + section
		if place == "blocking" {
			text = strings.Replace(text, "[[legalName]]", "[[legalName], {nearest: {attribute: all, corpus: c, k: 5}}]", 1)
		}
		if _, err := mastering.ParsePolicy(schema, []byte(text)); err == nil || !strings.HasPrefix(err.Error(), place+":") {
			t.Errorf("%s: %v", place, err)
		}
	}
}
