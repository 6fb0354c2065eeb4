package main

import (
	"testing"

	"aurum/domain"
)

func TestGoldenRecordsOfThePastHaveGoldenIDs(t *testing.T) {
	for _, n := range []int{1, 1_000_000} {
		if s := domain.Registry.OfID(domain.GoldenID(pastID(n))); s == nil || s.Domain != domain.Customer {
			t.Errorf("%s is no id of a customer", pastID(n))
		}
	}
	if pastWord(0) != "qb" || pastWord(1999) != "qcnnn" {
		t.Errorf("words %s and %s", pastWord(0), pastWord(1999))
	}
}

func TestAnAnswerWithoutDataIsNone(t *testing.T) {
	for text, good := range map[string]bool{
		`{"data":{"customer":{"id":"x"}}}`: true, `{"data":{"customer":null}}`: false, `{"errors":[{}],"data":{"a":1}}`: false, `{}`: false, `x`: false,
	} {
		if err := answered([]byte(text)); (err == nil) != good {
			t.Errorf("%s: %v", text, err)
		}
	}
}
