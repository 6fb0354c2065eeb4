package matching

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// positiveEvidence is how many bits a comparison must add to stand in a match key.
	positiveEvidence = 1
	// maxShort is how many characters of a comparison's name a match key shows.
	maxShort = 12
	// forbidMark stands before a rule that forbids.
	forbidMark = "!"
)

// matchKey is the evidence for and against a pair in short: +NAME for a comparison that adds at least a bit, -NAME for one
// that takes some off, in the order of the policy; a rule that decides stands in front, with ! where it forbids:
// "!two tax numbers +NAME+PHONE". What a side does not say does not appear.
func (m *Model) matchKey(v Verdict, steps []Step) string {
	var rule, evidence strings.Builder
	if v.Forbid != "" {
		rule.WriteString(forbidMark + v.Forbid)
	} else {
		rule.WriteString(v.Rule)
	}
	short := m.shortNames()
	for i, s := range steps {
		if s.Kind != StepComparison || s.A == "" && s.B == "" {
			continue
		}
		bits := s.Weight
		if i+1 < len(steps) && steps[i+1].Kind == StepTermFrequency {
			bits += steps[i+1].Weight
		}
		switch {
		case bits >= positiveEvidence:
			evidence.WriteString("+" + short[s.Comparison])
		case bits < 0:
			evidence.WriteString("-" + short[s.Comparison])
		}
	}
	if rule.Len() > 0 && evidence.Len() > 0 {
		rule.WriteString(" ")
	}
	return rule.String() + evidence.String()
}

// shortNames gives each comparison the name a match key shows: the last part of its path in the singular, in capitals, cut
// to maxShort; the whole name where two would be the same.
func (m *Model) shortNames() map[string]string {
	out, count := map[string]string{}, map[string]int{}
	for i := range m.comparisons {
		count[shortName(m.comparisons[i].name)]++
	}
	for i := range m.comparisons {
		name := m.comparisons[i].name
		if out[name] = shortName(name); count[out[name]] > 1 {
			out[name] = capitals(name)
		}
	}
	return out
}

func shortName(name string) string {
	short := capitals(singular(name[strings.LastIndexByte(name, '.')+1:]))
	for utf8.RuneCountInString(short) > maxShort {
		_, n := utf8.DecodeLastRuneInString(short)
		short = short[:len(short)-n]
	}
	return short
}

// singular takes the ending of an English plural off.
func singular(word string) string {
	switch {
	case len(word) < 4:
	case strings.HasSuffix(word, "sses"), strings.HasSuffix(word, "xes"):
		return word[:len(word)-2]
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"), strings.HasSuffix(word, "is"):
	case strings.HasSuffix(word, "s"):
		return word[:len(word)-1]
	}
	return word
}

// capitals keeps letters, marks and digits.
func capitals(name string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Letter, unicode.Mark, unicode.Number) {
			return r
		}
		return -1
	}, name))
}
