// Package pgtest gives each test a PostgreSQL database of its own, with the schema of this build.
//
// The databases are clones of one template that holds the migrations, some 20 ms each. The server is the
// one that TEST_DATABASE_URL names, if set (its user must be allowed to create databases). Otherwise
// every test process runs a private one, made from a copy that the first process with the same
// migrations left in the cache; it ends with the process, however that ends. Nothing has to be prepared,
// and nothing is left running.
//
// A package that uses it should call Main from its TestMain, to leave no files either; what a killed
// process leaves is removed by the next one.
package pgtest

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"github.com/google/uuid"
)

// ServerVariable names the environment variable with the URL of a server to use instead of a private one.
const ServerVariable = "TEST_DATABASE_URL"

const (
	dropLimit    = time.Minute
	maxTestName  = 30 // characters of a test's name that go into its database's name
	maxTestConns = 200
)

// host is the server that this process's tests use.
type host struct {
	url      string // of a database whence others can be created
	template string // name of the database that holds the migrations
	// kept is called when the database of a failed test is left for inspection.
	kept func(t testing.TB, url string)
	// close stops what was started for this process.
	close func() error
}

var (
	shared = sync.OnceValues(openHost)
	inUse  atomic.Bool // whether any test asked for the host, so that Main does not start it to stop it
)

// New returns the URL of a fresh database with all migrations applied. It is dropped when the test ends;
// if the test failed it is kept, and the log says where.
func New(t testing.TB) string {
	t.Helper()
	h := hostFor(t)
	return h.create(t, h.template)
}

// NewEmpty returns the URL of a fresh database without anything in it, otherwise like New.
func NewEmpty(t testing.TB) string {
	t.Helper()
	return hostFor(t).create(t, "template0")
}

// Main runs the tests of a package and then stops and removes the private server. Use it as
//
//	func TestMain(m *testing.M) { pgtest.Main(m) }
func Main(m *testing.M) {
	code := m.Run()
	if inUse.Load() {
		if err := closeShared(); err != nil {
			fmt.Fprintln(os.Stderr, "pgtest:", err)
			code = max(code, 1)
		}
	}
	os.Exit(code)
}

func hostFor(t testing.TB) host {
	t.Helper()
	inUse.Store(true)
	h, err := shared()
	if err != nil {
		t.Fatalf("no PostgreSQL for the test: %v", err)
	}
	return h
}

func closeShared() error {
	h, err := shared()
	if err != nil {
		return nil // told by the tests that wanted it
	}
	return h.close()
}

func openHost() (host, error) {
	if url := os.Getenv(ServerVariable); url != "" {
		return openGiven(context.Background(), url)
	}
	return openPrivate(context.Background())
}

// create clones the template for the test and arranges for the clone's end.
func (h host) create(t testing.TB, template string) string {
	t.Helper()
	name := databaseName(t.Name())
	if err := clone(t.Context(), h.url, name, template); err != nil {
		t.Fatalf("create a database for the test: %v", err)
	}
	url, err := withDatabase(h.url, name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			h.kept(t, url)
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), dropLimit)
		defer cancel()
		if err := drop(ctx, h.url, name); err != nil {
			t.Errorf("drop the database of the test: %v", err)
		}
	})
	return url
}

// databaseName is readable and unique, and short enough for PostgreSQL's 63 bytes.
func databaseName(test string) string {
	letters := strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToLower(r)
		}
		return '_'
	}, test)
	if len(letters) > maxTestName {
		letters = letters[len(letters)-maxTestName:] // ASCII only by now
	}
	id := uuid.New()
	return fmt.Sprintf("test_%s_%x", letters, id[:6])
}
