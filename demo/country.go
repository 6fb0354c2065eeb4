package demo

import "strings"

// country is what the names, addresses and numbers of one country are made of.
type country struct {
	code     string
	names    []string // the country in words, as people write it
	currency string
	language string
	dial     string // calling code, without +
	trunk    string // digit before the area code in national form
	mobiles  []string
	national int // digits of a national number; 0 for an area code and seven more
	longer   int // digits that a mobile number has more than another
	forms    []legalForm
	cities   []city
	streets  streets
	given    []string
	family   []string
	words    *language
	tld      string
	mail     []string // domains of private mailboxes
}

// legalForm is a company's form in law, as registered and as others write it.
type legalForm struct {
	name     string
	variants []string
}

// city is a town with what follows from it. In postal, # stands for a digit and ? for a letter.
type city struct{ name, region, postal, area string }

// streets make street lines: {s} a stem, {e} an ending or a kind of street, {n} the house number.
type streets struct {
	stems, ends []string
	format      string
}

// language is the vocabulary of company names in one language.
type language struct {
	trades     []string // what a company does, as customers
	industries []string // what a company makes, as suppliers
	sons       string   // "& Sons"
	tradeFirst bool
}

// list splits a vocabulary at its commas.
func list(s string) []string {
	out := strings.Split(s, ",")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// citiesOf reads "name|region|postal|area; …".
func citiesOf(s string) []city {
	var out []city
	for entry := range strings.SplitSeq(s, ";") {
		f := strings.Split(strings.TrimSpace(entry), "|")
		out = append(out, city{f[0], f[1], f[2], f[3]})
	}
	return out
}

// formsOf reads "name|variant|variant; …".
func formsOf(s string) []legalForm {
	var out []legalForm
	for entry := range strings.SplitSeq(s, ";") {
		f := strings.Split(strings.TrimSpace(entry), "|")
		out = append(out, legalForm{f[0], f[1:]})
	}
	return out
}

// countries are where the company does business, and how much of it in percent.
var (
	countries      = []*country{germany, switzerland, austria, france, italy, spain, netherlands, belgium, britain, america, poland, sweden}
	countryWeights = []int{26, 12, 9, 11, 9, 7, 6, 4, 6, 5, 3, 2}
)
