package graph

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/ast"

	"aurum/access"
)

// lifeline is a long-lived connection. It can be broken off, which tells the subscriber to come back, while a stream that
// merely ends tells it that there is nothing more to come.
type lifeline struct {
	breakOff context.CancelFunc
	socket   bool // a WebSocket, which can carry an error for one of its subscriptions
}

type lifelineKey struct{}

// withLifeline gives a context that ends when the connection is broken off or at the time given; zero never comes.
func withLifeline(ctx context.Context, end time.Time, socket bool) (context.Context, *lifeline) {
	l := &lifeline{socket: socket}
	if end.IsZero() {
		ctx, l.breakOff = context.WithCancel(ctx)
	} else {
		ctx, l.breakOff = context.WithDeadline(ctx, end)
	}
	context.AfterFunc(ctx, l.breakOff)
	return context.WithValue(ctx, lifelineKey{}, l), l
}

// lifelineOf gives the connection that a subscription runs on.
func lifelineOf(ctx context.Context) *lifeline {
	if l, ok := ctx.Value(lifelineKey{}).(*lifeline); ok {
		return l
	}
	return &lifeline{breakOff: func() {}}
}

// events serves a stream of server-sent events, which ends with the token it was opened with.
func events(w http.ResponseWriter, r *http.Request, p access.Principal, next http.Handler) {
	ctx, line := withLifeline(r.Context(), p.Expires, false)
	defer line.breakOff()
	next.ServeHTTP(&eventWriter{w, ctx}, r.WithContext(ctx))
	if ctx.Err() != nil {
		panic(http.ErrAbortHandler) // cuts the connection, so that the subscriber sees that this was not the end
	}
}

// whole holds back an event that was still being read when its connection was broken off: what could not be read any more
// would be missing from it. The subscriber comes back with the cursor before it.
func whole(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	r := next(ctx)
	op := graphql.GetOperationContext(ctx).Operation
	if op != nil && op.Operation == ast.Subscription && ctx.Err() != nil {
		return nil
	}
	return r
}

// eventWriter holds back the message that a stream is complete if it was broken off.
type eventWriter struct {
	http.ResponseWriter
	ctx context.Context
}

func (w *eventWriter) Write(text []byte) (int, error) {
	if w.ctx.Err() != nil && strings.HasPrefix(string(text), "event: complete") {
		return len(text), nil
	}
	return w.ResponseWriter.Write(text)
}

// Flush hands on what was written.
func (w *eventWriter) Flush() { _ = http.NewResponseController(w.ResponseWriter).Flush() }

// Unwrap gives the writer behind it.
func (w *eventWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// sockets accept WebSockets that are closed as clients expect it: a connection the hub ends is one to be made anew.
type sockets struct {
	transport.CoderWebsocketImplementation
}

// Accept opens a WebSocket.
func (s sockets) Accept(w http.ResponseWriter, r *http.Request, o transport.WebsocketAcceptOptions) (transport.WebsocketConn, error) {
	conn, err := s.CoderWebsocketImplementation.Accept(w, r, o)
	if err != nil {
		return nil, err
	}
	return socket{conn}, nil
}

type socket struct{ transport.WebsocketConn }

// WriteClose closes the connection. gqlgen's normal closure would tell clients that all is done.
func (s socket) WriteClose(code int, reason string) error {
	if code == transport.WebsocketCloseNormalClosure {
		code, reason = int(websocket.StatusServiceRestart), "come back with your last cursor"
	}
	return s.WebsocketConn.WriteClose(code, reason)
}

// SetReadLimit bounds the size of messages.
func (s socket) SetReadLimit(limit int64) {
	s.WebsocketConn.(transport.WebsocketReadLimiter).SetReadLimit(limit)
}

// SetReadDeadline bounds the time until the next message.
func (s socket) SetReadDeadline(t time.Time) error {
	return s.WebsocketConn.(transport.WebsocketReadDeadliner).SetReadDeadline(t)
}
