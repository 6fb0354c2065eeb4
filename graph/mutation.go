package graph

import (
	"context"
	"fmt"
	"time"

	"aurum/access"
	"aurum/domain"
	"aurum/graph/model"
	"aurum/mastering"
)

// upsert pushes records of a domain as a source system; view gives the domain's type of result.
func upsert[R any](ctx context.Context, d domain.Domain, input map[string]any, view func(*model.UpsertResult) R) (*model.UpsertPayload[R], error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.Access.AllowAs(s.Principal, access.Write, textOf(input["source"]), string(d)); err != nil {
		return nil, err
	}
	b := newBatch(s, d, input)
	for _, record := range objects(input["records"]) {
		b.add(record, mastering.Arrival{Attributes: attributesOf(object(record["attributes"]))})
	}
	results, err := b.ingest(ctx, s)
	if err != nil {
		return nil, err
	}
	return model.NewUpsertPayload(s, results, view), nil
}

// DeleteSourceRecords withdraws source records.
func (mutation) DeleteSourceRecords(ctx context.Context, input map[string]any) (*model.DeleteSourceRecordsPayload, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	d := domain.Domain(textOf(input["domain"]))
	if err := s.Access.AllowAs(s.Principal, access.Delete, textOf(input["source"]), string(d)); err != nil {
		return nil, err
	}
	if (input["keys"] == nil) == (input["records"] == nil) {
		return nil, domain.E(domain.Invalid, "give either keys or records", "input")
	}
	b := newBatch(s, d, input)
	if keys, ok := plain(input["keys"]).([]any); ok {
		for _, key := range keys {
			b.add(map[string]any{"key": key}, mastering.Arrival{Delete: true})
		}
	}
	for _, record := range objects(input["records"]) {
		b.add(record, mastering.Arrival{Delete: true})
	}
	results, err := b.ingest(ctx, s)
	if err != nil {
		return nil, err
	}
	return model.NewUpsertPayload(s, results, func(u *model.UpsertResult) model.DeleteSourceRecordResult {
		return model.DeleteSourceRecordResult{UpsertResult: u}
	}), nil
}

// batch is one call's arrivals. What cannot be read even as an arrival is rejected here, in its place among the others.
type batch struct {
	upsert  mastering.Upsert
	results []mastering.Result
	at      []int // places in results of the upsert's records
}

func newBatch(s *model.Session, d domain.Domain, input map[string]any) *batch {
	return &batch{upsert: mastering.Upsert{
		Domain: d, System: textOf(input["source"]), IdempotencyKey: textOf(input["idempotencyKey"]), Actor: s.Principal.Subject,
	}}
}

func (b *batch) add(record map[string]any, a mastering.Arrival) {
	a.Key = textOf(record["key"])
	place := len(b.results)
	b.results = append(b.results, mastering.Result{Key: a.Key})
	at, problem := updatedAt(record["updatedAt"])
	if problem != nil {
		b.results[place].Outcome, b.results[place].Problems = domain.Rejected, []domain.Problem{*problem}
		return
	}
	a.UpdatedAt = at
	b.upsert.Records, b.at = append(b.upsert.Records, a), append(b.at, place)
}

func updatedAt(v any) (*time.Time, *domain.Problem) {
	if v == nil {
		return nil, nil
	}
	t, err := model.UnmarshalDateTime(plain(v))
	if err != nil {
		return nil, &domain.Problem{Code: "INVALID_FORMAT", Severity: domain.Fatal, Field: []string{"updatedAt"}, Message: err.Error()}
	}
	return &t, nil
}

// ingest hands the arrivals to the hub and gives a result for each, in order.
func (b *batch) ingest(ctx context.Context, s *model.Session) ([]mastering.Result, error) {
	if len(b.results) > mastering.MaxRecords {
		return nil, domain.E(domain.Invalid, fmt.Sprintf("a call brings at most %d records, this one %d", mastering.MaxRecords, len(b.results)), "input", "records")
	}
	done, err := s.Hub.Ingest(ctx, b.upsert)
	if err != nil {
		return nil, err
	}
	if len(done) != len(b.at) {
		return nil, fmt.Errorf("ingest answered %d results for %d records", len(done), len(b.at))
	}
	for i, r := range done {
		b.results[b.at[i]] = r
	}
	return b.results, nil
}

// objects gives the maps of an input list.
func objects(v any) []map[string]any {
	list, _ := plain(v).([]any)
	out := make([]map[string]any, len(list))
	for i, item := range list {
		out[i] = object(item)
	}
	return out
}

func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}
