package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/policies"
)

// change runs a statement in the private database of a hub, behind its back.
func (h *hub) change(sql string) string {
	h.t.Helper()
	url, err := os.ReadFile(filepath.Join(h.data, addressFile))
	if err != nil {
		h.t.Fatal(err)
	}
	conn, err := pgx.Connect(h.t.Context(), strings.TrimSpace(string(url)))
	if err != nil {
		h.t.Fatal(err)
	}
	defer conn.Close(h.t.Context())
	var told string
	if err := conn.QueryRow(h.t.Context(), sql).Scan(&told); err != nil {
		h.t.Fatal(err)
	}
	return told
}

func TestVerifyProvesTheGoldenStateOfARunningHub(t *testing.T) {
	h := serve(t, t.TempDir(), "--demo")
	var first verified
	proof := succeed(t, "verify", "--hash", "--json", "--data", h.data)
	if err := json.Unmarshal([]byte(proof.stdout), &first); err != nil {
		t.Fatal(err)
	}
	if !first.Sound || len(first.Domains) != 5 || len(first.StoredHash) != 64 || first.StoredHash != first.RebuiltHash || first.Domains[0].Records < 100 {
		t.Fatalf("not proved: %s", proof.stdout)
	}
	text := succeed(t, "verify", "--hash", "--domain", "customer", "--data", h.data).stdout
	if !strings.Contains(text, "follow from the source records") || strings.Contains(text, "supplier") || !strings.Contains(text, first.Domains[0].Stored) {
		t.Errorf("of customers: %s", text)
	}
	checkSimulated(t, h)
	id := h.change(`update golden_record set attributes = jsonb_set(attributes, '{legalName}', '"Bent"') where id = (select min(id) from golden_record where domain = 'customer' and state = 'ACTIVE') returning id`)
	spoiled := mdm(t, "", clean(), "verify", "--hash", "--data", h.data)
	for _, want := range []string{id + " legalName is stored as \"Bent\" and ought to be", "does NOT follow", "rebuilt", first.StoredHash} {
		if spoiled.status != failed || !strings.Contains(spoiled.stdout, want) {
			t.Errorf("status %d, %q is missing in %s", spoiled.status, want, spoiled.stdout)
		}
	}
	h.stop()
}

func TestARunningHubChecksItself(t *testing.T) {
	h := serve(t, t.TempDir(), "--demo-empty", "--verify-every", "1s")
	tokens := h.access().Tokens
	h.mustAsk(tokens.Sources["CRM"], `mutation { upsertCustomers(input: {source: "CRM", records: [{key: "1", attributes: {legalName: "Nordwind AG"}}]}) { results { key } } }`, nil)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(patience); ; {
		var found struct {
			Verification []struct {
				Last *struct{ SourceRecords, GoldenRecords, Differences int }
			}
		}
		h.mustAsk(tokens.Steward, `{ verification(domain: CUSTOMER) { last { sourceRecords goldenRecords differences } } }`, &found)
		if last := found.Verification[0].Last; last != nil && last.SourceRecords == 1 && last.GoldenRecords == 1 && last.Differences == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("no pass has seen the record: %+v", found)
		}
		<-tick.C
	}
	_, metrics := h.get("/metrics")
	for _, want := range []string{`mdm_verify_checked_records_total{domain="customer"}`, `mdm_verify_differences{domain="customer"} 0`, `mdm_verify_last_pass_age_seconds{domain="customer"}`} {
		if !strings.Contains(metrics, want) {
			t.Errorf("no metric %s", want)
		}
	}
	h.stop()
}

// checkSimulated simulates a policy that links nothing by its weights alone.
func checkSimulated(t *testing.T, h *hub) {
	t.Helper()
	text, err := policies.Embedded.ReadFile("mastering/customer.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, "customer.yaml", strings.Replace(string(text), "link: 0.99,", "link: 0.99999,", 1))
	var s struct {
		Parted  int
		Events  map[string]int
		Effects []json.RawMessage
	}
	if err := json.Unmarshal([]byte(succeed(t, "policies", "simulate", file, "--domain", "customer", "--json", "--first", "3", "--data", h.data).stdout), &s); err != nil {
		t.Fatal(err)
	}
	if s.Parted == 0 || s.Events["SPLIT"] == 0 || len(s.Effects) != 3 {
		t.Errorf("simulated: %+v", s)
	}
	told := succeed(t, "policies", "simulate", file, "--domain", "customer", "--skip", "1", "--first", "1", "--data", h.data).stdout
	if !strings.Contains(told, "Golden records: 1 of ") || !strings.Contains(told, "parted into several") {
		t.Errorf("simulated: %s", told)
	}
	if faulty := mdm(t, "", clean(), "policies", "simulate", write(t, "bad.yaml", "domain: customer\n"), "--domain", "customer", "--data", h.data); faulty.status != failed || !strings.Contains(faulty.stderr, "version") {
		t.Errorf("a faulty policy: %d %s", faulty.status, faulty.stderr)
	}
}
