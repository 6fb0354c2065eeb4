package propose

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"aurum/domain"
	"aurum/matching"
)

// told is a file of texts of which it is known what they tell of.
type told struct {
	texts  []string
	things []int
}

func (f *told) add(thing int, text string) {
	f.texts, f.things = append(f.texts, text), append(f.things, thing)
}

func (f *told) records(column string) *Records {
	r := &Records{Columns: []Column{{Name: column, Values: f.texts}}}
	for i := range f.texts {
		r.Keys = append(r.Keys, domain.SourceKey{System: "file", Key: fmt.Sprintf("%05d", i)})
	}
	return r
}

func pick(rng *rand.Rand, words []string) string { return words[rng.IntN(len(words))] }

var syllables = strings.Fields("ba do fi gu ka le mi no pu ra se ti vo wu xa ze lor mun tek sil gar pon rim dal hes")

// coin makes a word of syllables.
func coin(rng *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(pick(rng, syllables))
	}
	return b.String()
}

func coins(rng *rand.Rand, n, length int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = coin(rng, length)
	}
	return out
}

// shopOffers are offers of shops that each have words of their own. Products of a series differ by their code, and by their
// name; some shops leave out the code, some name another product of the series behind.
func shopOffers(rng *rand.Rand, products int) *told {
	brands, kinds, series, own := coins(rng, 8, 3), coins(rng, 6, 2), coins(rng, 40, 3), coins(rng, 400, 3)
	shops := make([]string, 6)
	for i := range shops {
		shops[i] = strings.Join(coins(rng, 3, 3), " ")
	}
	f := &told{}
	code := func() string {
		return fmt.Sprintf("%c%c-%04d", 'A'+rng.IntN(26), 'A'+rng.IntN(26), rng.IntN(10000)) + string(rune('A'+rng.IntN(26)))
	}
	for p := range products {
		s := rng.IntN(len(series))
		name := fmt.Sprintf("%s %s %s %s", brands[s%len(brands)], series[s], pick(rng, own), pick(rng, own))
		number, size := code(), 8<<rng.IntN(4)
		for range 1 + rng.IntN(3) {
			text := fmt.Sprintf("%s %s", name, kinds[s%len(kinds)])
			if rng.IntN(3) > 0 {
				text += fmt.Sprintf(" %d GB", size)
			}
			if rng.IntN(4) > 0 {
				text += " " + number
			}
			if rng.IntN(3) == 0 {
				text += " | " + code()
			}
			f.add(p, text+" - "+pick(rng, shops))
		}
	}
	return f
}

// affiliations name a department that many have, an institution and its place.
func affiliations(rng *rand.Rand, institutions int) *told {
	topics, countries := coins(rng, 60, 3), coins(rng, 8, 3)
	f := &told{}
	for i := range institutions {
		city, country := coin(rng, 3), countries[i%len(countries)]
		name := fmt.Sprintf("%s %s", coin(rng, 3), pick(rng, []string{"university", "institute", "hospital"}))
		if rng.IntN(2) == 0 {
			name = fmt.Sprintf("%s of %s", pick(rng, []string{"university", "academy"}), city)
		}
		for range 1 + rng.IntN(8) {
			unit := fmt.Sprintf("%s of %s", pick(rng, []string{"department", "faculty", "school"}), pick(rng, topics))
			if rng.IntN(3) == 0 {
				unit += " and " + pick(rng, topics)
			}
			f.add(i, strings.Join([]string{unit, name, city, country}, ", "))
		}
	}
	return f
}

// companies are names in many spellings.
func companies(rng *rand.Rand, n int) *told {
	trades, forms := coins(rng, 20, 3), []string{"AG", "A.G.", "GmbH", "G.m.b.H.", ""}
	f := &told{}
	for i := range n {
		name := fmt.Sprintf("%s %s %s", coin(rng, 3), coin(rng, 3), pick(rng, trades))
		for range 1 + rng.IntN(6) {
			f.add(i, strings.TrimSpace(misspelt(rng, name)+" "+pick(rng, forms)))
		}
	}
	return f
}

func misspelt(rng *rand.Rand, s string) string {
	r := []rune(s)
	if at := 1 + rng.IntN(len(r)-2); rng.IntN(3) == 0 {
		r[at] = 'q'
	}
	return string(r)
}

// found proposes a policy, runs it, and gives the pairwise F1 of the clusters.
func (f *told) found(t *testing.T) (*Proposal, float64) {
	t.Helper()
	r := f.records("offer text")
	in := &input{records: r, profiles: profileAll(r)}
	p, err := in.byText(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	model, table, err := in.compile(p.Spec)
	if err != nil {
		t.Fatal(err)
	}
	run, err := model.Run(context.Background(), table, matching.RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	of := make([]int, r.Len())
	for c, members := range run.Clusters {
		for _, i := range members {
			of[i] = c
		}
	}
	both, mine, real := 0.0, 0.0, 0.0
	for i := range of {
		for j := range i {
			same, joined := f.things[i] == f.things[j], of[i] == of[j]
			if same {
				real++
			}
			if joined {
				mine++
			}
			if same && joined {
				both++
			}
		}
	}
	return p, 2 * both / (mine + real)
}
