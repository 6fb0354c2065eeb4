package mastering_test

import (
	"fmt"
	"sync"
	"testing"

	"aurum/domain"
	"aurum/mastering"
)

// A hub that closes answers everybody: calls it has begun with their results, those that come too late with an error.
func TestClosingLeavesNobodyWaiting(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	began := make(chan struct{})
	var once sync.Once
	var callers sync.WaitGroup
	for n := range 16 {
		callers.Go(func() {
			for i := 0; ; i++ {
				_, err := w.hub.Ingest(w.ctx(), mastering.Upsert{Domain: domain.Supplier, System: "ERP", Actor: "test", Records: []mastering.Arrival{
					{Key: fmt.Sprint(n), Attributes: domain.Attributes{"legalName": fmt.Sprint("Company ", n, " ", i)}}}})
				if err != nil {
					return
				}
				once.Do(func() { close(began) })
			}
		})
	}
	<-began
	w.hub.Close()
	callers.Wait()
	if _, err := w.hub.Ingest(w.ctx(), mastering.Upsert{Domain: domain.Supplier, System: "ERP", Actor: "test", Records: []mastering.Arrival{
		{Key: "late", Attributes: domain.Attributes{"legalName": "Late"}}}}); err == nil {
		t.Error("a closed hub takes a call")
	}
}
