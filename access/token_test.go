package access

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"aurum/domain"
)

var (
	secretA = []byte("an example of a secret, 32 bytes")
	secretB = []byte("some other secret of 32 bytes...")
	start   = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
)

// clock is a clock that tests set.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = t
}

func testKeys(t testing.TB, c *clock, secrets ...[]byte) *Keys {
	t.Helper()
	k, err := NewKeys(secrets...)
	if err != nil {
		t.Fatal(err)
	}
	k.Now = c.now
	return k
}

func testVerifier(t testing.TB, k *Keys, c *clock, others map[string]TokenVerifier) *Verifier {
	t.Helper()
	v, err := NewVerifier(k, VerifierOptions{Now: c.now, CacheSize: 100, Issuers: others})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.Close)
	return v
}

func mint(t testing.TB, k *Keys, p Principal, ttl time.Duration) string {
	t.Helper()
	raw, err := k.Mint(p, ttl)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestAMintedTokenGivesItsPrincipal(t *testing.T) {
	c := &clock{t: start}
	k := testKeys(t, c, secretA)
	v := testVerifier(t, k, c, nil)
	for _, p := range []Principal{
		{Subject: "Jürgen Müller", Role: Steward},
		{Subject: "crm-sync", Role: Source, Source: "CRM"},
		{Subject: "x", Role: "payments"},
	} {
		got, err := v.Verify(t.Context(), mint(t, k, p, time.Hour))
		p.Expires = start.Add(time.Hour)
		if err != nil || got != p {
			t.Errorf("got %+v, %v, want %+v", got, err, p)
		}
	}
}

func TestMintRefusesWhoCannotHaveAToken(t *testing.T) {
	k := testKeys(t, &clock{t: start}, secretA)
	for _, c := range []struct {
		p     Principal
		ttl   time.Duration
		field string
	}{
		{Principal{Role: App}, time.Hour, "subject"},
		{Principal{Subject: "a\nb", Role: App}, time.Hour, "subject"},
		{Principal{Subject: strings.Repeat("ü", 201), Role: App}, time.Hour, "subject"},
		{Principal{Subject: "x"}, time.Hour, "role"},
		{Principal{Subject: "x", Role: "App"}, time.Hour, "role"},
		{Principal{Subject: "x", Role: Source}, time.Hour, "source"},
		{Principal{Subject: "x", Role: Source, Source: "C\x00"}, time.Hour, "source"},
		{Principal{Subject: "x", Role: App}, 0, "ttl"},
		{Principal{Subject: "x", Role: App}, -time.Hour, "ttl"},
	} {
		_, err := k.Mint(c.p, c.ttl)
		var e *domain.Error
		if !errors.As(err, &e) || e.Code != domain.Invalid || e.Field[0] != c.field {
			t.Errorf("%+v for %v: %v, want INVALID at %s", c.p, c.ttl, err, c.field)
		}
	}
}

// forge signs claims of a good token after change has spoilt them.
func forge(t *testing.T, method jwt.SigningMethod, key any, change func(c jwt.MapClaims, header map[string]any)) string {
	t.Helper()
	c := jwt.MapClaims{
		"iss": Issuer, "aud": Audience, "sub": "x", "role": "admin",
		"iat": start.Unix(), "nbf": start.Unix(), "exp": start.Add(time.Hour).Unix(),
	}
	token := jwt.NewWithClaims(method, c)
	token.Header["kid"] = keyID(secretA)
	if change != nil {
		change(c, token.Header)
	}
	raw, err := token.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func claim(name string, value any) func(jwt.MapClaims, map[string]any) {
	return func(c jwt.MapClaims, _ map[string]any) { c[name] = value }
}

func without(name string) func(jwt.MapClaims, map[string]any) {
	return func(c jwt.MapClaims, _ map[string]any) { delete(c, name) }
}

func header(name string, value any) func(jwt.MapClaims, map[string]any) {
	return func(_ jwt.MapClaims, h map[string]any) { h[name] = value }
}

func TestTokensThatCannotBeTrusted(t *testing.T) {
	c := &clock{t: start}
	v := testVerifier(t, testKeys(t, c, secretA), c, nil)
	hs := jwt.SigningMethodHS256
	if _, err := v.Verify(t.Context(), forge(t, hs, secretA, nil)); err != nil {
		t.Fatalf("the token the others are spoilt from: %v", err)
	}
	for _, c := range []struct{ name, raw, want string }{
		{"empty", "", "malformed"},
		{"no token", "abc", "malformed"},
		{"two parts", "a.b", "malformed"},
		{"too long", strings.Repeat("a", maxTokenBytes+1), "malformed"},
		{"expired", forge(t, hs, secretA, claim("exp", start.Add(-time.Minute).Unix())), "expired"},
		{"without end", forge(t, hs, secretA, without("exp")), "lacks a required claim"},
		{"not valid yet", forge(t, hs, secretA, claim("nbf", start.Add(time.Minute).Unix())), "not valid yet"},
		{"from the future", forge(t, hs, secretA, claim("iat", start.Add(time.Minute).Unix())), "not valid yet"},
		{"other audience", forge(t, hs, secretA, claim("aud", "another-hub")), "another audience"},
		{"no audience", forge(t, hs, secretA, without("aud")), "lacks a required claim"},
		{"other issuer", forge(t, hs, secretA, claim("iss", "https://id.example.com")), "issuer is not trusted"},
		{"no issuer", forge(t, hs, secretA, without("iss")), "issuer is not trusted"},
		{"other key", forge(t, hs, secretB, nil), "signature is not valid"},
		{"unknown key", forge(t, hs, secretB, header("kid", keyID(secretB))), "a key this hub does not know"},
		{"no key id", forge(t, hs, secretA, header("kid", nil)), "a key this hub does not know"},
		{"key id of another type", forge(t, hs, secretA, header("kid", 7)), "a key this hub does not know"},
		{"critical extension", forge(t, hs, secretA, header("crit", []string{"b64"})), "not valid"},
		{"no signature", forge(t, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, nil), "not valid"},
		{"other algorithm", forge(t, jwt.SigningMethodHS512, secretA, nil), "not valid"},
		{"no subject", forge(t, hs, secretA, without("sub")), "does not say who"},
		{"no role", forge(t, hs, secretA, without("role")), "does not say who"},
		{"source without a code", forge(t, hs, secretA, claim("role", "source")), "does not say who"},
		{"role of another type", forge(t, hs, secretA, claim("role", []string{"admin"})), "malformed"},
	} {
		p, err := v.Verify(t.Context(), c.raw)
		var u *Unauthenticated
		if !errors.As(err, &u) || u.Code() != "UNAUTHENTICATED" || domain.CodeOf(err) != domain.Unauthenticated {
			t.Errorf("%s: %+v, %v, want *Unauthenticated", c.name, p, err)
			continue
		}
		if !strings.Contains(u.Message, c.want) {
			t.Errorf("%s: %q, want %q", c.name, u.Message, c.want)
		}
	}
}

func TestEveryChangedByteSpoilsAToken(t *testing.T) {
	c := &clock{t: start}
	k := testKeys(t, c, secretA)
	v := testVerifier(t, k, c, nil)
	raw := mint(t, k, Principal{Subject: "x", Role: App}, time.Hour)
	if _, err := v.Verify(t.Context(), raw); err != nil {
		t.Fatal(err)
	}
	for i := range len(raw) {
		for _, b := range []byte{'A', 'z', '.'} {
			if raw[i] == b {
				continue
			}
			changed := raw[:i] + string(b) + raw[i+1:]
			if p, err := v.Verify(t.Context(), changed); err == nil {
				t.Errorf("byte %d as %c: %+v", i, b, p)
			}
		}
	}
}

func TestClaimsOfAnotherTokenUnderAGoodSignature(t *testing.T) {
	c := &clock{t: start}
	k := testKeys(t, c, secretA)
	v := testVerifier(t, k, c, nil)
	app := strings.Split(mint(t, k, Principal{Subject: "x", Role: App}, time.Hour), ".")
	admin := strings.Split(mint(t, k, Principal{Subject: "x", Role: Admin}, time.Hour), ".")
	if p, err := v.Verify(t.Context(), app[0]+"."+admin[1]+"."+app[2]); err == nil {
		t.Errorf("became %+v", p)
	}
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","kid":"` + keyID(secretA) + `"}`))
	for _, signature := range []string{"", admin[2]} {
		if p, err := v.Verify(t.Context(), none+"."+admin[1]+"."+signature); err == nil {
			t.Errorf("became %+v", p)
		}
	}
}

func TestKeysCanBeReplaced(t *testing.T) {
	c := &clock{t: start}
	before, after := testKeys(t, c, secretA), testKeys(t, c, secretB, secretA)
	p := Principal{Subject: "x", Role: App}
	v := testVerifier(t, after, c, nil)
	for _, raw := range []string{mint(t, before, p, time.Hour), mint(t, after, p, time.Hour)} {
		if _, err := v.Verify(t.Context(), raw); err != nil {
			t.Error(err)
		}
	}
	if _, err := testVerifier(t, before, c, nil).Verify(t.Context(), mint(t, after, p, time.Hour)); err == nil {
		t.Error("the new key does not sign")
	}
}

// issuer is a token issuer of a test's own.
type issuer struct {
	calls   int
	answer  Principal
	failure error
}

func (i *issuer) Verify(context.Context, string) (Principal, error) {
	i.calls++
	return i.answer, i.failure
}

func TestAVerifiedTokenIsRememberedUntilItExpires(t *testing.T) {
	c := &clock{t: start}
	other := &issuer{answer: Principal{Subject: "x", Role: App, Expires: start.Add(time.Hour)}}
	v := testVerifier(t, testKeys(t, c, secretA), c, map[string]TokenVerifier{"other": other})
	raw := forge(t, jwt.SigningMethodHS256, secretB, claim("iss", "other"))
	for _, step := range []struct {
		at    time.Time
		calls int
	}{
		{start, 1},
		{start.Add(time.Minute), 1},
		{start.Add(time.Hour - time.Nanosecond), 1},
		{start.Add(time.Hour), 2},
		{start.Add(2 * time.Hour), 3},
	} {
		c.set(step.at)
		if p, err := v.Verify(t.Context(), raw); err != nil || p != other.answer {
			t.Fatalf("at %v: %+v, %v", step.at, p, err)
		}
		v.cache.entries.Wait()
		if other.calls != step.calls {
			t.Errorf("at %v asked %d times, want %d", step.at, other.calls, step.calls)
		}
	}
}

func TestAnExpiredTokenIsNotRemembered(t *testing.T) {
	c := &clock{t: start}
	k := testKeys(t, c, secretA)
	v := testVerifier(t, k, c, nil)
	raw := mint(t, k, Principal{Subject: "x", Role: App}, time.Hour)
	for _, step := range []struct {
		at time.Time
		ok bool
	}{
		{start, true},
		{start.Add(59 * time.Minute), true},
		{start.Add(time.Hour + leeway - time.Second), true}, // clocks that differ
		{start.Add(time.Hour + leeway), false},
		{start.Add(24 * time.Hour), false},
	} {
		c.set(step.at)
		_, err := v.Verify(t.Context(), raw)
		v.cache.entries.Wait()
		if (err == nil) != step.ok {
			t.Errorf("at %v: %v", step.at, err)
		}
	}
}

func TestRefusalsAndEndlessTokensAreNotRemembered(t *testing.T) {
	c := &clock{t: start}
	for name, other := range map[string]*issuer{
		"refused": {failure: &Unauthenticated{Message: "no"}},
		"failed":  {failure: errors.New("unreachable")},
		"endless": {answer: Principal{Subject: "x", Role: App}},
	} {
		v := testVerifier(t, testKeys(t, c, secretA), c, map[string]TokenVerifier{"other": other})
		raw := forge(t, jwt.SigningMethodHS256, secretB, claim("iss", "other"))
		for range 2 {
			_, err := v.Verify(t.Context(), raw)
			if !errors.Is(err, other.failure) {
				t.Errorf("%s: %v", name, err)
			}
			v.cache.entries.Wait()
		}
		if other.calls != 2 {
			t.Errorf("%s: asked %d times, want 2", name, other.calls)
		}
	}
}

func TestTheCacheIsBounded(t *testing.T) {
	c := &clock{t: start}
	k := testKeys(t, c, secretA)
	v := testVerifier(t, k, c, nil)
	for range 300 {
		if _, err := v.Verify(t.Context(), mint(t, k, Principal{Subject: "x", Role: App}, time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	v.cache.entries.Wait()
	n := 0
	v.cache.entries.IterValues(func(verified) bool { n++; return false })
	if n == 0 || n > 100 {
		t.Errorf("%d tokens are kept, want 1 to 100", n)
	}
}

func TestAnotherIssuerCannotTakeTheHubsName(t *testing.T) {
	c := &clock{t: start}
	for _, name := range []string{"", Issuer} {
		if _, err := NewVerifier(testKeys(t, c, secretA), VerifierOptions{Issuers: map[string]TokenVerifier{name: &issuer{}}}); err == nil {
			t.Errorf("issuer %q is taken", name)
		}
	}
}

func TestVerifierIsSafeForConcurrentUse(t *testing.T) {
	c := &clock{t: start}
	k := testKeys(t, c, secretA)
	v := testVerifier(t, k, c, nil)
	shared := mint(t, k, Principal{Subject: "shared", Role: App}, time.Hour)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			own, err := k.Mint(Principal{Subject: "own", Role: Steward}, time.Hour)
			if err != nil {
				t.Error(err)
			}
			for range 50 {
				for raw, want := range map[string]Role{shared: App, own: Steward} {
					if p, err := v.Verify(context.Background(), raw); err != nil || p.Role != want {
						t.Errorf("%+v, %v, want role %s", p, err, want)
					}
				}
			}
		})
	}
	wg.Wait()
}
