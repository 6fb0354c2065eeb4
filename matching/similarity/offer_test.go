package similarity

import (
	"slices"
	"testing"
)

func TestCodesOfOffers(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{`"Field watch 00.10621.07.77.21"`, []string{"0010621077721"}},
		{"Chrono GA-100MB-1AER black", []string{"ga100mb1aer"}},
		{`"Bill Watch 047/4657.00"@en "Ladies watch for 495.00"@en`, []string{"047465700"}},
		{"EAN 5099206061309", []string{"5099206061309"}},
		{"Fair 2019-05-01, catalogue 1998/1999", nil},
		{"DDR4 kit CMK16GX4M2A2400C14 16GB", []string{"cmk16gx4m2a2400c14"}},
	} {
		if got := PrepareOffer(c.text, nil).Codes(); !slices.Equal(got, c.want) {
			t.Errorf("%s: codes %v, want %v", c.text, got, c.want)
		}
	}
}

func TestCommonCodesAreNoCodes(t *testing.T) {
	o := PrepareOffer("PC4-19200 kit CMK16GX4M2A2400C14", func(code string) bool { return code == "pc419200" })
	if got := o.Codes(); !slices.Equal(got, []string{"cmk16gx4m2a2400c14"}) {
		t.Errorf("codes %v", got)
	}
}

func TestOffersCompared(t *testing.T) {
	for _, c := range []struct {
		a, b                       string
		codes, quantities, numbers Reason
	}{
		{"Disk ST2000DM006 2TB", "Seagate ST2000-DM006 2000 GB", SameLead, Agreeing, AbsentOne},
		{"Disk ST2000DM006 2TB", "Disk ST4000DM004 4TB", Differing, Differing, AbsentOne},
		{"Tank W5200025 shop W5200026", "Solo W5200026", Shared, AbsentOne, AbsentOne},
		{"Tank W5200025 shop W5200026", "Tank W5200027 shop W5200026", Mixed, AbsentOne, AbsentOne},
		{"Tank solo", "Tank W5200027", AbsentOne, AbsentOne, AbsentOne},
		{"Graphics GTX 1080 8GB", "Graphics GTX 1060 8GB", AbsentOne, Agreeing, Differing},
		{`Screen 15.6" black`, `"Screen 15.6 inch"@en`, AbsentOne, Agreeing, AbsentOne},
		{`"Watch for 189.00"@en`, `"Watch for 169.00"@en`, AbsentOne, AbsentOne, Differing},
	} {
		for _, swapped := range []bool{false, true} {
			a, b := PrepareOffer(c.a, nil), PrepareOffer(c.b, nil)
			if swapped {
				a, b = b, a
			}
			if got := CompareCodes(a, b); got != c.codes {
				t.Errorf("%s / %s: codes %s, want %s", c.a, c.b, got, c.codes)
			}
			if got := CompareQuantities(a, b); got != c.quantities {
				t.Errorf("%s / %s: quantities %s, want %s", c.a, c.b, got, c.quantities)
			}
			if got := CompareNumbers(a, b); got != c.numbers {
				t.Errorf("%s / %s: numbers %s, want %s", c.a, c.b, got, c.numbers)
			}
		}
	}
}
