package kinds

import "strings"

// Parameters of RFC 3492, section 5.
const (
	punyBase, punyMin, punyMax          = 36, 1, 26
	punySkew, punyDamp                  = 38, 700
	punyInitialBias, punyInitial, punyZ = 72, 128, "abcdefghijklmnopqrstuvwxyz0123456789"
)

// punycode encodes one label of a domain name that has characters outside ASCII (RFC 3492), without the prefix "xn--".
// The label is at most 63 characters.
func punycode(label []rune) string {
	var out strings.Builder
	for _, r := range label {
		if r < punyInitial {
			out.WriteRune(r)
		}
	}
	basic := out.Len()
	if basic > 0 {
		out.WriteByte('-')
	}
	n, delta, bias := rune(punyInitial), 0, punyInitialBias
	for handled := basic; handled < len(label); {
		next := smallestFrom(label, n)
		delta += int(next-n) * (handled + 1)
		n = next
		for _, r := range label {
			if r < n {
				delta++
			}
			if r == n {
				writeVariable(&out, delta, bias)
				bias = adaptBias(delta, handled+1, handled == basic)
				delta = 0
				handled++
			}
		}
		delta++
		n++
	}
	return out.String()
}

// smallestFrom gives the smallest character not below n.
func smallestFrom(label []rune, n rune) rune {
	smallest := rune(0x10ffff)
	for _, r := range label {
		if r >= n && r < smallest {
			smallest = r
		}
	}
	return smallest
}

// writeVariable writes a generalized variable-length integer (section 3.3).
func writeVariable(out *strings.Builder, q, bias int) {
	for k := punyBase; ; k += punyBase {
		t := min(max(k-bias, punyMin), punyMax)
		if q < t {
			out.WriteByte(punyZ[q])
			return
		}
		out.WriteByte(punyZ[t+(q-t)%(punyBase-t)])
		q = (q - t) / (punyBase - t)
	}
}

// adaptBias is section 6.1.
func adaptBias(delta, points int, first bool) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for delta > (punyBase-punyMin)*punyMax/2 {
		delta /= punyBase - punyMin
		k += punyBase
	}
	return k + (punyBase-punyMin+1)*delta/(delta+punySkew)
}
