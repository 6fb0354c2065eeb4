// Package crash kills the hub and its database under load and proves that nothing acknowledged was lost.
package crash

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// hub is a running mdm with its private PostgreSQL.
type hub struct {
	t      *testing.T
	cmd    *exec.Cmd
	data   string
	url    string
	tokens map[string]string
	gone   chan struct{}
}

var systems = []string{"CRM", "ERP", "SHOP", "WMS", "FIN"}

func build(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "mdm")
	if out, err := exec.Command("go", "build", "-o", bin, "aurum/cmd/mdm").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return bin
}

// start runs the hub and waits until it says that it serves.
func start(t *testing.T, bin, data string) *hub {
	t.Helper()
	h := &hub{t: t, data: data, gone: make(chan struct{})}
	h.cmd = exec.Command(bin, "serve", "--demo-empty", "--data", data, "--listen", "127.0.0.1:0")
	stderr, err := h.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := h.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.kill)
	serving := make(chan struct{})
	go h.watch(stderr, serving)
	select {
	case <-serving:
	case <-h.gone:
		t.Fatal("the hub ended before it served")
	case <-time.After(2 * time.Minute):
		t.Fatal("the hub does not serve")
	}
	h.readDemo()
	return h
}

func (h *hub) watch(stderr io.Reader, serving chan struct{}) {
	var once sync.Once
	lines := bufio.NewScanner(stderr)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		h.t.Log(lines.Text())
		if strings.Contains(lines.Text(), `"msg":"serving"`) || strings.Contains(lines.Text(), "msg=serving") {
			once.Do(func() { close(serving) })
		}
	}
	_ = h.cmd.Wait() // a killed process ends with an error; that is the point
	close(h.gone)
}

func (h *hub) readDemo() {
	h.t.Helper()
	text, err := os.ReadFile(filepath.Join(h.data, "demo.json"))
	if err != nil {
		h.t.Fatal(err)
	}
	var demo struct {
		GraphQL string
		Tokens  struct {
			Admin   string
			Sources map[string]string
		}
	}
	if err := json.Unmarshal(text, &demo); err != nil {
		h.t.Fatal(err)
	}
	h.url, h.tokens = demo.GraphQL, demo.Tokens.Sources
	h.tokens["admin"] = demo.Tokens.Admin
}

// kill ends the hub without warning and waits until it is gone.
func (h *hub) kill() {
	_ = h.cmd.Process.Kill()
	<-h.gone
}

// killDatabase ends the postmaster without warning.
func (h *hub) killDatabase() {
	text, err := os.ReadFile(filepath.Join(h.data, "pgdata", "postmaster.pid"))
	if err != nil {
		h.t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.SplitN(string(text), "\n", 2)[0])
	if err != nil {
		h.t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hub) ask(ctx context.Context, token, query string, variables map[string]any, into any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+h.tokens[token])
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var answer struct {
		Data   json.RawMessage
		Errors []struct{ Message string }
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return err
	}
	if len(answer.Errors) > 0 {
		return fmt.Errorf("%s", answer.Errors[0].Message)
	}
	return json.Unmarshal(answer.Data, into)
}

// ledger is what the hub has acknowledged: the greatest revision of each record. A later one may be stored as well: it was
// sent, and the answer was lost in the crash.
type ledger struct {
	mu    sync.Mutex
	acked map[[2]string]int
	total int
}

func (l *ledger) ack(system, key string, revision int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.acked[[2]string{system, key}] = max(l.acked[[2]string{system, key}], revision)
	l.total++
}

const upsert = `mutation ($i: UpsertCustomersInput!) { upsertCustomers(input: $i) { results { outcome userErrors { message } } } }`

// write sends ever newer revisions of its own records until the hub is gone.
func (l *ledger) write(ctx context.Context, h *hub, writer, life int) {
	r := rand.New(rand.NewPCG(uint64(writer), uint64(life)))
	for revision := life * 1_000_000; ctx.Err() == nil; revision++ {
		system, key := systems[writer%5], fmt.Sprintf("%d-%d", writer, r.IntN(20))
		var out struct {
			UpsertCustomers struct{ Results []struct{ Outcome string } }
		}
		err := h.ask(ctx, system, upsert, map[string]any{"i": map[string]any{"source": system, "records": []any{map[string]any{
			"key": key, "attributes": map[string]any{
				"legalName": fmt.Sprintf("Company %c%c Trading Ltd", 'A'+r.IntN(20), 'A'+r.IntN(20)),
				"emails":    []string{fmt.Sprintf("office@company%d.example", r.IntN(60))}, "creditLimit": strconv.Itoa(revision),
			}}}}}, &out)
		if err != nil {
			return // the hub is gone
		}
		if o := out.UpsertCustomers.Results[0].Outcome; o == "CREATED" || o == "LINKED" || o == "UPDATED" {
			l.ack(system, key, revision)
		}
	}
}

// check reads every acknowledged record back: its revision, and that it is linked to a golden record.
func (l *ledger) check(t *testing.T, h *hub) {
	t.Helper()
	for k, revision := range l.acked {
		var out struct {
			SourceRecord *struct {
				Received     struct{ CreditLimit string }
				GoldenRecord *struct{ ID string }
			}
		}
		err := h.ask(t.Context(), "admin", `query ($s: SourceKeyInput!) { sourceRecord(domain: CUSTOMER, source: $s) { received goldenRecord { id } } }`,
			map[string]any{"s": map[string]any{"system": k[0], "key": k[1]}}, &out)
		if err != nil || out.SourceRecord == nil || out.SourceRecord.GoldenRecord == nil {
			t.Fatalf("%s:%s was acknowledged and is not there: %v %+v", k[0], k[1], err, out.SourceRecord)
		}
		if got, _ := strconv.Atoi(out.SourceRecord.Received.CreditLimit); got < revision {
			t.Errorf("%s:%s: revision %d was acknowledged, %d is stored", k[0], k[1], revision, got)
		}
	}
}

// Promise 2: an acknowledged write survives kill -9, of the hub and of the database, three times under load.
func TestNothingAcknowledgedIsLost(t *testing.T) {
	bin, data := build(t), t.TempDir()
	l := &ledger{acked: map[[2]string]int{}}
	for life, end := range []func(*hub){(*hub).kill, (*hub).killDatabase, func(h *hub) { h.killDatabase(); h.kill() }} {
		h := start(t, bin, data)
		l.check(t, h)
		before := l.total
		ctx, stop := context.WithCancel(t.Context())
		var writers sync.WaitGroup
		for w := range 16 {
			writers.Go(func() { l.write(ctx, h, w, life+1) })
		}
		l.await(t, before+400)
		end(h)
		stop()
		writers.Wait()
		h.kill()
		t.Logf("life %d: %d writes acknowledged", life+1, l.total-before)
	}
	h := start(t, bin, data)
	l.check(t, h)
	t.Logf("%d acknowledged writes to %d records, none lost", l.total, len(l.acked))
}

// await waits until so many writes have been acknowledged.
func (l *ledger) await(t *testing.T, n int) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(2 * time.Minute)
	for {
		l.mu.Lock()
		total := l.total
		l.mu.Unlock()
		if total >= n {
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("only %d of %d writes were acknowledged", total, n)
		}
	}
}
