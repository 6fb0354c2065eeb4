package survivorship

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Defaults of a policy that says nothing about trust.
const (
	defaultTrust     = 50
	defaultDowngrade = 30
	defaultFloor     = 5
)

// sourceTrust is the trust in one source: by attribute index, and how it fades.
type sourceTrust struct {
	bases []float64
	decay *decay // nil: does not fade
}

// decay is a compiled Decay.
type decay struct {
	curve  curve
	period time.Duration
	floor  float64
}

// curve tells which part of what can fade is left after x periods, from 1 at 0.
type curve func(x float64) float64

// curves are the ways trust can fade, by name. All but halfLife end at one period.
var curves = map[string]curve{
	"linear":   func(x float64) float64 { return 1 - min(x, 1) },
	"slowFast": func(x float64) float64 { return 1 - min(x, 1)*min(x, 1) },
	"fastSlow": func(x float64) float64 { return (1 - min(x, 1)) * (1 - min(x, 1)) },
	"halfLife": func(x float64) float64 { return math.Exp2(-x) },
}

// at is the trust left of base at an age. What is not yet seen is as good as fresh.
func (d *decay) at(base float64, age time.Duration) float64 {
	if d == nil || base <= d.floor || age <= 0 {
		return base
	}
	left := (base - d.floor) * d.curve(float64(age)/float64(d.period))
	if left < leastTrust { // a half life has no end
		return d.floor
	}
	return d.floor + left
}

// leastTrust is what is no trust any more.
const leastTrust = 0.005

// downgraded is the trust in a value with a warning.
func (i Invalid) downgraded(trust float64) float64 {
	return min(trust, max(i.Floor, trust-i.Downgrade))
}

// hundredths rounds trust to what is shown.
func hundredths(trust float64) float64 { return math.Round(trust*100) / 100 }

// periodUnits are the units of periods.
var periodUnits = map[byte]time.Duration{'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour, 'y': 365 * 24 * time.Hour}

// parsePeriod reads a positive number of hours, days, weeks or years.
func parsePeriod(s string) (time.Duration, bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, false
	}
	unit, ok := periodUnits[s[len(s)-1]]
	n, err := strconv.ParseFloat(s[:len(s)-1], 64)
	if !ok || err != nil || !(n > 0) || n*float64(unit) >= math.MaxInt64 {
		return 0, false
	}
	period := time.Duration(n * float64(unit))
	return period, period > 0
}
