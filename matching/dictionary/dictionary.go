// Package dictionary numbers distinct texts in the order they come, in little memory: what a table of millions of records
// keeps of a column.
package dictionary

import (
	"encoding/binary"
	"hash/maphash"
	"strings"
)

// Texts is a set of distinct texts, numbered from 0. The zero value is empty. Reading it from many goroutines is safe while
// nobody adds. It holds at most 4 GiB of text.
//
// Texts lie one behind the other in large chunks, each behind its length, so that a million of them are a few objects and
// not a million; the index is a hash table with open addressing.
type Texts struct {
	full  []string // chunks that take no more, and that of the longer texts
	chunk strings.Builder
	at    []uint32 // by number: chunk and offset
	slots []slot   // a power of two; at most three quarters are taken
}

// slot is a place of the index: the hash of a text and its number + 1; 0 for none.
type slot struct{ hash, number uint32 }

const (
	offsetBits = 18
	chunkSize  = 1 << offsetBits
	maxChunks  = 1 << (32 - offsetBits)
)

// seed is one for all, so that a text hashes the same everywhere within a process. Numbers do not depend on it.
var seed = maphash.MakeSeed()

// Len is how many texts there are.
func (t *Texts) Len() int { return len(t.at) }

// Text is the text of a number. It stays valid for ever.
func (t *Texts) Text(number uint32) string {
	place := t.at[number]
	chunk, offset := int(place>>offsetBits), int(place&(chunkSize-1))
	var s string
	if chunk == len(t.full) {
		s = t.chunk.String()[offset:]
	} else {
		s = t.full[chunk][offset:]
	}
	length, n := uvarint(s)
	return s[n : n+length]
}

// Add gives the number of a text, a new one if it is new.
func (t *Texts) Add(text string) (number uint32, isNew bool) {
	return add(t, uint32(maphash.String(seed, text)), text)
}

// AddBytes is Add for bytes, which are copied.
func (t *Texts) AddBytes(text []byte) (number uint32, isNew bool) {
	return add(t, uint32(maphash.Bytes(seed, text)), text)
}

func add[T string | []byte](t *Texts, h uint32, text T) (number uint32, isNew bool) {
	if len(t.at)+1 > len(t.slots)/4*3 {
		t.grow()
	}
	i, found := find(t, h, text)
	if found {
		return t.slots[i].number - 1, false
	}
	t.at = append(t.at, write(t, text))
	t.slots[i] = slot{h, uint32(len(t.at))}
	return uint32(len(t.at) - 1), true
}

// Find gives the number of a text that is there.
func (t *Texts) Find(text string) (number uint32, ok bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	i, ok := find(t, uint32(maphash.String(seed, text)), text)
	return t.slots[i].number - 1, ok
}

// Forget drops the index: nothing can be added or found any more.
func (t *Texts) Forget() { t.slots = nil }

// find gives the slot of a text, or the free one where it belongs.
func find[T string | []byte](t *Texts, h uint32, text T) (slot uint32, found bool) {
	mask := uint32(len(t.slots) - 1)
	i := h & mask
	for t.slots[i].number != 0 {
		if s := t.slots[i]; s.hash == h && t.Text(s.number-1) == string(text) {
			return i, true
		}
		i = (i + 1) & mask
	}
	return i, false
}

func (t *Texts) grow() {
	bigger := make([]slot, max(64, 2*len(t.slots)))
	mask := uint32(len(bigger) - 1)
	for _, s := range t.slots {
		if s.number == 0 {
			continue
		}
		i := s.hash & mask
		for bigger[i].number != 0 {
			i = (i + 1) & mask
		}
		bigger[i] = s
	}
	t.slots = bigger
}

// write puts a text behind the others; one that no chunk could hold has a chunk of its own.
func write[T string | []byte](t *Texts, text T) (place uint32) {
	var head [binary.MaxVarintLen64]byte
	n := binary.PutUvarint(head[:], uint64(len(text)))
	if n+len(text) > chunkSize/4 || t.chunk.Len()+n+len(text) > chunkSize {
		t.close()
	}
	if t.chunk.Cap() == 0 {
		t.chunk.Grow(max(min(chunkSize, 1<<10<<len(t.full)*4), n+len(text)))
	}
	if len(t.full) == maxChunks {
		panic("dictionary: more than 4 GiB of text")
	}
	place = uint32(len(t.full))<<offsetBits | uint32(t.chunk.Len())
	t.chunk.Write(head[:n])
	t.chunk.Write([]byte(text))
	if t.chunk.Len() > chunkSize {
		t.close()
	}
	return place
}

func (t *Texts) close() {
	if t.chunk.Len() > 0 {
		t.full = append(t.full, t.chunk.String())
		t.chunk = strings.Builder{}
	}
}

// uvarint reads the length in front of a text.
func uvarint(s string) (value, n int) {
	for shift := 0; ; shift += 7 {
		c := s[n]
		n++
		value |= int(c&0x7f) << shift
		if c < 0x80 {
			return value, n
		}
	}
}
