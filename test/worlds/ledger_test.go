package worlds

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"aurum/domain"
)

// mark is the attribute by which an arrival is known again: each says something of its own there.
const mark = "tradingNames"

// sent is an arrival on its way. From and to are when it was sent and acknowledged, by a clock that counts such moments.
type sent struct {
	key        domain.SourceKey
	attributes domain.Attributes // nil: withdrawn
	updatedAt  *time.Time
	outcome    domain.Outcome
	from, to   int64
	homeless   bool // answered without a golden record
}

// ledger is what has been acknowledged: arrivals by their mark, withdrawals by key, every golden id given out, and what
// stewards were told was done.
type ledger struct {
	clock atomic.Int64
	mu    sync.Mutex
	// arrivals are by mark.
	arrivals  map[string]*sent
	withdrawn map[domain.SourceKey]int
	ids       map[string]bool
	decisions map[int64]*decided
	overrides map[int64]bool // true once it has been told to have ended
	calls     int
	anew      int // versions that policies have made

	read map[domain.SourceKey]*reading
}

// decided is a decision that was acknowledged.
type decided struct {
	// apart and together are the pairs and the group of source records that it was about, where the steward told which
	// versions he had looked at.
	apart     [][2]domain.RecordID
	together  []domain.RecordID
	withdrawn bool
	checked   bool
}

func newLedger() *ledger {
	return &ledger{
		arrivals: map[string]*sent{}, withdrawn: map[domain.SourceKey]int{}, ids: map[string]bool{}, decisions: map[int64]*decided{},
		overrides: map[int64]bool{}, read: map[domain.SourceKey]*reading{},
	}
}

// note writes into the ledger.
func (l *ledger) note(write func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls++
	write()
}

// given notes golden ids that a caller was told.
func (l *ledger) given(ids ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, id := range ids {
		if id != "" {
			l.ids[id] = true
		}
	}
}

// reading is a source record as its versions make it, read one after the other: a model of landing.
type reading struct {
	record    domain.RecordID
	version   int
	received  domain.Attributes
	updatedAt *time.Time
	deleted   bool
	withdrawn int
	latest    int64 // of when the arrivals read so far were sent
	// homeless is an arrival that was answered without a golden record, for which the record must have been withdrawn
	// meanwhile.
	homeless string
}

// version is a row of source_record_version.
type version struct {
	Key, System string
	Record      domain.RecordID
	Version     int
	Applied     bool
	Deleted     bool
	// Anew is true of a version that another policy has made by reading what has arrived otherwise.
	Anew      bool
	Arrived   []byte
	UpdatedAt *time.Time
}

// checkArrivals reads the versions that have been added since the last time. Each acknowledged arrival is there, once, as it
// was sent and as it was answered, in the order in which callers could know of each other; and laid over each other they
// give what is stored.
func (w *world) checkArrivals() {
	w.t.Helper()
	l := w.ledger
	var text []byte
	w.ref.Query(`
		select coalesce(json_agg(json_build_object('key', r.key, 'system', r.system, 'record', v.record_id, 'version', v.version, 'applied', v.applied,
		       'deleted', v.deleted, 'anew', v.policy is not null, 'arrived', encode(convert_to(v.arrived::text, 'UTF8'), 'base64'), 'updatedAt', v.updated_at) order by v.record_id, v.version), '[]')
		  from source_record_version v join source_record r on r.id = v.record_id
		 where v.version > coalesce(($1::json ->> v.record_id::text)::int, 0)`, &text, l.readUntil())
	var versions []version
	if err := json.Unmarshal(text, &versions); err != nil {
		w.t.Fatal(err)
	}
	for _, v := range versions {
		key := domain.SourceKey{System: v.System, Key: v.Key}
		at := l.read[key]
		if at == nil {
			at = &reading{record: v.Record, deleted: true}
			l.read[key] = at
		}
		if err := l.take(at, key, v); err != nil {
			w.t.Errorf("version %d of %s: %v", v.Version, key, err)
		}
	}
	for m, s := range l.arrivals {
		if s.outcome != "" {
			w.t.Errorf("%s of %s was acknowledged as %s and is not there", m, s.key, s.outcome)
		}
	}
	clear(l.arrivals)
	for key, at := range l.read {
		if at.homeless != "" {
			w.t.Errorf("%s of %s was answered without a golden record", at.homeless, key)
		}
	}
	w.checkReceived()
}

func (l *ledger) readUntil() string {
	until := map[domain.RecordID]int{}
	for _, at := range l.read {
		until[at.record] = at.version
	}
	b, err := json.Marshal(until)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// take lays one more version over what there is.
func (l *ledger) take(at *reading, key domain.SourceKey, v version) error {
	if v.Version != at.version+1 {
		return fmt.Errorf("comes behind version %d", at.version)
	}
	fresh := at.version == 0
	if at.version = v.Version; v.Anew {
		l.anew++
		return nil
	}
	late := v.UpdatedAt != nil && at.updatedAt != nil && v.UpdatedAt.Before(*at.updatedAt)
	if late == v.Applied {
		return fmt.Errorf("of %v over %v, applied: %v", v.UpdatedAt, at.updatedAt, v.Applied)
	}
	if v.Deleted {
		at.withdrawn++
	} else if err := l.taken(at, key, v, fresh); err != nil {
		return err
	}
	if !v.Applied {
		return nil
	}
	if v.UpdatedAt != nil {
		at.updatedAt = v.UpdatedAt
	}
	if v.Deleted {
		at.deleted, at.homeless = true, ""
		return nil
	}
	arrived, err := domain.DecodeAttributes(v.Arrived)
	if err != nil {
		return err
	}
	if at.deleted {
		at.received, at.deleted = domain.Attributes{}, false
	}
	for name, value := range arrived {
		if value == nil {
			delete(at.received, name)
		} else {
			at.received[name] = value
		}
	}
	return nil
}

// taken compares a version with the arrival that was sent, which is struck off.
func (l *ledger) taken(at *reading, key domain.SourceKey, v version, fresh bool) error {
	arrived, err := domain.DecodeAttributes(v.Arrived)
	if err != nil {
		return err
	}
	m := markOf(arrived)
	s := l.arrivals[m]
	if s == nil {
		return fmt.Errorf("%q was not sent, or is there twice", m)
	}
	delete(l.arrivals, m)
	want, err := domain.EncodeAttributes(s.attributes)
	if err != nil {
		return err
	}
	got, err := domain.EncodeAttributes(arrived)
	if err != nil {
		return err
	}
	outcomes := []domain.Outcome{domain.Updated}
	switch {
	case !v.Applied:
		outcomes = []domain.Outcome{domain.Stale}
	case fresh:
		outcomes = []domain.Outcome{domain.Created, domain.Linked}
	}
	switch {
	case s.key != key || string(want) != string(got):
		return fmt.Errorf("sent as %s %s, arrived as %s", s.key, want, got)
	case !slices.Contains(outcomes, s.outcome):
		return fmt.Errorf("%s was answered %s, want one of %s", m, s.outcome, outcomes)
	case s.to < at.latest:
		return fmt.Errorf("%s was acknowledged before an arrival was sent that stands before it", m)
	}
	if at.latest = max(at.latest, s.from); s.homeless && v.Applied {
		at.homeless = m
	}
	return nil
}

func markOf(a domain.Attributes) string {
	if list, ok := a[mark].([]any); ok && len(list) == 1 {
		return fmt.Sprint(list[0])
	}
	return ""
}

// checkReceived compares the source records as they are stored with what their versions make.
func (w *world) checkReceived() {
	w.t.Helper()
	var text []byte
	w.ref.Query(`select coalesce(json_object_agg(system || ':' || key, case when deleted then 'null'::json else received end), '{}') from source_record`, &text)
	got, err := domain.DecodeAttributes(text)
	if err != nil {
		w.t.Fatal(err)
	}
	want := domain.Attributes{}
	for key, at := range w.ledger.read {
		if want[key.String()] = nil; !at.deleted {
			want[key.String()] = map[string]any(at.received)
		}
		if n := w.ledger.withdrawn[key]; n != at.withdrawn {
			w.t.Errorf("%s: %d withdrawals were acknowledged, %d are kept", key, n, at.withdrawn)
		}
	}
	if d := gocmp.Diff(want, got); d != "" {
		w.t.Errorf("received -arrivals laid over each other +stored:\n%s", d)
	}
}
