package kinds

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/unicode/norm"
)

// maxPhone bounds what is taken for one phone number, in characters.
const maxPhone = 60

// PhoneNumber is a standardized phone number.
type PhoneNumber struct {
	E164      string // "+498912345678"; empty if it could not be made international
	Kept      string // where E164 is empty: the digits of a number that only lacks its country or area code, else the text
	Extension string // digits of the extension, which E.164 does not hold
	Country   string // ISO 3166 alpha-2 of the number's plan; empty if unknown or shared
	Valid     bool   // the number lies in a range that the country has given out
}

// String gives E.164, or what was kept where there is none.
func (p PhoneNumber) String() string {
	if p.E164 != "" {
		return p.E164
	}
	return p.Kept
}

// Phone standardizes a phone number to E.164. Numbers without "+" or "00" are read as dialled in country (ISO 3166
// alpha-2, may be empty). A number that is possible but not in a range given out (as those for fiction) is standardized with
// Valid false. Errors: NO_COUNTRY (seven or more digits, but no country: the digits are kept), INCOMPLETE (a local number
// without area code), INVALID_FORMAT.
func Phone(s, country string) (PhoneNumber, error) {
	clean := CleanText(norm.NFKC.String(CleanText(s)))
	if clean == "" {
		return PhoneNumber{}, nil
	}
	if cut := truncate(clean, maxPhone); cut != clean {
		return PhoneNumber{Kept: cut}, problem(TooLong, clean, "is too long for a phone number")
	}
	region := strings.ToUpper(strings.TrimSpace(country))
	dialled := international(clean)
	parsed, err := phonenumbers.Parse(dialled, region)
	if err != nil {
		return unparsedPhone(clean, dialled, region)
	}
	return parsedPhone(parsed, clean, dialled, region)
}

// international turns a leading 00 or a bracketed plus into "+", and drops words such as "Tel." in front.
func international(s string) string {
	start := strings.IndexAny(s, "+0123456789(")
	if start < 0 {
		return s
	}
	if word := s[:start]; fold(word) == "" || phoneWords[fold(word)] {
		s = s[start:]
	}
	s = strings.Replace(s, "(+", "+(", 1)
	if rest, ok := strings.CutPrefix(s, "00"); ok && !strings.HasPrefix(rest, "0") {
		return "+" + strings.TrimLeft(rest, " -./")
	}
	return s
}

var phoneWords = wordSet("tel telefon telephone phone ph fon fax mobile mobil mob handy cell t p m f office buro telno phoneno tlf tfno")

// parsedPhone accepts a number that is possible in its country.
func parsedPhone(number *phonenumbers.PhoneNumber, clean, dialled, region string) (PhoneNumber, error) {
	phone := PhoneNumber{Kept: clean}
	switch phonenumbers.IsPossibleNumberWithReason(number) {
	case phonenumbers.IS_POSSIBLE:
		phone.E164, phone.Kept = phonenumbers.Format(number, phonenumbers.E164), ""
		phone.Extension = number.GetExtension()
		phone.Valid = phonenumbers.IsValidNumber(number)
		phone.Country = planCountry(number)
		return phone, nil
	case phonenumbers.IS_POSSIBLE_LOCAL_ONLY:
		phone.Kept = plainDigits(clean, dialled)
		return phone, problem(Incomplete, dialled, "lacks the area code")
	}
	where := "any country"
	if region != "" {
		where = region
	}
	return phone, problem(InvalidFormat, dialled, fmt.Sprintf("is not a phone number of %s: too short or too long", where))
}

// planCountry gives the country of a number, or of its calling code where the range is not given out and only one
// country has the code.
func planCountry(number *phonenumbers.PhoneNumber) string {
	if region := phonenumbers.GetRegionCodeForNumber(number); isCountry(region) {
		return region
	}
	regions := phonenumbers.GetRegionCodesForCountryCode(int(number.GetCountryCode()))
	if len(regions) == 1 && isCountry(regions[0]) {
		return regions[0]
	}
	return ""
}

// unparsedPhone explains why a text is no phone number.
func unparsedPhone(clean, dialled, region string) (PhoneNumber, error) {
	digits := plainDigits(clean, dialled)
	if isDigits(digits) && len(digits) >= 7 && len(digits) <= 15 && region == "" && !strings.HasPrefix(dialled, "+") {
		return PhoneNumber{Kept: digits}, problem(NoCountry, clean, "is a national number, and no country is known for it")
	}
	return PhoneNumber{Kept: clean}, problem(InvalidFormat, clean, "is not a phone number: expected something like +49 89 1234567")
}

// plainDigits keeps the digits in front of an extension, or the whole text where there is more to it than a number.
func plainDigits(clean, dialled string) string {
	number, _ := phonenumbers.MaybeSeparateExtensionFromPhone(dialled)
	digits := digitsOf(number)
	if strings.ContainsFunc(number, unicode.IsLetter) || strings.HasPrefix(digits, "00") || digits == "" {
		return clean
	}
	return digits
}
