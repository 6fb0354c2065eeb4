package parties

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"aurum/cmd/mdm/intake"
	"aurum/matching/propose"
)

// Found is a file of parties with what its columns mean.
type Found struct {
	// Mapping has no key: that is the id of the records.
	Mapping *intake.Mapping
	// DateOrder is DMY or MDY where the dates of birth show it, else empty.
	DateOrder string
	// Mapped are the columns that say something of a party, Left those that do not.
	Mapped, Left []*Column

	records int
}

// Recognize reads columns by their names and values. It tells whether they are about parties: half of the records have a
// name, and there are two more things that parties are told apart by.
func Recognize(r *propose.Records) (*Found, bool) {
	l := newLayout(readColumns(r))
	f := &Found{records: r.Len()}
	f.Mapping, f.Mapped = l.mapping()
	for _, c := range l.columns {
		if !slices.Contains(f.Mapped, c) {
			f.Left = append(f.Left, c)
		}
	}
	slices.SortFunc(f.Mapped, func(a, b *Column) int { return slices.Index(l.columns, a) - slices.Index(l.columns, b) })
	if l.birth != nil {
		f.DateOrder = dateOrder(l.birth.cells)
	}
	more := 0
	for _, has := range []bool{l.birth != nil, len(l.mails) > 0, len(l.phones) > 0, len(l.websites) > 0, len(l.ids) > 0, len(l.addresses) > 0} {
		if has {
			more++
		}
	}
	return f, more >= 2 && 2*l.named() >= r.Len()
}

// named is how many records have a name.
func (l *layout) named() (n int) {
	names := present(l.given, l.family, l.full, l.company, l.native)
	for i := range l.records() {
		if slices.ContainsFunc(names, func(c *Column) bool { return c.cells[i] != "" }) {
			n++
		}
	}
	return n
}

func (l *layout) records() int {
	if len(l.columns) == 0 {
		return 0
	}
	return len(l.columns[0].cells)
}

// dateOrder tells whether day or month stands first, where a part above twelve shows it often enough.
func dateOrder(cells []string) string {
	day, month := 0, 0
	for _, v := range cells {
		parts := strings.FieldsFunc(v, func(r rune) bool { return r < '0' || r > '9' })
		if len(parts) < 3 || len(parts[0]) > 2 || len(parts[1]) > 2 {
			continue
		}
		switch first, second := parts[0], parts[1]; {
		case len(first) == 2 && first > "12":
			day++
		case len(second) == 2 && second > "12":
			month++
		}
	}
	switch {
	case day+month < fewDates:
		return ""
	case day >= clearly*month:
		return "DMY"
	case month >= clearly*day:
		return "MDY"
	}
	return ""
}

// How many dates show the order of their parts, and how many times as many show the one as the other.
const (
	fewDates = 3
	clearly  = 4
)

// Bounds of files that have too little to learn from. They are narrow: in trials with parts of public files, a fifth to a half
// of whose records were duplicates, weights learned from forty records, or from eighty of which every third or second value
// was taken away, found more of them than those of customers in general, which are for all kinds of mistakes at once. What is
// known of customers is of use where there is hardly a pair, and where most columns are filled so rarely that no two records
// of one party fill the same.
const (
	fewRecords  = 20
	wellFilled  = 1. / 2
	hardly      = 1. / 3 // filled less than that, one match in ten or fewer fills a column on both sides
	fewFilled   = 5      // well filled columns that tell parties apart
	manyRecords = 5000   // from which on columns that are hardly filled say enough to learn from
)

// TooSparse tells whether the file has too little for weights to be learned from it, and why.
func (f *Found) TooSparse() (bool, string) {
	filled, thin, all := f.fills()
	columns := fmt.Sprintf("of %d columns that may tell parties apart %d are filled by half or more, %d by less than a third", all, filled, thin)
	switch {
	case f.records < fewRecords:
		return true, fmt.Sprintf("%d records are too few to learn from", f.records)
	case filled < fewFilled && 2*thin > all && f.records < manyRecords:
		return true, columns + ": too sparse to learn from"
	}
	return false, columns
}

// fills counts the columns that may tell parties apart, and those of them that are well and hardly filled. One that is not
// known to say anything counts where it is hardly filled: too little stands in it to tell.
func (f *Found) fills() (filled, thin, all int) {
	for _, c := range f.Mapped {
		if !c.Meaning.tells() {
			continue
		}
		all++
		switch {
		case c.Fill >= wellFilled:
			filled++
		case c.Fill < hardly:
			thin++
		}
	}
	for _, c := range f.Left {
		if c.header.silent && c.Fill > 0 && c.Fill < hardly {
			all, thin = all+1, thin+1
		}
	}
	return filled, thin, all
}

// tells tells whether values of a meaning tell parties apart, each by itself.
func (m Meaning) tells() bool {
	switch m {
	case Kind, Country, Region, Suffix, Middle, Employer, House, Line2:
		return false
	}
	return true
}

// Notes tell what the columns were taken for.
func (f *Found) Notes() []string {
	by := map[Meaning][]string{}
	var order []Meaning
	for _, c := range f.Mapped {
		m := c.Meaning
		if m == Other {
			continue // a scheme or a country beside a number
		}
		if by[m] == nil {
			order = append(order, m)
		}
		by[m] = append(by[m], fmt.Sprintf("%s (%.0f %% filled%s)", c.Name, 100*c.Fill, c.told()))
	}
	var out []string
	for _, m := range order {
		out = append(out, fmt.Sprintf("%s: %s", m, strings.Join(by[m], ", ")))
	}
	belied, other := []string(nil), []string(nil)
	for _, c := range f.Left {
		if c.Meaning == Other && c.header.meaning != Other && c.header.about == "" && c.Fill > 0 {
			belied = append(belied, c.Name)
		} else {
			other = append(other, c.Name)
		}
	}
	if belied != nil {
		out = append(out, "left out, as the values are not what the names say: "+strings.Join(belied, ", "))
	}
	if other != nil {
		out = append(out, "left out: "+strings.Join(other, ", "))
	}
	return out
}

// told says what gave a column its meaning, where that was not its name.
func (c *Column) told() string {
	if c.Guessed {
		return ", told by what stands in it"
	}
	return ""
}

func sorted(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
