package worlds

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	gocmp "github.com/google/go-cmp/cmp"
)

// fields are what is followed, listed and compared of a supplier.
const fields = `id version state legalName tradingNames emails phones leadTimeDays taxIds { value } identifiers { scheme value } addresses { city postalCode } parent { id }`

const follow = `subscription($after: Cursor!) { supplierChanged(after: $after) { cursor kind previousVersion related supplier { ` + fields + ` } } }`

// beginning is the cursor before all events.
const beginning = "MC4w"

// follower replays the change feed into a state of its own, through whichever hub lives: its subscription goes on behind the
// last event it has seen.
type follower struct {
	w     *world
	first int // the hub it prefers

	mu     sync.Mutex
	cursor string
	events int
	state  map[string]map[string]any // golden records by id
	grown  chan struct{}             // closed, and made anew, when an event has come
	fault  error
}

func newFollower(w *world, first int) *follower {
	return &follower{w: w, first: first, cursor: beginning, state: map[string]map[string]any{}, grown: make(chan struct{})}
}

// run follows until ctx ends or something is wrong with the feed.
func (f *follower) run(ctx context.Context) {
	for i := f.first; ctx.Err() == nil; i++ {
		if err := f.follow(ctx, f.w.nodes[i%2].now()); err != nil {
			f.mu.Lock()
			f.fault = err
			close(f.grown)
			f.mu.Unlock()
			return
		}
	}
}

// follow reads one subscription to its end. What breaks off is no fault.
func (f *follower) follow(ctx context.Context, l *life) error {
	resp, err := l.post(ctx, f.w.tokens["app"], follow, map[string]any{"after": f.cursor}, "text/event-stream")
	if err != nil {
		return nil
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		var event struct {
			Data struct {
				SupplierChanged struct {
					Cursor          string
					Kind            string
					PreviousVersion *int
					Supplier        map[string]any
				}
			}
			Errors []struct{ Message string }
		}
		if err := json.Unmarshal([]byte(data), &event); err != nil {
			return nil // cut off in the middle
		}
		if len(event.Errors) > 0 {
			return fmt.Errorf("hub %s ends the subscription: %s", l.name, event.Errors[0].Message)
		}
		c := event.Data.SupplierChanged
		if err := f.take(c.Cursor, c.PreviousVersion, c.Supplier); err != nil {
			return err
		}
	}
	return nil
}

// take lays an event over the state: it must be about the version behind the one that is there.
func (f *follower) take(cursor string, previous *int, record map[string]any) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	id, _ := record["id"].(string)
	before, after := 0.0, record["version"]
	if old := f.state[id]; old != nil {
		before = old["version"].(float64)
	}
	said := 0.0
	if previous != nil {
		said = float64(*previous)
	}
	if said != before || after != before+1 {
		return fmt.Errorf("event %d, %s: version %v after %v, follows version %v", f.events+1, id, after, said, before)
	}
	f.cursor, f.state[id] = cursor, record
	f.events++
	close(f.grown)
	f.grown = make(chan struct{})
	return nil
}

// await waits until so many events have come.
func (f *follower) await(ctx context.Context, events int) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		f.mu.Lock()
		n, grown, fault := f.events, f.grown, f.fault
		f.mu.Unlock()
		switch {
		case fault != nil:
			return fault
		case n == events:
			return nil
		case n > events:
			return fmt.Errorf("%d events came, %d were written", n, events)
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return fmt.Errorf("%d of %d events came: %w", n, events, ctx.Err())
		}
	}
}

// checkFeeds lets both followers come to the end of the feed: it tells each change once, and replayed it gives what is stored.
func (w *world) checkFeeds() {
	w.t.Helper()
	var events int
	w.ref.Query(`select count(*) from change_event`, &events)
	var stored map[string]any
	w.ref.Query(`select coalesce(json_object_agg(id, version || ' ' || state), '{}') from golden_record`, &stored)
	listed := w.list(0, "")
	for _, f := range w.followers {
		if err := f.await(w.t.Context(), events); err != nil {
			w.t.Fatalf("follower of hub %d: %v", f.first, err)
		}
		replayed, values := map[string]any{}, map[string]any{}
		f.mu.Lock()
		for id, g := range f.state {
			w.ledger.given(id)
			if replayed[id] = fmt.Sprintf("%v %v", g["version"], g["state"]); g["state"] == "ACTIVE" {
				values[id] = g
			}
		}
		f.mu.Unlock()
		if d := gocmp.Diff(replayed, stored); d != "" {
			w.t.Errorf("versions and states -replayed +stored:\n%s", d)
		}
		if d := gocmp.Diff(values, listed); d != "" {
			w.t.Errorf("golden records -replayed +listed:\n%s", d)
		}
	}
}

// list reads all active suppliers through a hub, by id: as they are, or as they were at a time.
func (w *world) list(node int, asOf string) map[string]any {
	w.t.Helper()
	out := map[string]any{}
	variables := map[string]any{}
	if asOf != "" {
		variables["t"] = asOf
	}
	for {
		var page struct {
			Suppliers struct {
				Nodes    []map[string]any
				PageInfo struct {
					HasNextPage bool
					EndCursor   string
				}
			}
		}
		err := w.nodes[node].ask(w.t.Context(), w.tokens["app"], `query($t: DateTime, $c: String) {
			suppliers(filter: {state: {eq: ACTIVE}}, first: 100, after: $c, asOf: $t) { nodes { `+fields+` } pageInfo { hasNextPage endCursor } } }`, variables, &page)
		if err != nil {
			w.t.Fatalf("list at %q: %v", asOf, err)
		}
		for _, g := range page.Suppliers.Nodes {
			out[g["id"].(string)] = g
		}
		if !page.Suppliers.PageInfo.HasNextPage {
			return out
		}
		variables["c"] = page.Suppliers.PageInfo.EndCursor
	}
}
