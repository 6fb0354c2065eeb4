package graph

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestOperationsThatAskForTooMuchAreRefused(t *testing.T) {
	b := newBench(t, company())
	deep := strings.Repeat("parent { ", 14) + "id" + strings.Repeat(" }", 14)
	var roots, bomb strings.Builder
	for i := range 31 {
		fmt.Fprintf(&roots, "r%d: viewer { role } ", i)
	}
	fmt.Fprint(&bomb, "{ customers { nodes { ...f0 } } } ")
	for i := range 80 {
		fmt.Fprintf(&bomb, "fragment f%d on Customer { a: parent { id } ...f%d b: parent { id } ...f%[2]d } ", i, i+1)
	}
	fmt.Fprint(&bomb, "fragment f80 on Customer { p: parent { id } }")
	for name, query := range map[string]string{
		"deep":     "{ customers { nodes { " + deep + " } } }",
		"roots":    "{ " + roots.String() + " }",
		"cost":     "{ customers(first: 100) { nodes { sourceRecords(first: 100) { nodes { goldenRecord { id } } } } } }",
		"fragment": bomb.String(),
	} {
		start := time.Now()
		r := b.ask("admin", query, nil)
		if r.code() != "TOO_COMPLEX" || r.Status != http.StatusOK {
			t.Errorf("%s: %d %.200s", name, r.Status, r.Body)
		}
		if time.Since(start) > 5*time.Second {
			t.Errorf("%s took %s to be refused", name, time.Since(start))
		}
	}
	if len(b.calls) > 0 {
		t.Errorf("the hub was asked: %v", b.calls)
	}
	tokens := "{ viewer { role } " + strings.Repeat("viewer { role } ", 3000) + "}"
	if r := b.ask("admin", tokens, nil); r.code() != "INVALID" {
		t.Errorf("tokens: %.200s", r.Body)
	}
}

func TestTheCostIsTold(t *testing.T) {
	b := newBench(t, company())
	for query, want := range map[string]float64{
		`{ viewer { role } }`:                       1,
		`{ customers(first: 10) { nodes { id } } }`: 11,
		`query Q($n: Int = 7) { customers(first: $n) { nodes { id parent { id } } } }`: 15,
		`{ customers { edges { node { id } } } }`:                                      41,
		`{ __schema { types { name } } }`:                                              0,
	} {
		r := b.good("admin", query, nil)
		cost, _ := r.Extensions["cost"].(map[string]any)
		if cost["requested"] != want || cost["limit"] != 10000.0 {
			t.Errorf("%s costs %v, want %v", query, cost, want)
		}
	}
}

func TestABatchHoldsAThousandRecords(t *testing.T) {
	b := newBench(t, company())
	for n, code := range map[int]string{1000: "", 1001: "INVALID"} {
		records := make([]any, n)
		for i := range records {
			records[i] = map[string]any{"key": fmt.Sprint(i), "attributes": map[string]any{"legalName": "Acme"}}
		}
		r := b.ask("crm", `mutation($r: [CustomerRecordInput!]!) { upsertCustomers(input: {source: "CRM", records: $r}) { results { key outcome customer { id version } userErrors { code } } userErrors { message } } }`, map[string]any{"r": records})
		if r.code() != code {
			t.Errorf("%d records: %.300s", n, r.Body)
		}
	}
}
