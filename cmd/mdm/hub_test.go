package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"aurum/store/embedded"
)

// patience is how long a test waits for a sign of the hub.
const patience = 2 * time.Minute

// hub is a running mdm serve.
type hub struct {
	t     *testing.T
	cmd   *exec.Cmd
	data  string
	url   string
	ended chan struct{}

	mu    sync.Mutex
	lines []string
	news  chan struct{} // closed and replaced with every line
}

// launch starts mdm serve without waiting for it.
func launch(t *testing.T, data string, args ...string) *hub {
	t.Helper()
	return launchWith(t, clean(), data, args...)
}

// launchWith is launch in an environment.
func launchWith(t *testing.T, env []string, data string, args ...string) *hub {
	t.Helper()
	h := &hub{t: t, data: data, ended: make(chan struct{}), news: make(chan struct{})}
	h.cmd = exec.Command(binary, append([]string{"serve", "--data", data, "--listen", "127.0.0.1:0"}, args...)...)
	h.cmd.Env, h.cmd.Dir = env, t.TempDir()
	stdout, err := h.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	stderr, err := h.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := h.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var reading sync.WaitGroup
	for _, r := range []io.Reader{stdout, stderr} {
		reading.Go(func() { h.read(r) })
	}
	go func() {
		reading.Wait()
		_ = h.cmd.Wait() // its state tells all
		close(h.ended)
	}()
	t.Cleanup(h.discard)
	return h
}

// discard kills what is left, and shows what it said if the test failed.
func (h *hub) discard() {
	_ = h.cmd.Process.Kill() // it may have ended
	<-h.ended
	if h.cmd.ProcessState.ExitCode() != done {
		h.settle()
	}
	if h.t.Failed() {
		for i, line := range h.lines {
			h.lines[i] = line[:min(len(line), 300)]
		}
		h.t.Logf("the hub said last:\n%s", strings.Join(h.lines[max(0, len(h.lines)-40):], "\n"))
	}
}

// settle waits for the end of a PostgreSQL whose hub was killed, so that its files can be removed: the next server on them
// would do so too.
func (h *hub) settle() {
	if _, err := os.Stat(filepath.Join(h.data, "pgdata", "PG_VERSION")); err != nil {
		return
	}
	server, err := embedded.Start(context.Background(), embedded.Options{DataDir: h.data})
	if err == nil {
		err = server.Stop()
	}
	if err != nil {
		h.t.Error(err)
	}
}

func (h *hub) read(r io.Reader) {
	for s := bufio.NewScanner(r); s.Scan(); {
		h.mu.Lock()
		h.lines = append(h.lines, s.Text())
		close(h.news)
		h.news = make(chan struct{})
		h.mu.Unlock()
	}
}

// await gives the first line that holds the text, once it is said.
func (h *hub) await(text string) string {
	h.t.Helper()
	limit := time.After(patience)
	for {
		h.mu.Lock()
		news := h.news
		for _, line := range h.lines {
			if strings.Contains(line, text) {
				h.mu.Unlock()
				return line
			}
		}
		h.mu.Unlock()
		select {
		case <-news:
		case <-h.ended:
			h.t.Fatalf("the hub ended without saying %q", text)
		case <-limit:
			h.t.Fatalf("the hub did not say %q in time", text)
		}
	}
}

func (h *hub) has(text string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return strings.Contains(strings.Join(h.lines, "\n"), text)
}

// serve starts a hub and waits until it serves.
func serve(t *testing.T, data string, args ...string) *hub {
	t.Helper()
	h := launch(t, data, args...)
	h.awaitServing()
	return h
}

// awaitServing waits until the hub serves and takes its address.
func (h *hub) awaitServing() {
	h.t.Helper()
	h.await(`"msg":"serving"`)
	h.url = strings.TrimSuffix(strings.TrimSpace(strings.TrimPrefix(h.await("GraphQL "), "GraphQL")), "/graphql")
}

// stop ends the hub as a supervisor would, and expects it to end well.
func (h *hub) stop() {
	h.t.Helper()
	if err := h.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		h.t.Fatal(err)
	}
	h.wait(done)
}

// kill ends the hub without warning.
func (h *hub) kill() {
	h.t.Helper()
	if err := h.cmd.Process.Kill(); err != nil {
		h.t.Fatal(err)
	}
	h.wait(-1)
}

// wait waits for the hub's end with a status; -1 is the end by a signal.
func (h *hub) wait(status int) {
	h.t.Helper()
	select {
	case <-h.ended:
	case <-time.After(patience):
		h.t.Fatal("the hub did not end in time")
	}
	if got := h.cmd.ProcessState.ExitCode(); got != status {
		h.t.Fatalf("the hub ended with status %d, want %d", got, status)
	}
}

// access reads demo.json.
func (h *hub) access() demoAccess {
	h.t.Helper()
	text, err := os.ReadFile(filepath.Join(h.data, demoFile))
	if err != nil {
		h.t.Fatal(err)
	}
	var a demoAccess
	if err := json.Unmarshal(text, &a); err != nil {
		h.t.Fatal(err)
	}
	return a
}

// ask sends a GraphQL query with a token, decodes the data into into and gives the errors as they came.
func (h *hub) ask(token, query string, into any) (errors string) {
	h.t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		h.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	var answer struct {
		Data   json.RawMessage `json:"data"`
		Errors json.RawMessage `json:"errors"`
	}
	if err := json.Unmarshal(h.send(r), &answer); err != nil {
		h.t.Fatal(err)
	}
	if into != nil && answer.Errors == nil {
		if err := json.Unmarshal(answer.Data, into); err != nil {
			h.t.Fatal(err)
		}
	}
	return string(answer.Errors)
}

// mustAsk is ask where errors fail the test.
func (h *hub) mustAsk(token, query string, into any) {
	h.t.Helper()
	if errors := h.ask(token, query, into); errors != "" {
		h.t.Fatalf("%s: %s", query, errors)
	}
}

func (h *hub) send(r *http.Request) []byte {
	h.t.Helper()
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return body
}

// get fetches a path without a token.
func (h *hub) get(path string) (int, string) {
	h.t.Helper()
	resp, err := http.Get(h.url + path)
	if err != nil {
		h.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// records counts the source records by system.
func (h *hub) records() map[string]int {
	h.t.Helper()
	var data struct {
		SourceSystems []struct {
			Code    string
			Records int
		}
	}
	h.mustAsk(h.access().Tokens.Admin, `{ sourceSystems { code records } }`, &data)
	counts := map[string]int{}
	for _, s := range data.SourceSystems {
		counts[s.Code] = s.Records
	}
	return counts
}
