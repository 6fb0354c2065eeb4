package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

const (
	headerLimit = 10 * time.Second
	bodyLimit   = time.Minute
	idleLimit   = 2 * time.Minute
	// drainLimit is how long running calls may take to end when the hub stops.
	drainLimit = 20 * time.Second
)

// web is the HTTP server. It answers health checks from the beginning, and everything else once it is opened.
type web struct {
	url    string
	health *health
	failed chan error

	server  *http.Server
	handler atomic.Pointer[http.Handler]
	cut     context.CancelFunc // ends the contexts of all requests
}

// newWeb begins to listen.
func newWeb(address string, log *slog.Logger) (*web, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	base, cut := context.WithCancel(context.Background())
	w := &web{url: "http://" + listener.Addr().String(), health: &health{}, failed: make(chan error, 1), cut: cut}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", w.health.alive)
	mux.HandleFunc("GET /readyz", w.health.ready)
	mux.HandleFunc("/", w.serve)
	w.server = &http.Server{
		Handler: mux, ReadHeaderTimeout: headerLimit, IdleTimeout: idleLimit, MaxHeaderBytes: 64 << 10,
		BaseContext: func(net.Listener) context.Context { return base },
		ErrorLog:    slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	go func() {
		if err := w.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			w.failed <- err
		}
	}()
	return w, nil
}

// open lets callers in.
func (w *web) open(h http.Handler) {
	w.handler.Store(&h)
	w.health.open.Store(true)
}

func (w *web) serve(rw http.ResponseWriter, r *http.Request) {
	h := w.handler.Load()
	if h == nil {
		rw.Header().Set("Retry-After", "1")
		http.Error(rw, "the hub is starting", http.StatusServiceUnavailable)
		return
	}
	if r.Body != nil && r.Body != http.NoBody {
		control := http.NewResponseController(rw)
		if err := control.SetReadDeadline(time.Now().Add(bodyLimit)); err == nil {
			r.Body = &timedBody{r.Body, control}
		}
	}
	(*h).ServeHTTP(rw, r)
}

// timedBody takes the deadline away once the body has been read: what follows may be a stream without end, which the
// server's own ReadTimeout would cut.
type timedBody struct {
	io.ReadCloser
	control *http.ResponseController
}

func (b *timedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		err = errors.Join(err, b.control.SetReadDeadline(time.Time{}))
	}
	return n, onlyEOF(err)
}

// onlyEOF gives io.EOF itself, as readers expect it.
func onlyEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	return err
}

// drain lets running calls end. Streams are ended at once: their subscribers come back with their cursors.
func (w *web) drain(endStreams func()) error {
	w.health.open.Store(false)
	endStreams()
	ctx, cancel := context.WithTimeout(context.Background(), drainLimit)
	defer cancel()
	err := w.server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return errors.New("some calls did not end in time and were cut off")
	}
	return err
}

// stop ends whatever is left.
func (w *web) stop() error {
	w.cut()
	return w.server.Close()
}
