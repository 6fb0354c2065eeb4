package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	startLimit   = 10 * time.Minute // recovery after a crash under load takes its time
	leftoverWait = 30 * time.Second
	// inUse is what PostgreSQL says while children of a killed server are still about to end.
	inUse = "pre-existing shared memory block"
)

// Server is a running private PostgreSQL.
type Server struct {
	url       string
	log       *slog.Logger
	lock      *os.File
	process   *process
	socketDir string
	done      chan struct{}
	stopping  atomic.Bool
	stopOnce  sync.Once
	stopErr   error
}

// URL is the connection string of database aurum, whose owner is a superuser, for pgx.
func (s *Server) URL() string { return s.url }

// Done is closed if the server ends without Stop having been called; Stop must be called even then.
func (s *Server) Done() <-chan struct{} { return s.done }

// Start runs PostgreSQL in the data directory, which it makes if need be, and returns once connections
// are answered. A server left behind by a killed process is stopped first. Cancelling ctx gives up the
// start; it does not stop a server that has been started.
func Start(ctx context.Context, o Options) (*Server, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	dataDir, err := makeDataDir(o.DataDir)
	if err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	lock, err := lockDir(dataDir)
	if err != nil {
		return nil, err
	}
	s := &Server{log: o.logger(), lock: lock, done: make(chan struct{})}
	if err := s.start(ctx, o, dataDir); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

// makeDataDir returns the path without links, so that one directory has one name.
func makeDataDir(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	// Parents stay open to the user as whom the server may have to run.
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return "", err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return "", err
	}
	return filepath.EvalSymlinks(dir)
}

func (s *Server) start(ctx context.Context, o Options, dataDir string) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	pgdata := filepath.Join(dataDir, pgdataName)
	version, err := dataVersion(pgdata)
	if err != nil {
		return err
	}
	bin, err := findInstallation(o.BinDir, version)
	if err != nil {
		return err
	}
	id, err := chooseIdentity(ctx, bin, dataDir)
	if err != nil {
		return err
	}
	if err := prepare(ctx, id, bin, pgdata, version, o.Durable, s.log); err != nil {
		return err
	}
	if s.socketDir, err = socketDir(ctx, id, bin, dataDir); err != nil {
		return err
	}
	if err := s.launch(ctx, id, bin, pgdata, o.settings()); err != nil {
		return err
	}
	return s.open(ctx)
}

// prepare makes pgdata ready for a server of the identity.
func prepare(ctx context.Context, id identity, bin installation, pgdata string, version int, durable bool, log *slog.Logger) error {
	if version == 0 {
		return initialize(ctx, id, bin, pgdata, durable)
	}
	if err := settle(ctx, pgdata, log); err != nil {
		return err
	}
	return id.own(pgdata)
}

// launch starts the server and waits until it is ready, again and again while the children of a killed
// one are still ending.
func (s *Server) launch(ctx context.Context, id identity, bin installation, pgdata string, settings map[string]string) error {
	leftover, cancel := context.WithTimeout(ctx, leftoverWait)
	defer cancel()
	for {
		err := s.launchOnce(ctx, id, bin, pgdata, settings)
		if err == nil || !strings.Contains(err.Error(), inUse) {
			return err
		}
		select {
		case <-leftover.Done():
			return err
		case <-time.After(20 * poll):
		}
	}
}

func (s *Server) launchOnce(ctx context.Context, id identity, bin installation, pgdata string, settings map[string]string) error {
	args := append([]string{"-D", pgdata}, arguments(settings)...)
	args = append(args,
		"-c", "listen_addresses=",
		"-c", "port=5432",
		"-c", "unix_socket_permissions=0700",
		"-c", "unix_socket_directories="+quoted(s.socketDir))
	// The server must not end with the context of its start.
	cmd := id.command(context.WithoutCancel(ctx), bin.program("postgres"), args...)
	process, err := startProcess(cmd, &serverLog{log: s.log})
	if err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	ready := func() bool { return process.ended() || isReady(pgdata, cmd.Process.Pid) }
	if waitFor(ctx, startLimit, ready) && !process.ended() {
		s.process = process
		return nil
	}
	process.stop()
	if ctx.Err() != nil {
		return fmt.Errorf("start PostgreSQL: %w", ctx.Err())
	}
	return fmt.Errorf("PostgreSQL ended while starting (%w):\n%s", process.err, process.log.last())
}

// quoted keeps commas and spaces of a path from parting it in a list of paths.
func quoted(path string) string { return `"` + strings.ReplaceAll(path, `"`, `""`) + `"` }

func isReady(pgdata string, pid int) bool {
	file, ok, err := readPidFile(pgdata)
	return err == nil && ok && file.pid == pid && file.status == "ready"
}

// open makes the database usable and begins to watch the server.
func (s *Server) open(ctx context.Context) error {
	if err := ensureDatabase(ctx, s.socketDir); err != nil {
		return fmt.Errorf("prepare database %s: %w", databaseName, err)
	}
	s.url = connectionURL(s.socketDir, databaseName)
	go s.watch()
	return nil
}

func (s *Server) watch() {
	<-s.process.done
	if s.stopping.Load() {
		return
	}
	s.log.Error("PostgreSQL ended unexpectedly", "error", s.process.err, "output", s.process.log.last())
	close(s.done)
}

// Stop ends the server after a checkpoint, waits until it is gone and frees the data directory. Calling
// it again does nothing more. The error says what could not be cleaned up.
func (s *Server) Stop() error {
	s.stopOnce.Do(func() {
		s.stopping.Store(true)
		if s.process != nil {
			s.process.stop()
		}
		if s.socketDir != "" {
			s.stopErr = os.RemoveAll(s.socketDir)
		}
		s.stopErr = errors.Join(s.stopErr, s.lock.Close())
	})
	return s.stopErr
}
