package main

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"aurum/access"
	"aurum/delivery"
	"aurum/graph"
	"aurum/mastering"
)

// site is what callers meet: GraphQL with the change feed behind it, and the metrics.
type site struct {
	handler http.Handler

	engine   *engine
	health   *health
	log      *slog.Logger
	verifier *access.Verifier
	graph    *graph.Handler
	feed     *delivery.Feed
	checker  *mastering.Checker
	stop     context.CancelFunc // of feed and recovery
	stopping context.Context
	work     sync.WaitGroup
}

type siteOptions struct {
	engine *engine
	verify time.Duration // between two passes of the continuous check
	rules  *rules
	meters *meters
	health *health
	log    *slog.Logger
}

func newSite(o siteOptions) (*site, error) {
	verifier, err := access.NewVerifier(o.rules.keys, access.VerifierOptions{})
	if err != nil {
		return nil, err
	}
	feed := delivery.NewFeed(o.engine.store, delivery.Options{Logger: o.log, Metrics: o.meters.feed()})
	g, err := graph.NewHandler(graph.Config{
		Reader: o.engine.store, Hub: o.engine.hub, Access: o.rules.access, Verifier: verifier, Feed: graph.FeedOf(feed), Log: o.log,
	})
	if err != nil {
		verifier.Close()
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/", g)
	mux.Handle("GET /metrics", access.Middleware(verifier, allowed(o.rules.access, access.ObjectMetrics, o.meters.handler())))
	stopping, stop := context.WithCancel(context.Background())
	s := &site{
		handler: mux, engine: o.engine, health: o.health, log: o.log, verifier: verifier, graph: g, feed: feed,
		stop: stop, stopping: stopping,
		checker: mastering.NewChecker(mastering.CheckerOptions{
			Storage: o.engine.store, Policies: o.engine.hub.Policies(), Every: o.verify, Logger: o.log,
		}),
	}
	ping := o.engine.store.Ping
	o.health.database.Store(&ping)
	return s, nil
}

// start sets the feed and the recovery going.
func (s *site) start() {
	s.work.Go(func() {
		if err := s.feed.Run(s.stopping); err != nil {
			s.log.Error("the change feed has ended", "error", err)
		}
	})
	s.work.Go(s.recover)
}

// recoverAgain is the time between two tries to resolve what an earlier run has left behind.
const recoverAgain = 5 * time.Second

func (s *site) recover() {
	for {
		err := s.engine.hub.Recover(s.stopping)
		if err == nil {
			s.health.recovered.Store(true)
			s.work.Go(func() { s.checker.Run(s.stopping) })
			s.rematch()
			return
		}
		if s.stopping.Err() != nil {
			return
		}
		s.log.Error("resolving what an earlier run has left behind failed; it is tried again", "error", err)
		select {
		case <-s.stopping.Done():
			return
		case <-time.After(recoverAgain):
		}
	}
}

// lookForPolicies is how often a hub looks whether everything is to be matched again.
const lookForPolicies = 2 * time.Second

// rematch brings records under policies that have changed, whenever one has come into force. It goes on beside everything
// else, and where it is cut off another node, or the next start, goes on.
func (s *site) rematch() {
	tick := time.NewTicker(lookForPolicies)
	defer tick.Stop()
	for {
		if err := s.engine.hub.Rematch(s.stopping); err != nil && s.stopping.Err() == nil {
			s.log.Error("matching again under a changed policy failed; it is tried again", "error", err)
		}
		select {
		case <-s.stopping.Done():
			return
		case <-tick.C:
		}
	}
}

// endStreams ends all subscriptions.
func (s *site) endStreams() {
	s.stop()
	s.work.Wait()
}

func (s *site) close() {
	s.endStreams()
	s.graph.Close()
	s.verifier.Close()
}

// allowed lets those in whose role may read an object, and scrapers on the machine itself, which hold no token.
func allowed(policy *access.Policy, object access.Object, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" && fromLoopback(r) {
			next.ServeHTTP(w, r)
			return
		}
		p, err := access.Require(r.Context())
		if err != nil {
			w.Header().Set("WWW-Authenticate", `Bearer realm="aurum"`)
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		if err := policy.Allow(p, object, access.Read); err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// fromLoopback tells callers on this machine that came without a proxy.
func fromLoopback(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback() && r.Header.Get("X-Forwarded-For") == "" && r.Header.Get("Forwarded") == ""
}
