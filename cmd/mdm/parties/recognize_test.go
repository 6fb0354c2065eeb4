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
		"Italian": {
			"Cognome|Nome|Data di nascita|Indirizzo|CAP|Città|Codice fiscale",
			"Rossi|Anna|17/05/1980|Via Roma 5|20121|Milano|RSSNNA80E57F205X",
			"personName.family|personName.given|birthDate|addresses[0].lines[0]|addresses[0].postalCode|addresses[0].city|taxIds[0].value",
		},
		"Dutch": {
			"voornaam|achternaam|geboortedatum|straat|huisnummer|postcode|woonplaats|telefoonnummer",
			"Anna|de Vries|17-05-1980|Dorpsstraat|5|1012 AB|Amsterdam|020 1234567",
			"personName.given|personName.family|birthDate|||addresses[0].postalCode|addresses[0].city|phones[0]",
		},
		"Polish": {
			"Imię|Nazwisko|Data urodzenia|PESEL|Miejscowość|Kod pocztowy",
			"Anna|Kowalska|1980-05-17|80051712345|Warszawa|00-950",
			"personName.given|personName.family|birthDate|identifiers[0].value|addresses[0].city|addresses[0].postalCode",
		},
		"Swedish": {
			"förnamn|efternamn|födelsedatum|e-post|postnummer|postort",
			"Anna|Lindqvist|1980-05-17|anna@example.com|111 22|Stockholm",
			"personName.given|personName.family|birthDate|emails[0]|addresses[0].postalCode|addresses[0].city",
		},
		"Portuguese": {
			"Nome completo|Data de nascimento|Telemóvel|Código postal|Localidade",
			"Ana Maria Silva|17/05/1980|912 345 678|1000-001|Lisboa",
			"personName|birthDate|phones[0]|addresses[0].postalCode|addresses[0].city",
		},
		"Russian": {
			"Фамилия|Имя|Дата рождения|Телефон|Город",
			"Иванова|Анна|17.05.1980|+7 495 123-45-67|Москва",
			"personName.family|personName.given|birthDate|phones[0]|addresses[0].city",
		},
		"names written together": {
			"COMPANYNAME|EMAILADDRESS|PHONENUMBER|FAXNUMBER|POSTALCODE|CREATEDBY",
			"Nordwind GmbH|info@nordwind.example|040123456|040123457|20095|0100000001",
			"legalName|emails[0]|phones[0]||addresses[0].postalCode|",
		},
		"a system's own names": {
			"CUST_LNAME|CUST_FNAME|cust_dob|CustEmail1|billing_address_line_1|BillingCity|billing_zip|shipping_city",
			"Meyer|Anna|1980-05-17|anna@example.com|Hauptstr. 5|Hamburg|20095|Berlin",
			"personName.family|personName.given|birthDate|emails[0]|addresses[0].lines[0]|addresses[0].city|addresses[0].postalCode|addresses[1].city",
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
			if wants[i] == "" {
				continue // made of several
			}
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
	const columns, line = "first name|last name|date of birth|email|phone|city|postal code", "Anna|Meyer|1980-05-17|anna@example.com|040 123456|Hamburg|20095"
	// filled is a file of which only every nth record has more than a name.
	filled := func(records, nth int) *propose.Records {
		r := file(records, columns, line)
		for i := 2; i < len(r.Columns); i++ {
			for k := range r.Columns[i].Values {
				if k%nth > 0 {
					r.Columns[i].Values[k] = ""
				}
			}
		}
		return r
	}
	for name, c := range map[string]struct {
		records *propose.Records
		sparse  bool
	}{
		"few": {filled(15, 1), true}, "full": {filled(40, 1), false}, "half full": {filled(200, 2), false},
		"sparse": {filled(200, 5), true}, "sparse and many": {filled(6000, 5), false},
	} {
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

func TestColumnsWhoseValuesBelieTheirNamesAreTold(t *testing.T) {
	f, _ := Recognize(file(10, "first name|last name|date of birth|email|phone|rank", "Anna|Meyer|1980-05-17|anna@example.com|see above|7"))
	notes := strings.Join(f.Notes(), "\n")
	if !strings.Contains(notes, "left out, as the values are not what the names say: phone") || !strings.Contains(notes, "left out: rank") {
		t.Error(notes)
	}
}
