package store

import (
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
	"aurum/mastering"
)

const putDecisionSQL = `
insert into steward_decision (id, domain, kind, golden_ids, task_id, actor, reason, policy, decided_at)
values ($1, $2, $3, $4::text[], nullif($5::bigint, 0), $6, $7, $8, $9)`

const putWordsSQL = `
insert into steward_decision_pair (decision_id, a, b, same)
select $1, w.a, w.b, w.same
  from unnest($2::bigint[], $3::bigint[], $4::boolean[]) as w (a, b, same)`

// What the last decision says of a pair counts, in both directions.
const assertSQL = `
insert into assertion (a, b, same, actor, reason, created_at, decision_id)
select w.a, w.b, w.same, d.actor, d.reason, d.decided_at, d.id
  from unnest($1::bigint[], $2::bigint[], $3::boolean[], $4::bigint[]) as w (a, b, same, decision_id)
  join steward_decision d
    on d.id = w.decision_id
    on conflict (a, b) do update
   set same = excluded.same,
       actor = excluded.actor,
       reason = excluded.reason,
       created_at = excluded.created_at,
       decision_id = excluded.decision_id`

const unassertSQL = `
delete from assertion x
 using unnest($1::bigint[], $2::bigint[]) as d (a, b)
 where (x.a, x.b) = (d.a, d.b)`

const withdrawSQL = `
update steward_decision
   set withdrawn_at = $2,
       withdrawn_by = $3,
       withdrawn_reason = $4
 where id = $1`

// spoken are words turned on their side, one array a column.
type spoken struct {
	as, bs    []domain.RecordID
	same      []bool
	decisions []int64
}

func (s *spoken) add(a, b domain.RecordID, same bool, decision int64) {
	s.as, s.bs, s.same, s.decisions = append(s.as, a), append(s.bs, b), append(s.same, same), append(s.decisions, decision)
}

func writeDecision(b *pgx.Batch, w *mastering.ResolveWrite) {
	var both spoken
	if d := w.Decision; d != nil {
		b.Queue(putDecisionSQL, d.ID, string(d.Domain), string(d.Kind), idTexts(d.Golden), d.Task, d.Actor, sendable(d.Reason), d.Policy, d.At)
		var once spoken
		for _, x := range w.Words {
			once.add(x.A, x.B, x.Same, d.ID)
			both.add(x.A, x.B, x.Same, d.ID)
			both.add(x.B, x.A, x.Same, d.ID)
		}
		b.Queue(putWordsSQL, d.ID, once.as, once.bs, once.same)
		b.Queue(resolveTasksSQL, w.TasksResolved, w.At, d.ID, d.Actor)
	}
	if d := w.Withdrawn; d != nil {
		b.Queue(withdrawSQL, d.ID, d.WithdrawnAt, d.WithdrawnBy, sendable(d.WithdrawnReason))
		var gone spoken
		for _, r := range w.Remaining {
			if r.Same == nil {
				gone.add(r.A, r.B, false, 0)
				gone.add(r.B, r.A, false, 0)
				continue
			}
			both.add(r.A, r.B, *r.Same, r.Decision)
			both.add(r.B, r.A, *r.Same, r.Decision)
		}
		b.Queue(unassertSQL, gone.as, gone.bs)
	}
	if len(both.as) > 0 {
		b.Queue(assertSQL, both.as, both.bs, both.same, both.decisions)
	}
}

const putOverrideSQL = `
insert into override (id, domain, golden_id, attribute, kind, value, record_id, until_kind, until_at, baseline, actor, reason, created_at)
values ($1, $2, $3, $4, $5, $6::json, nullif($7::bigint, 0), $8, $9, $10::json, $11, $12, $13)`

const endOverrideSQL = `
update override
   set ended_at = $2,
       ended_by = $3,
       ended_reason = $4
 where id = $1
   and ended_at is null`

const scheduleSQL = `
insert into reevaluation (golden_id, due_at)
select d.id, d.due_at
  from unnest($1::text[], $2::timestamptz[]) as d (id, due_at)
    on conflict (golden_id) do update set due_at = excluded.due_at`

const unscheduleSQL = `delete from reevaluation where golden_id = any ($1::text[])`

// writeOverrides ends overrides before a new one takes their place.
func writeOverrides(b *pgx.Batch, w *mastering.ResolveWrite) {
	for _, o := range w.OverridesEnded {
		b.Queue(endOverrideSQL, o.ID, o.EndedAt, o.EndedBy, sendable(o.EndedReason))
	}
	if o := w.Override; o != nil {
		var value *string
		if o.Kind == domain.OverrideSet {
			v := text(o.Value)
			value = &v
		}
		b.Queue(putOverrideSQL, o.ID, string(o.Domain), string(o.Golden), o.Attribute, string(o.Kind), value, o.Record, string(o.Until), o.UntilAt,
			o.Baseline, o.Actor, sendable(o.Reason), o.CreatedAt)
	}
	var never, ids []string
	var at []time.Time
	for id, due := range w.Due {
		if due == nil {
			never = append(never, string(id))
			continue
		}
		ids, at = append(ids, string(id)), append(at, *due)
	}
	if len(never) > 0 {
		b.Queue(unscheduleSQL, never)
	}
	if len(ids) > 0 {
		b.Queue(scheduleSQL, ids, at)
	}
}

// auditLock lets entries of the audit trail be written one after the other: each covers the one before. It is taken last, so
// that nobody waits for anything while holding it.
const auditLock = `select pg_advisory_xact_lock(1, 1)`

const auditSQL = `
insert into audit_entry (id, at, actor, action, domain, subject, details, hash)
select n.id, $1, $2, $3, $4, $5, $6, aurum_audit_hash(n.before, n.id, $1, $2, $3, $4, $5, $6)
  from (select coalesce(max(e.id), 0) + 1 as id,
               (array_agg(e.hash))[1] as before
          from (select id, hash from audit_entry order by id desc limit 1) as e) as n`

func writeAudit(b *pgx.Batch, e *domain.AuditEntry) {
	if e == nil {
		return
	}
	b.Queue(auditLock)
	b.Queue(auditSQL, e.At, e.Actor, e.Action, string(e.Domain), e.Subject, e.Details)
}
