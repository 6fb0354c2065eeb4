package delivery

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/store"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

var _ Source = (*store.DB)(nil)

// database is a hub's database, with a feed that follows it and a pool to write with.
type database struct {
	testing.TB
	feed *Feed
	pool *pgxpool.Pool
}

func openDatabase(t testing.TB, o Options, source func(*store.DB) Source) database {
	t.Helper()
	url := pgtest.New(t)
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	cfg.MaxConns = 16 // more than there are open transactions, or writers would wait for each other
	pool, err := pgxpool.NewWithConfig(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	d := database{TB: t, feed: NewFeed(source(db), o), pool: pool}
	ended := make(chan struct{})
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		defer close(ended)
		if err := d.feed.Run(ctx); err != nil {
			t.Error(err)
		}
	}()
	t.Cleanup(func() { stop(); <-ended })
	return d
}

func (d database) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d database) begin() pgx.Tx {
	d.Helper()
	tx, err := d.pool.Begin(d.Context())
	d.must(err)
	return tx
}

func (d database) write(tx pgx.Tx, id string) {
	d.Helper()
	_, err := tx.Exec(d.Context(), `
insert into change_event (domain, golden_id, kind, version, previous_version, changed, at)
values ('customer', $1, 'UPDATED', 2, 1, '{legalName}', clock_timestamp())`, id)
	d.must(err)
}

func (d database) put(id string) {
	d.Helper()
	tx := d.begin()
	d.write(tx, id)
	d.must(tx.Commit(d.Context()))
}

// interleave writes by transactions of very different length that overlap and end in any order.
func (d database) interleave(steps int, r *rand.Rand) {
	var open []pgx.Tx
	end := func(i int) {
		if r.IntN(6) == 0 {
			d.must(open[i].Rollback(d.Context()))
		} else {
			d.must(open[i].Commit(d.Context()))
		}
		open[i] = open[len(open)-1]
		open = open[:len(open)-1]
	}
	for step := range steps {
		if len(open) == 0 || len(open) < 3 && r.IntN(4) == 0 {
			open = append(open, d.begin())
		}
		i := r.IntN(len(open))
		d.write(open[i], fmt.Sprint("step ", step))
		if i > 0 && r.IntN(3) == 0 || r.IntN(20) == 0 { // the first stays open for long
			end(i)
			if r.IntN(2) == 0 {
				d.feed.Wake()
			}
		}
	}
	for len(open) > 0 {
		end(0)
	}
}

// recorded gives the cursors of all events in feed order.
func (d database) recorded() []domain.Cursor {
	rows, err := d.pool.Query(d.Context(), "select tx, seq from change_event order by tx, seq")
	d.must(err)
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[domain.Cursor])
	d.must(err)
	return all
}

func TestTheStoresFeedIsFollowedWithoutGapOrRepeat(t *testing.T) {
	for _, buffer := range []int{16, 1 << 16} {
		t.Run(fmt.Sprint(buffer), func(t *testing.T) {
			d := openDatabase(t, Options{BufferEvents: buffer}, func(db *store.DB) Source { return db })
			var writers, followers sync.WaitGroup
			got := make([][]domain.Cursor, 4)
			for i := range got {
				followers.Go(func() { got[i] = d.follow(rand.New(rand.NewPCG(1, uint64(i)))) })
			}
			for i := range 3 {
				writers.Go(func() { d.interleave(250, rand.New(rand.NewPCG(2, uint64(i)))) })
			}
			writers.Wait()
			d.put(lastEvent)
			followers.Wait()
			want := d.recorded()
			for i := range got {
				if diff := cmp.Diff(want, got[i]); diff != "" {
					t.Errorf("follower %d: %s", i, diff)
				}
			}
		})
	}
}

// follow receives everything up to the last event, over cut-offs at random; cursors go through their text form.
func (d database) follow(r *rand.Rand) (got []domain.Cursor) {
	var after domain.Cursor
	for {
		ctx, cut := context.WithCancel(d.Context())
		s, err := d.feed.Subscribe(ctx, &after, nil)
		if err != nil {
			d.Error(err)
			cut()
			return got
		}
		n := 1 + r.IntN(100)
		for e := range s.Events() {
			got = append(got, e.Cursor)
			if after, err = DecodeCursor(EncodeCursor(e.Cursor)); err != nil {
				d.Error(err)
			}
			if n--; n == 0 || e.GoldenID == lastEvent {
				break
			}
		}
		cut()
		if len(got) > 0 && n > 0 {
			return got
		}
	}
}

// overheard tells of each wake-up by the database.
type overheard struct {
	*store.DB
	woken chan struct{}
}

func (o overheard) Listen(ctx context.Context, channel string, wake func()) error {
	return o.DB.Listen(ctx, channel, func() {
		wake()
		select {
		case o.woken <- struct{}{}:
		case <-ctx.Done():
		}
	})
}

func TestANotificationWakesTheFeed(t *testing.T) {
	woken := make(chan struct{})
	d := openDatabase(t, Options{}, func(db *store.DB) Source { return overheard{db, woken} })
	s, err := d.feed.Subscribe(t.Context(), nil, nil)
	d.must(err)
	<-woken // it listens
	for i := range 5 {
		tx := d.begin()
		d.write(tx, fmt.Sprint(i))
		_, err := tx.Exec(t.Context(), "select pg_notify($1, '')", Channel)
		d.must(err)
		d.must(tx.Commit(t.Context()))
		<-woken
		if e := <-s.Events(); string(e.GoldenID) != fmt.Sprint(i) {
			t.Fatal(e)
		}
	}
}
