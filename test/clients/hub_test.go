package clients

import (
	"context"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"aurum/access"
	"aurum/delivery"
	"aurum/domain"
	"aurum/graph"
	"aurum/graph/model"
	"aurum/policies"
	"aurum/store"
)

// log is a change feed in memory: the versions of one customer.
type log struct {
	model.Reader // what these tests never ask for is not there
	model.Hub

	mu     sync.Mutex
	length int
}

var customer = domain.Registry.Of(domain.Customer).NewGoldenID()

// grow adds versions to the feed.
func (l *log) grow(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.length += n
}

func (l *log) Changes(_ context.Context, after domain.Cursor, limit int) ([]domain.Change, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []domain.Change
	for seq := after.Seq + 1; seq <= int64(l.length) && len(out) < limit; seq++ {
		out = append(out, domain.Change{
			Cursor: domain.Cursor{Tx: 1, Seq: seq}, Domain: domain.Customer, GoldenID: customer, Kind: domain.ChangeUpdated,
			Version: int(seq), PreviousVersion: int(seq) - 1, At: time.Now(),
		})
	}
	return out, nil
}

func (l *log) Head(context.Context) (domain.Cursor, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.length == 0 {
		return domain.Cursor{}, nil
	}
	return domain.Cursor{Tx: 1, Seq: int64(l.length)}, nil
}

func (l *log) Listen(ctx context.Context, _ string, wake func()) error {
	wake()
	<-ctx.Done()
	return ctx.Err()
}

func (l *log) GoldenVersions(_ context.Context, refs []store.VersionRef) ([]*domain.GoldenRecord, error) {
	out := make([]*domain.GoldenRecord, len(refs))
	for i, r := range refs {
		if r.Version > 0 {
			out[i] = &domain.GoldenRecord{ID: r.ID, Domain: domain.Customer, Version: r.Version, State: domain.Active}
		}
	}
	return out, nil
}

// hub is an endpoint over a feed in memory.
type hub struct {
	*log
	feed  *delivery.Feed
	url   string
	token string
}

func newHub(t *testing.T) *hub {
	t.Helper()
	policy, err := access.Load(policies.Embedded)
	must(t, err)
	keys, err := access.NewKeys(make([]byte, 32))
	must(t, err)
	verifier, err := access.NewVerifier(keys, access.VerifierOptions{})
	must(t, err)
	t.Cleanup(verifier.Close)
	token, err := keys.Mint(access.Principal{Subject: "client", Role: access.App}, time.Hour)
	must(t, err)

	l := &log{}
	h := &hub{log: l, feed: delivery.NewFeed(l, delivery.Options{}), token: token}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); _ = h.feed.Run(ctx) }()
	t.Cleanup(func() { stop(); <-ended })

	handler, err := graph.NewHandler(graph.Config{Reader: l, Hub: l, Access: policy, Verifier: verifier, Feed: graph.FeedOf(h.feed)})
	must(t, err)
	t.Cleanup(handler.Close)
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	h.url = server.URL
	return h
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
