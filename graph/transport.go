package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"aurum/domain"
)

// overHTTP answers queries and mutations by POST and queries by GET, as the GraphQL over HTTP specification has it.
// gqlgen's own transports mix up the statuses of the two media types and write finished answers a second time.
type overHTTP struct{}

// Supports takes what is no upgrade to another protocol.
func (overHTTP) Supports(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodPost) && r.Header.Get("Upgrade") == ""
}

// Do answers one request.
func (overHTTP) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	a := answer{w: w, mediaType: negotiate(r)}
	if a.mediaType == "" {
		a.mediaType = jsonType
		a.refuse(http.StatusNotAcceptable, "answers are "+responseType+" or "+jsonType)
		return
	}
	start := graphql.Now()
	params, status, message := read(w, r)
	if status != 0 {
		a.refuse(status, message)
		return
	}
	params.Headers = r.Header
	params.ReadTime = graphql.TraceTiming{Start: start, End: graphql.Now()}
	a.run(r, params, exec)
}

func (a answer) run(r *http.Request, params *graphql.RawParams, exec graphql.GraphExecutor) {
	ctx := r.Context()
	op, errs := exec.CreateOperationContext(ctx, params)
	if errs != nil {
		response := exec.DispatchError(graphql.WithOperationContext(ctx, op), errs)
		a.write(a.statusOf(), response)
		return
	}
	switch {
	case op.Operation.Operation == ast.Subscription:
		a.refuse(http.StatusNotAcceptable, "subscriptions are answered over WebSocket (graphql-transport-ws) or as text/event-stream")
		return
	case r.Method == http.MethodGet && op.Operation.Operation != ast.Query:
		a.w.Header().Set("Allow", http.MethodPost)
		a.refuse(http.StatusMethodNotAllowed, "GET answers queries only; send mutations by POST")
		return
	}
	responses, ctx := exec.DispatchOperation(ctx, op)
	if response := responses(ctx); response != nil {
		a.write(http.StatusOK, response)
	}
}

// read gives the request's parameters, or the status and the words to refuse it with.
func read(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, int, string) {
	params := &graphql.RawParams{}
	if r.Method == http.MethodGet {
		if err := readURL(r, params); err != nil {
			return nil, http.StatusBadRequest, err.Error()
		}
	} else {
		mediaType, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		charset := strings.ToLower(parameters["charset"])
		if err != nil || mediaType != jsonType || charset != "" && charset != "utf-8" {
			return nil, http.StatusUnsupportedMediaType, "requests by POST are Content-Type: application/json, UTF-8"
		}
		if status, message := readBody(w, r, params); status != 0 {
			return nil, status, message
		}
	}
	if params.Query == "" && params.Extensions["persistedQuery"] == nil {
		return nil, http.StatusBadRequest, "the request has no query"
	}
	return params, 0, ""
}

func readBody(w http.ResponseWriter, r *http.Request, params *graphql.RawParams) (int, string) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge, "a request has at most " + strconv.Itoa(maxBody>>20) + " MB"
	case err != nil:
		return http.StatusBadRequest, "the request could not be read"
	}
	if err := decodeJSON(body, params); err != nil {
		return http.StatusBadRequest, "the request is not a GraphQL request in JSON: " + err.Error()
	}
	return 0, ""
}

func readURL(r *http.Request, params *graphql.RawParams) error {
	query := r.URL.Query()
	params.Query, params.OperationName = query.Get("query"), query.Get("operationName")
	if text := query.Get("variables"); text != "" {
		if err := decodeJSON([]byte(text), &params.Variables); err != nil {
			return errors.New("variables is not a JSON object")
		}
	}
	if text := query.Get("extensions"); text != "" {
		if err := decodeJSON([]byte(text), &params.Extensions); err != nil {
			return errors.New("extensions is not a JSON object")
		}
	}
	return nil
}

// decodeJSON reads one JSON value and nothing behind it; numbers stay exact.
func decodeJSON(text []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(to); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("there is something behind the JSON value")
	}
	return nil
}

// answer is on its way to the caller.
type answer struct {
	w         http.ResponseWriter
	mediaType string
}

// statusOf is the status for an operation that was not run.
func (a answer) statusOf() int {
	if a.mediaType == responseType {
		return http.StatusBadRequest
	}
	return http.StatusOK
}

// refuse answers what is no GraphQL request, whatever the media type.
func (a answer) refuse(status int, message string) {
	a.write(status, &graphql.Response{Errors: gqlerror.List{refusal(domain.E(domain.Invalid, message))}})
}

// write sends a response; its data is finished JSON and goes out as it is.
func (a answer) write(status int, response *graphql.Response) {
	body, err := encode(response)
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"errors":[{"message":"internal error","extensions":{"code":"INTERNAL"}}]}`)
	}
	h := a.w.Header()
	h.Set("Content-Type", a.mediaType+"; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "no-store")
	a.w.WriteHeader(status)
	_, _ = a.w.Write(body) // an error means that the caller has gone
}

func encode(r *graphql.Response) ([]byte, error) {
	b := bytes.NewBuffer(make([]byte, 0, len(r.Data)+256))
	b.WriteByte('{')
	if len(r.Errors) > 0 {
		if err := writeMember(b, "errors", r.Errors); err != nil {
			return nil, err
		}
	}
	if len(r.Data) > 0 {
		separate(b)
		b.WriteString(`"data":`)
		b.Write(r.Data)
	}
	if len(r.Extensions) > 0 {
		if err := writeMember(b, "extensions", r.Extensions); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func writeMember(b *bytes.Buffer, name string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	separate(b)
	b.WriteString(`"` + name + `":`)
	b.Write(text)
	return nil
}

func separate(b *bytes.Buffer) {
	if b.Len() > 1 {
		b.WriteByte(',')
	}
}
