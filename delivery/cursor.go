package delivery

import (
	"cmp"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"

	"aurum/domain"
)

// A cursor's text is the base64url of a version byte, the transaction, the sequence number and a CRC-32C over these, all
// big-endian: 21 bytes in 28 characters.
const (
	cursorVersion = 1
	cursorBody    = 1 + 8 + 8
	cursorLength  = cursorBody + 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// EncodeCursor gives the opaque text form of a cursor. The checksum in it tells a text that was cut or changed; it is no
// secret, for a cursor shows nothing but a place in the feed.
func EncodeCursor(c domain.Cursor) string {
	b := make([]byte, 0, cursorLength)
	b = append(b, cursorVersion)
	b = binary.BigEndian.AppendUint64(b, c.Tx)
	b = binary.BigEndian.AppendUint64(b, uint64(c.Seq))
	b = binary.BigEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
	return base64.RawURLEncoding.EncodeToString(b)
}

// DecodeCursor reads the text form back. Any other text is INVALID, in the field "after".
func DecodeCursor(text string) (domain.Cursor, error) {
	b, err := base64.RawURLEncoding.DecodeString(text)
	// The decoder skips line breaks: comparing the lengths of the texts refuses these too.
	if err != nil || len(b) != cursorLength || len(text) != base64.RawURLEncoding.EncodedLen(cursorLength) ||
		b[0] != cursorVersion || crc32.Checksum(b[:cursorBody], castagnoli) != binary.BigEndian.Uint32(b[cursorBody:]) {
		return domain.Cursor{}, invalidAfter("after is no cursor of the change feed: give the cursor of an event as it was received")
	}
	return domain.Cursor{Tx: binary.BigEndian.Uint64(b[1:]), Seq: int64(binary.BigEndian.Uint64(b[9:]))}, nil
}

func invalidAfter(message string) error { return domain.E(domain.Invalid, message, "after") }

// compare orders cursors as the feed does.
func compare(a, b domain.Cursor) int {
	return cmp.Or(cmp.Compare(a.Tx, b.Tx), cmp.Compare(a.Seq, b.Seq))
}
