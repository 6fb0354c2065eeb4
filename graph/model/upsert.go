package model

import (
	"context"
	"strconv"

	"aurum/domain"
	"aurum/mastering"
)

// UpsertPayload is what became of a call; R is the domain's type of result.
type UpsertPayload[R any] struct {
	Results    []R
	UserErrors []UserError
}

// UpsertResult is what became of one record.
type UpsertResult struct {
	Key        string
	Outcome    domain.Outcome
	UserErrors []UserError

	golden domain.GoldenID
	among  *results
}

// results belong to one call; their golden records are loaded together.
type results struct {
	group *group
	ids   []domain.GoldenID
	memo  memory
}

// DeleteSourceRecordsPayload is what became of a withdrawal.
type DeleteSourceRecordsPayload = UpsertPayload[DeleteSourceRecordResult]

// DeleteSourceRecordResult is what became of one withdrawal.
type DeleteSourceRecordResult struct{ *UpsertResult }

// GoldenRecord is the golden record it was linked to.
func (r DeleteSourceRecordResult) GoldenRecord(ctx context.Context) (GoldenRecord, error) {
	return r.UpsertResult.load(ctx)
}

// NewUpsertPayload makes the answer to a call; view gives the domain's type of result.
func NewUpsertPayload[R any](s *Session, in []mastering.Result, view func(*UpsertResult) R) *UpsertPayload[R] {
	among := &results{group: &group{session: s}}
	p := &UpsertPayload[R]{Results: make([]R, len(in)), UserErrors: []UserError{}}
	for i, r := range in {
		u := &UpsertResult{Key: r.Key, Outcome: r.Outcome, UserErrors: userErrors(r.Problems), golden: r.Golden, among: among}
		if r.Golden != "" {
			among.ids = append(among.ids, r.Golden)
		}
		for _, e := range u.UserErrors {
			e.Field = append([]string{"records", strconv.Itoa(i)}, e.Field...)
			p.UserErrors = append(p.UserErrors, e)
		}
		p.Results[i] = view(u)
	}
	return p
}

func (u *UpsertResult) load(ctx context.Context) (GoldenRecord, error) {
	goldens, err := remember(&u.among.memo, "goldens", func() (map[domain.GoldenID]GoldenRecord, error) {
		return u.among.group.surviving(ctx, u.among.ids)
	})
	return goldens[u.golden], err
}

// upserted gives the golden record a result is linked to.
func upserted[T GoldenRecord](ctx context.Context, u *UpsertResult) (T, error) {
	g, err := u.load(ctx)
	if err != nil {
		return *new(T), err
	}
	return as[T](g)
}

// UserError is something a caller can put right.
type UserError struct {
	Code     UserErrorCode
	Severity domain.Severity
	Message  string
	Field    []string
}

// UserErrorCode is what is wrong, for machines.
type UserErrorCode string

func userErrors(problems []domain.Problem) []UserError {
	out := make([]UserError, len(problems))
	for i, p := range problems {
		out[i] = UserError{Code: codeOf(p), Severity: p.Severity, Message: p.Message, Field: p.Field}
	}
	return out
}

// userErrorCodes are the values of the enumeration.
var userErrorCodes = map[UserErrorCode]bool{
	"INVALID_FORMAT": true, "INVALID_CHECK_DIGIT": true, "UNKNOWN_CODE": true, "OUT_OF_RANGE": true, "TOO_LONG": true,
	"NO_COUNTRY": true, "INCOMPLETE": true, "AMBIGUOUS": true, "OBSOLETE": true, "COUNTRY_MISMATCH": true,
	"REQUIRED": true, "PLACEHOLDER": true, "NOT_FOUND": true, "INVALID": true,
}

// codeOf gives a problem's code; INVALID for one that the enumeration does not know, since an unknown value would break
// clients.
func codeOf(p domain.Problem) UserErrorCode {
	if c := UserErrorCode(p.Code); userErrorCodes[c] {
		return c
	}
	return "INVALID"
}
