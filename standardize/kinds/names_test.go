package kinds

import "testing"

func TestOrganizationName(t *testing.T) {
	for _, c := range [][4]string{
		{"Acme Inc.", "Acme Inc.", "Acme", "Inc."}, {"Acme, Inc", "Acme, Inc", "Acme", "Inc."}, {"ACME CORP", "ACME CORP", "ACME", "Corp."}, {"Acme GmbH & Co. KG", "Acme GmbH & Co. KG", "Acme", "GmbH & Co. KG"},
		{"Müller Gesellschaft mit beschränkter Haftung", "Müller Gesellschaft mit beschränkter Haftung", "Müller", "GmbH"}, {"Müller G.m.b.H.", "Müller G.m.b.H.", "Müller", "GmbH"}, {"AB Volvo", "AB Volvo", "Volvo", "AB"}, {"SAP SE", "SAP SE", "SAP", "SE"},
		{"Novo Nordisk A/S", "Novo Nordisk A/S", "Novo Nordisk", "A/S"}, {"Equinor ASA", "Equinor ASA", "Equinor", "ASA"}, {"Škoda a.s.", "Škoda a.s.", "Škoda", "a.s."}, {"Koç Holding A.Ş.", "Koç Holding A.Ş.", "Koç Holding", "A.Ş."}, {"Acme Sp. z o.o.", "Acme Sp. z o.o.", "Acme", "sp. z o.o."},
		{"Grupo Bimbo, S.A.B. de C.V.", "Grupo Bimbo, S.A.B. de C.V.", "Grupo Bimbo", "SAB de CV"}, {"Nestlé S.A.", "Nestlé S.A.", "Nestlé", "SA"}, {"Foo UG (haftungsbeschränkt)", "Foo UG (haftungsbeschränkt)", "Foo", "UG"}, {"Huawei Co., Ltd.", "Huawei Co., Ltd.", "Huawei", "Co., Ltd."},
		{"株式会社トヨタ", "株式会社トヨタ", "トヨタ", "KK"}, {"华为技术有限公司", "华为技术有限公司", "华为技术", "有限公司"}, {"ООО Ромашка", "ООО Ромашка", "Ромашка", "OOO"}, {"Smith & Co. KG", "Smith & Co. KG", "Smith", "KG"},
		{"Such As", "Such As", "Such As", ""}, {"Universal Exports, USA", "Universal Exports, USA", "Universal Exports, USA", ""}, {"Marks and Spencer plc", "Marks and Spencer plc", "Marks and Spencer", "PLC"},
		{"Inc.", "Inc.", "Inc.", ""}, {`"Acme Ltd"`, "Acme Ltd", "Acme", "Ltd"}, {"", "", "", ""}, {"Casa", "Casa", "Casa", ""},
	} {
		name, core, form := OrganizationName(c[0])
		if name != c[1] || core != c[2] || form != c[3] {
			t.Errorf("OrganizationName(%q) = %q, %q, %q; want %q", c[0], name, core, form, c[1:])
		}
	}
}

func TestParsePersonName(t *testing.T) {
	for in, want := range map[string]PersonName{
		"Dr. Smith, Robert J. Jr":      {"Dr", "Robert", "J.", "Smith", "Jr"},
		"VAN DER BERG, Jan":            {"", "Jan", "", "VAN DER BERG", ""},
		"María José García López":      {"", "María José", "", "García López", ""},
		"José García López":            {"", "José", "", "García López", ""},
		"DUPONT Jean":                  {"", "Jean", "", "DUPONT", ""},
		"王伟":                           {"", "伟", "", "王", ""},
		"欧阳娜娜":                         {"", "娜娜", "", "欧阳", ""},
		"Alexander Pavlovich Vasiliev": {"", "Alexander", "Pavlovich", "Vasiliev", ""},
		"ВАСИЛЬЕВ, Александр Павлович": {"", "Александр", "Павлович", "ВАСИЛЬЕВ", ""},
		"Smith Jr, Robert":               {"", "Robert", "", "Smith", "Jr"},
		"Robert Smith, Jr.":              {"", "Robert", "", "Smith", "Jr"},
		"Martin Luther King III":         {"", "Martin", "Luther", "King", "III"},
		"Prof. Dr. Anna von der Heide":   {"Prof Dr", "Anna", "", "von der Heide", ""},
		"Ludwig van Beethoven":           {"", "Ludwig", "", "van Beethoven", ""},
		"Frau Müller":                    {"Frau", "", "", "Müller", ""},
		"Li Na":                          {"", "Li", "", "Na", ""},
		"J. R. R. Tolkien":               {"", "J.", "R. R.", "Tolkien", ""},
		"Cher":                           {"", "", "", "Cher", ""},
		"Don Quixote":                    {"", "Don", "", "Quixote", ""},
		"JOHN SMITH":                     {"", "JOHN", "", "SMITH", ""},
		"N/A":                            {},
		"":                               {},
		" , ,":                           {},
		"Howard\u200b  Hughes":           {"", "Howard", "", "Hughes", ""},
		"Sr. Juan Carlos Pérez Gómez":    {"Sr", "Juan Carlos", "", "Pérez Gómez", ""},
		"O'Hare, Ellie":                  {"", "Ellie", "", "O'Hare", ""},
		"Robert Smith PhD":               {"", "Robert", "", "Smith", "PhD"},
		"Henry V":                        {"", "Henry", "", "V", ""},
		"فيصل صديقي":                     {"", "فيصل", "", "صديقي", ""},
		"Baroness Thatcher, Margaret H.": {"", "Margaret", "H.", "Baroness Thatcher", ""},
	} {
		if got := ParsePersonName(in); got != want {
			t.Errorf("ParsePersonName(%q) = %#v, want %#v", in, got, want)
		}
	}
}

func TestCleanPersonName(t *testing.T) {
	got := CleanPersonName(PersonName{Prefix: "mr.", Given: " Dr. Robert ", Middle: "N/A", Family: "Smith  Jr.", Suffix: "jr"})
	if want := (PersonName{"Mr Dr", "Robert", "", "Smith", "Jr"}); got != want {
		t.Errorf("got %#v, want %#v", got, want)
	}
	if s := got.String(); s != "Mr Dr Robert Smith Jr" {
		t.Errorf("String() = %q", s)
	}
}

// A source with one field for names sends it as the family name.
func TestWholeNameAsFamilyName(t *testing.T) {
	for family, want := range map[string]PersonName{
		"Margarete Schauinsland":      {Given: "Margarete", Family: "Schauinsland"},
		"Schauinsland, Dr. Margarete": {Prefix: "Dr", Given: "Margarete", Family: "Schauinsland"},
		"Robert E Overmann Sr":        {Given: "Robert", Middle: "E", Family: "Overmann", Suffix: "Sr"},
		"李娜":                          {Given: "娜", Family: "李"},
		"van der Berg":                {Family: "van der Berg"},
		"García López":                {Family: "García López"},
		"Overmann Jr":                 {Family: "Overmann", Suffix: "Jr"},
		"Overmann":                    {Family: "Overmann"},
	} {
		if got := CleanPersonName(PersonName{Family: family}); got != want {
			t.Errorf("%q is %#v, want %#v", family, got, want)
		}
		beside := CleanPersonName(PersonName{Given: "Ralf", Family: "Meyer Thoma"})
		if beside != (PersonName{Given: "Ralf", Family: "Meyer Thoma"}) {
			t.Errorf("beside a given name it stays: %#v", beside)
		}
	}
}
