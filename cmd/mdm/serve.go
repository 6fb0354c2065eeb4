package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"aurum/access"
	"aurum/cmd/mdm/settings"
	"aurum/mastering"
	"aurum/migrations"
)

var serveCommand = command{
	name: "serve", summary: "Run the hub.",
	details: `Without DATABASE_URL a private PostgreSQL is run in the data directory and stopped with the hub. The schema is
brought up to date at the start.

Paths: /graphql (HTTP, WebSocket, SSE), /graphiql, /schema.graphqls, /healthz, /readyz, /metrics (needs a token whose
role may read operation:metrics).

--demo loads the demonstration data into an empty database, --demo-empty only makes its source systems known. Both print
tokens for everybody, write them to demo.json in the data directory, and therefore listen on this machine only.

The first SIGINT or SIGTERM lets running calls end, the second one ends at once.`,
	prepare: prepareServe,
}

type serveOptions struct {
	listen    string
	where     databaseSettings
	logs      logSettings
	policies  string
	tokenKey  string
	demo      bool
	demoEmpty bool
	verify    time.Duration
}

func prepareServe(s *settings.Set) action {
	var o serveOptions
	settings.Add(s, &o.listen, settings.Spec{
		Flag: "listen", Env: "MDM_LISTEN", Default: "127.0.0.1:8080", Value: "ADDRESS", Usage: "HOST:PORT to listen on; port 0 takes a free one",
	}, settings.Address)
	o.where.declare(s)
	addPolicies(s, &o.policies)
	settings.Add(s, &o.demo, settings.Spec{Flag: "demo", Env: "MDM_DEMO", Usage: "load the demonstration data into an empty database and print tokens"}, settings.Switch)
	settings.Add(s, &o.demoEmpty, settings.Spec{Flag: "demo-empty", Env: "MDM_DEMO_EMPTY", Usage: "as --demo, without records"}, settings.Switch)
	addTokenKey(s, &o.tokenKey)
	settings.Add(s, &o.verify, settings.Spec{
		Flag: "verify-every", Env: "MDM_VERIFY_EVERY", Default: "1h", Value: "DURATION",
		Usage: "time between two passes of the continuous check, which verifies the golden records part by part",
	}, settings.Duration)
	o.logs.declare(s)
	return func(ctx context.Context, sh *shell, _ []string) error {
		if err := o.check(); err != nil {
			return err
		}
		return o.run(ctx, sh)
	}
}

// check refuses what does not go together.
func (o serveOptions) check() error {
	if o.demo && o.demoEmpty {
		return settings.Faultf("--demo and --demo-empty cannot be used together")
	}
	if (o.demo || o.demoEmpty) && !loopback(o.listen) {
		return settings.Faultf("invalid value %q for --listen: with --demo, which prints tokens for everybody, it must be a loopback address such as 127.0.0.1:8080", o.listen)
	}
	return nil
}

// loopback tells whether an address can only be reached from this machine.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// rules are the policies in force and the keys of the tokens.
type rules struct {
	access    *access.Policy
	mastering *mastering.Policies
	keys      *access.Keys
}

// loadRules reads all that can be wrong before anything is started.
func (o serveOptions) loadRules() (*rules, error) {
	files, m, err := loadPolicies(o.policies)
	if err != nil {
		return nil, err
	}
	a, err := access.Load(files)
	if err != nil {
		return nil, err
	}
	keys, err := loadKeys(o.where.data, o.tokenKey)
	return &rules{access: a, mastering: m, keys: keys}, err
}

// run is the life of the hub: rules, listener, database, engine, then serving until ctx ends.
func (o serveOptions) run(ctx context.Context, sh *shell) (err error) {
	log := sh.logger(o.logs.level, o.logs.format)
	r, err := o.loadRules()
	if err != nil {
		return err
	}
	web, err := newWeb(o.listen, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, web.stop()) }()
	keeper, err := o.where.keep(ctx, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, keeper.stop()) }()
	log.Info("migrating the database")
	if err := migrations.Up(ctx, keeper.url); err != nil {
		return err
	}
	web.health.migrated.Store(true)
	return o.work(ctx, sh, web, keeper, r, log)
}

// work runs the engine behind the web until ctx ends or something fails that cannot be mended.
func (o serveOptions) work(ctx context.Context, sh *shell, web *web, keeper *keeper, r *rules, log *slog.Logger) error {
	meters := newMeters()
	e, err := newEngine(ctx, engineOptions{url: keeper.url, policies: r.mastering, log: log, observe: meters.batch})
	if err != nil {
		return err
	}
	defer e.close()
	meters.watch(e.store)
	site, err := newSite(siteOptions{engine: e, verify: o.verify, rules: r, meters: meters, health: web.health, log: log})
	if err != nil {
		return err
	}
	defer site.close()
	show := &showcase{options: o, rules: r, engine: e, shell: sh, log: log, base: web.url}
	if err := show.prepare(ctx); err != nil {
		return err
	}
	site.start()
	web.open(site.handler)
	if err := show.announce(); err != nil {
		return err
	}
	log.Info("serving", "url", web.url, "build", build())
	select {
	case <-ctx.Done():
		log.Info("stopping: running calls may end, a second signal ends at once")
		return web.drain(site.endStreams)
	case err := <-web.failed:
		return fmt.Errorf("serve: %w", err)
	case err := <-keeper.failed:
		return err
	}
}
