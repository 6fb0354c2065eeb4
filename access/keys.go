package access

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
)

// keyBytes is the least length of a signing key: that of HMAC-SHA-256's output (RFC 7518, 3.2).
const keyBytes = 32

// Keys are the secrets that local tokens are signed with. The first one signs; all of them verify, so that a key can be
// replaced without making the tokens out there worthless at once. Safe for concurrent use.
type Keys struct {
	// Now is the clock; nil means time.Now. Set it before use.
	Now func() time.Time

	signing string // id of the key that signs
	secrets map[string][]byte
}

// NewKeys makes keys from secrets of at least 32 bytes; the first one signs.
func NewKeys(secrets ...[]byte) (*Keys, error) {
	if len(secrets) == 0 {
		return nil, errors.New("no token key given")
	}
	k := &Keys{secrets: make(map[string][]byte, len(secrets))}
	for i, secret := range secrets {
		if len(secret) < keyBytes {
			return nil, fmt.Errorf("token key %d has %d bytes, at least %d are needed", i+1, len(secret), keyBytes)
		}
		id := keyID(secret)
		if i == 0 {
			k.signing = id
		}
		k.secrets[id] = append([]byte(nil), secret...)
	}
	return k, nil
}

// ParseKeys reads keys as the setting MDM_TOKEN_KEY and the file token.key hold them: base64, one or several, separated
// by white space or commas. Errors never show the text.
func ParseKeys(text string) (*Keys, error) {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' || r == '\r' })
	secrets := make([][]byte, 0, len(words))
	for i, word := range words {
		secret, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(word, "="))
		if err != nil {
			return nil, fmt.Errorf("token key %d is not base64; make one with: openssl rand -base64 32", i+1)
		}
		secrets = append(secrets, secret)
	}
	return NewKeys(secrets...)
}

// keyID names a key in the tokens' header without giving anything of it away.
func keyID(secret []byte) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("aurum token key id"))
	return hex.EncodeToString(mac.Sum(nil)[:8])
}

func newSecretText() string {
	secret := make([]byte, keyBytes)
	rand.Read(secret)
	return base64.StdEncoding.EncodeToString(secret) + "\n"
}

func (k *Keys) now() time.Time {
	if k.Now != nil {
		return k.Now()
	}
	return time.Now()
}
