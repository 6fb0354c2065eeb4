package access

import (
	"context"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// maxTokenBytes bounds the work an unknown caller can cause.
const maxTokenBytes = 8 << 10

// defaultCacheSize is how many verified tokens are kept.
const defaultCacheSize = 10_000

// VerifierOptions are the settings of a Verifier; the zero value is fit for use.
type VerifierOptions struct {
	// Issuers verify tokens of other issuers, by the value of the claim iss.
	Issuers map[string]TokenVerifier
	// CacheSize is how many verified tokens are kept; 0 means 10,000.
	CacheSize int64
	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

// Verifier verifies the tokens of every issuer the hub trusts, and remembers verified ones until they expire. Safe for
// concurrent use.
type Verifier struct {
	issuers map[string]TokenVerifier
	cache   *tokenCache
}

// NewVerifier makes a verifier of the hub's own tokens and of those of the other issuers. Close it when done.
func NewVerifier(keys *Keys, o VerifierOptions) (*Verifier, error) {
	now := o.Now
	if now == nil {
		now = time.Now
	}
	issuers := map[string]TokenVerifier{Issuer: newLocal(keys, now)}
	for issuer, v := range o.Issuers {
		if issuer == "" || issuer == Issuer {
			return nil, fmt.Errorf("%q cannot be the name of another token issuer", issuer)
		}
		issuers[issuer] = v
	}
	size := o.CacheSize
	if size == 0 {
		size = defaultCacheSize
	}
	cache, err := newTokenCache(size, now)
	if err != nil {
		return nil, fmt.Errorf("make the token cache: %w", err)
	}
	return &Verifier{issuers: issuers, cache: cache}, nil
}

// Verify gives the principal of a raw token, or *Unauthenticated.
func (v *Verifier) Verify(ctx context.Context, raw string) (Principal, error) {
	if raw == "" || len(raw) > maxTokenBytes {
		return Principal{}, &Unauthenticated{Message: "the token is malformed"}
	}
	key := digest(raw)
	if p, ok := v.cache.get(key); ok {
		return p, nil
	}
	issuer, err := v.issuerOf(raw)
	if err != nil {
		return Principal{}, err
	}
	p, err := issuer.Verify(ctx, raw)
	if err != nil {
		return Principal{}, err
	}
	v.cache.put(key, p)
	return p, nil
}

// Close stops the cache's workers.
func (v *Verifier) Close() { v.cache.close() }

// issuerOf reads, without trusting it, who is to be asked about a token.
func (v *Verifier) issuerOf(raw string) (TokenVerifier, error) {
	var c jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(raw, &c); err != nil {
		return nil, &Unauthenticated{Message: "the token is malformed"}
	}
	issuer, ok := v.issuers[c.Issuer]
	if !ok {
		return nil, &Unauthenticated{Message: "the token's issuer is not trusted by this hub"}
	}
	return issuer, nil
}
