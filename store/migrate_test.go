package store

import (
	"testing"

	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/migrations"
)

// Migrations go down and up again with data in the tables: what an older version holds is still there in the newer one.
func TestMigrationsKeepData(t *testing.T) {
	url := pgtest.NewEmpty(t)
	up := func() {
		t.Helper()
		if err := migrations.Up(t.Context(), url); err != nil {
			t.Fatal(err)
		}
	}
	up()
	db, err := Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.pool.Exec(t.Context(), `
with system as (insert into source_system (code, name) values ('ERP', 'ERP') returning code),
     record as (insert into source_record (id, domain, system, key, version, received, standardized, received_at)
                select 1, 'customer', code, '1', 1, '{}', '{"legalName":"Müller GmbH"}', now() from system returning id)
insert into golden_record (id, domain, founder, version, state, attributes, provenance, members, hash, policy, created_at, updated_at)
select 'cus_00000000000000000000000001', 'customer', id, 1, 'ACTIVE', '{"legalName":"Müller GmbH"}', '{}', '[]', '', '1', now(), now() from record`)
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	if err := migrations.Down(t.Context(), url, 1); err != nil {
		t.Fatal(err)
	}
	up()
	if db, err = Open(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	filter, err := domain.ParseFilter(domain.Registry.Of(domain.Customer), map[string]any{"legalName": map[string]any{"contains": "MULLER"}})
	if err != nil {
		t.Fatal(err)
	}
	page, err := db.List(t.Context(), ListQuery{Domain: domain.Customer, Filter: filter})
	if err != nil || len(page.Items) != 1 {
		t.Fatalf("%d records found after down and up: %v", len(page.Items), err)
	}
}
