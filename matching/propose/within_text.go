package propose

import (
	"fmt"
	"strings"

	"aurum/matching/similarity"
)

// longestText is the column that tells most: of most different values of most words. Nil if no column holds a text.
func (in *input) longestText() *Profile {
	var best *Profile
	for i := range in.profiles {
		p := &in.profiles[i]
		if p.isText() && (best == nil || p.tells() > best.tells()) {
			best = p
		}
	}
	return best
}

func (p *Profile) isText() bool {
	switch p.Kind {
	case KindText, KindProduct, KindOrg, KindName, KindPerson, KindStreet:
		return true
	}
	return false
}

func (p *Profile) tells() float64 { return float64(p.Values) * p.Words }

// Bounds of a file told by one text.
const (
	textFill     = 0.9
	textDistinct = 0.1 // of different values in another column, from which on it says something of its own
	ownWords     = 0.5 // of a column's words that are not in the text, from which on it is no extract of it
)

// textFits tells whether the records are told mainly by one text, and why.
func (in *input) textFits() (bool, string) {
	main := in.longestText()
	if main == nil {
		return false, "no column holds a text"
	}
	if main.Fill < textFill {
		return false, fmt.Sprintf("column %s does not tell all records: %.0f %% filled", main.Column, 100*main.Fill)
	}
	for i := range in.profiles {
		p := &in.profiles[i]
		if p != main && p.identifies(in.records.Len()) && !in.isExtract(p.Column, main.Column) {
			return false, fmt.Sprintf("column %s (%s) says something of its own beside %s", p.Column, p.Kind, main.Column)
		}
	}
	return true, fmt.Sprintf("column %s is the only one that tells the records apart", main.Column)
}

// identifies tells whether a column could tell records apart: not a category, a measure, a set of hints or a position on a map.
func (p *Profile) identifies(records int) bool {
	switch p.Kind {
	case KindEmpty, KindRowNumber, KindCategory, KindNumber, KindGeo, KindSet:
		return false
	}
	return p.Fill >= textDistinct && float64(p.Values) >= textDistinct*float64(records)
}

// isExtract tells whether the words of a column are mostly those of the text beside it: another form of the same.
func (in *input) isExtract(column, text string) bool {
	c, t := in.records.Column(column), in.records.Column(text)
	own, all := 0, 0
	for i, v := range c.Values {
		if v == "" || t.Values[i] == "" {
			continue
		}
		whole := similarity.FoldKey(t.Values[i])
		for _, word := range similarity.Tokens(similarity.FoldKey(v)) {
			all++
			if !strings.Contains(whole, word) {
				own++
			}
		}
	}
	return all > 0 && float64(own) < ownWords*float64(all)
}
