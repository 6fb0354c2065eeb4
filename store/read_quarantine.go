package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"aurum/domain"
)

// Quarantined is an arrival that was kept with its cause but not applied.
type Quarantined struct {
	ID     int64
	Domain domain.Domain
	domain.SourceKey
	State      string            // OPEN, or SUPERSEDED once a good arrival of the key came
	Arrived    domain.Attributes // as received
	Deleted    bool
	UpdatedAt  *time.Time // the source's own time
	Problems   []domain.Problem
	ReceivedAt time.Time
	Actor      string
}

// QuarantineQuery asks for quarantined arrivals; empty fields ask for any.
type QuarantineQuery struct {
	Domain domain.Domain
	System string
	State  string
	// AsOf asks for the quarantine as it was at a time; nil means now.
	AsOf *time.Time
	PageArgs
}

// Quarantine reads quarantined arrivals, newest first.
func (db *DB) Quarantine(ctx context.Context, q QuarantineQuery) (Page[Quarantined], error) {
	l := rowList{
		from: "from ingest_rejection r",
		keys: []sortKey{{expr: "r.received_at", cast: "timestamptz", desc: true}, {expr: "r.id", cast: "bigint", desc: true}},
	}
	state := "r.state"
	if q.AsOf != nil {
		at := l.args.add(*q.AsOf) + "::timestamptz"
		l.where = " and r.received_at <= " + at
		state = "case when r.superseded_at <= " + at + " then 'SUPERSEDED' else 'OPEN' end"
	}
	l.columns = "r.id, r.domain, r.system, r.key, " + state + ", r.arrived, r.deleted, r.updated_at, r.problems, r.received_at, r.actor"
	if q.Domain != "" {
		l.and("r.domain = %s::text", sendable(string(q.Domain)))
	}
	if q.System != "" {
		l.and("r.system = %s::text", sendable(q.System))
	}
	if q.State != "" {
		l.and(state+" = %s::text", sendable(q.State))
	}
	list, err := readRows(ctx, db, l, q.PageArgs, scanQuarantined)
	if err != nil {
		return list, fmt.Errorf("read quarantine: %w", err)
	}
	return list, nil
}

func scanQuarantined(row pgx.CollectableRow, keys []any) (r Quarantined, err error) {
	var arrived, problems []byte
	err = row.Scan(append([]any{&r.ID, (*string)(&r.Domain), &r.System, &r.Key, &r.State, &arrived, &r.Deleted, &r.UpdatedAt,
		&problems, &r.ReceivedAt, &r.Actor}, keys...)...)
	if err != nil {
		return r, err
	}
	r.UpdatedAt, r.ReceivedAt = utc(r.UpdatedAt), r.ReceivedAt.UTC()
	if r.Arrived, err = decodeAttributes(arrived); err != nil {
		return r, fmt.Errorf("arrival %d: %w", r.ID, err)
	}
	if err = json.Unmarshal(problems, &r.Problems); err != nil {
		return r, fmt.Errorf("problems of arrival %d: %w", r.ID, err)
	}
	return r, nil
}
