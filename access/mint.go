package access

import (
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"

	"aurum/domain"
)

// Issuer and Audience are those of tokens the hub makes itself.
const (
	Issuer   = "aurum"
	Audience = "aurum-hub"
)

// claims are what a local token says.
type claims struct {
	Role   Role   `json:"role"`
	Source string `json:"source,omitempty"`
	jwt.RegisteredClaims
}

// Mint makes a token for the principal, valid from now for ttl, which is cut to whole seconds: a JWT signed with
// HMAC-SHA-256 (RFC 7519). The principal's Expires is not used. A principal unfit for a token gives a domain.Error, code
// INVALID; whether the policy knows the role is the caller's to check.
func (k *Keys) Mint(p Principal, ttl time.Duration) (string, error) {
	if err := p.check(); err != nil {
		return "", err
	}
	if ttl < time.Second {
		return "", domain.E(domain.Invalid, "a token must be valid for at least a second", "ttl")
	}
	now := k.now().Truncate(time.Second)
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims{
		Role:   p.Role,
		Source: p.Source,
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer:    Issuer,
			Audience:  jwt.ClaimStrings{Audience},
			Subject:   p.Subject,
			IssuedAt:  jwt.NewNumericDate(now),
			NotBefore: jwt.NewNumericDate(now),
			ExpiresAt: jwt.NewNumericDate(now.Add(ttl)),
			ID:        uuid.NewString(),
		},
	})
	token.Header["kid"] = k.signing
	return token.SignedString(k.secrets[k.signing])
}
