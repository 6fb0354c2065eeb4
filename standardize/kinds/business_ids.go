package kinds

import "strings"

// DUNS standardizes a D-U-N-S number to nine digits; seven or eight are filled up with the leading zeros that spreadsheets
// drop. Its check digit has not been public since 2006 and is not tested. Error: INVALID_FORMAT.
func DUNS(s string) (string, error) {
	code := withoutIntroduction(compact(s), "DUNSNUMBER", "DUNSNR", "DUNSNO", "DUNS")
	if code == "" {
		return "", nil
	}
	if !shapes(code, "9999999|99999999|999999999") {
		return code, problem(InvalidFormat, code, "is not a D-U-N-S number: expected nine digits")
	}
	return padLeft(code, 9), nil
}

// LEI standardizes a legal entity identifier (ISO 17442): 18 letters and digits and two check digits, MOD 97-10.
// Errors: INVALID_FORMAT, INVALID_CHECK_DIGIT.
func LEI(s string) (string, error) {
	code := compact(s)
	for len(code) > 20 && strings.HasPrefix(code, "LEI") {
		code = code[3:]
	}
	switch {
	case code == "":
		return "", nil
	case !shape(code, "XXXXXXXXXXXXXXXXXX99"):
		return code, problem(InvalidFormat, code, "is not an LEI: expected 20 letters and digits")
	case mod97(code) != 1:
		return code, problem(InvalidCheckDigit, code, "is not an LEI: its check digits are wrong")
	}
	return code, nil
}

// EIN standardizes an employer identification number of the United States as 12-3456789; eight digits get back the zero
// they lost. There is no check digit. Error: INVALID_FORMAT.
func EIN(s string) (string, error) {
	code := withoutIntroduction(compact(s), "EIN", "FEIN", "US")
	if code == "" {
		return "", nil
	}
	if !shapes(code, "99999999|999999999") || padLeft(code, 9)[:2] == "00" {
		return code, problem(InvalidFormat, code, "is not an EIN: expected nine digits, like 12-3456789")
	}
	code = padLeft(code, 9)
	return code[:2] + "-" + code[2:], nil
}

// SSN standardizes a social security number of the United States to its digits: nine, or the last four where a source
// keeps no more. Error: INVALID_FORMAT, also for numbers that are never issued (000, 666 and 9xx at the beginning, 00 in
// the middle, 0000 at the end).
func SSN(s string) (string, error) {
	code := compact(s)
	if code == "" {
		return "", nil
	}
	if last4 := strings.TrimLeft(code, "X"); shape(last4, "9999") {
		return last4, nil
	}
	if !shape(code, "999999999") || neverIssued(code) {
		return code, problem(InvalidFormat, code, "is not a social security number: expected nine digits, like 123-45-6789")
	}
	return code, nil
}

// neverIssued knows the ranges that the Social Security Administration excludes; 9xx is left to taxpayer numbers (ITIN).
func neverIssued(ssn string) bool {
	return ssn[:3] == "000" || ssn[:3] == "666" || ssn[3:5] == "00" || ssn[5:] == "0000"
}

// HSCode standardizes a customs tariff number of the Harmonized System to its digits, 6 to 10 of them, without dots. An odd
// number of digits has lost its leading zero. Errors: INVALID_FORMAT, UNKNOWN_CODE (chapter 00, 77 or above 97).
func HSCode(s string) (string, error) {
	code := withoutIntroduction(compact(s), "HSCODE", "HTS", "HS", "TARIC")
	if code == "" {
		return "", nil
	}
	if !isDigits(code) || len(code) < 5 || len(code) > 10 {
		return code, problem(InvalidFormat, code, "is not an HS code: expected 6 to 10 digits, like 8471.30")
	}
	code = padLeft(code, len(code)+len(code)%2)
	if chapter := number(code[:2]); chapter == 0 || chapter == 77 || chapter > 97 {
		return code, problem(UnknownCode, code, "is not an HS code: there is no chapter "+code[:2])
	}
	return code, nil
}

// UNSPSC standardizes a product class of the United Nations to 8 digits; shorter levels of 2, 4 and 6 digits are filled up
// with zeros on the right. Error: INVALID_FORMAT.
func UNSPSC(s string) (string, error) {
	code := withoutIntroduction(compact(s), "UNSPSC")
	if code == "" {
		return "", nil
	}
	if !shapes(code, "99|9999|999999|99999999") || code[:2] < "10" {
		return code, problem(InvalidFormat, code, "is not a UNSPSC class: expected 8 digits, like 43211503")
	}
	return (code + "000000")[:8], nil
}
