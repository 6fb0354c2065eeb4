// Package people generates records of persons with known duplicates, in the manner of the data sets that record linkage is
// shown on: names after Zipf's law, birth dates, cities, e-mail addresses, with typing errors and gaps.
//
// The texts are lower-case ASCII and read the same folded and unfolded, so that programs which compare bytes and programs
// which compare folded characters see the same.
package people

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"
)

// Columns are the names of a record's columns, in their order.
var Columns = []string{"record_id", "source", "first_name", "surname", "dob", "city", "email"}

// Person is one record. An empty text is a gap.
type Person struct {
	// ID is unique; Entity is the person in the world the record is about.
	ID, Entity                       int
	First, Surname, DOB, City, Email string
}

// Options say how large a world is.
type Options struct {
	Records int
	// Duplicates is the share of the records that repeat a person who is there already.
	Duplicates float64
	Seed       uint64
}

// Each generates the records of a world in a mixed order, the same for the same options.
func Each(o Options, visit func(Person) error) error {
	r := rand.New(rand.NewPCG(o.Seed, 1))
	w := newWorld(r)
	originals := o.Records - int(float64(o.Records)*o.Duplicates)
	people := make([]Person, 0, o.Records)
	for i := range originals {
		p := w.person(r)
		p.Entity = i
		people = append(people, p)
	}
	for len(people) < o.Records {
		people = append(people, w.repeated(r, people[r.IntN(originals)]))
	}
	for at, from := range r.Perm(len(people)) {
		p := people[from]
		p.ID = at
		if err := visit(w.withGaps(r, p)); err != nil {
			return err
		}
	}
	return nil
}

// WriteCSV writes a world as CSV with a header of Columns; every record has a record_id that sorts like its number.
func WriteCSV(to io.Writer, o Options) error {
	w := bufio.NewWriterSize(to, 1<<20)
	fmt.Fprintln(w, strings.Join(Columns, ","))
	err := Each(o, func(p Person) error {
		_, err := fmt.Fprintf(w, "%s,people,%s,%s,%s,%s,%s\n", Key(p.ID), p.First, p.Surname, p.DOB, p.City, p.Email)
		return err
	})
	if err != nil {
		return err
	}
	return w.Flush()
}

// Key is the record_id of a record's number.
func Key(id int) string { return fmt.Sprintf("r%07d", id) }

// world holds what persons are made of.
type world struct {
	firsts, surnames, cities, providers *vocabulary
	born                                time.Time
}

func newWorld(r *rand.Rand) *world {
	return &world{
		firsts:    newVocabulary(r, 1200, 3, 1.1, 2, 3),
		surnames:  newVocabulary(r, 27000, 7.7, 1.06, 2, 3),
		cities:    newVocabulary(r, 1500, 1.5, 1.0, 2, 4),
		providers: newVocabulary(r, 60, 2, 1.2, 2, 3),
		born:      time.Date(1935, 1, 1, 0, 0, 0, 0, time.UTC),
	}
}

// lifetimes is over how many days births are spread, evenly.
const lifetimes = 70 * 365

func (w *world) person(r *rand.Rand) Person {
	p := Person{First: w.firsts.draw(r), Surname: w.surnames.draw(r), City: w.cities.draw(r)}
	p.DOB = w.born.AddDate(0, 0, r.IntN(lifetimes)).Format(time.DateOnly)
	p.Email = w.emailOf(r, p)
	return p
}

func (w *world) emailOf(r *rand.Rand, p Person) string {
	local := p.First + "." + p.Surname
	if r.IntN(3) == 0 {
		local = p.First[:1] + p.Surname
	}
	if r.IntN(2) == 0 {
		local += p.DOB[2:4]
	}
	return local + "@" + w.providers.draw(r) + ".com"
}

// repeated is a record of the same person as another one saw it.
func (w *world) repeated(r *rand.Rand, p Person) Person {
	maybe := func(percent int, field *string, change func(*rand.Rand, string) string) {
		if r.IntN(100) < percent {
			*field = change(r, *field)
		}
	}
	maybe(20, &p.First, mistype)
	maybe(20, &p.Surname, mistype)
	maybe(12, &p.DOB, misdate)
	maybe(15, &p.City, func(r *rand.Rand, _ string) string { return w.cities.draw(r) })
	maybe(15, &p.Email, func(r *rand.Rand, _ string) string { return w.emailOf(r, p) })
	maybe(10, &p.Email, mistype)
	return p
}

// withGaps leaves out what some records do not say.
func (w *world) withGaps(r *rand.Rand, p Person) Person {
	for _, gap := range []struct {
		percent int
		field   *string
	}{{2, &p.First}, {1, &p.Surname}, {5, &p.DOB}, {10, &p.City}, {20, &p.Email}} {
		if r.IntN(100) < gap.percent {
			*gap.field = ""
		}
	}
	return p
}
