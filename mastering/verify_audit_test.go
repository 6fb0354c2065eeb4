package mastering_test

import (
	"fmt"
	"strings"
	"testing"

	"aurum/domain"
	"aurum/mastering"
)

// audited checks the audit trail in a snapshot.
func (w *world) audited() *mastering.Audited {
	w.t.Helper()
	var out *mastering.Audited
	err := w.db.Snapshot(w.ctx(), func(s mastering.Snapshot) (err error) {
		out, err = mastering.VerifyAudit(w.ctx(), s)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

func TestTheAuditTrailTellsWhenItHasBeenTamperedWith(t *testing.T) {
	w := newWorld(t, plainPolicies(t))
	if a := w.audited(); a.Entries != 0 || a.Fault != "" {
		t.Errorf("an empty trail: %+v", a)
	}
	w.upsert(mastering.Upsert{Domain: domain.Supplier, System: "ERP", Records: []mastering.Arrival{{Key: "1", Attributes: domain.Attributes{"legalName": "Nordwind Handel GmbH"}}}})
	g := w.goldens(domain.Supplier)["ERP:1"]
	for i := range 5 {
		_, _, err := w.hub.Override(w.ctx(), mastering.SetOverride{
			Steward: mastering.Steward{Actor: "stella", Reason: "ß€ " + strings.Repeat("x", i)}, ID: g.ID, Attribute: "legalName", Kind: domain.OverrideSet,
			Value: fmt.Sprint("Nordwind ", i), Until: domain.UntilForever,
		}, false)
		if err != nil {
			t.Fatal(err)
		}
	}
	if a := w.audited(); a.Entries != 5 || a.Fault != "" || a.Hash == "" {
		t.Fatalf("an untouched trail: %+v", a)
	}
	for name, tamper := range map[string][2]string{
		"entry 3, OVERRIDE by stanley": {`update audit_entry set actor = 'stanley' where id = 3`, `update audit_entry set actor = 'stella' where id = 3`},
		"entry 4, OVERRIDE by stella":  {`update audit_entry set at = at - interval '1 hour' where id = 4`, `update audit_entry set at = at + interval '1 hour' where id = 4`},
	} {
		w.exec(tamper[0])
		if a := w.audited(); !strings.HasPrefix(a.Fault, name) {
			t.Errorf("want %q, told %+v", name, a)
		}
		w.exec(tamper[1])
	}
	w.exec(`delete from audit_entry where id = 2`)
	if a := w.audited(); a.Fault != "entry 2 is missing" || a.Entries != 1 {
		t.Errorf("an entry taken out: %+v", a)
	}
}

func (w *world) exec(sql string, args ...any) {
	w.t.Helper()
	if _, err := w.pool.Exec(w.ctx(), sql, args...); err != nil {
		w.t.Fatal(err)
	}
}
