package parties

import (
	"fmt"
	"strings"
	"testing"

	"aurum/domain"
	"aurum/matching/propose"
)

// file is a file of so many records with the same line.
func file(records int, columns, line string) *propose.Records {
	r := &propose.Records{}
	cells := strings.Split(line, "|")
	for i, name := range strings.Split(columns, "|") {
		c := propose.Column{Name: name}
		for range records {
			c.Values = append(c.Values, cells[i])
		}
		r.Columns = append(r.Columns, c)
	}
	for i := range records {
		r.Keys = append(r.Keys, domain.SourceKey{System: "A", Key: fmt.Sprint(i)})
	}
	return r
}

func TestColumnsOfPartiesAreRecognized(t *testing.T) {
	for name, c := range map[string]struct{ columns, line, want string }{
		"English": {
			"first_name|Last Name|DateOfBirth|email|phone|address_line1|city|postcode",
			"Anna|Meyer|1980-05-17|anna@example.com|+49 40 123456|Hauptstr. 5|Hamburg|20095",
			"personName.given|personName.family|birthDate|emails[0]|phones[0]|addresses[0].lines[0]|addresses[0].city|addresses[0].postalCode",
		},
		"German": {
			"Vorname|Nachname|Geburtsdatum|E-Mail-Adresse|Telefon|Straße|Ort|PLZ",
			"Anna|Meyer|17.05.1980|anna@example.com|040 123456|Hauptstr. 5|Hamburg|20095",
			"personName.given|personName.family|birthDate|emails[0]|phones[0]|addresses[0].lines[0]|addresses[0].city|addresses[0].postalCode",
		},
		"French, in another order": {
			"ville|code postal|prénom|nom|date de naissance|courriel",
			"Lyon|69004|Anne|Roux|17/05/1980|anne@example.com",
			"addresses[0].city|addresses[0].postalCode|personName.given|personName.family|birthDate|emails[0]",
		},
		"companies": {
			"Firma|USt-IdNr|Ort|Telefon|Website",
			"Nordwind GmbH|DE136695976|Hamburg|040 123456|www.nordwind.example",
			"legalName|taxIds[0].value|addresses[0].city|phones[0]|websites[0]",
		},
		"Spanish": {
			"nombre|apellidos|fecha de nacimiento|correo electrónico|teléfono|ciudad",
			"Ana|García López|17/05/1980|ana@example.com|912 345 678|Madrid",
			"personName.given|personName.family|birthDate|emails[0]|phones[0]|addresses[0].city",
		},
	} {
		f, ok := Recognize(file(10, c.columns, c.line))
		if !ok {
			t.Errorf("%s: is no file of parties: %q", name, f.Notes())
			continue
		}
		wants := strings.Split(c.want, "|")
		for i, column := range strings.Split(c.columns, "|") {
			to := f.Mapping.Columns[column]
			if len(to) == 0 || to[0].To != wants[i] {
				t.Errorf("%s: column %q means %+v, want %s", name, column, to, wants[i])
			}
		}
	}
}

func TestOtherFilesAreNone(t *testing.T) {
	for name, c := range map[string]struct{ columns, line string }{
		"products":            {"sku|title|description|price|ean", "A1|kettle|a kettle of steel|19.90|4006381333931"},
		"accounts":            {"account_name|account_type|parent_name", "Cash|Asset|Liquid funds"},
		"publications":        {"title|authors|venue|year", "On keys|A. Meyer, B. Roux|VLDB|1999"},
		"names alone":         {"first name|last name", "Anna|Meyer"},
		"values that say no":  {"first name|last name|email|phone", "17|18|none of it|see above"},
		"names that say no":   {"c1|c2|c3|c4", "Anna|Meyer|1980-05-17|Hamburg"},
		"nothing but mailbox": {"c1|c2", "anna@example.com|x"},
	} {
		if f, ok := Recognize(file(10, c.columns, c.line)); ok {
			t.Errorf("%s: taken for parties: %q", name, f.Notes())
		}
	}
}

func TestOrderOfDatesIsRead(t *testing.T) {
	for line, want := range map[string]string{"17.05.1980": "DMY", "05/17/1980": "MDY", "1980-05-17": "", "05/06/1980": ""} {
		f, _ := Recognize(file(10, "first name|last name|date of birth|email", "Anna|Meyer|"+line+"|anna@example.com"))
		if f.DateOrder != want {
			t.Errorf("%s: order %q, want %q", line, f.DateOrder, want)
		}
	}
}

func TestWhatIsTooLittleToLearnFrom(t *testing.T) {
	const columns, line = "first name|last name|date of birth|email|phone|city", "Anna|Meyer|1980-05-17|anna@example.com|040 123456|Hamburg"
	full := file(500, columns, line)
	sparse := file(500, columns, line)
	for i := 2; i < 6; i++ {
		for k := range sparse.Columns[i].Values {
			if k%5 > 1 {
				sparse.Columns[i].Values[k] = ""
			}
		}
	}
	for name, c := range map[string]struct {
		records *propose.Records
		sparse  bool
	}{"few": {file(20, columns, line), true}, "full": {full, false}, "sparse": {sparse, true}} {
		f, ok := Recognize(c.records)
		if !ok {
			t.Errorf("%s: no parties", name)
			continue
		}
		if got, why := f.TooSparse(); got != c.sparse || why == "" {
			t.Errorf("%s: too sparse is %v: %s", name, got, why)
		}
	}
}
