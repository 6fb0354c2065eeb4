package kinds

import "strings"

// The check digits of VAT numbers, countries A to F. Each function takes a number of the country's shape, without prefix.

// vatAT: U and 8 digits; Luhn with the constant 4.
func vatAT(s string) bool {
	sum := 4
	for i := 0; i < 7; i++ {
		d := digit(s, i+1) * (1 + i%2)
		sum += d/10 + d%10
	}
	return (10-sum%10)%10 == digit(s, 8)
}

// vatBE: the last two digits complete the first eight to a multiple of 97.
func vatBE(s string) bool {
	return s[0] <= '1' && number(s) > 0 && 97-number(s[:8])%97 == number(s[8:])
}

// vatBG: 9 digits for legal entities; 10 for persons, foreigners and others, each with weights of its own.
func vatBG(s string) bool {
	if len(s) == 9 {
		check := weighted(s[:8], 1, 2, 3, 4, 5, 6, 7, 8) % 11
		if check == 10 {
			check = weighted(s[:8], 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10
		}
		return check == digit(s, 8)
	}
	last := digit(s, 9)
	person := weighted(s[:9], 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10
	foreigner := weighted(s[:9], 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10
	other := (11 - weighted(s[:9], 4, 3, 2, 7, 6, 5, 4, 3, 2)%11) % 11
	return last == person || last == foreigner || last == other
}

// vatCY: 8 digits and a letter: digits in odd places are translated, the sum modulo 26 is the letter.
func vatCY(s string) bool {
	translated := [10]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21}
	sum := 0
	for i := 0; i < 8; i++ {
		if i%2 == 0 {
			sum += translated[digit(s, i)]
		} else {
			sum += digit(s, i)
		}
	}
	return s[:2] != "12" && 'A'+byte(sum%26) == s[8]
}

// vatCZ: 8 digits for legal entities, 9 beginning with 6 for special cases, otherwise the birth number of a person.
func vatCZ(s string) bool {
	switch {
	case len(s) == 8:
		check := (11 - weighted(s[:7], 8, 7, 6, 5, 4, 3, 2)%11) % 11
		if check == 0 {
			check = 1
		}
		return s[0] != '9' && check%10 == digit(s, 7)
	case len(s) == 9 && s[0] == '6':
		rest := weighted(s[1:8], 8, 7, 6, 5, 4, 3, 2) % 11
		return 8-(10-rest+11)%11 == digit(s, 8)
	}
	return czBirthNumber(s)
}

// czBirthNumber: year, month (plus 50 for women, plus 20 when a day ran out of numbers), day, serial;
// since 1954 a tenth digit makes it divisible by 11.
func czBirthNumber(s string) bool {
	month, day := number(s[2:4])%50, number(s[4:6])
	if month > 20 {
		month -= 20
	}
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return false
	}
	return len(s) == 9 && number(s[:2]) < 54 || len(s) == 10 && number(s[:9])%11%10 == digit(s, 9)
}

// vatDE: ISO 7064 MOD 11,10.
func vatDE(s string) bool { return s[0] != '0' && mod1110(s) }

// vatDK: weighted sum divisible by 11.
func vatDK(s string) bool { return s[0] != '0' && weighted(s, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0 }

// vatEE: weighted sum divisible by 10.
func vatEE(s string) bool { return number(s) > 0 && weighted(s, 3, 7, 1, 3, 7, 1, 3, 7, 1)%10 == 0 }

// vatEL: powers of two modulo 11.
func vatEL(s string) bool {
	return number(s) > 0 && weighted(s[:8], 256, 128, 64, 32, 16, 8, 4, 2)%11%10 == digit(s, 8)
}

const spanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE"

// vatES: DNI of citizens, NIE of foreigners (X, Y, Z), NIF of special persons (K, L, M) and CIF of organizations.
func vatES(s string) bool {
	body := s[1:8]
	switch {
	case s[0] >= '0' && s[0] <= '9':
		return isDigits(s[:8]) && s[8] == spanishLetters[number(s[:8])%23]
	case strings.IndexByte("XYZ", s[0]) >= 0:
		first := string('0' + s[0] - 'X')
		return s[8] == spanishLetters[number(first+body)%23]
	case strings.IndexByte("KLM", s[0]) >= 0:
		return s[8] == spanishLetters[number(body)%23]
	}
	return spanishOrganization(s, body)
}

// spanishOrganization: Luhn over seven digits, written as a digit or as a letter according to the kind of organization.
func spanishOrganization(s, body string) bool {
	if strings.IndexByte("ABCDEFGHJNPQRSUVW", s[0]) < 0 {
		return false
	}
	check := (10 - luhnSum(body, true)%10) % 10
	asDigit, asLetter := s[8] == '0'+byte(check), s[8] == "JABCDEFGHI"[check]
	switch {
	case strings.IndexByte("ABEH", s[0]) >= 0:
		return asDigit
	case strings.IndexByte("PQS", s[0]) >= 0:
		return asLetter
	}
	return asDigit || asLetter
}

// vatFI: weighted sum divisible by 11.
func vatFI(s string) bool { return number(s) > 0 && weighted(s, 7, 9, 10, 5, 8, 4, 2, 1)%11 == 0 }

const frenchKeys = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// vatFR: a key of two characters before the SIREN, which has a Luhn check digit of its own (not in Monaco: 000…).
func vatFR(s string) bool {
	siren := s[2:]
	if number(siren) == 0 || siren[:3] != "000" && !luhn(siren) {
		return false
	}
	if isDigits(s[:2]) {
		return number(siren+"12")%97 == number(s[:2])
	}
	first, second := strings.IndexByte(frenchKeys, s[0]), strings.IndexByte(frenchKeys, s[1])
	if first < 0 || second < 0 {
		return false
	}
	key := first*34 + second - 100
	if first < 10 {
		key = first*24 + second - 10
	}
	return (number(siren)+1+key/11)%11 == key%11
}
