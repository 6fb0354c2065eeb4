package parties

import (
	"strings"
	"unicode"

	"aurum/matching/similarity"
	"aurum/standardize/kinds"
)

// confirmed is the share of a column's values that must look like what its name says.
const confirmed = 0.6

// looksLike are the tests of values by meaning; what is not listed needs a letter.
var looksLike = map[Meaning]func(string) bool{
	Birth:   isDate,
	Mail:    isMail,
	Phone:   isPhone,
	Website: func(v string) bool { return strings.Contains(v, ".") && !strings.ContainsAny(v, " @") },
	Postal:  func(v string) bool { return len([]rune(v)) <= 12 && digits(v) >= 2 },
	House:   func(v string) bool { return len([]rune(v)) <= 10 && digits(v) > 0 },
	Country: func(v string) bool { _, err := kinds.Country(v); return err == nil },
	Region:  func(v string) bool { return len([]rune(v)) <= 40 && !strings.Contains(v, "@") },
	Line2:   func(v string) bool { return !strings.Contains(v, "@") },
	Address: hasLetter, Street: hasLetter,
	ID: isIdentifier, TaxID: isIdentifier,
	Kind:  func(v string) bool { return kindOf(v) != "" },
	Given: isName, Family: isName, Middle: isName, Suffix: isName,
}

func (m Meaning) fits(v string) bool {
	if test := looksLike[m]; test != nil {
		return test(v)
	}
	return hasLetter(v) && !strings.Contains(v, "@")
}

func digits(v string) (n int) {
	for _, r := range v {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

func letters(v string) (n int) {
	for _, r := range v {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

func hasLetter(v string) bool { return letters(v) > 0 }

func isName(v string) bool { return hasLetter(v) && digits(v) == 0 && !strings.Contains(v, "@") }

func isDate(v string) bool {
	_, err := kinds.Date(v, kinds.DateHint{})
	p, problem := kinds.AsProblem(err)
	return digits(v) >= 3 && (err == nil || problem && (p.Code == kinds.Ambiguous || p.Code == kinds.OutOfRange))
}

func isMail(v string) bool {
	_, err := kinds.Email(v)
	return err == nil && strings.Contains(v, "@")
}

func isPhone(v string) bool {
	n := digits(v)
	return n >= 5 && n <= 17 && letters(v) <= 4 && !strings.ContainsAny(v, "@:")
}

func isIdentifier(v string) bool {
	n := digits(v)
	return n >= 3 && len(strings.Fields(v)) <= 6 && letters(v) <= 2*n+2 && !strings.ContainsAny(v, "@")
}

// Values of a column that tells persons from companies, beside those that the domain itself knows.
var (
	personWords = set(`person individual private consumer natural p i human privat privatperson privatkunde naturliche personne particulier physique
		persona fisica physical pf naturlich individuum osoba fizyczna persoon particular b2c mr mrs ms herr frau monsieur madame`)
	companyWords = set(`organization organisation org company business corporate corporation legal entity o c firm firma unternehmen juristische geschaft
		geschaftskunde societe entreprise morale empresa juridica azienda societa giuridica pj pm bedrijf rechtspersoon firmenkunde b2b enterprise
		commercial vendor supplier`)
)

// Kinds of parties as the domain writes them.
const (
	person       = "PERSON"
	organization = "ORGANIZATION"
)

// kindOf reads a value that tells persons from companies; "" where it is neither.
func kindOf(v string) string {
	persons, companies := false, false
	for _, w := range similarity.Tokens(similarity.FoldKey(v)) {
		switch {
		case companyWords[w]:
			companies = true
		case personWords[w]:
			persons = true
		}
	}
	switch {
	case companies: // "legal person", "personne morale"
		return organization
	case persons:
		return person
	}
	return ""
}

// legalForm tells whether a name has a legal form.
func legalForm(v string) bool {
	_, _, form := kinds.OrganizationName(v)
	return form != ""
}

// givenFirst tells whether a name begins or ends with a given name that is known as one.
func givenFirst(v string) bool {
	words := similarity.Tokens(similarity.FoldKey(v))
	if len(words) < 2 || len(words) > 5 {
		return false
	}
	first, last := words[0], words[len(words)-1]
	return similarity.AreNicknames(first, first) || similarity.AreNicknames(last, last)
}

func isSSN(v string) bool {
	_, err := kinds.SSN(v)
	return err == nil
}
