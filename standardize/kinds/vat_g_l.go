package kinds

import "strings"

// The check digits of VAT numbers, countries G to L, and Switzerland. Each function takes a number of the country's
// shape, without prefix.

// vatCH: the Swiss UID, weighted modulo 11.
func vatCH(s string) bool {
	return number(s) > 0 && (11-weighted(s[:8], 5, 4, 3, 2, 7, 6, 5, 4)%11)%11 == digit(s, 8)
}

// vatGB: 9 digits modulo 97 or, since 2010, modulo 97 with 55 added; 12 digits name a branch; GD are government
// departments (below 500), HA health authorities (from 500).
func vatGB(s string) bool {
	switch s[:2] {
	case "GD":
		return number(s[2:]) < 500
	case "HA":
		return number(s[2:]) >= 500
	}
	rest := weighted(s[:9], 8, 7, 6, 5, 4, 3, 2, 10, 1) % 97
	old, since2010 := rest == 0, rest == 42
	return number(s[:7]) > 0 && (old || since2010 && number(s[:3]) >= 100)
}

// vatHU: weighted sum divisible by 10.
func vatHU(s string) bool { return number(s) > 0 && weighted(s, 9, 7, 3, 1, 9, 7, 3, 1)%10 == 0 }

const irishLetters = "WABCDEFGHIJKLMNOPQRSTUV"

// vatIE: 7 digits and a check letter, since 2013 with a second letter that counts nine times; before 1991 the second
// digit was a letter, + or *, and the first digit counts last.
func vatIE(s string) bool {
	body, extra := s[:7], 0
	if !isDigits(body) {
		body = "0" + s[2:7] + s[:1]
	}
	if len(s) == 9 {
		extra = strings.IndexByte(irishLetters, s[8])
	}
	if extra < 0 {
		return false
	}
	return irishLetters[(weighted(body, 8, 7, 6, 5, 4, 3, 2)+9*extra)%23] == s[7]
}

// vatIT: Luhn; digits 8 to 10 are the office that issued the number.
func vatIT(s string) bool {
	office := number(s[7:10])
	known := office >= 1 && office <= 100 || office == 120 || office == 121 || office == 888 || office == 999
	return number(s[:7]) > 0 && known && luhn(s)
}

// vatLT: 9 digits for legal persons, 12 for others; the digit before the last is 1.
func vatLT(s string) bool {
	last := len(s) - 1
	if s[last-1] != '1' {
		return false
	}
	check := lithuanian(s[:last], 0) % 11
	if check == 10 {
		check = lithuanian(s[:last], 2) % 11 % 10
	}
	return check == digit(s, last)
}

// lithuanian sums digits with the weights 1 to 9 in a circle.
func lithuanian(s string, shift int) int {
	sum := 0
	for i := 0; i < len(s); i++ {
		sum += digit(s, i) * (1 + (i+shift)%9)
	}
	return sum
}

// vatLU: the first six digits modulo 89 are the last two.
func vatLU(s string) bool { return number(s) > 0 && number(s[:6])%89 == number(s[6:]) }

// vatLV: legal persons begin with 4 to 9; for natural persons the personal code, with a birth date and a check digit
// before 2017, beginning with 32 and without either since.
func vatLV(s string) bool {
	if s[0] > '3' {
		return weighted(s, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1)%11 == 3
	}
	if s[:2] == "32" {
		return true
	}
	day, month := number(s[:2]), number(s[2:4])
	born := day >= 1 && day <= 31 && month >= 1 && month <= 12
	return born && (1+weighted(s[:10], 10, 5, 8, 4, 2, 1, 6, 3, 7, 9))%11%10 == digit(s, 10)
}
