package model

import (
	"context"
	"errors"
	"sync"

	"github.com/google/uuid"

	"aurum/domain"
)

// Failure is an error of the hub's own, for the log and not for the caller, who is told the id.
type Failure struct {
	ID  string
	Err error

	logged sync.Once
}

func (f *Failure) Error() string { return f.Err.Error() }

// Unwrap gives the cause.
func (f *Failure) Unwrap() error { return f.Err }

// Log calls write at the first call only: several fields may have failed from one cause.
func (f *Failure) Log(write func()) { f.logged.Do(write) }

// Fail marks an error as the hub's own, unless it is one the caller can act upon or already marked.
func Fail(err error) error {
	var f *Failure
	var e *domain.Error
	if err == nil || errors.As(err, &f) || errors.As(err, &e) || errors.Is(err, context.Canceled) {
		return err
	}
	return &Failure{ID: uuid.NewString(), Err: err}
}
