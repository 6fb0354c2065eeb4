package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aurum/demo"
	"aurum/domain"
)

// golden is what the tests look at of a golden record.
type golden struct {
	ID            string
	Version       int
	SourceRecords struct {
		Nodes []struct {
			Key    string
			System struct{ Code string }
		}
	}
}

// systems counts the source systems that a golden record joins.
func (g golden) systems() int {
	seen := map[string]bool{}
	for _, n := range g.SourceRecords.Nodes {
		seen[n.System.Code] = true
	}
	return len(seen)
}

// firstGoldens reads the golden record that the first query of each domain asks for.
func firstGoldens(h *hub) map[domain.Domain]golden {
	h.t.Helper()
	found := map[domain.Domain]golden{}
	for d, key := range demo.FirstKeys(demo.Default) {
		var data map[domain.Domain]golden
		h.mustAsk(h.access().Tokens.App, domainQuery(d, key), &data)
		found[d] = data[d]
	}
	return found
}

func TestADemonstrationFromFirstStartToSecond(t *testing.T) {
	data := filepath.Join(openFolder(t), strings.Repeat("a-long-path-", 12), "data")
	h := serve(t, data, "--demo")
	a := h.access()
	for _, q := range firstQueries(a, true) {
		if errors := h.ask(q.token, q.query, nil); errors != "" {
			t.Errorf("%s: %s", q.title, errors)
		}
		if !h.has("# " + q.title) {
			t.Errorf("%q was not printed", q.title)
		}
	}
	goldens := firstGoldens(h)
	for d, least := range map[domain.Domain]int{domain.Customer: 3, domain.Product: 3, domain.Supplier: 3, domain.Price: 2, domain.Account: 2} {
		if got := goldens[d].systems(); got < least {
			t.Errorf("the first %s joins %d systems, want %d: %+v", d, got, least, goldens[d])
		}
	}
	checkWhoMayDoWhat(h, a)
	checkPaths(h)
	counts := h.records()
	h.stop()

	again := serve(t, data, "--demo")
	if diff := cmp.Diff(counts, again.records()); diff != "" {
		t.Errorf("records after the second start (-first +second):\n%s", diff)
	}
	if diff := cmp.Diff(goldens, firstGoldens(again)); diff != "" {
		t.Errorf("golden records after the second start (-first +second):\n%s", diff)
	}
	again.await("the demonstration data is not loaded")
	if errors := again.ask(a.Tokens.Steward, `{ viewer { role } }`, nil); errors != "" {
		t.Errorf("a token of the first start is not good for the second: %s", errors)
	}
	again.stop()
}

func checkWhoMayDoWhat(h *hub, a demoAccess) {
	h.t.Helper()
	upsert := func(source string) string {
		return fmt.Sprintf(`mutation { upsertSuppliers(input: {source: %q, records: [{key: "t", attributes: {legalName: "Test Supplies AG"}}]}) { results { outcome } } }`, source)
	}
	for name, token := range a.Tokens.Sources {
		var data struct{ Viewer struct{ Role, Source string } }
		h.mustAsk(token, `{ viewer { role source } }`, &data)
		if data.Viewer.Role != "source" || data.Viewer.Source != name {
			h.t.Errorf("the token of %s is that of %+v", name, data.Viewer)
		}
		if errors := h.ask(token, upsert(name), nil); errors != "" {
			h.t.Errorf("%s cannot write: %s", name, errors)
		}
		other := "CRM"
		if name == other {
			other = "ERP"
		}
		if errors := h.ask(token, upsert(other), nil); !strings.Contains(errors, "FORBIDDEN") {
			h.t.Errorf("%s writing as %s: %q, want FORBIDDEN", name, other, errors)
		}
	}
	if errors := h.ask(a.Tokens.App, `{ tasks(first: 1) { nodes { kind } } }`, nil); !strings.Contains(errors, "FORBIDDEN") {
		h.t.Errorf("app reading tasks: %q, want FORBIDDEN", errors)
	}
	if errors := h.ask("nonsense", `{ viewer { role } }`, nil); !strings.Contains(errors, "UNAUTHENTICATED") {
		h.t.Errorf("a bad token: %q, want UNAUTHENTICATED", errors)
	}
}

func checkPaths(h *hub) {
	h.t.Helper()
	for path, want := range map[string]string{
		"/healthz": "alive", "/graphiql/": "<html", "/schema.graphqls": "type Query", "/metrics": "mdm_ingest_records_total",
	} {
		if status, body := h.get(path); status != http.StatusOK || !strings.Contains(body, want) {
			h.t.Errorf("%s: %d %.80q, want %q", path, status, body, want)
		}
	}
	_, metrics := h.get("/metrics")
	for _, name := range []string{
		"mdm_ingest_batch_seconds_bucket", "mdm_landed_records", "mdm_feed_subscribers", "mdm_feed_unsettled_seconds",
		"mdm_database_connections", "mdm_build_info", "go_goroutines",
	} {
		if !strings.Contains(metrics, name) {
			h.t.Errorf("no metric %s", name)
		}
	}
	awaitReady(h)
	if status, _ := h.get("/nothing"); status != http.StatusNotFound {
		h.t.Errorf("/nothing: %d", status)
	}
}

// awaitReady asks until the hub is ready: readiness is told to nobody who does not ask.
func awaitReady(h *hub) {
	h.t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(patience)
	for {
		status, body := h.get("/readyz")
		if status == http.StatusOK {
			return
		}
		select {
		case <-tick.C:
		case <-limit:
			h.t.Fatalf("not ready in time: %s", body)
		}
	}
}

func TestKillsLoseNothing(t *testing.T) {
	data := filepath.Join(openFolder(t), "data")
	half := launch(t, data, "--demo")
	half.await(`"done":1000`) // in the middle of the load
	half.kill()

	h := serve(t, data, "--demo")
	goldens := firstGoldens(h)
	checkAllLoaded(h)
	h.kill()

	h = serve(t, data, "--demo")
	h.await("not loaded")
	if diff := cmp.Diff(goldens, firstGoldens(h)); diff != "" {
		t.Errorf("after kill -9 of the hub (-before +after):\n%s", diff)
	}
	if err := syscall.Kill(postmaster(t, data), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	h.await("the private PostgreSQL is back")
	awaitReady(h)
	if diff := cmp.Diff(goldens, firstGoldens(h)); diff != "" {
		t.Errorf("after kill -9 of PostgreSQL (-before +after):\n%s", diff)
	}
	h.stop()
}

// checkAllLoaded makes sure that every record of the demonstration is there, once: applied or in the quarantine.
func checkAllLoaded(h *hub) {
	h.t.Helper()
	var data struct {
		Quarantine struct{ Nodes []struct{} }
	}
	h.mustAsk(h.access().Tokens.Admin, `{ quarantine(first: 100) { nodes { source { key } } } }`, &data)
	total := len(data.Quarantine.Nodes)
	for _, n := range h.records() {
		total += n
	}
	if total != demo.Default.Records {
		h.t.Errorf("%d records, want %d", total, demo.Default.Records)
	}
}

// postmaster gives the process id of the private PostgreSQL.
func postmaster(t *testing.T, data string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(data, "pgdata", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

func TestAnEmptyDemonstration(t *testing.T) {
	h := serve(t, filepath.Join(openFolder(t), "data"), "--demo-empty")
	want := map[string]int{"CRM": 0, "ERP": 0, "SHOP": 0, "WMS": 0, "FIN": 0}
	if diff := cmp.Diff(want, h.records()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, q := range firstQueries(h.access(), false) {
		if errors := h.ask(q.token, q.query, nil); errors != "" {
			t.Errorf("%s: %s", q.title, errors)
		}
	}
	checkStreamsEndWithTheHub(h)
}

// checkStreamsEndWithTheHub holds a subscription open over the stop.
func checkStreamsEndWithTheHub(h *hub) {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url+"/graphql",
		strings.NewReader(`{"query":"subscription { goldenRecordChanged { cursor } }"}`))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Authorization", "Bearer "+h.access().Tokens.App)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		h.t.Fatalf("subscribe: %s", resp.Status)
	}
	began := time.Now()
	h.stop()
	if took := time.Since(began); took > drainLimit/2 {
		h.t.Errorf("stopping took %s with a stream open", took)
	}
	_, _ = io.Copy(io.Discard, resp.Body) // returns, for the stream has ended
	if ctx.Err() != nil {
		h.t.Error("the stream did not end with the hub")
	}
}

func TestTwoHubsCannotShareADirectoryNorAPort(t *testing.T) {
	data := filepath.Join(openFolder(t), "data")
	h := serve(t, data)
	second := launch(t, data)
	second.await("in use by another process")
	second.wait(failed)
	address := strings.TrimPrefix(h.url, "http://")
	got := mdm(t, "", clean(), "serve", "--data", filepath.Join(t.TempDir(), "d"), "--listen", address)
	if got.status != failed || !strings.Contains(got.stderr, "address already in use") {
		t.Errorf("the port: status %d, %s", got.status, got.stderr)
	}
	if _, err := os.Stat(filepath.Join(data, demoFile)); err == nil {
		t.Error("a hub that is no demonstration wrote demo.json")
	}
	h.stop()
}

// A second signal ends the hub though a call still runs.
func TestASecondSignalEndsAtOnce(t *testing.T) {
	h := serve(t, filepath.Join(openFolder(t), "data"))
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	// A call that has begun, and whose body never comes.
	token := strings.TrimSpace(succeed(t, "token", "create", "--role", "app", "--subject", "t", "--data", h.data).stdout)
	fmt.Fprintf(conn, "POST /graphql HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nAuthorization: Bearer %s\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n", token)
	buffer := make([]byte, 25)
	if _, err := io.ReadFull(conn, buffer); err != nil || !strings.Contains(string(buffer), "100 Continue") {
		t.Fatalf("%q, %v", buffer, err)
	}
	for range 2 {
		if err := h.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		h.await("stopping")
	}
	h.wait(failed)
}

// DATABASE_URL names a server of one's own; here it is that of another hub, so that both are nodes of one.
func TestTwoNodesOnOneDatabase(t *testing.T) {
	folder := openFolder(t)
	first := serve(t, filepath.Join(folder, "first"), "--demo-empty")
	url, err := os.ReadFile(filepath.Join(first.data, addressFile))
	if err != nil {
		t.Fatal(err)
	}
	env := clean("DATABASE_URL=" + strings.TrimSpace(string(url)))
	second := launchWith(t, env, filepath.Join(folder, "second"), "--demo-empty")
	second.awaitServing()
	var written struct {
		UpsertProducts struct{ Results []struct{ Outcome string } }
	}
	first.mustAsk(first.access().Tokens.Sources["ERP"], `mutation { upsertProducts(input: {source: "ERP", records: [{key: "p", attributes: {sku: "S-1", names: [{text: "Bolt"}]}}]}) { results { outcome } } }`, &written)
	var read struct{ Product struct{ Sku string } }
	second.mustAsk(second.access().Tokens.App, `{ product(source: {system: "ERP", key: "p"}) { sku } }`, &read)
	if written.UpsertProducts.Results[0].Outcome != "CREATED" || read.Product.Sku != "S-1" {
		t.Errorf("written on the first node %+v, read on the second %+v", written, read)
	}
	second.stop()
	if status := mdm(t, "", env, "migrate", "status"); status.status != done || !strings.Contains(status.stdout, "0 pending") {
		t.Errorf("migrate status: %+v", status)
	}
	first.stop()
	down := succeed(t, "migrate", "down", "1", "--data", first.data)
	up := succeed(t, "migrate", "up", "--data", first.data)
	if !strings.Contains(down.stdout, "1 pending") || !strings.Contains(up.stdout, "0 pending") {
		t.Errorf("down: %s, up: %s", down.stdout, up.stdout)
	}
}
