package graph

import (
	"context"
	"encoding/json"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"aurum/access"
	"aurum/domain"
	"aurum/graph/model"
	"aurum/mastering"
	"aurum/policies"
	"aurum/store"
)

// world is a hub in memory: what it holds is set by tests, what it was asked is counted.
type world struct {
	mu        sync.Mutex
	calls     map[string]int
	goldens   []*domain.GoldenRecord
	versions  map[store.VersionRef]*domain.GoldenRecord
	records   []*domain.SourceRecord
	problems  map[domain.RecordID][]domain.Problem
	tasks     []*domain.Task
	lineage   []mastering.AttributeLineage
	matches   []mastering.Match
	cluster   mastering.Cluster
	links     map[domain.RecordID][]mastering.Link
	steps     []mastering.IdentityEvent
	joining   mastering.Joining
	compared  [][]domain.RecordID // sides of the last explanation
	withheld  []string
	stands    *mastering.RefusedJoin
	history   []store.RecordVersion
	quarantin []store.Quarantined
	acted     []any // by stewards
	decided   *mastering.Decided
	decisions map[int64]*domain.Decision
	overrides map[int64]*domain.Override
	audit     []domain.AuditEntry
	differing []store.FoundDifference
	checks    map[domain.Domain]*mastering.Check
	lastList  store.ListQuery
	lastQuar  store.QuarantineQuery
	lastTasks store.TaskQuery
	ofNow     int // how often golden records were read as they are now
	upserts   []mastering.Upsert
	outcome   func(mastering.Arrival) mastering.Result
	failure   error
	panics    bool
	changes   chan domain.Change
	after     *domain.Cursor
	ended     error // why streams end
}

func (w *world) count(call string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.calls == nil {
		w.calls = map[string]int{}
	}
	w.calls[call]++
	if w.panics {
		panic("select secret from golden_record")
	}
	return w.failure
}

// blind notes what the hub was told not to look at.
func (w *world) blind(withheld []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.withheld = withheld
}

func (w *world) called(call string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.calls[call]
}

func (w *world) golden(id domain.GoldenID) *domain.GoldenRecord {
	for _, g := range w.goldens {
		if g.ID == id {
			return g
		}
	}
	return nil
}

func (w *world) Goldens(_ context.Context, ids []domain.GoldenID, at *time.Time) ([]*domain.GoldenRecord, error) {
	w.look(at)
	out := make([]*domain.GoldenRecord, len(ids))
	for i, id := range ids {
		out[i] = w.golden(id)
	}
	return out, w.count("Goldens")
}

func (w *world) Surviving(_ context.Context, ids []domain.GoldenID, at *time.Time) ([]*domain.GoldenRecord, error) {
	w.look(at)
	out := make([]*domain.GoldenRecord, len(ids))
	for i, id := range ids {
		g := w.golden(id)
		if g != nil && g.State == domain.Merged {
			g = w.golden(g.MergedInto)
		}
		out[i] = g
	}
	return out, w.count("Surviving")
}

// look notes that golden records were read, and whether as they are now.
func (w *world) look(at *time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if at == nil {
		w.ofNow++
	}
}

func (w *world) GoldensOf(_ context.Context, d domain.Domain, keys []domain.SourceKey, _ *time.Time) ([]*domain.GoldenRecord, error) {
	out := make([]*domain.GoldenRecord, len(keys))
	for i, key := range keys {
		for _, g := range w.goldens {
			if g.Domain == d && slices.ContainsFunc(g.Members, func(m domain.Member) bool { return m.SourceKey == key }) {
				out[i] = g
			}
		}
	}
	return out, w.count("GoldensOf")
}

func (w *world) GoldenVersions(_ context.Context, refs []store.VersionRef) ([]*domain.GoldenRecord, error) {
	out := make([]*domain.GoldenRecord, len(refs))
	for i, r := range refs {
		out[i] = w.versions[r]
	}
	return out, w.count("GoldenVersions")
}

func (w *world) GoldenIDsOf(_ context.Context, ids []domain.RecordID) (map[domain.RecordID]domain.GoldenID, error) {
	out := map[domain.RecordID]domain.GoldenID{}
	for _, g := range w.goldens {
		for _, m := range g.Members {
			if slices.Contains(ids, m.Record) {
				out[m.Record] = g.ID
			}
		}
	}
	return out, w.count("GoldenIDsOf")
}

func pageOf[T any](items []T, total int) store.Page[T] {
	p := store.Page[T]{Items: items, Total: total}
	for i := range items {
		p.Cursors = append(p.Cursors, string(rune('a'+i)))
	}
	return p
}

func (w *world) List(_ context.Context, q store.ListQuery) (store.Page[*domain.GoldenRecord], error) {
	w.lastList = q
	var found []*domain.GoldenRecord
	for _, g := range w.goldens {
		if g.Domain == q.Domain && q.Filter.Matches(g) {
			found = append(found, g)
		}
	}
	total := -1
	if q.Count {
		total = len(found)
	}
	return pageOf(found, total), w.count("List")
}

func (w *world) Search(_ context.Context, q store.SearchQuery) (store.Page[*domain.GoldenRecord], error) {
	var found []*domain.GoldenRecord
	for _, g := range w.goldens {
		if slices.Contains(q.Domains, g.Domain) {
			found = append(found, g)
		}
	}
	return pageOf(found, len(found)), w.count("Search")
}

func (w *world) History(context.Context, domain.GoldenID, store.PageArgs) (store.Page[store.RecordVersion], error) {
	return pageOf(w.history, -1), w.count("History")
}

func (w *world) SourceRecords(_ context.Context, d domain.Domain, keys []domain.SourceKey) ([]*domain.SourceRecord, error) {
	out := make([]*domain.SourceRecord, len(keys))
	for i, key := range keys {
		for _, r := range w.records {
			if r.Domain == d && r.SourceKey == key {
				out[i] = r
			}
		}
	}
	return out, w.count("SourceRecords")
}

func (w *world) SourceRecordsByID(_ context.Context, ids []domain.RecordID) ([]*domain.SourceRecord, error) {
	out := make([]*domain.SourceRecord, len(ids))
	for i, id := range ids {
		for _, r := range w.records {
			if r.ID == id {
				out[i] = r
			}
		}
	}
	return out, w.count("SourceRecordsByID")
}

func (w *world) ProblemsOf(context.Context, []domain.RecordID) (map[domain.RecordID][]domain.Problem, error) {
	return w.problems, w.count("ProblemsOf")
}

func (w *world) SourceSystems(context.Context) ([]store.SourceSystem, error) {
	return []store.SourceSystem{{Code: "CRM", Name: "Sales"}, {Code: "ERP", Name: "Back office"}}, w.count("SourceSystems")
}

func (w *world) Tasks(_ context.Context, q store.TaskQuery) (store.Page[*domain.Task], error) {
	w.lastTasks = q
	return pageOf(w.tasks, -1), w.count("Tasks")
}

func (w *world) TasksOf(_ context.Context, ids []domain.GoldenID, _ *domain.TaskState) (map[domain.GoldenID][]*domain.Task, error) {
	out := map[domain.GoldenID][]*domain.Task{}
	for _, id := range ids {
		out[id] = w.tasks
	}
	return out, w.count("TasksOf")
}

func (w *world) Quarantine(_ context.Context, q store.QuarantineQuery) (store.Page[store.Quarantined], error) {
	w.lastQuar = q
	return pageOf(w.quarantin, -1), w.count("Quarantine")
}

func (w *world) Ingest(_ context.Context, u mastering.Upsert) ([]mastering.Result, error) {
	w.upserts = append(w.upserts, u)
	out := make([]mastering.Result, len(u.Records))
	for i, a := range u.Records {
		out[i] = mastering.Result{Key: a.Key, Outcome: domain.Created}
		if w.outcome != nil {
			out[i] = w.outcome(a)
		}
	}
	return out, w.count("Ingest")
}

func (w *world) MatchBefore(_ context.Context, _ domain.Domain, _ domain.Attributes, withheld []string, _ int) ([]mastering.Match, []domain.Problem, error) {
	w.blind(withheld)
	return w.matches, nil, w.count("MatchBefore")
}

func (w *world) LooksAt(d domain.Domain) []string {
	return map[domain.Domain][]string{domain.Customer: {"legalName", "birthDate"}, domain.Supplier: {"legalName", "bankAccounts"}}[d]
}

func (w *world) Lineage(_ context.Context, g *domain.GoldenRecord, _ []string) ([]mastering.AttributeLineage, error) {
	own := slices.DeleteFunc(slices.Clone(w.lineage), func(l mastering.AttributeLineage) bool {
		return domain.Registry.Of(g.Domain).Attribute(l.Attribute) == nil
	})
	return own, w.count("Lineage")
}

func (w *world) Matches(_ context.Context, _ *domain.GoldenRecord, withheld []string) ([]mastering.Match, error) {
	w.blind(withheld)
	return w.matches, w.count("Matches")
}

func (w *world) Cluster(_ context.Context, _ *domain.GoldenRecord, withheld []string) (*mastering.Cluster, error) {
	w.blind(withheld)
	return &w.cluster, w.count("Cluster")
}

func (w *world) ExplainMatch(_ context.Context, _ domain.Domain, a, b []domain.RecordID, withheld []string, first int) (*mastering.MatchExplanation, error) {
	w.compared = [][]domain.RecordID{a, b}
	w.blind(withheld)
	n := len(w.matches)
	return &mastering.MatchExplanation{Pairs: w.matches[:min(n, first)], Total: n, Compared: n, Stands: w.stands}, w.count("ExplainMatch")
}

// fakeStream ends with the error given.
type fakeStream struct {
	changes <-chan domain.Change
	err     error
}

func (e fakeStream) Events() <-chan domain.Change { return e.changes }
func (e fakeStream) Err() error                   { return e.err }

func (w *world) Subscribe(ctx context.Context, after *domain.Cursor, filter func(domain.Change) bool) (Stream, error) {
	w.after = after
	out := make(chan domain.Change)
	go func() {
		defer close(out)
		for {
			select {
			case c, ok := <-w.changes:
				if !ok {
					return
				}
				if !filter(c) {
					continue
				}
				select {
				case out <- c:
				case <-ctx.Done():
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return fakeStream{out, w.ended}, w.count("Subscribe")
}

// principals by the token that stands for them.
var principals = map[string]access.Principal{
	"admin":   {Subject: "root", Role: access.Admin},
	"steward": {Subject: "stella", Role: access.Steward},
	"app":     {Subject: "shop-app", Role: access.App},
	"crm":     {Subject: "crm-push", Role: access.Source, Source: "CRM"},
	"nobody":  {Subject: "ned", Role: access.Nobody},
	"watcher": {Subject: "oscar", Role: access.Operator},
	"buyer":   {Subject: "bea", Role: "buyer"},
}

type verifier struct{}

func (verifier) Verify(_ context.Context, raw string) (access.Principal, error) {
	p, ok := principals[raw]
	if !ok {
		return p, &access.Unauthenticated{Message: "the token is malformed"}
	}
	return p, nil
}

// bench is a world behind its GraphQL endpoint.
type bench struct {
	*world
	t   *testing.T
	h   *Handler
	log *strings.Builder
}

func newBench(t *testing.T, w *world) *bench {
	t.Helper()
	return newBenchWith(t, w, w)
}

func newBenchWith(t *testing.T, w *world, reader model.Reader) *bench {
	t.Helper()
	policy, err := access.Load(withBuyer(t))
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{world: w, t: t, log: &strings.Builder{}}
	b.h, err = NewHandler(Config{
		Reader: reader, Hub: w, Access: policy, Verifier: verifier{}, Feed: w,
		Log: slog.New(slog.NewTextHandler(b.log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.h.Close)
	return b
}

// withBuyer is the shipped policy with one more role, which reads customers and nothing else.
func withBuyer(t *testing.T) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"access/model.conf", "access/policy.csv"} {
		text, err := fs.ReadFile(policies.Embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".csv") {
			text = append(text, "\ng, buyer, nobody\np, buyer, domain:customer, read\n"...)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	return files
}

// reply is an answer taken apart.
type reply struct {
	Status     int
	Data       map[string]any `json:"data"`
	Errors     []replyError   `json:"errors"`
	Extensions map[string]any `json:"extensions"`
	Body       string         `json:"-"`
}

type replyError struct {
	Message    string         `json:"message"`
	Path       []any          `json:"path"`
	Extensions map[string]any `json:"extensions"`
}

// code is that of the first error; empty if there is none.
func (r reply) code() string {
	if len(r.Errors) == 0 {
		return ""
	}
	code, _ := r.Errors[0].Extensions["code"].(string)
	return code
}

// at gives the value at a path of names and positions.
func (r reply) at(path ...any) any {
	var v any = r.Data
	for _, step := range path {
		switch s := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[s]
		case int:
			list, _ := v.([]any)
			if s >= len(list) {
				return nil
			}
			v = list[s]
		}
	}
	return v
}

// ask runs an operation as one of the principals; nobody at all for an empty one.
func (b *bench) ask(as, query string, variables map[string]any) reply {
	b.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		b.t.Fatal(err)
	}
	return b.send(as, http.MethodPost, "/graphql", string(body), nil)
}

func (b *bench) send(as, method, target, body string, header map[string]string) reply {
	b.t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
	}
	if as != "" {
		r.Header.Set("Authorization", "Bearer "+as)
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	b.h.ServeHTTP(w, r)
	out := reply{Status: w.Code, Body: w.Body.String()}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil && strings.Contains(w.Header().Get("Content-Type"), "json") {
		b.t.Fatalf("answer is not JSON: %v\n%s", err, out.Body)
	}
	return out
}

// good runs an operation that must answer without errors.
func (b *bench) good(as, query string, variables map[string]any) reply {
	b.t.Helper()
	r := b.ask(as, query, variables)
	if len(r.Errors) > 0 || r.Status != http.StatusOK {
		b.t.Fatalf("status %d: %s", r.Status, r.Body)
	}
	return r
}

// failingMembers is a world whose lists can be read and whose source records cannot.
type failingMembers struct{ *world }

func (f *failingMembers) List(ctx context.Context, q store.ListQuery) (store.Page[*domain.GoldenRecord], error) {
	page, _ := f.world.List(ctx, q)
	return page, nil
}
