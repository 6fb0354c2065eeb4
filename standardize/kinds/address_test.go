package kinds

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAddressInOneLine(t *testing.T) {
	for in, want := range map[string]Address{
		"123 Main Street, Las Vegas NV 89132":                                     {[]string{"123 Main Street"}, "Las Vegas", "NV", "89132", "US"},
		"123 Main Street Las Vegas, Nevada 89132-1234":                            {[]string{"123 Main Street"}, "Las Vegas", "NV", "89132-1234", "US"},
		"Hughes Plaza, 100 Howard Hughes Way, Las Vegas, NV 89111, USA":           {[]string{"Hughes Plaza", "100 Howard Hughes Way"}, "Las Vegas", "NV", "89111", "US"},
		"Atlanta, Georgia 30301":                                                  {nil, "Atlanta", "GA", "30301", "US"},
		"100 King St W, Toronto, Ontario m5x1a9":                                  {[]string{"100 King St W"}, "Toronto", "ON", "M5X 1A9", "CA"},
		"1 Macquarie Street, Sydney NSW 2000, Australia":                          {[]string{"1 Macquarie Street"}, "Sydney", "NSW", "2000", "AU"},
		"18 Danver Place, Loughborough, Leicestershire, LE11 1UU, United Kingdom": {[]string{"18 Danver Place"}, "Loughborough", "Leicestershire", "LE11 1UU", "GB"},
		"18 Danver Place, Loughborough, Leicestershire, United Kingdom, LE11 1UU": {[]string{"18 Danver Place"}, "Loughborough", "Leicestershire", "LE11 1UU", "GB"},
		"10 Downing Street, London sw1a2aa":                                       {[]string{"10 Downing Street"}, "London", "", "SW1A 2AA", "GB"},
		"Hauptstr. 5, D-80331 München":                                            {[]string{"Hauptstr. 5"}, "München", "", "80331", "DE"},
		"Hauptstr. 5 80331 München Deutschland":                                   {[]string{"Hauptstr. 5"}, "München", "", "80331", "DE"},
		"Am Markt 1, 01067 Dresden, Germany":                                      {[]string{"Am Markt 1"}, "Dresden", "", "01067", "DE"},
		"12 rue de la Paix, 75002 Paris, France":                                  {[]string{"12 rue de la Paix"}, "Paris", "", "75002", "FR"},
		"Keizersgracht 100, 1015 CV Amsterdam":                                    {[]string{"Keizersgracht 100"}, "Amsterdam", "", "1015 CV", "NL"},
		"Bahnhofstrasse 1, CH-8001 Zürich":                                        {[]string{"Bahnhofstrasse 1"}, "Zürich", "", "8001", "CH"},
		"Ringstraße 1, 1010 Wien, Österreich":                                     {[]string{"Ringstraße 1"}, "Wien", "", "1010", "AT"},
		"Via Roma 1, 20121 Milano (MI), Italia":                                   {[]string{"Via Roma 1"}, "Milano", "MI", "20121", "IT"},
		"Calle Mayor 5, 28013 Madrid, España":                                     {[]string{"Calle Mayor 5"}, "Madrid", "", "28013", "ES"},
		"Fieldstrasse 10, FL-2198 Triesen, Lichtenstein":                          {[]string{"Fieldstrasse 10"}, "Triesen", "", "2198", "LI"},
		"133 New Bridge Road, Chinatown Point, Singapore 059413":                  {[]string{"133 New Bridge Road", "Chinatown Point"}, "Singapore", "", "059413", "SG"},
		"Chinatown Point, 133 New Bridge Road, 059413 singapore":                  {[]string{"Chinatown Point", "133 New Bridge Road"}, "Singapore", "", "059413", "SG"},
		"Mullanpara Road, Vythiri, 673576, India":                                 {[]string{"Mullanpara Road"}, "Vythiri", "", "673576", "IN"},
		"1 Rue Aldringen, L-1118 Luxembourg":                                      {[]string{"1 Rue Aldringen"}, "Luxembourg", "", "1118", "LU"},
		"Plaza Mayor, Ciudad de México":                                           {[]string{"Plaza Mayor", "Ciudad de México"}, "", "", "", ""},
		"1 Canyon Road, Santa Fe, New Mexico 87501":                               {[]string{"1 Canyon Road"}, "Santa Fe", "NM", "87501", "US"},
		"212 Mill St, Salem, OR":                                                  {[]string{"212 Mill St"}, "Salem", "OR", "", ""},
		"Mill House, 212 Mill St, Salem OR":                                       {[]string{"Mill House", "212 Mill St"}, "Salem", "OR", "", ""},
		"212 Mill St, Salem Oh":                                                   {[]string{"212 Mill St", "Salem Oh"}, "", "", "", ""},
		"Somewhere over the rainbow":                                              {[]string{"Somewhere over the rainbow"}, "", "", "", ""},
	} {
		got, problems := StandardizeAddress(Address{Lines: []string{in}})
		if diff := cmp.Diff(want, got); diff != "" || len(problems) > 0 {
			t.Errorf("%s: %v\n%s", in, problems, diff)
		}
	}
}

func TestAddressInParts(t *testing.T) {
	for _, c := range []struct {
		name     string
		in, want Address
		problems []string
	}{
		{"names become codes", Address{[]string{"1304 Poppy Hills Dr"}, "Blacklick", "OHIO", "43004", "United States"}, Address{[]string{"1304 Poppy Hills Dr"}, "Blacklick", "OH", "43004", "US"}, nil},
		{"country from state and ZIP", Address{[]string{"1 A St"}, "Henderson", "NV", "89132", ""}, Address{[]string{"1 A St"}, "Henderson", "NV", "89132", "US"}, nil},
		{"city with its code", Address{[]string{"Hauptstr. 5"}, "80331 München", "", "", "DE"}, Address{[]string{"Hauptstr. 5"}, "München", "", "80331", "DE"}, nil},
		{"lines in one", Address{[]string{"Attn: Jane\nHauptstr. 5\r\n"}, "München", "", "D-80331", ""}, Address{[]string{"Attn: Jane", "Hauptstr. 5"}, "München", "", "80331", "DE"}, nil},
		{"placeholders are nothing", Address{[]string{"N/A", "-"}, "unknown", "none", "00000", "n/a"}, Address{}, nil},
		{"wrong code", Address{[]string{"Hauptstr. 5"}, "München", "", "8033", "AT"}, Address{[]string{"Hauptstr. 5"}, "München", "", "8033", "AT"}, nil},
		{"code of another country", Address{[]string{"Hauptstr. 5"}, "München", "", "SW1A 1AA", "DE"}, Address{[]string{"Hauptstr. 5"}, "München", "", "SW1A 1AA", "DE"}, []string{"postalCode INVALID_FORMAT warning"}},
		{"unknown state", Address{[]string{"1 A St"}, "X", "Bavaria", "89132", "US"}, Address{[]string{"1 A St"}, "X", "Bavaria", "89132", "US"}, []string{"region UNKNOWN_CODE warning"}},
		{"unknown country", Address{[]string{"1 A St"}, "X", "", "", "Utopia"}, Address{[]string{"1 A St"}, "X", "", "", "Utopia"}, []string{"country UNKNOWN_CODE error"}},
		{"Namibia", Address{nil, "Windhoek", "", "", "NA"}, Address{nil, "Windhoek", "", "", "NA"}, nil},
		{"empty", Address{}, Address{}, nil},
	} {
		got, problems := StandardizeAddress(c.in)
		var found []string
		for _, p := range problems {
			found = append(found, p.Field+" "+p.Code+" "+p.Severity.String())
		}
		if diff := cmp.Diff(c.want, got); diff != "" || !slices.Equal(found, c.problems) {
			t.Errorf("%s: problems %v, want %v\n%s", c.name, found, c.problems, diff)
		}
	}
}

func TestPostalCode(t *testing.T) {
	for _, c := range [][4]string{
		{"sw1a1aa", "GB", "SW1A 1AA"}, {"M1 1AE", "GB", "M1 1AE"}, {"1234ab", "NL", "1234 AB"}, {"NL-1234 AB", "NL", "1234 AB"}, {"m1s1t4", "CA", "M1S 1T4"}, {"00001", "PL", "00-001"}, {"00-001", "PL", "00-001"},
		{"891321234", "US", "89132-1234"}, {"927230000", "US", "92723"}, {"2134", "US", "02134"}, {"1067", "DE", "01067"}, {"D-80331", "DE", "80331"}, {"DE 80331", "DE", "80331"}, {"11000", "CZ", "110 00"}, {"S-11455", "SE", "114 55"},
		{"1000001", "PT", "1000-001"}, {"1000", "PT", "1000"}, {"LV1010", "LV", "LV-1010"}, {"1010", "LV", "LV-1010"}, {"LT-01100", "LT", "LT-01100"}, {"d02af30", "IE", "D02 AF30"}, {"1000001", "JP", "100-0001"}, {"AD500", "AD", "AD500"},
		{"８０３３１", "DE", "80331"}, {"x1", "", "X1"}, {"abc", "BS", "ABC"}, {"ABC", "DE", "ABC", InvalidFormat}, {"123456", "DE", "123456", InvalidFormat}, {"80331", "GB", "80331", InvalidFormat}, {"", "DE", ""},
	} {
		got, err := PostalCode(c[0], c[1])
		check(t, "PostalCode "+c[1], c[0], got, err, c[2], c[3])
	}
}
