package access

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"aurum/domain"
)

// graphQLResponse is the media type of the GraphQL over HTTP specification for answers with a status of their own.
const graphQLResponse = "application/graphql-response+json"

// Middleware puts the principal of the header "Authorization: Bearer …" into the request's context. A request without
// the header goes on without a principal; one with a token that is not valid is answered 401 in the shape of a GraphQL
// error, and one whose token cannot be verified just now 500.
func Middleware(v TokenVerifier, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		headers := r.Header.Values("Authorization")
		if len(headers) == 0 {
			next.ServeHTTP(w, r)
			return
		}
		raw, err := bearer(strings.Join(headers, ","))
		if err != nil {
			refuse(w, r, err)
			return
		}
		p, err := v.Verify(r.Context(), raw)
		if err != nil {
			refuse(w, r, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(NewContext(r.Context(), p)))
	})
}

// bearer takes the token out of a header value (RFC 6750, 2.1). Several headers, joined by commas, give no token.
func bearer(value string) (string, error) {
	scheme, token, _ := strings.Cut(strings.TrimSpace(value), " ")
	token = strings.TrimSpace(token)
	if !strings.EqualFold(scheme, "Bearer") || token == "" || strings.ContainsAny(token, " ,\t") {
		return "", &Unauthenticated{Message: "the Authorization header must be: Bearer <token>"}
	}
	return token, nil
}

// refuse answers a request whose token was not accepted. Only an *Unauthenticated is told to the caller.
func refuse(w http.ResponseWriter, r *http.Request, err error) {
	var u *Unauthenticated
	if !errors.As(err, &u) {
		writeError(w, r, http.StatusInternalServerError, domain.Internal, "the token cannot be verified at the moment")
		return
	}
	w.Header().Set("WWW-Authenticate", fmt.Sprintf("Bearer realm=%q, error=\"invalid_token\", error_description=%q", "aurum", ascii(u.Message)))
	writeError(w, r, http.StatusUnauthorized, domain.Unauthenticated, u.Message)
}

// ascii leaves out what a header's quoted string may not hold (RFC 6750, 3).
func ascii(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' || c == '"' || c == '\\' {
			return -1
		}
		return c
	}, s)
}

// graphQLError is an answer that holds one error, as GraphQL clients expect it.
type graphQLError struct {
	Errors [1]errorBody `json:"errors"`
}

type errorBody struct {
	Message    string `json:"message"`
	Extensions struct {
		Code domain.ErrorCode `json:"code"`
	} `json:"extensions"`
}

func writeError(w http.ResponseWriter, r *http.Request, status int, code domain.ErrorCode, message string) {
	var body graphQLError
	body.Errors[0].Message = message
	body.Errors[0].Extensions.Code = code
	mediaType := "application/json"
	if strings.Contains(r.Header.Get("Accept"), graphQLResponse) {
		mediaType = graphQLResponse
	}
	w.Header().Set("Content-Type", mediaType+"; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	// An error here means that the caller has gone; nobody is left to be told.
	_ = json.NewEncoder(w).Encode(body)
}
