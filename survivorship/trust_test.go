package survivorship

import (
	"testing"
	"time"
)

func TestTrustFades(t *testing.T) {
	const days = 24 * time.Hour
	tests := []struct {
		curve string
		age   time.Duration
		want  float64
	}{
		{"linear", -5 * days, 80}, {"linear", 0, 80}, {"linear", 50 * days, 50}, {"linear", 100 * days, 20}, {"linear", 900 * days, 20},
		{"slowFast", 0, 80}, {"slowFast", 50 * days, 65}, {"slowFast", 100 * days, 20}, {"slowFast", 900 * days, 20},
		{"fastSlow", 0, 80}, {"fastSlow", 50 * days, 35}, {"fastSlow", 100 * days, 20}, {"fastSlow", 900 * days, 20},
		{"halfLife", 0, 80}, {"halfLife", 100 * days, 50}, {"halfLife", 200 * days, 35}, {"halfLife", 10000 * days, 20},
	}
	for _, test := range tests {
		d := &decay{curve: curves[test.curve], period: 100 * days, floor: 20}
		if got := hundredths(d.at(80, test.age)); got != test.want {
			t.Errorf("%s after %v: %v, want %v", test.curve, test.age, got, test.want)
		}
		if got := d.at(15, test.age); got != 15 {
			t.Errorf("%s: trust below the floor became %v", test.curve, got)
		}
	}
}

func TestADowngradeNeverRaisesTrust(t *testing.T) {
	i := Invalid{Downgrade: 30, Floor: 5}
	for trust, want := range map[float64]float64{80: 50, 30: 5, 6: 5, 3: 3, 0: 0} {
		if got := i.downgraded(trust); got != want {
			t.Errorf("%v becomes %v, want %v", trust, got, want)
		}
	}
}

func TestPeriods(t *testing.T) {
	const day = 24 * time.Hour
	for text, want := range map[string]time.Duration{
		"36h": 36 * time.Hour, "365d": 365 * day, "2w": 14 * day, "1.5y": 13140 * time.Hour, " 1d ": day,
		"": 0, "d": 0, "0d": 0, "-1d": 0, "1": 0, "1m": 0, "NaNd": 0, "Infd": 0, "1e300y": 0, "1日": 0,
	} {
		if got, ok := parsePeriod(text); got != want || ok != (want > 0) {
			t.Errorf("%q: %v, %v; want %v", text, got, ok, want)
		}
	}
}
