package access

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// whoami answers with the role in the context, or "nobody".
var whoami = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	role := Nobody
	if p, ok := FromContext(r.Context()); ok {
		role = p.Role
	}
	_, _ = w.Write([]byte(role))
})

func ask(v TokenVerifier, accept string, authorization ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/graphql", nil)
	for _, a := range authorization {
		r.Header.Add("Authorization", a)
	}
	r.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	Middleware(v, whoami).ServeHTTP(w, r)
	return w
}

func TestMiddleware(t *testing.T) {
	c := &clock{t: start}
	k := testKeys(t, c, secretA)
	v := testVerifier(t, k, c, nil)
	good := mint(t, k, Principal{Subject: "x", Role: App}, time.Hour)
	expired := forge(t, jwt.SigningMethodHS256, secretA, claim("exp", start.Add(-time.Hour).Unix()))
	for _, c := range []struct {
		name          string
		authorization []string
		status        int
		body          string // of 200, or what the message holds
	}{
		{"no token", nil, 200, "nobody"},
		{"good", []string{"Bearer " + good}, 200, "app"},
		{"scheme in lower case", []string{"bearer  " + good + " "}, 200, "app"},
		{"expired", []string{"Bearer " + expired}, 401, "expired"},
		{"malformed", []string{"Bearer abc"}, 401, "malformed"},
		{"bare", []string{good}, 401, "must be"},
		{"empty", []string{""}, 401, "must be"},
		{"no token behind the scheme", []string{"Bearer"}, 401, "must be"},
		{"other scheme", []string{"Basic eDp5"}, 401, "must be"},
		{"two", []string{"Bearer " + good, "Bearer " + good}, 401, "must be"},
	} {
		w := ask(v, "", c.authorization...)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.body) {
			t.Errorf("%s: %d %s, want %d %s", c.name, w.Code, w.Body, c.status, c.body)
		}
		if c.status == http.StatusUnauthorized {
			assertRefusal(t, c.name, w)
		}
	}
}

func assertRefusal(t *testing.T, name string, w *httptest.ResponseRecorder) {
	t.Helper()
	var body struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(body.Errors) != 1 || body.Errors[0].Message == "" || body.Errors[0].Extensions.Code != "UNAUTHENTICATED" {
		t.Errorf("%s: body %s", name, w.Body)
	}
	if challenge := w.Header().Get("WWW-Authenticate"); !strings.HasPrefix(challenge, `Bearer realm="aurum", error="invalid_token"`) {
		t.Errorf("%s: WWW-Authenticate %q", name, challenge)
	}
	if mediaType := w.Header().Get("Content-Type"); !strings.HasPrefix(mediaType, "application/json") {
		t.Errorf("%s: Content-Type %q", name, mediaType)
	}
}

func TestRefusalInTheMediaTypeAskedFor(t *testing.T) {
	c := &clock{t: start}
	w := ask(testVerifier(t, testKeys(t, c, secretA), c, nil), "application/graphql-response+json, application/json;q=0.9", "Bearer x")
	if got := w.Header().Get("Content-Type"); w.Code != 401 || !strings.HasPrefix(got, graphQLResponse) {
		t.Errorf("%d, Content-Type %q", w.Code, got)
	}
}

func TestAFailingVerifierIsNotTheCallersFault(t *testing.T) {
	w := ask(&issuer{failure: errors.New("dial tcp 10.0.0.7: refused")}, "", "Bearer x")
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "10.0.0.7") || !strings.Contains(w.Body.String(), `"INTERNAL"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestAuthenticateInit(t *testing.T) {
	c := &clock{t: start}
	k := testKeys(t, c, secretA)
	v := testVerifier(t, k, c, nil)
	good := mint(t, k, Principal{Subject: "x", Role: App}, time.Hour)
	for _, c := range []struct {
		name    string
		payload map[string]any
		role    Role // empty for an error
	}{
		{"no payload", nil, Operator},
		{"other payload", map[string]any{"theme": "dark", "token": nil}, Operator},
		{"Authorization", map[string]any{"Authorization": "Bearer " + good}, App},
		{"authorization", map[string]any{"authorization": "bearer " + good}, App},
		{"token", map[string]any{"token": good}, App},
		{"token with scheme", map[string]any{"token": "Bearer " + good}, App},
		{"bare Authorization", map[string]any{"Authorization": good}, ""},
		{"no string", map[string]any{"token": 7}, ""},
		{"empty", map[string]any{"token": ""}, ""},
		{"not valid", map[string]any{"token": good + "x"}, ""},
		{"the first key counts", map[string]any{"Authorization": "Bearer x", "token": good}, ""},
	} {
		upgrade := NewContext(t.Context(), Principal{Subject: "header", Role: Operator})
		ctx, err := AuthenticateInit(upgrade, v, c.payload)
		var u *Unauthenticated
		if c.role == "" {
			if !errors.As(err, &u) {
				t.Errorf("%s: %v, want *Unauthenticated", c.name, err)
			}
			continue
		}
		if p, ok := FromContext(ctx); err != nil || !ok || p.Role != c.role {
			t.Errorf("%s: %+v, %v, want role %s", c.name, p, err, c.role)
		}
	}
}

func TestRequire(t *testing.T) {
	var u *Unauthenticated
	if _, err := Require(t.Context()); !errors.As(err, &u) {
		t.Errorf("without a principal: %v", err)
	}
	want := Principal{Subject: "x", Role: App}
	if got, err := Require(NewContext(t.Context(), want)); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
}
