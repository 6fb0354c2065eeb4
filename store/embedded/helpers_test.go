package embedded

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// hubVariable makes the test binary act as a hub with the data directory that it names, until killed.
const hubVariable = "EMBEDDED_TEST_HUB"

func TestMain(m *testing.M) {
	if dir := os.Getenv(hubVariable); dir != "" {
		actAsHub(dir)
	}
	os.Exit(m.Run())
}

func actAsHub(dir string) {
	server, err := Start(context.Background(), Options{DataDir: dir, Durable: true})
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	fmt.Println(server.URL())
	<-server.Done()
	os.Exit(2)
}

// startHub runs a hub in a process of its own and returns it with the URL of its database.
func startHub(t *testing.T, dir string) (*exec.Cmd, string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), hubVariable+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may be dead already
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatalf("the hub said nothing: %v", lines.Err())
	}
	return cmd, lines.Text()
}

// openFolder is a new folder whose parents everybody may enter: root's server runs as another user there.
func openFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	must(t, os.Chmod(filepath.Dir(dir), 0o755))
	return dir
}

// closedFolder is a new folder that only its owner can reach: root's server runs in a namespace there.
func closedFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	must(t, os.Chmod(filepath.Dir(dir), 0o700))
	return dir
}

func start(t *testing.T, o Options) *Server {
	t.Helper()
	server, err := Start(t.Context(), o)
	must(t, err)
	t.Cleanup(func() { must(t, server.Stop()) })
	return server
}

func dial(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	must(t, err)
	t.Cleanup(func() { _ = conn.Close(context.Background()) }) // the server may be gone
	return conn
}

func execute(t *testing.T, url string, statements ...string) {
	t.Helper()
	conn := dial(t, url)
	for _, statement := range statements {
		_, err := conn.Exec(t.Context(), statement)
		must(t, err)
	}
}

func ask[T any](t *testing.T, url, query string) T {
	t.Helper()
	var answer T
	must(t, dial(t, url).QueryRow(t.Context(), query).Scan(&answer))
	return answer
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// postmaster is the process of the server that works in the data directory.
func postmaster(t *testing.T, dataDir string) int {
	t.Helper()
	file, ok, err := readPidFile(filepath.Join(dataDir, pgdataName))
	must(t, err)
	if !ok || file.pid == 0 {
		t.Fatalf("no server works in %s", dataDir)
	}
	return file.pid
}

func kill(t *testing.T, pid int) {
	t.Helper()
	must(t, syscall.Kill(pid, syscall.SIGKILL))
}

func awaitClosed(t *testing.T, what string, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		t.Fatalf("waited in vain for %s", what)
	}
}
