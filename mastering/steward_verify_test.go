package mastering_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"aurum/domain"
	"aurum/mastering"
)

// What is stored after a thousand acts of stewards, with sources that go on sending, still follows from what is kept.
func TestAThousandActsOfStewardsAreRebuilt(t *testing.T) {
	t.Parallel()
	ps := shippedPolicies(t)
	w := newWorld(t, ps)
	data, r := demoData(t, 500), rand.New(rand.NewPCG(11, 1))
	half := len(data) / 2
	w.deliver(data[:half], r)
	done := 0
	for i := range 1000 {
		err := w.meddleOnce(r, mastering.Steward{Actor: "stella", Reason: "at random"})
		var told *domain.Error
		switch {
		case err == nil:
			done++
		case !errors.As(err, &told) || !slices.Contains([]domain.ErrorCode{domain.Conflict, domain.Invalid, domain.NotFound}, told.Code):
			t.Fatal(err)
		}
		if i%20 == 0 && half < len(data) {
			next := min(len(data), half+len(data)/100)
			w.deliver(data[half:next], r)
			half = next
		}
	}
	w.settle()
	vs := w.verify(ps)
	w.sound(vs)
	if a, b := mastering.StateHash(vs, false), mastering.StateHash(vs, true); a != b {
		t.Errorf("stored %s, rebuilt %s", a, b)
	}
	if a := w.audited(); a.Fault != "" || a.Entries < 300 || done < 400 {
		t.Errorf("%d acts done, audit trail %+v", done, a)
	}
	w.checkInvariants()
}
