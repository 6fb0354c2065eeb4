package parties

import (
	"strings"

	"aurum/matching/propose"
	"aurum/standardize/kinds"
)

// Column is a column with what it is taken for.
type Column struct {
	Name    string
	Meaning Meaning
	// Fill is the share of records that say something.
	Fill float64
	// Guessed tells that the values alone gave the meaning.
	Guessed bool

	header header
	cells  []string // trimmed; "" where the cell says nothing
}

// readColumns reads what the columns mean. A meaning that the values contradict is none.
func readColumns(r *propose.Records) []*Column {
	var out []*Column
	for i := range r.Columns {
		c := &Column{Name: r.Columns[i].Name, header: readHeader(r.Columns[i].Name)}
		said := 0
		for _, v := range r.Columns[i].Values {
			if v = strings.TrimSpace(v); kinds.Placeholder(v) && !c.header.meaning.short() {
				v = ""
			}
			if c.cells = append(c.cells, v); v != "" {
				said++
			}
		}
		c.Fill = float64(said) / float64(max(len(c.cells), 1))
		c.Meaning = c.meaning()
		out = append(out, c)
	}
	guess(out)
	return out
}

// short tells whether values of a meaning may be so short that they look like none.
func (m Meaning) short() bool {
	return m == Kind || m == Suffix || m == Middle || m == House || m == Region
}

// meaning confirms by the values what the name says.
func (c *Column) meaning() Meaning {
	if c.Fill > 0 && c.header.meaning != Other && c.says() {
		return c.header.meaning
	}
	return Other
}

// says tells whether the column holds values of its header's meaning rather than something about them.
func (c *Column) says() bool {
	least := confirmed
	if c.header.meaning == Kind {
		least = 0.9
	}
	return c.header.about == "" && c.share(c.header.meaning.fits) >= least
}

// share is the share of the values that pass a test.
func (c *Column) share(test func(string) bool) float64 {
	said, passed := 0, 0
	for _, v := range c.cells {
		if v == "" {
			continue
		}
		said++
		if test(v) {
			passed++
		}
	}
	if said == 0 {
		return 0
	}
	return float64(passed) / float64(said)
}

// meets tells whether a record says something in this and in one of other columns.
func (c *Column) meets(others ...*Column) bool {
	for i, v := range c.cells {
		if v == "" {
			continue
		}
		for _, o := range others {
			if o != nil && o.cells[i] != "" {
				return true
			}
		}
	}
	return false
}
