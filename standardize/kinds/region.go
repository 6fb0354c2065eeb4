package kinds

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// regionCodes are the postal abbreviations of states and provinces by country and folded name.
var regionCodes = map[string]map[string]string{
	"US": regionTable(`AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia
		|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota
		|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota
		|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia
		|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|PR Puerto Rico|GU Guam|VI Virgin Islands|AS American Samoa|MP Northern Mariana Islands
		|AE Armed Forces Europe|AP Armed Forces Pacific|AA Armed Forces Americas|CA Calif|MA Mass|PA Penn|TX Tex|FL Fla|IL Ill|WA Wash|DC Washington DC`),
	"CA": regionTable(`AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NL Newfoundland|NS Nova Scotia|NT Northwest Territories
		|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|QC PQ|SK Saskatchewan|YT Yukon|YT Yukon Territory|ON Ont|QC Que|AB Alta`),
	"AU": regionTable(`ACT Australian Capital Territory|NSW New South Wales|NT Northern Territory|QLD Queensland|SA South Australia|TAS Tasmania|VIC Victoria
		|WA Western Australia`),
}

// regionTable leads from folded names and codes to codes.
func regionTable(list string) map[string]string {
	table := map[string]string{}
	for entry := range strings.SplitSeq(list, "|") {
		code, name, _ := strings.Cut(strings.TrimSpace(entry), " ")
		table[fold(name)] = code
		table[fold(code)] = code
	}
	return table
}

// Region standardizes the first subdivision in an address: to its postal abbreviation in the United States, Canada and
// Australia ("Ohio" is OH), cleaned elsewhere. Warning: UNKNOWN_CODE.
func Region(s, country string) (string, error) {
	clean := strings.Trim(CleanText(s), ",; ")
	table := regionCodes[country]
	if clean == "" || table == nil {
		return clean, nil
	}
	if code := table[fold(strings.TrimPrefix(strings.ToUpper(clean), country+"-"))]; code != "" {
		return code, nil
	}
	return clean, warning(UnknownCode, clean, "is not a state or province of "+country)
}

// asciiText is clean text with full-width letters and digits resolved.
func asciiText(s string) string {
	return CleanText(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Pd, r) {
			return '-'
		}
		return r
	}, norm.NFKC.String(CleanText(s))))
}
