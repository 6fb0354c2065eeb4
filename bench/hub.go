package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"aurum/access"
	"aurum/delivery"
	"aurum/domain"
	"aurum/graph"
	"aurum/mastering"
	"aurum/migrations"
	"aurum/policies"
	"aurum/store"
	"aurum/store/embedded"
)

// hub is a whole hub in this process, with a durable PostgreSQL of its own, and the baseline's way into that.
type hub struct {
	*mastering.Hub
	url      string
	pool     *pgxpool.Pool // of the baselines
	graph    string        // host:port of the GraphQL endpoint
	byHand   string        // host:port of the hand-written handler
	tokens   map[string]string
	closings []func() error // in order of opening
}

// reader is the key in tokens of an application that only reads; the other keys are source systems.
const reader = ""

// openHub starts PostgreSQL in a fresh folder below dir and a hub on it. Close it even after an error of a later step.
func openHub(ctx context.Context, dir string) (h *hub, err error) {
	h = &hub{tokens: map[string]string{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.close())
		}
	}()
	if err := h.openDatabase(ctx, dir); err != nil {
		return h, err
	}
	db, err := store.Open(ctx, h.url)
	if err != nil {
		return h, err
	}
	h.closes(func() error { db.Close(); return nil })
	rules, err := policies.Open("")
	if err != nil {
		return h, err
	}
	p, err := mastering.LoadPolicies(rules, domain.Registry)
	if err != nil {
		return h, err
	}
	h.Hub = mastering.New(mastering.Options{Storage: db, Policies: p})
	h.closes(func() error { h.Hub.Close(); return nil })
	if h.byHand, err = h.serve(byHand{h.pool}); err != nil {
		return h, err
	}
	a, err := access.Load(rules)
	if err != nil {
		return h, err
	}
	return h, h.openGraph(db, a)
}

func (h *hub) openDatabase(ctx context.Context, dir string) error {
	dir, err := os.MkdirTemp(dir, "aurum-bench-")
	if err != nil {
		return err
	}
	h.closes(func() error { return os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil { // the server may have to run as another user
		return err
	}
	server, err := embedded.Start(ctx, embedded.Options{DataDir: dir + "/data", Durable: true})
	if err != nil {
		return err
	}
	h.closes(server.Stop)
	h.url = server.URL()
	if err := migrations.Up(ctx, h.url); err != nil {
		return err
	}
	cfg, err := pgxpool.ParseConfig(h.url)
	if err != nil {
		return err
	}
	cfg.MaxConns = 16
	if h.pool, err = pgxpool.NewWithConfig(ctx, cfg); err != nil {
		return err
	}
	h.closes(func() error { h.pool.Close(); return nil })
	return nil
}

func (h *hub) openGraph(db *store.DB, a *access.Policy) error {
	secret := make([]byte, 32)
	rand.Read(secret) // never fails
	keys, err := access.NewKeys(secret)
	if err != nil {
		return err
	}
	if err := h.mint(keys); err != nil {
		return err
	}
	verifier, err := access.NewVerifier(keys, access.VerifierOptions{})
	if err != nil {
		return err
	}
	h.closes(func() error { verifier.Close(); return nil })
	g, err := graph.NewHandler(graph.Config{
		Reader: db, Hub: h.Hub, Access: a, Verifier: verifier, Feed: graph.FeedOf(delivery.NewFeed(db, delivery.Options{})),
	})
	if err != nil {
		return err
	}
	h.closes(func() error { g.Close(); return nil })
	h.graph, err = h.serve(g)
	return err
}

// mint makes tokens for a reading application and for every source system.
func (h *hub) mint(keys *access.Keys) (err error) {
	const life = time.Hour
	if h.tokens[reader], err = keys.Mint(access.Principal{Subject: "bench", Role: access.App}, life); err != nil {
		return err
	}
	for _, s := range systems {
		p := access.Principal{Subject: "bench-" + s, Role: access.Source, Source: s}
		if h.tokens[s], err = keys.Mint(p, life); err != nil {
			return err
		}
	}
	return nil
}

// serve answers on a free port of the loopback interface.
func (h *hub) serve(handler http.Handler) (address string, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	server := &http.Server{Handler: handler}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	h.closes(func() error {
		err := server.Close()
		if failed := <-ended; !errors.Is(failed, http.ErrServerClosed) {
			err = errors.Join(err, fmt.Errorf("serve: %w", failed))
		}
		return err
	})
	return l.Addr().String(), nil
}

func (h *hub) closes(f func() error) { h.closings = append(h.closings, f) }

// close ends all that was opened, last first.
func (h *hub) close() (err error) {
	for i := len(h.closings) - 1; i >= 0; i-- {
		err = errors.Join(err, h.closings[i]())
	}
	h.closings = nil
	return err
}
