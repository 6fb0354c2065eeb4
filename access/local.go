package access

import (
	"context"
	"errors"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// TokenVerifier turns a raw token into the principal it was made for. A token that cannot be trusted gives
// *Unauthenticated; any other error means that the verifier itself failed.
type TokenVerifier interface {
	Verify(ctx context.Context, raw string) (Principal, error)
}

// leeway forgives clocks that are not quite the same on all nodes.
const leeway = 5 * time.Second

// local verifies tokens the hub made itself.
type local struct {
	keys   *Keys
	parser *jwt.Parser
}

func newLocal(keys *Keys, now func() time.Time) *local {
	return &local{keys: keys, parser: jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}),
		jwt.WithIssuer(Issuer),
		jwt.WithAudience(Audience),
		jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(),
		jwt.WithLeeway(leeway),
		jwt.WithStrictDecoding(),
		jwt.WithTimeFunc(now),
	)}
}

// Verify checks signature, algorithm, issuer, audience and times, and reads the principal off the claims.
func (l *local) Verify(_ context.Context, raw string) (Principal, error) {
	var c claims
	if _, err := l.parser.ParseWithClaims(raw, &c, l.key); err != nil {
		return Principal{}, &Unauthenticated{Message: refusal(err)}
	}
	p := Principal{Subject: c.Subject, Role: c.Role, Source: c.Source, Expires: c.ExpiresAt.UTC()}
	if err := p.check(); err != nil {
		return Principal{}, &Unauthenticated{Message: "the token does not say who it is for: " + err.Error()}
	}
	return p, nil
}

var errUnknownKey = errors.New("unknown key")

func (l *local) key(t *jwt.Token) (any, error) {
	// An extension marked critical must be understood or the token refused (RFC 7515, 4.1.11); none is understood here.
	if _, critical := t.Header["crit"]; critical {
		return nil, jwt.ErrTokenUnverifiable
	}
	id, _ := t.Header["kid"].(string)
	secret, ok := l.keys.secrets[id]
	if !ok {
		return nil, errUnknownKey
	}
	return secret, nil
}

// refusal says why a token was refused. Claims are only checked behind the signature, so nothing is told to a forger.
func refusal(err error) string {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return r.message
		}
	}
	return "the token is not valid"
}

var refusals = []struct {
	err     error
	message string
}{
	{jwt.ErrTokenMalformed, "the token is malformed"},
	{errUnknownKey, "the token was signed with a key this hub does not know"},
	{jwt.ErrTokenSignatureInvalid, "the token's signature is not valid"},
	{jwt.ErrTokenExpired, "the token has expired"},
	{jwt.ErrTokenNotValidYet, "the token is not valid yet"},
	{jwt.ErrTokenUsedBeforeIssued, "the token is not valid yet"},
	{jwt.ErrTokenInvalidAudience, "the token was made for another audience"},
	{jwt.ErrTokenRequiredClaimMissing, "the token lacks a required claim"},
}
