package store

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"aurum/domain"
)

func TestTheDatabaseFoldsEveryCharacterAsTheProgramDoes(t *testing.T) {
	f := newFixture(t)
	var all []string
	for r := rune(1); r <= 0xffff; r++ {
		if utf8.ValidRune(r) {
			all = append(all, string(r))
		}
	}
	all = append(all, "", "😀", "𝐀", "Straße 'É' \\ % “x”", "e\u0301")
	rows, err := f.db.pool.Query(f.ctx, `select x, aurum_fold(x) from unnest($1::text[]) x`, all)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var in, out string
		if err := rows.Scan(&in, &out); err != nil {
			t.Fatal(err)
		}
		if want := domain.Fold(in); out != want {
			t.Errorf("%+q: database %+q, program %+q", in, out, want)
		}
		if again := domain.Fold(out); again != out {
			t.Errorf("%+q: folded %+q, twice %+q", in, out, again)
		}
	}
	if rows.Err() != nil {
		t.Error(rows.Err())
	}
}

// Letters with a decomposition fold to its base letter in lower case.
func TestFoldingFollowsUnicode(t *testing.T) {
	for r := rune(0xc0); r <= 0x1fff; r++ {
		base := []rune(norm.NFD.String(string(r)))
		latinGreekCyrillic := r < 0x250 || r >= 0x370 && r < 0x530 || r >= 0x1e00
		if len(base) < 2 || !latinGreekCyrillic || !unicode.IsLetter(base[0]) {
			continue
		}
		if got, want := domain.Fold(string(r)), domain.Fold(strings.ToLower(string(base[0]))); got != want {
			t.Errorf("%c: folded %q, its base letter %q", r, got, want)
		}
	}
}
