package graph

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"

	"aurum/access"
	"aurum/delivery"
	"aurum/domain"
	"aurum/store"
)

// changing is a world in which acme moves from Bern to Basel and then to Bonn.
func changing() *world {
	w := &world{changes: make(chan domain.Change, 10), versions: map[store.VersionRef]*domain.GoldenRecord{}}
	for i, city := range []string{"Bern", "Basel", "Bonn"} {
		g := record("customer acme", domain.Attributes{"legalName": "Acme", "birthDate": "1970-01-01", "addresses": []any{map[string]any{"city": city}}})
		g.Version = i + 1
		w.versions[store.VersionRef{ID: g.ID, Version: g.Version}] = g
		kind := domain.ChangeUpdated
		if i == 0 {
			kind = domain.ChangeCreated
		}
		w.changes <- domain.Change{Cursor: domain.Cursor{Tx: 10, Seq: int64(i + 1)}, Domain: "customer", GoldenID: g.ID, Kind: kind,
			Version: i + 1, PreviousVersion: i, Changed: []string{"addresses", "birthDate"}, At: noon}
	}
	w.changes <- domain.Change{Cursor: domain.Cursor{Tx: 11, Seq: 9}, Domain: "product", GoldenID: id("product x"), Version: 1}
	return w
}

// stream gives the events of a subscription over server-sent events.
func (b *bench) stream(as, query string, variables map[string]any) []reply {
	b.t.Helper()
	server := httptest.NewServer(b.h)
	defer server.Close()
	body, _ := json.Marshal(map[string]any{"query": query, "variables": variables})
	r, _ := http.NewRequest("POST", server.URL+"/graphql", strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Authorization", "Bearer "+as)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	var out []reply
	for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			var event reply
			if err := json.Unmarshal([]byte(data), &event); err != nil {
				b.t.Fatal(err)
			}
			out = append(out, event)
		}
	}
	return out
}

func TestASubscriptionTellsEachChangeWithTheRecordAfterIt(t *testing.T) {
	w := changing()
	close(w.changes)
	b := newBench(t, w)
	events := b.stream("app", `subscription($after: Cursor) { customerChanged(after: $after) { cursor kind changed previousVersion customer { version birthDate addresses { city } } } }`,
		map[string]any{"after": "MC4w"})
	if len(events) != 3 || b.after == nil || *b.after != (domain.Cursor{}) {
		t.Fatalf("%d events after %v", len(events), b.after)
	}
	for i, city := range []string{"Bern", "Basel", "Bonn"} {
		e := events[i]
		changed, _ := e.at("customerChanged", "changed").([]any)
		if e.at("customerChanged", "customer", "addresses", 0, "city") != city || e.at("customerChanged", "customer", "birthDate") != nil || len(changed) != 1 {
			t.Errorf("event %d: %v %v", i, e.Data, e.Errors)
		}
	}
	if events[0].at("customerChanged", "previousVersion") != nil || events[1].at("customerChanged", "previousVersion") != 1.0 {
		t.Error("the first version has none before it, the second one has")
	}
}

func TestAFilterLetsThroughWhatMeetsItBeforeOrAfter(t *testing.T) {
	w := changing()
	close(w.changes)
	events := newBench(t, w).stream("app", `subscription { customerChanged(filter: {addresses: {city: {eq: "Basel"}}}) { customer { version } } }`, nil)
	if len(events) != 2 || events[0].at("customerChanged", "customer", "version") != 2.0 || events[1].at("customerChanged", "customer", "version") != 3.0 {
		t.Errorf("%v", events)
	}
}

func TestCursorsComeBackAsTheyWere(t *testing.T) {
	w := changing()
	close(w.changes)
	b := newBench(t, w)
	events := b.stream("steward", `subscription { goldenRecordChanged(domains: [CUSTOMER]) { cursor record { __typename id } related } }`, nil)
	cursor := events[2].at("goldenRecordChanged", "cursor")
	b.stream("steward", `subscription($c: Cursor) { goldenRecordChanged(after: $c) { cursor } }`, map[string]any{"c": cursor})
	if b.after == nil || *b.after != (domain.Cursor{Tx: 10, Seq: 3}) {
		t.Errorf("came back as %v", b.after)
	}
	for _, bad := range []any{"nonsense", 5, "MC4"} {
		if events := b.stream("steward", `subscription($c: Cursor) { goldenRecordChanged(after: $c) { cursor } }`, map[string]any{"c": bad}); len(events) != 1 || events[0].code() != "INVALID" {
			t.Errorf("%v: %v", bad, events)
		}
	}
}

func TestSubscriptionsOverWebSocket(t *testing.T) {
	w := changing()
	b := newBench(t, w)
	server := httptest.NewServer(b.h)
	defer server.Close()
	ctx := t.Context()
	conn := dial(t, ctx, server.URL)
	defer conn.CloseNow()
	send(t, ctx, conn, `{"type":"connection_init","payload":{"Authorization":"Bearer app"}}`)
	expect(t, ctx, conn, "connection_ack", "")
	send(t, ctx, conn, `{"id":"1","type":"subscribe","payload":{"query":"subscription { customerChanged { customer { version } } }"}}`)
	for _, version := range []string{"1", "2", "3"} {
		expect(t, ctx, conn, "next", `{"version":`+version+`}`)
	}
	close(w.changes)
	expect(t, ctx, conn, "complete", "")
}

func TestAWebSocketNeedsAToken(t *testing.T) {
	server := httptest.NewServer(newBench(t, changing()).h)
	defer server.Close()
	for _, payload := range []string{`{}`, `{"Authorization":"Bearer forged"}`, `{"Authorization":5}`} {
		conn := dial(t, t.Context(), server.URL)
		send(t, t.Context(), conn, `{"type":"connection_init","payload":`+payload+`}`)
		var err error
		for err == nil {
			var m any
			err = wsjson.Read(t.Context(), conn, &m)
		}
		if websocket.CloseStatus(err) != 4403 {
			t.Errorf("%s: %v", payload, err)
		}
	}
}

func TestAStreamThatBreaksTellsTheSubscriberToComeBack(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"stopped": {delivery.ErrStopped, "close 1012"}, "failure": {errors.New("no database"), "close 1012"},
		"fell behind": {domain.E(domain.Invalid, "too far behind"), "too far behind"},
	} {
		w := &world{changes: make(chan domain.Change), ended: c.err}
		close(w.changes)
		b := newBench(t, w)
		server := httptest.NewServer(b.h)
		conn := dial(t, t.Context(), server.URL)
		send(t, t.Context(), conn, `{"type":"connection_init","payload":{"Authorization":"Bearer app"}}`)
		expect(t, t.Context(), conn, "connection_ack", "")
		send(t, t.Context(), conn, `{"id":"1","type":"subscribe","payload":{"query":"subscription { customerChanged { cursor } }"}}`)
		_, message, err := conn.Read(t.Context())
		got := string(message)
		if err != nil {
			got = fmt.Sprintf("close %d", websocket.CloseStatus(err))
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		conn.CloseNow()
		if complete := b.rawStream(server.URL, "app"); strings.Contains(complete, "complete") {
			t.Errorf("%s: the broken stream says it is complete: %s", name, complete)
		}
		server.Close()
	}
}

// rawStream gives all that a subscription sends as server-sent events until the connection ends.
func (b *bench) rawStream(url, as string) string {
	b.t.Helper()
	r, _ := http.NewRequest("POST", url+"/graphql", strings.NewReader(`{"query":"subscription { customerChanged { cursor } }"}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Authorization", "Bearer "+as)
	return untilEnd(b.t, r)
}

// untilEnd gives all that is answered until the connection ends.
func untilEnd(t *testing.T, r *http.Request) string {
	t.Helper()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return "" // cut before anything was sent
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	return string(text)
}

func TestAConnectionEndsWithItsToken(t *testing.T) {
	principals["brief"] = access.Principal{Subject: "brief", Role: access.App, Expires: time.Now().Add(300 * time.Millisecond)}
	b := newBench(t, &world{changes: make(chan domain.Change)})
	server := httptest.NewServer(b.h)
	defer server.Close()
	conn := dial(t, t.Context(), server.URL)
	send(t, t.Context(), conn, `{"type":"connection_init","payload":{"token":"brief"}}`)
	expect(t, t.Context(), conn, "connection_ack", "")
	if _, _, err := conn.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusServiceRestart {
		t.Errorf("closed with %v", err)
	}
	if text := b.rawStream(server.URL, "brief"); strings.Contains(text, "complete") {
		t.Errorf("stream: %s", text)
	}
}

func dial(t *testing.T, ctx context.Context, url string) *websocket.Conn {
	t.Helper()
	conn, _, err := websocket.Dial(ctx, url+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func send(t *testing.T, ctx context.Context, conn *websocket.Conn, message string) {
	t.Helper()
	if err := conn.Write(ctx, websocket.MessageText, []byte(message)); err != nil {
		t.Fatal(err)
	}
}

func expect(t *testing.T, ctx context.Context, conn *websocket.Conn, kind, part string) {
	t.Helper()
	for {
		_, message, err := conn.Read(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(message), `"type":"ping"`) {
			continue
		}
		if !strings.Contains(string(message), `"type":"`+kind+`"`) || !strings.Contains(string(message), part) {
			t.Fatalf("got %s, want %s with %s", message, kind, part)
		}
		return
	}
}

func TestChangesOfIdentityTellWhatMoved(t *testing.T) {
	w := &world{changes: make(chan domain.Change, 10), versions: map[store.VersionRef]*domain.GoldenRecord{}}
	member := func(key string) domain.Member {
		return domain.Member{SourceKey: domain.SourceKey{System: "CRM", Key: key}}
	}
	put := func(name string, version int, kind domain.ChangeKind, related string, members ...domain.Member) {
		g := record(name, domain.Attributes{"legalName": name})
		g.Version, g.Members = version, members
		w.versions[store.VersionRef{ID: g.ID, Version: version}] = g
		c := domain.Change{Cursor: domain.Cursor{Tx: 10, Seq: int64(len(w.changes) + 1)}, Domain: "customer", GoldenID: g.ID, Kind: kind, Version: version, PreviousVersion: version - 1, At: noon}
		if related != "" {
			c.Related = []domain.GoldenID{id(related)}
		}
		w.changes <- c
	}
	put("customer b", 1, domain.ChangeCreated, "", member("1"), member("2"))
	put("customer b", 2, domain.ChangeMerged, "customer a")
	put("customer b", 3, domain.ChangeSplit, "customer a", member("2"))
	close(w.changes)
	events := newBench(t, w).stream("app", `subscription { customerChanged { kind moved { key } related } }`, nil)
	for i, want := range []string{"map[kind:CREATED moved:[] related:[]]", "map[kind:MERGED moved:[map[key:1] map[key:2]] related:[" + string(id("customer a")) + "]]",
		"map[kind:SPLIT moved:[map[key:2]] related:[" + string(id("customer a")) + "]]"} {
		if got := fmt.Sprint(events[i].Data["customerChanged"]); got != want {
			t.Errorf("event %d is %s, want %s", i, got, want)
		}
	}
}
