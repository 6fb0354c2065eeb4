package delivery

import (
	"math"
	"strings"
	"testing"

	"aurum/domain"
)

func TestACursorComesBackFromItsText(t *testing.T) {
	for _, c := range []domain.Cursor{{}, {Tx: 1, Seq: 2}, {Tx: 748, Seq: 1 << 40}, {Tx: math.MaxUint64, Seq: math.MaxInt64}} {
		text := EncodeCursor(c)
		back, err := DecodeCursor(text)
		if err != nil || back != c {
			t.Errorf("%v became %q, then %v, %v", c, text, back, err)
		}
		if strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			t.Errorf("%q needs escaping in a URL", text)
		}
	}
}

func TestATextThatIsNoCursorIsInvalid(t *testing.T) {
	good := EncodeCursor(domain.Cursor{Tx: 748, Seq: 12})
	bad := []string{"", "748-12", good[:27], good + "A", good + "\n", good[:14] + "\n" + good[14:], good + good, good[:27] + "=", "ä" + good[2:]}
	for i := range good {
		for _, c := range "AQgwz_-9" {
			if byte(c) != good[i] {
				bad = append(bad, good[:i]+string(c)+good[i+1:])
			}
		}
	}
	for _, text := range bad {
		if c, err := DecodeCursor(text); domain.CodeOf(err) != domain.Invalid {
			t.Errorf("%q was read as %v, %v", text, c, err)
		}
	}
}

func TestCursorsAreOrderedByTransactionFirst(t *testing.T) {
	ordered := []domain.Cursor{{}, {Seq: 1}, {Tx: 1}, {Tx: 1, Seq: 9}, {Tx: 2, Seq: 3}, {Tx: 1 << 63, Seq: 1}}
	for i, a := range ordered {
		for j, b := range ordered {
			if got, want := compare(a, b) < 0, i < j; got != want {
				t.Errorf("%v before %v: %v", a, b, got)
			}
		}
	}
}
