package parties

import (
	"strconv"
	"strings"
	"testing"

	"aurum/domain"
	"aurum/matching/propose"
)

// table is a file of lines, their cells parted by bars. Its columns are called by their positions, in the order given.
func table(lines string, order ...int) *propose.Records {
	r := &propose.Records{}
	for _, at := range order {
		r.Columns = append(r.Columns, propose.Column{Name: "col_" + strconv.Itoa(at)})
	}
	for i, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		cells := strings.Split(line, "|")
		for k, at := range order {
			r.Columns[k].Values = append(r.Columns[k].Values, strings.TrimSpace(cells[at]))
		}
		r.Keys = append(r.Keys, domain.SourceKey{System: "A", Key: strconv.Itoa(i)})
	}
	return r
}

// Given, family, birth, e-mail, telephone, street, postal code, town, last order.
const customers = `
Anna  | Meyer     | 17.05.1980 | anna.meyer@mail.example | 040 1234567    | Hauptstr. 5       | 20095 | Hamburg | 03.01.2021
Peter | Hagedorn  | 02.11.1955 | hagedorn@mail.example   | +49 30 7654321 | Lindenallee 17    | 10115 | Berlin  | 14.03.2021
Maria | Sommer    | 23.07.1991 |                         | 040/7654320    | Marktplatz 1      | 20095 | Hamburg | 03.02.2020
Robert| Wiedemann | 09.09.1972 | rw@mail.example         | 089 2345678    | Goethestraße 112  | 80331 | München | 28.12.2019
Maria | Kowalski  | 30.01.1963 | mk@mail.example         |                | Am Ring 3         | 50667 | Köln    | 11.11.2021
Jakob | Sommer    | 12.12.2001 | jakob@mail.example      | 0221 998877    | Kastanienweg 9    | 50667 | Köln    | 17.06.2020
`

func TestColumnsAreToldByWhatStandsInThem(t *testing.T) {
	want := map[string]Meaning{
		"col_0": Given, "col_1": Family, "col_2": Birth, "col_3": Mail, "col_4": Phone, "col_5": Street, "col_6": Postal, "col_7": City, "col_8": Other,
	}
	for name, order := range map[string][]int{
		"as they stand": {0, 1, 2, 3, 4, 5, 6, 7, 8},
		"turned round":  {8, 7, 6, 5, 4, 3, 2, 1, 0},
		"mixed":         {3, 6, 7, 5, 8, 2, 1, 0, 4},
	} {
		r := table(customers, order...)
		for _, c := range readColumns(r) {
			if c.Meaning != want[c.Name] || c.Guessed != (c.Meaning != Other) {
				t.Errorf("%s: %s (%s …) is taken for %q, want %q", name, c.Name, c.cells[0], c.Meaning, want[c.Name])
			}
		}
		if f, ok := Recognize(r); !ok || !strings.Contains(strings.Join(f.Notes(), "\n"), "col_2 (100 % filled, told by what stands in it)") {
			t.Errorf("%s: %q", name, f.Notes())
		}
	}
}

// What the names of columns say stands above what their values look like, and whoever is named beside a name is another.
func TestNamesOfColumnsStandAboveValues(t *testing.T) {
	r := table(customers, 0, 1, 2, 3, 4, 5, 6, 7, 8)
	for i, name := range []string{"clerk", "x", "order date", "mail", "fax", "Firma", "x2", "x3", "x4"} {
		r.Columns[i].Name = name
	}
	for i := range r.Columns[5].Values {
		r.Columns[5].Values[i] += " Handels GmbH"
	}
	for _, c := range readColumns(r) {
		want := map[string]Meaning{"mail": Mail, "Firma": Company}[c.Name]
		if c.Meaning != want {
			t.Errorf("%s is taken for %q, want %q", c.Name, c.Meaning, want)
		}
	}
}

func TestMoreIsToldByValues(t *testing.T) {
	for name, c := range map[string]struct {
		values string
		want   Meaning
	}{
		"companies":          {"Nordwind GmbH;Südwind Bau AG;Acme Inc;Ostsee Reederei mbH;Roux S.A.", Company},
		"names in one piece": {"Anna Meyer;Robert Smith;Lam Nguyen;Peter van Dam;Maria Rossi", FullName},
		"one-line addresses": {"123 Main Street, Las Vegas NV 89132;12 Elm Road, Reno NV 89501;9 Oak Lane, Austin TX 73301;" +
			"18 Danver Place, Loughborough, LE11 1UU, United Kingdom;77 High Street, Springfield IL 62701", Address},
		"web":              {"https://nordwind.example;www.suedwind.example;http://acme.example", Website},
		"SSN":              {"294-66-9999;521-21-2123;201-77-7719", ID},
		"VAT":              {"DE136695976;ATU13585627;FR40303265045", TaxID},
		"kinds":            {"PERSON;ORGANIZATION;PERSON;PERSON", Kind},
		"one kind":         {"PERSON;PERSON;PERSON;PERSON", Other},
		"padded numbers":   {"0100000001;0100000027;0100000013", Other},
		"one clerk":        {strings.Repeat("clerk@acme.example;", 9) + "clerk@acme.example", Other},
		"pictures":         {"https://acme.example/a.png;https://acme.example/b.png;https://acme.example/c.png", Other},
		"amounts":          {"19.90;20.00;7.50;1200.00;88.10", Other},
		"numbers":          {"10001;10002;10003;10004;10005", Other},
		"days of one year": {"2021-01-03;2021-03-14;2021-02-03;2021-12-28;2021-11-11", Other},
		"words":            {"kettle of steel;red bicycle;wooden spoon;garden hose;desk lamp", Other},
		"too few":          {"Nordwind GmbH;Acme Inc", Other},
		"categories":       {"Gold;Silver;Gold;Gold;Bronze;Silver", Other},
	} {
		values := strings.ReplaceAll(c.values, ";", "\n")
		got := readColumns(table(values, 0))[0]
		if got.Meaning != c.want {
			t.Errorf("%s: taken for %q, want %q", name, got.Meaning, c.want)
		}
	}
}

func TestYearsOfDays(t *testing.T) {
	for day, want := range map[string]int{
		"1980-05-17": 1980, "17.05.1980": 1980, "5/17/80": 1980, "1/2/18": 2018, "19800517": 1980, "17 May 1980": 1980,
		"040 1234567": 0, "294-66-9999": 0, "415/495-5775": 0, "1980": 0, "": 0,
	} {
		if got := yearOf(day); got != want {
			t.Errorf("%q: %d, want %d", day, got, want)
		}
	}
}
