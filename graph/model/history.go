package model

import (
	"context"
	"slices"
	"time"

	"aurum/access"
	"aurum/domain"
	"aurum/store"
)

// RecordVersion is one version of a golden record.
type RecordVersion struct {
	// Record is the record as it was.
	Record  GoldenRecord
	Kind    domain.ChangeKind
	Changed []string
	// ValidFrom and ValidTo bound the time it held; ValidTo is nil for the present version.
	ValidFrom time.Time
	ValidTo   *time.Time
}

// Version is the number of the version.
func (v *RecordVersion) Version() int { return v.Record.record().Version }

// State is the record's state in it.
func (v *RecordVersion) State() domain.RecordState { return v.Record.record().State }

// Attributes are the record's attributes in it, as the caller may see them.
func (v *RecordVersion) Attributes() any { return v.Record.record().shown }

// Policy is the version of the mastering policy that built it.
func (v *RecordVersion) Policy() string { return v.Record.record().Policy }

// RecordVersionConnection is a page of versions.
type RecordVersionConnection = Connection[*RecordVersion]

// RecordVersionEdge is one version of a page.
type RecordVersionEdge = Edge[*RecordVersion]

// History gives the record's versions, newest first; of a record read at a past time those until then. Each is a record as it was
// when the version began.
func (r *Record) History(ctx context.Context, first *int, after *string) (*RecordVersionConnection, error) {
	args, err := PageArgs(first, after, nil, nil)
	if err != nil {
		return nil, err
	}
	s := r.group.session
	var page store.Page[store.RecordVersion]
	if at := r.group.asOf; at != nil {
		page, err = s.Reader.HistoryThen(ctx, r.ID, *at, args)
	} else {
		page, err = s.Reader.History(ctx, r.ID, args)
	}
	if err != nil {
		return nil, err
	}
	out := make([]*RecordVersion, len(page.Items))
	for i := range page.Items {
		v := &page.Items[i]
		view := s.Records([]*domain.GoldenRecord{&v.GoldenRecord}, &v.ValidFrom)[0]
		out[i] = &RecordVersion{Record: view, Kind: v.Kind, Changed: view.record().visible(v.Changed), ValidFrom: v.ValidFrom, ValidTo: v.ValidTo}
	}
	return NewConnection(page, out), nil
}

// visible leaves out the names of hidden attributes.
func (r *Record) visible(attributes []string) []string {
	out := slices.DeleteFunc(slices.Clone(attributes), func(name string) bool { return r.sight.Of(name) == access.Hidden })
	if out == nil {
		out = []string{}
	}
	return out
}
