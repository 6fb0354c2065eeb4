package kinds

import "strings"

// digit gives the value of the i-th digit of a text of ASCII digits.
func digit(s string, i int) int { return int(s[i] - '0') }

// number gives the value of a text of at most 18 ASCII digits.
func number(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		n = n*10 + digit(s, i)
	}
	return n
}

// weighted sums the digits times their weights, over the shorter of the two.
func weighted(s string, weights ...int) int {
	sum := 0
	for i := 0; i < len(s) && i < len(weights); i++ {
		sum += digit(s, i) * weights[i]
	}
	return sum
}

// luhn tells whether digits end in the check digit of ISO/IEC 7812-1 annex B.
func luhn(s string) bool {
	return luhnSum(s, false)%10 == 0
}

// luhnSum sums digits from the right, every second one doubled and cast out, beginning with the last if double is set.
func luhnSum(s string, double bool) int {
	sum := 0
	for i := len(s) - 1; i >= 0; i-- {
		d := digit(s, i)
		if double {
			d = d*2/10 + d*2%10
		}
		sum += d
		double = !double
	}
	return sum
}

// mod1110 tells whether digits end in the check digit of ISO 7064, MOD 11,10.
func mod1110(s string) bool {
	check := 10
	for i := 0; i < len(s)-1; i++ {
		check = (check + digit(s, i)) % 10
		if check == 0 {
			check = 10
		}
		check = check * 2 % 11
	}
	return (check+digit(s, len(s)-1))%10 == 1
}

// mod97 gives a text of digits and letters (A = 10 … Z = 35) modulo 97, ISO 7064 MOD 97-10.
func mod97(s string) int {
	rest := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' {
			rest = (rest*100 + int(s[i]-'A') + 10) % 97
		} else {
			rest = (rest*10 + digit(s, i)) % 97
		}
	}
	return rest
}

// gs1 tells whether digits end in the check digit of the GS1 General Specifications, 7.9: weights 3 and 1 from the right.
func gs1(s string) bool {
	sum := 0
	for i := 0; i < len(s); i++ {
		weight := 1
		if (len(s)-i)%2 == 0 {
			weight = 3
		}
		sum += digit(s, i) * weight
	}
	return sum%10 == 0
}

// shape tells whether a text has the shape of a template: 9 a digit, A a letter, X either, anything else itself.
func shape(s, template string) bool {
	if len(s) != len(template) {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !shapedLike(s[i], template[i]) {
			return false
		}
	}
	return true
}

func shapedLike(c, t byte) bool {
	digit, letter := c >= '0' && c <= '9', c >= 'A' && c <= 'Z'
	switch t {
	case '9':
		return digit
	case 'A':
		return letter
	case 'X':
		return digit || letter
	}
	return c == t
}

// shapes tells whether a text has the shape of one of several templates separated by a bar.
func shapes(s, templates string) bool {
	for template := range strings.SplitSeq(templates, "|") {
		if shape(s, template) {
			return true
		}
	}
	return false
}
