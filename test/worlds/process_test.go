package worlds

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// patience is how long anything that must come is waited for.
const patience = 2 * time.Minute

// life is one run of a hub's process.
type life struct {
	cmd      *exec.Cmd
	name     string // that its database connections bear
	url      string
	gone     chan struct{}
	client   *http.Client
	stopping chan struct{} // closed before it is told to end
}

// node is a place where a hub runs, one life after the other.
type node struct {
	w     *world
	name  string
	mu    sync.Mutex
	life  *life
	lives int
	log   *tail
}

// now is the life that answers, or did last.
func (n *node) now() *life {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.life
}

// start begins a new life and waits until it serves.
func (n *node) start() {
	n.w.t.Helper()
	n.lives++
	l := &life{name: fmt.Sprintf("%s-%d", n.name, n.lives), gone: make(chan struct{}), stopping: make(chan struct{}), client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 32}}}
	l.cmd = exec.Command(n.w.binary, "serve", "--listen", "127.0.0.1:0", "--data", n.w.data, "--policies", n.w.policies, "--verify-every", "1s")
	l.cmd.Env = append(os.Environ(), "DATABASE_URL="+named(n.w.database, l.name), "MDM_TOKEN_KEY="+n.w.tokenKey)
	l.cmd.Stderr = n.log
	out, err := l.cmd.StdoutPipe()
	if err != nil {
		n.w.t.Fatal(err)
	}
	if err := l.cmd.Start(); err != nil {
		n.w.t.Fatal(err)
	}
	serving := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if address, ok := strings.CutPrefix(lines.Text(), "GraphQL"); ok {
				serving <- strings.TrimSpace(address)
			}
		}
		_ = l.cmd.Wait() // a killed process ends with an error; that is the point
		close(l.gone)
	}()
	select {
	case l.url = <-serving:
	case <-l.gone:
		n.w.t.Fatalf("hub %s ended before it served:\n%s", l.name, n.log)
	case <-time.After(patience):
		n.w.t.Fatalf("hub %s does not serve:\n%s", l.name, n.log)
	}
	n.mu.Lock()
	n.life = l
	n.mu.Unlock()
}

// end ends the life, without warning or with, and waits until the database has let go of it too: what it had sent off whole
// may still be done.
func (n *node) end(signal os.Signal) {
	l := n.now()
	if l == nil {
		return
	}
	close(l.stopping)
	_ = l.cmd.Process.Signal(signal)
	select {
	case <-l.gone:
	case <-time.After(patience):
		n.w.t.Errorf("hub %s does not end", l.name)
		_ = l.cmd.Process.Kill()
		<-l.gone
	}
	l.client.CloseIdleConnections()
	n.w.await("the database to let go of hub "+l.name, `select count(*) = 0 from pg_stat_activity where datname = current_database() and application_name = $1`, l.name)
}

// again ends the life and begins another.
func (n *node) again(signal os.Signal) {
	n.end(signal)
	n.start()
}

// named is a connection string whose connections bear a name.
func named(url, name string) string {
	if strings.Contains(url, "?") {
		return url + "&application_name=" + name
	}
	return url + "?application_name=" + name
}

// tail keeps the last lines that a process has logged.
type tail struct {
	mu   sync.Mutex
	text []byte
}

const tailSize = 32 << 10

func (l *tail) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.text = append(l.text, p...); len(l.text) > 2*tailSize {
		l.text = bytes.Clone(l.text[len(l.text)-tailSize:])
	}
	return len(p), nil
}

func (l *tail) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return string(l.text)
}

// told is an error that a hub answers.
type told struct{ Code, Message string }

func (e *told) Error() string { return e.Code + ": " + e.Message }

// lost is what becomes of a call whose hub has died: whether it was done is not known.
type lost struct{ error }

// ask sends an operation to the hub and reads its data into into. An error is *told, or lost where the hub died meanwhile.
func (n *node) ask(ctx context.Context, token, query string, variables map[string]any, into any) error {
	l := n.now()
	err := l.ask(ctx, token, query, variables, into)
	var answered *told
	if err == nil || errors.As(err, &answered) && answered.Code != "INTERNAL" {
		return err
	}
	select {
	case <-l.stopping:
		return lost{err}
	default:
		return fmt.Errorf("hub %s: %w", l.name, err)
	}
}

func (l *life) ask(ctx context.Context, token, query string, variables map[string]any, into any) error {
	resp, err := l.post(ctx, token, query, variables, "application/json")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	var answer struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return fmt.Errorf("%s answers %.300s: %w", resp.Status, text, err)
	}
	if len(answer.Errors) > 0 {
		return &told{answer.Errors[0].Extensions.Code, answer.Errors[0].Message}
	}
	return json.Unmarshal(answer.Data, into)
}

func (l *life) post(ctx context.Context, token, query string, variables map[string]any, accept string) (*http.Response, error) {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, l.url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", accept)
	r.Header.Set("Authorization", "Bearer "+token)
	return l.client.Do(r)
}

// build makes the program.
func build(t testing.TB, into string) {
	t.Helper()
	args := slices.Concat([]string{"build", "-o", into}, buildFlags, []string{"aurum/cmd/mdm"})
	if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
}
