package similarity

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func person(full string) PreparedPerson { return PreparePerson(ParsePersonName(full)) }

func TestComparePersons(t *testing.T) {
	for _, c := range []struct {
		a, b     string
		want     Reason
		min, max float64
	}{
		{"Robert Smith", "ROBERT SMITH", Exact, 1, 1}, {"Robert Smith", "Smith, Robert", Exact, 1, 1},
		{"Bob Smith", "Robert Smith", Nickname, .95, .99}, {"R. Smith", "Robert Smith", Initial, .88, .95},
		{"Robert J. Smith", "Robert Smith", Partial, .9, .99}, {"Robert J Smith", "Robert James Smith", Initial, .88, .98},
		{"Robert Smith", "Smith Robert", Swapped, .96, .98}, {"Maria Garcia Lopez", "Lopez, Maria Garcia", Exact, 1, 1}, {"Maria Garcia Lopez", "Garcia Lopez, Maria", Exact, 1, 1}, {"Maria Anna Lopez", "Anna Lopez, Maria", Reordered, .96, .98}, {"Bob Smith", "Smith Robert", Swapped, .9, .97},
		{"Robert Smith", "Robert Smyth", Similar, .9, .99}, {"Robert Smith", "William Smith", FamilyOnly, .4, .72},
		{"Robert Smith Jr", "Robert Smith Sr.", ConflictSuffix, .4, .6}, {"Robert Smith Jr", "Robert Smith II", Exact, 1, 1},
		{"Robert Smith Jr", "Robert Smith", Partial, .94, .96}, {"Jürgen Müller", "Juergen Mueller", Exact, 1, 1},
		{"Ludwig van Beethoven", "Ludwig Vanbeethoven", Exact, 1, 1}, {"John von Neumann", "John Neumann", Similar, .9, .98},
		{"Jean-Pierre Martin", "Jeanpierre Martin", Exact, 1, 1}, {"Mohammed al-Rashid", "Muhammad Alrashid", Nickname, .9, 1},
		{"Александр Васильев", "Alexander Vasiliev", Similar, .9, 1}, {"王杰", "Jie Wang", Exact, 1, 1}, {"王杰", "Wang Jie", Swapped, .96, .98},
		{"Wang Wei", "Wang Jie", Different, 0, .72}, {"Susan Meyer", "Faisal Siddiqui", Different, 0, .4},
		{"Dr. Robert Smith", "Robert Smith", Exact, 1, 1}, {"María García López", "Maria Garcia", Partial, .8, .9},
		{"", "Robert Smith", Missing, 0, 0}, {"Kristen Salinger", "Salenger, Kristin", Similar, .85, .98},
		{"Catherine O'Brien", "Katie OBrien", Nickname, .95, 1},
	} {
		got := ComparePersons(person(c.a), person(c.b))
		if got.Reason != c.want || got.Score < c.min || got.Score > c.max {
			t.Errorf("%q, %q: %+v, want %s in %v..%v", c.a, c.b, got, c.want, c.min, c.max)
		}
	}
}

func TestPersonParts(t *testing.T) {
	a := PreparePerson(PersonName{Given: []string{"María"}, Family: []string{"García", "López"}})
	b := PreparePerson(PersonName{Given: []string{"Maria"}, Family: []string{"Garcia"}})
	if got := ComparePersons(a, b); got.Reason != Partial || got.Score < .8 {
		t.Errorf("one of two family names: %+v", got)
	}
	only := PreparePerson(PersonName{Family: []string{"Garcia"}})
	if got := ComparePersons(b, only); got.Reason != Partial || got.Score > .85 {
		t.Errorf("family name only: %+v", got)
	}
	junior := PreparePerson(PersonName{Given: []string{"J"}, Family: []string{"Doe"}, Suffix: "Jr."})
	senior := PreparePerson(PersonName{Given: []string{"J"}, Family: []string{"Doe", "Sr"}})
	if !SuffixConflict(junior, senior) || SuffixConflict(junior, only) {
		t.Error("suffix conflict")
	}
	first := PreparePerson(PersonName{Given: []string{"Walter I"}, Family: []string{"Grohmann"}})
	second := PreparePerson(PersonName{Given: []string{"Walter II"}, Family: []string{"Grohmann"}})
	named := PreparePerson(PersonName{Given: []string{"Walter"}, Family: []string{"Grohmann Jr"}})
	if !SuffixConflict(first, second) || !SuffixConflict(second, first) {
		t.Error("the first and the second of a name are two")
	}
	if SuffixConflict(first, named) || SuffixConflict(named, second) {
		t.Error("a lone I may be an initial, and II is the junior")
	}
}

func TestInitialOfNickname(t *testing.T) {
	name := func(given string) PreparedPerson {
		return PreparePerson(PersonName{Given: []string{given}, Family: []string{"Thackray"}})
	}
	for _, c := range []struct {
		a, b     string
		reason   Reason
		from, to float64
	}{
		{"B", "Bill", Initial, .9, .95}, {"B", "William", Initial, .8, .88}, {"Q", "William", FamilyOnly, 0, .6},
	} {
		got := ComparePersons(name(c.a), name(c.b))
		if got.Reason != c.reason || got.Score < c.from || got.Score > c.to || got != ComparePersons(name(c.b), name(c.a)) {
			t.Errorf("%s and %s: %+v", c.a, c.b, got)
		}
	}
}

func TestNotesInBrackets(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		reason Reason
		from   float64
	}{
		{"Kedai Rahimah (Jalan Besar)", "Kedai Rahimah", Similar, .97},
		{"Kedai Rahimah (Jalan Besar)", "Kedai Rahimah (Jalan Besar)", Exact, 1},
		{"Kedai Rahimah (Jalan Besar)", "Kedai Rahimah (Orchard)", Different, .5},
		{"Halden Tools (Norway)", "Halden Tools", Partial, .5},
		{"(Kornberg)", "Kornberg", Exact, 1},
	} {
		got := CompareOrgs(PrepareOrg(c.a, nil), PrepareOrg(c.b, nil))
		if back := CompareOrgs(PrepareOrg(c.b, nil), PrepareOrg(c.a, nil)); got != back || got.Reason != c.reason || got.Score < c.from {
			t.Errorf("%s and %s: %+v, back %+v", c.a, c.b, got, back)
		}
	}
}

func TestHouseBehindBuilding(t *testing.T) {
	for line, want := range map[string]Street{
		"Riverview Apartments 212 Mill St": {Number: "212", Name: "mill", Type: "street"},
		"Larkspur Court 31":                {Number: "31", Name: "larkspur", Type: "court"},
		"Straße des 17. Juni 135":          {Number: "135", Name: "17 juni", Type: "street"},
	} {
		if got := ParseStreet([]string{line}); got != want {
			t.Errorf("%s: %+v", line, got)
		}
	}
}

func TestParsePersonName(t *testing.T) {
	for _, c := range []struct {
		full string
		want PersonName
	}{
		{"Smith, Robert James, Jr.", PersonName{[]string{"robert"}, []string{"james"}, []string{"smith"}, "jr"}},
		{"Ludwig van der Berg", PersonName{[]string{"ludwig"}, []string{}, []string{"van", "der", "berg"}, ""}},
		{"Prof. Dr. Anna Maria Weber", PersonName{[]string{"anna"}, []string{"maria"}, []string{"weber"}, ""}},
		{"Hajah Mamunah (Jln Pisang)", PersonName{Family: []string{"mamunah"}}},
		{"Robert Smith III", PersonName{[]string{"robert"}, []string{}, []string{"smith"}, "iii"}},
		{"Madonna", PersonName{Family: []string{"madonna"}}}, {"  ", PersonName{}},
	} {
		if diff := cmp.Diff(c.want, ParsePersonName(c.full)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.full, diff)
		}
	}
}

func TestNicknames(t *testing.T) {
	if n := len(strings.Split(strings.TrimSpace(nicknameClasses), "\n")); n < 150 {
		t.Errorf("%d classes", n)
	}
	for _, pair := range [][2]string{{"Bob", "Robert"}, {"Peggie", "Margaret"}, {"Pepe", "Giuseppe"}, {"Jürgen", "Georg"}, {"Hans", "Johannes"}, {"Paco", "Francisco"}} {
		if !AreNicknames(pair[0], pair[1]) || !AreNicknames(pair[1], pair[0]) {
			t.Errorf("%v", pair)
		}
	}
	if AreNicknames("Alexander", "Alexandra") || AreNicknames("Robert", "William") || AreNicknames("", "") {
		t.Error("unrelated names")
	}
}

func TestSplitLegalForm(t *testing.T) {
	for _, c := range []struct{ name, core, form string }{
		{"Acme Ltd.", "acme", "LTD"}, {"Acme Limited", "acme", "LTD"}, {"Acme Co., Ltd", "acme", "LTD"}, {"Müller GmbH & Co. KG", "muller", "GMBH_CO_KG"},
		{"Müller GmbH", "muller", "GMBH"}, {"Siemens AG", "siemens", "AG"}, {"Foo e.K.", "foo", "EK"}, {"Foo S.A.", "foo", "SA"}, {"Foo S.A. de C.V.", "foo", "SA_DE_CV"},
		{"Foo S.à r.l.", "foo", "SARL"}, {"SARL Dupont", "dupont", "SARL"}, {"Ferrari S.p.A.", "ferrari", "SPA"}, {"Foo S.r.l.", "foo", "SRL"},
		{"Philips N.V.", "philips", "NV"}, {"N.V. Philips' Gloeilampen", "philips gloeilampen", "NV"}, {"NV Energy", "nv energy", ""}, {"SAS Institute Inc.", "sas institute", "INC"},
		{"The Coca-Cola Company", "the coca cola", "COMPANY"}, {"Acme Company, Inc.", "acme", "INC"}, {"Foo Pty Ltd", "foo", "PTY_LTD"},
		{"Volvo AB", "volvo", "AB"}, {"AB Foods plc", "ab foods", "PLC"}, {"Maersk A/S", "maersk", "AS_NORDIC"}, {"Nokia Oyj", "nokia", "OYJ"}, {"Foo Sp. z o.o.", "foo", "SP_ZOO"},
		{"Škoda a.s.", "skoda", "AS_NORDIC"}, {"Foo s.r.o.", "foo", "SRO"}, {"Foo Kft.", "foo", "KFT"}, {"Foo d.o.o.", "foo", "DOO"}, {"ООО Ромашка", "romashka", "OOO"},
		{"トヨタ自動車株式会社", "toyota zi dong che", "KK"}, {"㈱日立", "ri li", "KK"}, {"华为技术有限公司", "hua wei ji zhu", "CO_LTD_CN"}, {"PT Astra Tbk", "astra", "PT"},
		{"Foo GmbH Deutschland", "foo deutschland", "GMBH"}, {"Limited", "limited", ""}, {"", "", ""}, {"Bank of America", "bank of america", ""}, {"J S Smith S A", "j s smith", "SA"},
		{"삼성전자 주식회사", "samseongjeonja", "CHUSIK"}, {"Foo A.Ş.", "foo", "AS_NORDIC"}, {"Foo Sdn. Bhd.", "foo", "SDN_BHD"}, {"Foo B.V.", "foo", "BV"}, {"I.B.M.", "i b m", ""}, {"טבע בע\"מ", "tba", "LTD"},
	} {
		if core, form := SplitLegalForm(c.name); core != c.core || form != c.form {
			t.Errorf("SplitLegalForm(%q) = %q, %q; want %q, %q", c.name, core, form, c.core, c.form)
		}
	}
}

func TestLegalFormTable(t *testing.T) {
	countries, forms := map[string]bool{}, map[string]bool{}
	for _, f := range legalForms {
		for _, c := range strings.Fields(f.countries) {
			countries[c] = true
		}
		if forms[f.canonical] || LegalFormClass(f.canonical) != f.class {
			t.Errorf("%s is there twice", f.canonical)
		}
		forms[f.canonical] = true
	}
	if len(countries) < 40 {
		t.Errorf("%d countries", len(countries))
	}
	for key := range legalFormIndex() {
		if key == "" {
			t.Error("a variant folds to nothing")
		}
	}
}

func TestCompareOrgs(t *testing.T) {
	for _, c := range []struct {
		a, b     string
		want     Reason
		min, max float64
	}{
		{"Acme Ltd", "ACME Limited", Exact, 1, 1}, {"Acme GmbH", "Acme", Exact, 1, 1}, {"Acme GmbH", "Acme AG", FormDiffers, .9, .95},
		{"IBM", "International Business Machines Corp", Acronym, .75, .85}, {"I.B.M.", "IBM Corp.", Exact, 1, 1}, {"Intl Business Machines", "International Business Machines", Exact, 1, 1},
		{"Johnson & Johnson", "Johnson and Johnson", Exact, 1, 1}, {"Smith Bros Mfg", "Smith Brothers Manufacturing", Exact, 1, 1},
		{"Global Hitachi Storage", "Hitachi Global Storage", Reordered, .97, 1}, {"DaimlerBenz", "Daimler Benz", Similar, .95, .99},
		{"Steel Plant 1", "Steel Plant 2", ConflictNumber, 0, .4}, {"Ludwig II Brewery", "Ludwig III Brewery", ConflictNumber, 0, .4}, {"First Bank", "First Bank 1", Partial, .4, .9},
		{"Universal Exports Worldwide", "Universal Exports", Partial, .7, .95}, {"Müller Logistik", "Mueller Logistics", Exact, 1, 1},
		{"Univrsl Export Inc", "Universal Exports", Similar, .7, .99}, {"Apple", "Microsoft", Different, 0, .3}, {"", "Acme", Missing, 0, 0},
		{"ООО Ромашка", "Romashka LLC", Exact, .97, 1},
		{"IBM Deutschland GmbH", "International Business Machines Deutschland", Acronym, .8, .9}, {"Royal NSO Hall", "Royal National Symphony Orchestra Hall", Acronym, .8, .95},
		{"ICM Deutschland", "International Business Machines Deutschland", Different, 0, .5}, {"IBM Austria", "International Business Machines Deutschland", Different, 0, .5},
		{"M&S", "Marks & Spencer plc", Acronym, .75, .85}, {"M&S", "Marks & Company", Different, 0, .5}, {"1st National Bank", "First National Bank", Exact, 1, 1}, {"5th Avenue Traders", "5 Avenue Traders", Exact, 1, 1},
		{"Foo AG i.L.", "Foo AG", Exact, 1, 1}, {"Foo S.p.A. in liquidazione", "Foo SpA", Exact, 1, 1}, {"Lakeside Co-operative", "Lakeside Coop", Exact, 1, 1}, {"Lakeside Co-op", "Lakeside Cooperative", Exact, 1, 1},
	} {
		got := CompareOrgs(PrepareOrg(c.a, nil), PrepareOrg(c.b, nil))
		if got.Reason != c.want || got.Score < c.min || got.Score > c.max {
			t.Errorf("%q, %q: %+v, want %s in %v..%v", c.a, c.b, got, c.want, c.min, c.max)
		}
	}
}

func TestRareWordsWeighMore(t *testing.T) {
	var f Frequencies
	for _, n := range []string{"city bakery", "city garage", "city florist", "zanzibar bakery"} {
		f.Add(strings.Fields(n))
	}
	org := func(n string) PreparedOrg { return PrepareOrg(n, &f) }
	rare := CompareOrgs(org("zanzibar florist"), org("zanzibar garage")).Score
	common := CompareOrgs(org("city florist"), org("city garage")).Score
	if rare <= common {
		t.Errorf("rare %v, common %v", rare, common)
	}
	if a, b := Rarest(org("zanzibar bakery"), org("zanzibar garage")), Rarest(org("city bakery"), org("city garage")); a <= b {
		t.Errorf("Rarest %v, %v", a, b)
	}
}

func TestParseStreet(t *testing.T) {
	for _, c := range []struct {
		lines string
		want  Street
	}{
		{"Hauptstr. 5", Street{Number: "5", Name: "haupt", Type: "street"}}, {"Hauptstraße 5", Street{Number: "5", Name: "haupt", Type: "street"}},
		{"5 Hauptstrasse", Street{Number: "5", Name: "haupt", Type: "street"}}, {"Haupt Strasse 5a", Street{Number: "5a", Name: "haupt", Type: "street"}},
		{"123 N. Main St Apt 4", Street{Number: "123", Name: "main", Type: "street", Direction: "n", Unit: "4"}},
		{"451 washington st.  near watts st.", Street{Number: "451", Name: "washington", Type: "street"}}, {"12, rue de la Paix", Street{Number: "12", Name: "paix", Type: "rue"}},
		{"Via Roma, 12", Street{Number: "12", Name: "roma", Type: "via"}}, {"Calle Mayor No 7, piso 3", Street{Number: "7", Name: "mayor", Type: "calle", Unit: "3"}},
		{"240 Central Park S", Street{Number: "240", Name: "central park", Direction: "s"}}, {"2nd fl.", Street{Unit: "2f"}},
		{"PO Box 123", Street{POBox: "123"}}, {"P.O. Box 12 34", Street{POBox: "1234"}}, {"Postfach 99", Street{POBox: "99"}}, {"Straße des 17. Juni 135", Street{Number: "135", Name: "17 juni", Type: "street"}},
		{"350 5th Ave|Suite 300", Street{Number: "350", Name: "5", Type: "avenue", Unit: "300"}}, {"350 Fifth Avenue #300", Street{Number: "350", Name: "5", Type: "avenue", Unit: "300"}},
		{"5/12 George Street", Street{Number: "12", Name: "george", Type: "street", Unit: "5"}}, {"1 St James St", Street{Number: "1", Name: "saint james", Type: "street"}},
		{"c/o Meyer|Am Weg 3", Street{Number: "3", Name: "am", Type: "weg"}}, {"Storgatan 12-14", Street{Number: "12-14", Name: "stor", Type: "gata"}}, {"Broadway", Street{Name: "broadway"}},
		{"Chinatown Point, 133 New Bridge Road", Street{Number: "133", Name: "new bridge", Type: "road"}}, {"", Street{}}, {"ул. Ленина 5", Street{Number: "5", Name: "lenina", Type: "ulica"}},
	} {
		if diff := cmp.Diff(c.want, ParseStreet(strings.Split(c.lines, "|"))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.lines, diff)
		}
	}
}

func TestCompareStreets(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want Reason
	}{
		{"Hauptstr. 5", "5 Hauptstrasse", SameUnit}, {"123 Main St Apt 4", "123 Main Street #4", SameUnit}, {"123 Main St Apt 4", "123 Main Street", SameHouse},
		{"123 Main St Apt 4", "123 Main St Apt 5", SameHouse}, {"123 Main St", "125 Main St", DifferentHouse}, {"Main St", "125 Main St", SameStreet}, {"12a Main St", "12 Main St", SameHouse},
		{"12-14 Main St", "13 Main St", SameHouse}, {"123 Main St", "123 Main Ave", Similar}, {"123 Main St", "77 Oak Rd", Different}, {"350 5th Ave", "350 6th Ave", Different},
		{"PO Box 5", "P.O. Box 5", SameUnit}, {"PO Box 5", "PO Box 6", DifferentHouse}, {"PO Box 5", "5 Main St", Missing}, {"", "5 Main St", Missing}, {"Washingtom St 4", "4 Washington St", SameUnit},
	} {
		got := CompareStreets(PrepareStreet([]string{c.a}), PrepareStreet([]string{c.b}))
		if got.Reason != c.want {
			t.Errorf("%q, %q: %+v, want %s", c.a, c.b, got, c.want)
		}
	}
}

func TestParseOneLine(t *testing.T) {
	lines := func(l ...string) []string { return l }
	for _, c := range []struct {
		text string
		want OneLineAddress
	}{
		{"123 Main Street, Las Vegas NV 89132", OneLineAddress{lines("123 Main Street"), "Las Vegas", "NV", "89132", "US"}},
		{"Hughes Plaza, 100 Howard Hughes Way, Las Vegas, NV 89111", OneLineAddress{lines("Hughes Plaza", "100 Howard Hughes Way"), "Las Vegas", "NV", "89111", "US"}},
		{"123 Main St Apt 4 Las Vegas NV 89132", OneLineAddress{lines("123 Main St Apt 4"), "Las Vegas", "NV", "89132", "US"}},
		{"18 Danver Place, Loughborough, Leicestershire, LE11 1UU, United Kingdom", OneLineAddress{lines("18 Danver Place"), "Loughborough", "Leicestershire", "LE11 1UU", "GB"}},
		{"18 Danver Place, Loughborough, Leicestershire, United Kingdom, LE11 1UU", OneLineAddress{lines("18 Danver Place"), "Loughborough", "Leicestershire", "LE11 1UU", "GB"}},
		{"133 New Bridge Road, Chinatown Point, Singapore 059413", OneLineAddress{lines("133 New Bridge Road", "Chinatown Point"), "Singapore", "", "059413", "SG"}},
		{"Chinatown Point, 133 New Bridge Road, 059413 singapore", OneLineAddress{lines("Chinatown Point", "133 New Bridge Road"), "singapore", "", "059413", "SG"}},
		{"Fieldstrasse 10, FL-2198 Triesen, Lichtenstein", OneLineAddress{lines("Fieldstrasse 10"), "Triesen", "", "2198", "LI"}},
		{"Mullanpara Road, Vythiri, 673576, India", OneLineAddress{lines("Mullanpara Road"), "Vythiri", "", "673576", "IN"}},
		{"Hauptstr. 5, 10115 Berlin, Deutschland", OneLineAddress{lines("Hauptstr. 5"), "Berlin", "", "10115", "DE"}},
		{"Hauptstr. 5 10115 Berlin", OneLineAddress{lines("Hauptstr. 5"), "Berlin", "", "10115", ""}},
		{"Dam 1, 1012 JS Amsterdam", OneLineAddress{lines("Dam 1"), "Amsterdam", "", "1012 JS", "NL"}},
		{"12 King St, Toronto ON M5H 1A1, Canada", OneLineAddress{lines("12 King St"), "Toronto", "ON", "M5H 1A1", "CA"}},
		{"5 George St, Sydney NSW 2000", OneLineAddress{lines("5 George St"), "Sydney", "NSW", "2000", "AU"}},
		{"#01-11, HillV2, 4 Hillview Rise, 667979", OneLineAddress{Lines: lines("#01-11", "HillV2", "4 Hillview Rise"), PostalCode: "667979"}},
		{"", OneLineAddress{}}, {"Paris", OneLineAddress{Lines: lines("Paris")}},
	} {
		if diff := cmp.Diff(c.want, ParseOneLine(c.text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}
