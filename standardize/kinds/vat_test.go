package kinds

import "testing"

func TestExamplesOfMessagesAreValid(t *testing.T) {
	for prefix, scheme := range vatSchemes {
		if got, owner, err := VAT(scheme.example, ""); err != nil || got != scheme.example || owner != scheme.country {
			t.Errorf("%s: VAT(%s) = %s, %s, %v", prefix, scheme.example, got, owner, err)
		}
	}
}
