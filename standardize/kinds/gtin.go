package kinds

// GTIN standardizes a global trade item number (GTIN-8, -12, -13 or -14) to 14 digits, filled up with zeros on the left as
// the GS1 General Specifications ask for comparing and storing. Eleven digits are a GTIN-12 that lost its leading zero.
// Errors: INVALID_FORMAT, INVALID_CHECK_DIGIT.
func GTIN(s string) (string, error) {
	code := withoutIntroduction(compact(s), "GTIN", "EAN", "UPC")
	if code == "" {
		return "", nil
	}
	if !shapes(code, "99999999|99999999999|999999999999|9999999999999|99999999999999") || repeated(code, 1) && code[0] == '0' {
		return code, problem(InvalidFormat, code, "is not a GTIN: expected 8, 12, 13 or 14 digits")
	}
	if !gs1(code) {
		return code, problem(InvalidCheckDigit, code, "is not a GTIN: its check digit is wrong")
	}
	return padLeft(code, 14), nil
}

// GTINForm gives a standardized GTIN in its shortest usual form: 8, 12, 13 or 14 digits.
func GTINForm(gtin14 string) string {
	if !shape(gtin14, "99999999999999") {
		return gtin14
	}
	for _, length := range []int{8, 12, 13} {
		if repeated(gtin14[:14-length], 1) && gtin14[0] == '0' {
			return gtin14[14-length:]
		}
	}
	return gtin14
}

// GLN standardizes a global location number: 13 digits with the check digit of GS1.
// Errors: INVALID_FORMAT, INVALID_CHECK_DIGIT.
func GLN(s string) (string, error) {
	code := withoutIntroduction(compact(s), "GLN", "ILN")
	switch {
	case code == "":
		return "", nil
	case !shape(code, "9999999999999"), repeated(code, 1):
		return code, problem(InvalidFormat, code, "is not a GLN: expected 13 digits")
	case !gs1(code):
		return code, problem(InvalidCheckDigit, code, "is not a GLN: its check digit is wrong")
	}
	return code, nil
}
