package kinds

import "strings"

// The check digits of VAT numbers, countries M to S. Each function takes a number of the country's shape, without prefix.

// vatMT: weighted sum divisible by 37.
func vatMT(s string) bool { return s[0] != '0' && weighted(s, 3, 4, 6, 7, 8, 9, 10, 1)%37 == 0 }

// vatNL: until 2019 the first nine digits are a citizen or RSIN number modulo 11; sole traders since have a number whose
// whole, with the prefix, is 1 modulo 97.
func vatNL(s string) bool {
	if number(s[:9]) == 0 || s[10:] == "00" {
		return false
	}
	sum := weighted(s[:8], 9, 8, 7, 6, 5, 4, 3, 2) - digit(s, 8)
	return sum%11 == 0 || mod97("NL"+s) == 1
}

// vatNO: the organisation number, weighted modulo 11.
func vatNO(s string) bool {
	return number(s) > 0 && (11-weighted(s[:8], 3, 2, 7, 6, 5, 4, 3, 2)%11)%11 == digit(s, 8)
}

// vatPL: weighted modulo 11; a rest of 10 does not occur.
func vatPL(s string) bool {
	return number(s) > 0 && weighted(s[:9], 6, 5, 7, 2, 3, 4, 5, 6, 7)%11 == digit(s, 9)
}

// vatPT: weighted modulo 11, 10 written as 0.
func vatPT(s string) bool {
	return s[0] != '0' && (11-weighted(s[:8], 9, 8, 7, 6, 5, 4, 3, 2)%11)%11%10 == digit(s, 8)
}

// vatRO: up to ten digits, weighted from the right.
func vatRO(s string) bool {
	last := len(s) - 1
	return s[0] != '0' && 10*weighted(padLeft(s[:last], 9), 7, 5, 3, 2, 1, 7, 5, 3, 2)%11%10 == digit(s, last)
}

// vatSE: the organisation number with its Luhn check digit and a serial number from 01.
func vatSE(s string) bool { return number(s[:10]) > 0 && s[10:] != "00" && luhn(s[:10]) }

// vatSI: weighted modulo 11; 10 is written as 0 and 11 does not occur.
func vatSI(s string) bool {
	check := 11 - weighted(s[:7], 8, 7, 6, 5, 4, 3, 2)%11
	return s[0] != '0' && check != 11 && check%10 == digit(s, 7)
}

// vatSK: divisible by 11, with a third digit that tells the kind of person.
func vatSK(s string) bool {
	return s[0] != '0' && strings.IndexByte("234789", s[2]) >= 0 && number(s)%11 == 0
}
