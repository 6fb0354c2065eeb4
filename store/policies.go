package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
	"aurum/mastering"
)

// policyLock keeps the policy of a domain in force as long as a transaction decides by it: many may hold it at a time, and
// whoever brings another into force waits until nobody does. Records are locked by another kind of number.
const policyLock = `select pg_advisory_xact_lock_shared(2, hashtext($1))`

const policyChangeLock = `select pg_advisory_xact_lock(2, hashtext($1))`

const activePolicySQL = `select version from policy_version where domain = $1 and active`

// queuePolicyCheck makes sure that a transaction decides by the policy in force; moved tells otherwise. A hub whose policies
// were never kept has nothing to be held against.
func queuePolicyCheck(b *pgx.Batch, d domain.Domain, version string, moved *bool) {
	b.Queue(policyLock, string(d))
	b.Queue(activePolicySQL, string(d)).Query(func(rows pgx.Rows) error {
		var active string
		_, err := pgx.ForEachRow(rows, []any{&active}, func() error { *moved = active != version; return nil })
		return err
	})
}

// keepPolicySQL keeps a policy that was found in the folder, unless the one found there the last time is the same.
const keepPolicySQL = `
insert into policy_version (domain, version, document, loaded_by, folder_at)
select $1, $2, $3, 'folder', clock_timestamp()
 where $2 is distinct from (select version from policy_version where domain = $1 and folder_at is not null order by folder_at desc limit 1)
    on conflict (domain, version) do update
   set folder_at = clock_timestamp()
returning true`

const deactivateSQL = `update policy_version set active = false where domain = $1 and active`

// activateSQL makes everything unmatched, unless nothing was matched by any policy.
const activateSQL = `
with active as (
    update policy_version
       set active = true,
           activated_at = clock_timestamp(),
           activated_by = $3,
           rematched_through = 0,
           rematched = not exists (select from policy_version o where o.domain = $1 and o.activated_at is not null),
           rematch_until = null
     where domain = $1
       and version = $2
    returning domain, version, activated_at
)
insert into policy_activation (domain, version, activated_at)
select domain, version, activated_at
  from active`

// KeepPolicies implements mastering.Storage.
func (db *DB) KeepPolicies(ctx context.Context, ps []mastering.PolicyDocument) error {
	for _, p := range ps {
		err := pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, policyChangeLock, string(p.Domain)); err != nil {
				return err
			}
			rows, _ := tx.Query(ctx, keepPolicySQL, string(p.Domain), p.Version, p.Document)
			changed, err := pgx.CollectRows(rows, pgx.RowTo[bool])
			if err != nil || len(changed) == 0 {
				return err
			}
			return activate(ctx, tx, p.Domain, p.Version, "folder")
		})
		if err != nil {
			return fmt.Errorf("keep policy of %s: %w", p.Domain, err)
		}
	}
	return nil
}

func activate(ctx context.Context, tx pgx.Tx, d domain.Domain, version, by string) error {
	if _, err := tx.Exec(ctx, deactivateSQL, string(d)); err != nil {
		return err
	}
	done, err := tx.Exec(ctx, activateSQL, string(d), version, by)
	if err == nil && done.RowsAffected() == 0 {
		return domain.E(domain.NotFound, fmt.Sprintf("there is no version %s of the %s policy", version, d), "version")
	}
	return err
}

// ActivatePolicy implements mastering.Storage. One that is in force already stays as it is.
func (db *DB) ActivatePolicy(ctx context.Context, d domain.Domain, version, by string, _ time.Time, note *domain.AuditEntry) error {
	return pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, policyChangeLock, string(d)); err != nil {
			return err
		}
		var active string
		rows, _ := tx.Query(ctx, activePolicySQL, string(d))
		if _, err := pgx.ForEachRow(rows, []any{&active}, func() error { return nil }); err != nil || active == version {
			return err
		}
		if err := activate(ctx, tx, d, version, by); err != nil {
			return err
		}
		b := &pgx.Batch{}
		writeAudit(b, note)
		return tx.SendBatch(ctx, b).Close()
	})
}

// LoadPolicy implements mastering.Storage.
func (db *DB) LoadPolicy(ctx context.Context, p mastering.PolicyDocument, by string, at time.Time, note *domain.AuditEntry) error {
	return pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		done, err := tx.Exec(ctx, `
insert into policy_version (domain, version, document, loaded_at, loaded_by)
values ($1, $2, $3, $4, $5)
    on conflict do nothing`, string(p.Domain), p.Version, p.Document, at, by)
		if err != nil || done.RowsAffected() == 0 {
			return err
		}
		b := &pgx.Batch{}
		writeAudit(b, note)
		return tx.SendBatch(ctx, b).Close()
	})
}

// ActivePolicies implements mastering.Storage.
func (db *DB) ActivePolicies(ctx context.Context) ([]mastering.PolicyDocument, error) {
	rows, err := db.pool.Query(ctx, `select domain, version, document from policy_version where active`)
	if err != nil {
		return nil, fmt.Errorf("read the policies in force: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[mastering.PolicyDocument])
}

// PolicyInForce implements mastering.Decisions.
func (db *DB) PolicyInForce(ctx context.Context, d domain.Domain) (version string, err error) {
	rows, _ := db.pool.Query(ctx, activePolicySQL, string(d))
	if _, err = pgx.ForEachRow(rows, []any{&version}, func() error { return nil }); err != nil {
		return "", fmt.Errorf("policy of %s in force: %w", d, err)
	}
	return version, nil
}

// PolicyVersion is a mastering policy as it is kept.
type PolicyVersion struct {
	mastering.PolicyDocument
	Active   bool
	LoadedAt time.Time
	LoadedBy string
	// ActivatedAt is when it last came into force; nil if it never has.
	ActivatedAt *time.Time
	ActivatedBy string
	// Rematched is true once everything has been matched under it; until then Left is how many source records wait for that.
	Rematched bool
	Left      int
}

// PolicyVersions reads the policies of a domain that are kept, the latest first.
func (db *DB) PolicyVersions(ctx context.Context, d domain.Domain, limit int) ([]PolicyVersion, error) {
	rows, err := db.pool.Query(ctx, `
select p.domain, p.version, p.document, p.active, p.loaded_at, p.loaded_by, p.activated_at, p.activated_by, p.rematched,
       case when p.active and not p.rematched
            then (select count(*) from source_record r where r.domain = p.domain and r.id > p.rematched_through and not r.deleted)
            else 0 end
  from policy_version p
 where p.domain = $1
 order by p.active desc, coalesce(p.activated_at, p.loaded_at) desc, p.version
 limit $2`, string(d), limit)
	if err != nil {
		return nil, fmt.Errorf("read policies of %s: %w", d, err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (v PolicyVersion, err error) {
		err = row.Scan(&v.Domain, &v.Version, &v.Document, &v.Active, &v.LoadedAt, &v.LoadedBy, &v.ActivatedAt, &v.ActivatedBy, &v.Rematched, &v.Left)
		v.LoadedAt, v.ActivatedAt = v.LoadedAt.UTC(), utc(v.ActivatedAt)
		return v, err
	})
}

// rematchLease is how long a node has the word to match everything again between two steps.
const rematchLease = 30 * time.Second

// Unmatched implements mastering.Storage.
func (db *DB) Unmatched(ctx context.Context, d domain.Domain, policy, node string, limit int) (ids []domain.RecordID, mine bool, err error) {
	rows, err := db.pool.Query(ctx, `
with mine as (
    update policy_version
       set rematch_by = $3,
           rematch_until = clock_timestamp() + $4::interval
     where domain = $1
       and version = $2
       and active
       and not rematched
       and (rematch_by = $3 or rematch_until is null or rematch_until < clock_timestamp())
    returning domain, rematched_through
)
select r.id
  from mine p
  left join source_record r
    on r.domain = p.domain
   and r.id > p.rematched_through
   and not r.deleted
 order by r.id
 limit $5`, string(d), policy, node, rematchLease, limit)
	if err != nil {
		return nil, false, fmt.Errorf("read what is to be matched again: %w", err)
	}
	var id *domain.RecordID
	_, err = pgx.ForEachRow(rows, []any{&id}, func() error {
		if mine = true; id != nil {
			ids = append(ids, *id)
		}
		return nil
	})
	return ids, mine, err
}

// Rematched implements mastering.Storage.
func (db *DB) Rematched(ctx context.Context, d domain.Domain, policy, node string, through domain.RecordID) error {
	_, err := db.pool.Exec(ctx, `
update policy_version
   set rematched_through = greatest(rematched_through, $3),
       rematched = rematched or $3 = 0
 where domain = $1
   and version = $2
   and active
   and rematch_by = $4
   and rematch_until is not null`, string(d), policy, int64(through), node)
	return err
}

// LeaveRematch implements mastering.Storage.
func (db *DB) LeaveRematch(ctx context.Context, d domain.Domain, policy, node string) error {
	_, err := db.pool.Exec(ctx, `
update policy_version
   set rematch_until = null
 where domain = $1
   and version = $2
   and rematch_by = $3`, string(d), policy, node)
	return err
}
