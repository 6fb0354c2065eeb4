package graph

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"aurum/delivery"
	"aurum/domain"
)

// slow is a reader that is still reading source records when the hub stops.
type slow struct {
	*world
	reading chan struct{}
}

func (s slow) SourceRecordsByID(ctx context.Context, _ []domain.RecordID) ([]*domain.SourceRecord, error) {
	close(s.reading)
	<-ctx.Done()
	return nil, ctx.Err()
}

const changesWithSources = `subscription { customerChanged { cursor customer { sourceRecords { nodes { key } } } } }`

// slowBench is a hub that stops while it reads what belongs to the first change.
func slowBench(t *testing.T) *bench {
	t.Helper()
	w := changing()
	for _, g := range w.versions {
		g.Members = []domain.Member{{SourceKey: domain.SourceKey{System: "CRM", Key: "1"}, Record: 1, Version: 1}}
	}
	w.ended = delivery.ErrStopped
	s := slow{w, make(chan struct{})}
	first := <-w.changes
	w.changes = make(chan domain.Change, 1)
	w.changes <- first
	go func() {
		<-s.reading
		close(w.changes)
	}()
	return newBenchWith(t, w, s)
}

// A change that is still being read when its connection is broken off is not told: it would lack what could not be read any
// more, and the subscriber, who comes back with the cursor before it, gets it whole.
func TestAChangeIsToldWholeOrNotAtAll(t *testing.T) {
	server := httptest.NewServer(slowBench(t).h)
	defer server.Close()
	r, _ := http.NewRequest("POST", server.URL+"/graphql", strings.NewReader(`{"query":"`+changesWithSources+`"}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Authorization", "Bearer app")
	if text := untilEnd(t, r); strings.Contains(text, "data:") || strings.Contains(text, "complete") {
		t.Errorf("events: %s", text)
	}

	server = httptest.NewServer(slowBench(t).h)
	defer server.Close()
	conn := dial(t, t.Context(), server.URL)
	defer conn.CloseNow()
	send(t, t.Context(), conn, `{"type":"connection_init","payload":{"Authorization":"Bearer app"}}`)
	expect(t, t.Context(), conn, "connection_ack", "")
	send(t, t.Context(), conn, `{"id":"1","type":"subscribe","payload":{"query":"`+changesWithSources+`"}}`)
	for {
		_, message, err := conn.Read(t.Context())
		if err != nil {
			return
		}
		if !strings.Contains(string(message), `"type":"ping"`) {
			t.Errorf("WebSocket: %s", message)
		}
	}
}
