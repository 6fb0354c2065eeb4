package similarity

func (m *metaphone) letterC() int {
	switch {
	case m.germanicACH():
		m.add("K")
		return 2
	case m.pos == 0 && m.here(0, "CAESAR"):
		m.add("S")
		return 2
	case m.here(0, "CHIA"): // chianti
		m.add("K")
		return 2
	case m.here(0, "CH"):
		return m.lettersCH()
	case m.here(0, "CZ") && !m.here(-2, "WICZ"): // czerny
		m.addBoth("S", "X")
		return 2
	case m.here(1, "CIA"): // focaccia
		m.add("X")
		return 3
	case m.here(0, "CC") && !(m.pos == 1 && m.has(0, "M")): // not McClellan
		return m.lettersCC()
	case m.here(0, "CK", "CG", "CQ"):
		m.add("K")
		return 2
	case m.here(0, "CIO", "CIE", "CIA"):
		m.addBoth("S", "X")
		return 2
	case m.here(0, "CI", "CE", "CY"):
		m.add("S")
		return 2
	}
	m.add("K")
	switch {
	case m.here(1, " C", " Q", " G"): // mac caffrey, mac gregor
		return 3
	case m.here(1, "C", "K", "Q") && !m.here(1, "CE", "CI"):
		return 2
	}
	return 1
}

func (m *metaphone) germanicACH() bool {
	return m.pos > 1 && !m.vowel(-2) && m.here(-1, "ACH") && !m.here(2, "I") &&
		(!m.here(2, "E") || m.here(-2, "BACHER", "MACHER"))
}

func (m *metaphone) lettersCH() int {
	switch {
	case m.pos > 0 && m.here(0, "CHAE"): // michael
		m.addBoth("K", "X")
	case m.pos == 0 && m.here(1, "HARAC", "HARIS", "HOR", "HYM", "HIA", "HEM") && !m.has(0, "CHORE"):
		m.add("K") // Greek roots: chemistry, chorus
	case m.hardCH():
		m.add("K")
	case m.pos == 0:
		m.add("X")
	case m.has(0, "MC"): // McHugh
		m.add("K")
	default:
		m.addBoth("X", "K")
	}
	return 2
}

func (m *metaphone) hardCH() bool {
	return m.germanic() ||
		m.here(-2, "ORCHES", "ARCHIT", "ORCHID") ||
		m.here(2, "T", "S") ||
		(m.pos == 0 || m.here(-1, "A", "O", "U", "E")) &&
			m.here(2, "L", "R", "N", "M", "B", "H", "F", "V", "W", " ")
}

func (m *metaphone) lettersCC() int {
	if !m.here(2, "I", "E", "H") || m.here(2, "HU") { // bacchus
		m.add("K")
		return 2
	}
	if m.pos == 1 && m.has(0, "A") || m.here(-1, "UCCEE", "UCCES") { // accident, succeed
		m.add("KS")
	} else { // bellocchio
		m.add("X")
	}
	return 3
}

func (m *metaphone) letterD() int {
	if m.here(0, "DG") {
		if m.here(2, "I", "E", "Y") { // edge
			m.add("J")
			return 3
		}
		m.add("TK") // edgar
		return 2
	}
	m.add("T")
	return m.double("T", "D")
}

func (m *metaphone) letterG() int {
	switch {
	case m.here(1, "H"):
		return m.lettersGH()
	case m.here(1, "N"):
		return m.lettersGN()
	case m.here(1, "LI") && !m.slavoGermanic: // tagliaro
		m.addBoth("KL", "L")
		return 2
	case m.pos == 0 && m.here(1, "Y", "ES", "EP", "EB", "EL", "EY", "IB", "IL", "IN", "IE", "EI", "ER"):
		m.addBoth("K", "J")
		return 2
	case m.here(1, "ER", "Y") && !m.has(0, "DANGER", "RANGER", "MANGER") &&
		!m.here(-1, "E", "I", "RGY", "OGY"):
		m.addBoth("K", "J")
		return 2
	case m.here(1, "E", "I", "Y") || m.here(-1, "AGGI", "OGGI"):
		return m.softG()
	}
	m.add("K")
	return m.double("G")
}

func (m *metaphone) softG() int {
	switch {
	case m.germanic() || m.here(1, "ET"):
		m.add("K")
	case m.here(1, "IER "): // French endings are always soft
		m.add("J")
	default: // biaggi
		m.addBoth("J", "K")
	}
	return 2
}

func (m *metaphone) lettersGH() int {
	switch {
	case m.pos > 0 && !m.vowel(-1):
		m.add("K")
	case m.pos == 0 && m.here(2, "I"): // ghislane
		m.add("J")
	case m.pos == 0:
		m.add("K")
	case m.here(-2, "B", "H", "D") || m.here(-3, "B", "H", "D") || m.here(-4, "B", "H"): // hugh, bough
	case m.here(-1, "U") && m.here(-3, "C", "G", "L", "R", "T"): // laugh, cough, rough, tough
		m.add("F")
	case !m.here(-1, "I"):
		m.add("K")
	}
	return 2
}

func (m *metaphone) lettersGN() int {
	switch {
	case m.pos == 1 && m.has(0, "A", "E", "I", "O", "U", "Y") && !m.slavoGermanic:
		m.addBoth("KN", "N")
	case !m.here(2, "EY") && !m.slavoGermanic: // not cagney
		m.addBoth("N", "KN")
	default:
		m.add("KN")
	}
	return 2
}

// letterH keeps an h only at the start or between vowels, before a vowel.
func (m *metaphone) letterH() int {
	if (m.pos == 0 || m.vowel(-1)) && m.vowel(1) {
		m.add("H")
		return 2
	}
	return 1
}

func (m *metaphone) letterJ() int {
	if m.here(0, "JOSE") || m.has(0, "SAN ") { // jose, san jacinto
		if m.pos == 0 && m.here(4, " ") || m.has(0, "SAN ") {
			m.add("H")
		} else {
			m.addBoth("J", "H")
		}
		return 1
	}
	switch {
	case m.pos == 0: // jankelowicz
		m.addBoth("J", "A")
	case m.vowel(-1) && !m.slavoGermanic && m.here(1, "A", "O"): // bajador
		m.addBoth("J", "H")
	case m.pos == m.last:
		m.addBoth("J", "")
	case !m.here(1, "L", "T", "K", "S", "N", "M", "B", "Z") && !m.here(-1, "S", "K", "L"):
		m.add("J")
	}
	return m.double("J")
}

func (m *metaphone) letterL() int {
	if m.here(1, "L") && m.spanishLL() { // cabrillo, gallegos
		m.addBoth("L", "")
		return 2
	}
	m.add("L")
	return m.double("L")
}

func (m *metaphone) spanishLL() bool {
	return m.pos == m.last-2 && m.here(-1, "ILLO", "ILLA", "ALLE") ||
		(m.has(m.last-1, "AS", "OS") || m.has(m.last, "A", "O")) && m.here(-1, "ALLE")
}

func (m *metaphone) letterM() int {
	m.add("M")
	if m.here(-1, "UMB") && (m.pos+1 == m.last || m.here(2, "ER")) { // dumb, thumber
		return 2
	}
	return m.double("M")
}

func (m *metaphone) letterP() int {
	if m.here(1, "H") {
		m.add("F")
		return 2
	}
	m.add("P")
	return m.double("P", "B") // campbell, raspberry
}

func (m *metaphone) letterR() int {
	french := m.pos == m.last && !m.slavoGermanic && m.here(-2, "IE") && !m.here(-4, "ME", "MA")
	if french { // rogier, not hochmeier
		m.addBoth("", "R")
	} else {
		m.add("R")
	}
	return m.double("R")
}

func (m *metaphone) letterS() int {
	switch {
	case m.here(-1, "ISL", "YSL"): // isle, carlysle
		return 1
	case m.pos == 0 && m.here(0, "SUGAR"):
		m.addBoth("X", "S")
		return 1
	case m.here(0, "SH"):
		if m.here(1, "HEIM", "HOEK", "HOLM", "HOLZ") { // Germanic
			m.add("S")
		} else {
			m.add("X")
		}
		return 2
	case m.here(0, "SIO", "SIA"): // Italian and Armenian
		if m.slavoGermanic {
			m.add("S")
		} else {
			m.addBoth("S", "X")
		}
		return 3
	case m.pos == 0 && m.here(1, "M", "N", "L", "W") || m.here(1, "Z"): // smith meets schmidt
		m.addBoth("S", "X")
		return m.double("Z")
	case m.here(0, "SC"):
		return m.lettersSC()
	}
	if m.pos == m.last && m.here(-2, "AI", "OI") { // resnais, artois
		m.addBoth("", "S")
	} else {
		m.add("S")
	}
	return m.double("S", "Z")
}

func (m *metaphone) lettersSC() int {
	switch {
	case m.here(2, "HER", "HEN"): // schermerhorn, schenker
		m.addBoth("X", "SK")
	case m.here(2, "HOO", "HUY", "HED", "HEM"): // Dutch: school
		m.add("SK")
	case m.here(2, "H") && m.pos == 0 && !m.vowel(3) && !m.here(3, "W"): // schneider meets snider
		m.addBoth("X", "S")
	case m.here(2, "H"):
		m.add("X")
	case m.here(2, "I", "E", "Y"):
		m.add("S")
	default:
		m.add("SK")
	}
	return 3
}

func (m *metaphone) letterT() int {
	switch {
	case m.here(0, "TION", "TIA", "TCH"):
		m.add("X")
		return 3
	case m.here(0, "TH", "TTH"):
		if m.here(2, "OM", "AM") || m.germanic() { // thomas, thames
			m.add("T")
		} else {
			m.addBoth("0", "T")
		}
		return 2
	}
	m.add("T")
	return m.double("T", "D")
}

func (m *metaphone) letterW() int {
	if m.here(0, "WR") {
		m.add("R")
		return 2
	}
	if m.pos == 0 && m.vowel(1) { // wasserman meets vasserman
		m.addBoth("A", "F")
	} else if m.pos == 0 && m.here(0, "WH") {
		m.add("A")
	}
	switch {
	case m.pos == m.last && m.vowel(-1), m.has(0, "SCH"),
		m.here(-1, "EWSKI", "EWSKY", "OWSKI", "OWSKY"): // arnow meets arnoff
		m.addBoth("", "F")
	case m.here(0, "WICZ", "WITZ"): // filipowicz
		m.addBoth("TS", "FX")
		return 4
	}
	return 1
}

func (m *metaphone) letterX() int {
	french := m.pos == m.last && (m.here(-3, "IAU", "EAU") || m.here(-2, "AU", "OU"))
	if !french { // breaux
		m.add("KS")
	}
	return m.double("C", "X")
}

func (m *metaphone) letterZ() int {
	switch {
	case m.here(1, "H"): // zhao
		m.add("J")
		return 2
	case m.here(1, "ZO", "ZI", "ZA") || m.slavoGermanic && m.pos > 0 && !m.here(-1, "T"):
		m.addBoth("S", "TS")
	default:
		m.add("S")
	}
	return m.double("Z")
}
