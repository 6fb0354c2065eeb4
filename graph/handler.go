package graph

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"aurum/access"
	"aurum/domain"
	"aurum/graph/generated"
	"aurum/graph/model"
)

// Config is what the GraphQL endpoint works with.
type Config struct {
	Reader   model.Reader
	Hub      model.Hub
	Access   model.Access
	Verifier access.TokenVerifier
	Feed     Feed
	Log      *slog.Logger // nil discards
	// CostLimit is the most an operation may cost; 10,000 if 0.
	CostLimit int
	// Origins are the patterns of web origins that may open WebSockets, beside the hub's own.
	Origins []string
}

// Handler serves /graphql, /graphiql and /schema.graphqls.
type Handler struct {
	http.Handler
	documents *cache[*ast.QueryDocument]
	persisted *cache[string]
}

// Budgets of the caches, in bytes.
const (
	documentBudget  = 64 << 20
	persistedBudget = 8 << 20
	// documentWeight is about how many bytes a parsed document takes for each byte of its text.
	documentWeight = 40
)

// NewHandler makes the endpoint. Close it when done.
func NewHandler(c Config) (*Handler, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.CostLimit == 0 {
		c.CostLimit = DefaultCostLimit
	}
	documents, err := newCache(documentBudget, false, func(text string, _ *ast.QueryDocument) int64 { return int64(len(text)) * documentWeight })
	if err != nil {
		return nil, err
	}
	persisted, err := newCache(persistedBudget, true, func(hash, text string) int64 { return int64(len(hash) + len(text)) })
	if err != nil {
		return nil, err
	}
	h := &Handler{documents: documents, persisted: persisted}
	mux := http.NewServeMux()
	mux.Handle("/graphql", access.Middleware(c.Verifier, authenticated(h.server(c))))
	mux.HandleFunc("GET /schema.graphqls", serveSchema)
	mux.Handle("GET /graphiql/", http.StripPrefix("/graphiql/", graphiqlPages()))
	mux.Handle("GET /graphiql", http.RedirectHandler("/graphiql/", http.StatusMovedPermanently))
	h.Handler = mux
	return h, nil
}

// Close stops the caches' workers.
func (h *Handler) Close() {
	h.documents.close()
	h.persisted.close()
}

// server is gqlgen's server with the transports, caches and limits of the hub.
func (h *Handler) server(c Config) http.Handler {
	s := handler.New(generated.NewExecutableSchema(generated.Config{Resolvers: resolver{feed: c.Feed, log: c.Log}}))
	s.AddTransport(transport.SSE{KeepAlivePingInterval: 15 * time.Second})
	s.AddTransport(webSocket(c))
	s.AddTransport(transport.Options{})
	s.AddTransport(overHTTP{})
	s.SetQueryCache(h.documents)
	s.SetParserTokenLimit(maxTokens)
	s.SetValidationRulesFn(validation)
	s.SetErrorPresenter(presenter(c.Log))
	s.SetRecoverFunc(recovered)
	s.Use(extension.Introspection{})
	s.Use(extension.AutomaticPersistedQuery{Cache: h.persisted})
	s.Use(limits{cost: c.CostLimit})
	s.AroundOperations(c.open)
	s.AroundResponses(whole)
	s.AroundFields(guard)
	return s
}

// open begins the session in which an operation is run.
func (c Config) open(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	p, err := access.Require(ctx)
	if err != nil {
		return graphql.OneShot(&graphql.Response{Errors: gqlerror.List{refusal(domain.E(domain.Unauthenticated, err.Error()))}})
	}
	return next(model.WithSession(ctx, &model.Session{Reader: c.Reader, Hub: c.Hub, Access: c.Access, Principal: p}))
}

// authenticated lets only those in who have shown a token. A WebSocket may show it in its first message.
func authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, err := access.Require(r.Context())
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		switch {
		case err == nil && strings.Contains(r.Header.Get("Accept"), "text/event-stream"):
			events(w, r, p, next)
			return
		case err == nil || r.Header.Get("Upgrade") != "" || r.Method == http.MethodOptions:
			next.ServeHTTP(w, r)
			return
		}
		a := answer{w: w, mediaType: negotiate(r)}
		if a.mediaType == "" {
			a.mediaType = jsonType
		}
		w.Header().Set("WWW-Authenticate", `Bearer realm="aurum"`)
		a.write(http.StatusUnauthorized, &graphql.Response{Errors: gqlerror.List{refusal(domain.E(domain.Unauthenticated, err.Error()))}})
	})
}

// webSocket speaks graphql-transport-ws. The connection ends with the token it was opened with.
func webSocket(c Config) transport.Websocket {
	limit := int64(maxBody)
	return transport.Websocket{
		Implementation:   sockets{transport.CoderWebsocketImplementation{AcceptOptions: websocket.AcceptOptions{OriginPatterns: c.Origins}}},
		InitTimeout:      10 * time.Second,
		PingPongInterval: 20 * time.Second,
		PayloadReadLimit: &limit,
		InitFunc: func(ctx context.Context, payload transport.InitPayload) (context.Context, *transport.InitPayload, error) {
			known, err := access.AuthenticateInit(ctx, c.Verifier, payload)
			if err != nil {
				return refused(ctx), nil, err
			}
			p, err := access.Require(known)
			if err != nil {
				return refused(ctx), nil, err
			}
			known, _ = withLifeline(known, p.Expires, true)
			return known, nil, nil
		},
	}
}

// refused has a WebSocket closed with the code that graphql-transport-ws has for it.
func refused(ctx context.Context) context.Context {
	return transport.AppendCloseReason(transport.WithWebsocketCloseCode(ctx, 4403), "Forbidden")
}

// serveSchema answers the SDL. It is no secret: it is part of the program.
func serveSchema(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/graphql; charset=utf-8")
	_, _ = io.WriteString(w, SDL())
}
