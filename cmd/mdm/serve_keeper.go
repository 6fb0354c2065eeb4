package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"aurum/store/embedded"
)

// A private server that ends again and again, each time within leastLife, has a cause that another start does not mend.
const (
	leastLife    = 10 * time.Second
	mostRestarts = 3
)

// keeper has a database at hand as long as the hub runs. A private server that ends is started again.
type keeper struct {
	url    string
	failed chan error // told once when the server cannot be kept

	where   databaseSettings
	log     *slog.Logger
	cancel  context.CancelFunc
	watcher sync.WaitGroup
	server  *embedded.Server // of the watcher while it runs
}

// keep gives the database of the settings. For a private one it writes the address for the other commands.
func (d databaseSettings) keep(ctx context.Context, log *slog.Logger) (*keeper, error) {
	k := &keeper{url: d.url, failed: make(chan error, 1), where: d, log: log, cancel: func() {}}
	if d.url != "" {
		return k, nil
	}
	log.Info("starting a private PostgreSQL", "data", d.data)
	db, err := d.start(ctx, log)
	if err != nil {
		return nil, err
	}
	k.url, k.server = db.url, db.server
	if err := os.WriteFile(k.addressPath(), []byte(k.url+"\n"), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("write the address of the database: %w", err), k.server.Stop())
	}
	watching, cancel := context.WithCancel(context.Background())
	k.cancel = cancel
	k.watcher.Go(func() { k.watch(watching) })
	return k, nil
}

func (k *keeper) addressPath() string { return filepath.Join(k.where.data, addressFile) }

// watch starts the server again when it has ended.
func (k *keeper) watch(ctx context.Context) {
	for short := 0; ; {
		began := time.Now()
		select {
		case <-ctx.Done():
			return
		case <-k.server.Done():
		}
		if short++; time.Since(began) > leastLife {
			short = 1
		}
		if err := k.restart(ctx, short); err != nil {
			if ctx.Err() == nil {
				k.failed <- err
			}
			return
		}
	}
}

// restart starts the server again unless it is the latest of too many short lives.
func (k *keeper) restart(ctx context.Context, short int) error {
	if err := k.server.Stop(); err != nil {
		k.log.Warn("cleaning up after PostgreSQL", "error", err)
	}
	if short > mostRestarts {
		return fmt.Errorf("the private PostgreSQL has ended %d times in a row soon after its start; see the log for the cause", short)
	}
	k.log.Warn("the private PostgreSQL has ended; starting it again")
	db, err := k.where.start(ctx, k.log)
	if err != nil {
		return fmt.Errorf("start PostgreSQL again: %w", err)
	}
	k.server = db.server
	if db.url != k.url {
		return errors.New("the private PostgreSQL has come back at another address")
	}
	k.log.Info("the private PostgreSQL is back")
	return nil
}

// stop ends a private server.
func (k *keeper) stop() error {
	k.cancel()
	k.watcher.Wait()
	if k.server == nil {
		return nil
	}
	return errors.Join(os.Remove(k.addressPath()), k.server.Stop())
}
