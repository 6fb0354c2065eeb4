package mastering

import (
	"context"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"github.com/google/uuid"

	"aurum/domain"
)

// Options configure a Hub.
type Options struct {
	Storage  Storage
	Policies *Policies
	// Now is the clock; time.Now if nil.
	Now    func() time.Time
	Logger *slog.Logger
	// Lanes is how many batches of one domain are worked on at a time; half the cores, 2 to 4, if 0: while one waits for
	// the database another thinks.
	Lanes int
	// Observe is told of every ended batch; may be nil.
	Observe func(BatchStats)
}

// BatchStats tells what one batch cost.
type BatchStats struct {
	Domain           domain.Domain
	Records          int
	Outcomes         map[domain.Outcome]int
	Landing, Resolve time.Duration
}

// Hub is the use cases of mastering over one storage. It is safe for concurrent use; any number of hubs may share one
// database.
type Hub struct {
	storage  Storage
	policies *Policies
	node     string // names the hub among those that share the database
	now      func() time.Time
	log      *slog.Logger
	observe  func(BatchStats)
	lanes    map[domain.Domain]*lane
	heal     chan struct{}
	changed  chan struct{}
	closing  <-chan struct{}
	stop     context.CancelFunc
	work     sync.WaitGroup
	systems  sync.Map // source systems already known to storage
	adopting sync.Mutex
	// simulating is held while a simulation runs.
	simulating sync.Mutex
	former     sync.Map // policies of the past by formerKey

	idsMu sync.Mutex
	ids   []domain.RecordID
}

// New makes a hub and starts its workers; Close ends them.
func New(o Options) *Hub {
	h := &Hub{
		storage: o.Storage, policies: o.Policies.clone(), node: uuid.NewString(), now: o.Now, log: o.Logger, observe: o.Observe,
		lanes: map[domain.Domain]*lane{}, heal: make(chan struct{}, 1), changed: make(chan struct{}, 1),
	}
	if h.now == nil {
		h.now = time.Now
	}
	if h.log == nil {
		h.log = slog.New(slog.DiscardHandler)
	}
	if h.observe == nil {
		h.observe = func(BatchStats) {}
	}
	if o.Lanes == 0 {
		o.Lanes = max(2, min(4, runtime.NumCPU()/2))
	}
	ctx, stop := context.WithCancel(context.Background())
	h.stop, h.closing = stop, ctx.Done()
	for _, p := range h.policies.All() {
		l := &lane{hub: h, domain: p.Schema.Domain, jobs: make(chan *job, 256)}
		h.lanes[p.Schema.Domain] = l
		for range o.Lanes {
			h.work.Go(func() { l.run(ctx) })
		}
	}
	h.work.Go(func() { h.healer(ctx) })
	h.work.Go(func() { h.clockwork(ctx) })
	h.work.Go(func() { h.announcer(ctx) })
	return h
}

// Close lets running batches end and stops the workers. Calls that still wait are answered with an error; what they
// landed is resolved at the next start.
func (h *Hub) Close() {
	h.stop()
	h.work.Wait()
}

// Policies are the mastering policies in force.
func (h *Hub) Policies() *Policies { return h.policies }

// clock gives the time in the resolution of the database.
func (h *Hub) clock() time.Time { return h.now().UTC().Truncate(time.Microsecond) }

// recordIDs hands out fresh record ids; they are fetched in blocks so that nothing waits for one.
func (h *Hub) recordIDs(ctx context.Context, n int) ([]domain.RecordID, error) {
	h.idsMu.Lock()
	defer h.idsMu.Unlock()
	if len(h.ids) < n {
		more, err := h.storage.RecordIDs(ctx, n-len(h.ids)+256)
		if err != nil {
			return nil, err
		}
		h.ids = append(h.ids, more...)
	}
	out := h.ids[:n:n]
	h.ids = h.ids[n:]
	return out, nil
}

// announceEvery is the least time between two announcements: other nodes hear of a busy one a hundred times a second.
const announceEvery = 10 * time.Millisecond

// announcer tells other nodes of changes, not every batch but as often as serves.
func (h *Hub) announcer(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.changed:
		}
		if err := h.storage.Announce(ctx); err != nil && ctx.Err() == nil {
			h.log.Warn("telling other nodes of changes failed; they will see them when they next look", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(announceEvery):
		}
	}
}

func wake(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // it is awake, and looks once more before it sleeps
	}
}
