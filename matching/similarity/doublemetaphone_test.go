package similarity

import "testing"

// The words are examples of Philips' article and of the comments of his published code.
func TestDoubleMetaphone(t *testing.T) {
	for _, c := range []struct{ word, primary, secondary string }{
		{"Smith", "SM0", "XMT"}, {"Schmidt", "XMT", "SMT"}, {"Snider", "SNTR", "XNTR"}, {"Schneider", "XNTR", "SNTR"},
		{"Thompson", "TMPS", "TMPS"}, {"Thomas", "TMS", "TMS"}, {"Thames", "TMS", "TMS"},
		{"Jose", "HS", "HS"}, {"Bajador", "PJTR", "PHTR"}, {"Jankelowicz", "JNKL", "ANKL"},
		{"Michael", "MKL", "MXL"}, {"Czerny", "SRN", "XRN"}, {"Bellocchio", "PLX", "PLX"}, {"Bacchus", "PKS", "PKS"},
		{"McClellan", "MKLL", "MKLL"}, {"McHugh", "MK", "MK"}, {"Caesar", "SSR", "SSR"}, {"Chianti", "KNT", "KNT"},
		{"Accident", "AKST", "AKST"}, {"Succeed", "SKST", "SKST"}, {"Chemistry", "KMST", "KMST"}, {"Chorus", "KRS", "KRS"},
		{"Edge", "AJ", "AJ"}, {"Edgar", "ATKR", "ATKR"}, {"Ghislane", "JLN", "JLN"}, {"Hugh", "H", "H"},
		{"Laugh", "LF", "LF"}, {"Cough", "KF", "KF"}, {"Tough", "TF", "TF"}, {"Bough", "P", "P"}, {"Cagney", "KKN", "KKN"},
		{"Tagliaro", "TKLR", "TLR"}, {"Biaggi", "PJ", "PK"}, {"Danger", "TNJR", "TNKR"}, {"Cabrillo", "KPRL", "KPR"},
		{"Gallegos", "KLKS", "KKS"}, {"Campbell", "KMPL", "KMPL"}, {"Raspberry", "RSPR", "RSPR"}, {"Dumb", "TM", "TM"},
		{"Rogier", "RJ", "RJR"}, {"Hochmeier", "HKMR", "HKMR"}, {"Isle", "AL", "AL"}, {"Carlysle", "KRLL", "KRLL"},
		{"Sugar", "XKR", "SKR"}, {"School", "SKL", "SKL"}, {"Schermerhorn", "XRMR", "SKRM"}, {"Schenker", "XNKR", "SKNK"},
		{"Resnais", "RSN", "RSNS"}, {"Artois", "ART", "ARTS"}, {"Wasserman", "ASRM", "FSRM"}, {"Vasserman", "FSRM", "FSRM"},
		{"Womo", "AM", "FM"}, {"Uomo", "AM", "AM"}, {"Arnow", "ARN", "ARNF"}, {"Arnoff", "ARNF", "ARNF"},
		{"Filipowicz", "FLPT", "FLPF"}, {"Breaux", "PR", "PR"}, {"Xavier", "SF", "SFR"}, {"Zhao", "J", "J"},
		{"Knight", "NT", "NT"}, {"Gnome", "NM", "NM"}, {"Wright", "RT", "RT"}, {"Psalm", "SLM", "SLM"},
		{"Müller", "MLR", "MLR"}, {"Иванов", "AFNF", "AFNF"}, {"", "", ""}, {"123", "", ""},
	} {
		p, s := DoubleMetaphone(c.word, 4)
		if p != c.primary || s != c.secondary {
			t.Errorf("DoubleMetaphone(%q) = %q, %q; want %q, %q", c.word, p, s, c.primary, c.secondary)
		}
	}
}

func TestDoubleMetaphoneLength(t *testing.T) {
	if p, _ := DoubleMetaphone("Schermerhorn", 0); p != "XRMRRN" {
		t.Errorf("without limit: %q", p)
	}
	if p, s := DoubleMetaphone("Schermerhorn", 2); p != "XR" || s != "SK" {
		t.Errorf("limit 2: %q %q", p, s)
	}
}

func TestSoundsAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Smith", "Schmidt", true}, {"Stephen", "Steven", true}, {"Catherine", "Kathryn", true},
		{"Smith", "Jones", false}, {"", "", false}, {"42", "42", false},
	} {
		if got := SoundsAlike(c.a, c.b); got != c.want {
			t.Errorf("SoundsAlike(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

// Postel's and the commonly published examples.
func TestCologne(t *testing.T) {
	for word, want := range map[string]string{
		"Müller-Lüdenscheidt": "65752682", "Wikipedia": "3412", "Breschnew": "17863", "Müller": "657",
		"Meier": "67", "Mayer": "67", "Philipp": "351", "Xaver": "4837", "Haus": "08", "": "", "42": "",
	} {
		if got := Cologne(word); got != want {
			t.Errorf("Cologne(%q) = %q, want %q", word, got, want)
		}
	}
}
