package kinds

import "strings"

// BIC standardizes a business identifier code (ISO 9362) to 8 characters, or 11 where it names a branch: the branch
// code XXX means the head office and is dropped, so that DEUTDEFF and DEUTDEFFXXX are equal.
// Errors: INVALID_FORMAT, UNKNOWN_CODE (country).
func BIC(s string) (string, error) {
	code := compact(s)
	if code == "" {
		return "", nil
	}
	if !shapes(code, "XXXXAAXX|XXXXAAXXXXX") {
		return code, problem(InvalidFormat, code, "is not a BIC: expected 8 or 11 characters, like DEUTDEFF or DEUTDEFF500")
	}
	if country := code[4:6]; !isCountry(country) {
		return code, problem(UnknownCode, code, "is not a BIC: "+country+" is not a country")
	}
	if len(code) == 11 {
		code = strings.TrimSuffix(code, "XXX")
	}
	return code, nil
}
