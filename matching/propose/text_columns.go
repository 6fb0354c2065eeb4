package propose

import (
	"fmt"
	"slices"
)

// textKinds are the kinds whose values are compared word by word.
var textKinds = []Kind{KindName, KindPerson, KindOrg, KindStreet, KindProduct, KindText, KindSet}

// exactKinds are those whose values are equal or misspelt.
var exactKinds = []Kind{KindCode, KindIdentifier, KindDate, KindPhone, KindEmail, KindURL}

// telling tells in which share of the records of a source a column has a value of its own, in the mean over the sources:
// what is the same in two sources is no repetition.
func (in *input) telling(column string, source []int, systems int) float64 {
	values, size := make([]map[string]bool, systems), make([]int, systems)
	for i, s := range source {
		if values[s] == nil {
			values[s] = map[string]bool{}
		}
		size[s]++
		if t := in.text(column, i); t != "" {
			values[s][t] = true
		}
	}
	sum := 0.0
	for s := range values {
		sum += share(len(values[s]), size[s]) / float64(systems)
	}
	return sum
}

// mainText is the column that tells records apart best, among those of many words or names; nil if there is none.
func (in *input) mainText(source []int, systems int) *Profile {
	var best *Profile
	most := 0.0
	for i := range in.profiles {
		p := &in.profiles[i]
		if !slices.Contains(textKinds, p.Kind) || p.Fill < 0.5 {
			continue
		}
		if t := in.telling(p.Column, source, systems); t > most+0.02 {
			best, most = p, t
		}
	}
	if most < 0.2 {
		return nil
	}
	return best
}

// textsFit tells whether the records are told apart by a text, and why or why not: they come from several sources, and
// there is hardly anything else that could identify them, such as dates, numbers, or the parts of a person's name.
func (in *input) textsFit() (fit bool, why string) {
	source, systems := in.sourceNumbers()
	if len(systems) < 2 {
		return false, "all records are of one source"
	}
	main := in.mainText(source, len(systems))
	if main == nil {
		return false, "no column of text tells the records apart"
	}
	identifying, names := 0, 0
	for i := range in.profiles {
		switch p := &in.profiles[i]; {
		case p.Fill < 0.3 || p == main:
		case slices.Contains([]Kind{KindDate, KindPhone, KindEmail, KindStreet, KindGeo, KindIdentifier}, p.Kind):
			identifying++
		case p.Kind == KindPerson, p.Kind == KindName && p.Words < 1.7 && in.telling(p.Column, source, len(systems)) > 0.1:
			names++
		}
	}
	if identifying > 1 || names > 2 {
		return false, fmt.Sprintf("%d columns of dates, numbers, addresses and the like and %d of short names identify the records together", identifying, names)
	}
	found, err := in.wholeStructure(main)
	if err != nil {
		return false, err.Error()
	}
	if shared := len(found.sources) - found.uniques(); shared > 1 {
		return false, fmt.Sprintf("%d of %d sources have duplicates of their own", shared, len(found.sources))
	}
	return true, fmt.Sprintf("the records of %d sources are told apart by the text %s", len(systems), main.Column)
}

// wholeStructure is the structure of the sources as all texts of a record show it. Names alone do not: a chart of accounts has
// many that are called the same, under different parents.
func (in *input) wholeStructure(main *Profile) (structure, error) {
	columns := in.joinedColumns()
	if len(columns) < 2 {
		columns = []string{main.Column}
	}
	v, err := in.newView(allTexts, columns)
	if err != nil {
		return structure{}, err
	}
	return in.structure(v)
}

// joinedColumns are those whose values count as parts of the text of a record.
func (in *input) joinedColumns() []string {
	var out []string
	for i := range in.profiles {
		switch c := &in.profiles[i]; c.Kind {
		case KindEmpty, KindRowNumber, KindNumber, KindGeo:
		default:
			out = append(out, c.Column)
		}
	}
	return out
}
