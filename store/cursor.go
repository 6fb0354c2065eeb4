package store

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"hash/fnv"
	"strings"

	"aurum/domain"
)

// key is a place in an order: the sort keys of a row as PostgreSQL writes them, nil for null.
type key []*string

// encode makes a page cursor: a checksum over the shape of the listing and the key, and the key. The checksum tells a
// cursor that was cut, changed or taken from another listing; it is no secret, for a cursor shows nothing but a place.
func (k key) encode(shape string) string {
	body, _ := json.Marshal(k) // strings and nulls always encode
	return base64.RawURLEncoding.EncodeToString(append(checksum(shape, body), body...))
}

// decodeKey reads a cursor of the given shape with n sort keys; the error names the argument it came in.
func decodeKey(cursor, shape string, n int, argument string) (key, error) {
	wrong := domain.E(domain.Invalid, argument+" is no cursor of this list: take one from a page with the same filter and order", argument)
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) < 8 || string(checksum(shape, raw[8:])) != string(raw[:8]) {
		return nil, wrong
	}
	var k key
	if json.Unmarshal(raw[8:], &k) != nil || len(k) != n {
		return nil, wrong
	}
	for _, s := range k {
		if s != nil && strings.ContainsRune(*s, 0) {
			return nil, wrong
		}
	}
	return k, nil
}

func checksum(shape string, body []byte) []byte {
	h := fnv.New64a()
	_, _ = h.Write([]byte(shape))
	_, _ = h.Write([]byte{0})
	_, _ = h.Write(body)
	return binary.BigEndian.AppendUint64(nil, h.Sum64())
}
