package access

import (
	"crypto/sha256"
	"time"

	"github.com/dgraph-io/ristretto/v2"
)

// tokenDigest stands for a raw token, so that no token lies about in memory.
type tokenDigest [sha256.Size]byte

func digest(raw string) tokenDigest { return sha256.Sum256([]byte(raw)) }

// tokenCache remembers whose a verified token is until it expires. Entries may be dropped at any time.
type tokenCache struct {
	entries *ristretto.Cache[[]byte, verified]
	now     func() time.Time
}

// verified carries the whole digest: the cache itself tells keys apart by a shorter hash that an attacker could meet.
type verified struct {
	token     tokenDigest
	principal Principal
}

func newTokenCache(size int64, now func() time.Time) (*tokenCache, error) {
	entries, err := ristretto.NewCache(&ristretto.Config[[]byte, verified]{
		NumCounters:        10 * size,
		MaxCost:            size,
		BufferItems:        64,
		IgnoreInternalCost: true,
	})
	if err != nil {
		return nil, err
	}
	return &tokenCache{entries: entries, now: now}, nil
}

func (c *tokenCache) get(key tokenDigest) (Principal, bool) {
	v, ok := c.entries.Get(key[:])
	if !ok || v.token != key || !c.now().Before(v.principal.Expires) {
		return Principal{}, false
	}
	return v.principal, true
}

// put remembers a principal until it expires; one that never does is not kept, because nothing would end it.
func (c *tokenCache) put(key tokenDigest, p Principal) {
	if ttl := p.Expires.Sub(c.now()); ttl > 0 {
		c.entries.SetWithTTL(key[:], verified{token: key, principal: p}, 1, ttl)
	}
}

func (c *tokenCache) close() { c.entries.Close() }
