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

// Bounds of files that have too little to learn from. Of how many records there are little depends: from sixty with well
// filled columns more is learned than is known of parties in general.
const (
	fewRecords  = 60
	wellFilled  = 0.5
	fewFilled   = 3    // well filled columns that tell parties apart
	sparseShare = 0.5  // of what sparse columns say to what well filled ones do
	manyRecords = 5000 // from which on sparse columns say enough to learn from
)

// TooSparse tells whether the file has too little for weights to be learned from it, and why.
func (f *Found) TooSparse() (bool, string) {
	filled, sparse := 0, 0
	said, hardly := 0.0, 0.0 // values a record
	for _, c := range f.Mapped {
		switch {
		case !c.Meaning.tells():
		case c.Fill >= wellFilled:
			filled, said = filled+1, said+c.Fill
		default:
			sparse, hardly = sparse+1, hardly+c.Fill
		}
	}
	columns := fmt.Sprintf("of the columns that tell parties apart %d are filled by half or more, and %d are not", filled, sparse)
	switch {
	case f.records < fewRecords:
		return true, fmt.Sprintf("%d records are too few to learn from", f.records)
	case filled < fewFilled:
		return true, columns + ": too little to learn from"
	case hardly > sparseShare*said && f.records < manyRecords:
		return true, fmt.Sprintf("%s; these say %.0f %% as much as those: too sparse to learn from", columns, 100*hardly/said)
	}
	return false, columns
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
	if len(f.Left) > 0 {
		var names []string
		for _, c := range f.Left {
			names = append(names, c.Name)
		}
		out = append(out, "left out: "+strings.Join(names, ", "))
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
