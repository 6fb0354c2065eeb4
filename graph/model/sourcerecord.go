package model

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"aurum/access"
	"aurum/domain"
)

// SourceRecord is what one source system says of one thing.
type SourceRecord struct {
	*domain.SourceRecord
	with *sources
}

// sources are source records that were read together.
type sources struct {
	session *Session
	asOf    *time.Time // nil for now
	records []*SourceRecord
	memo    memory
}

// SourceRecordConnection is a page of source records.
type SourceRecordConnection = Connection[*SourceRecord]

// SourceRecordEdge is one source record of a page.
type SourceRecordEdge = Edge[*SourceRecord]

// SourceRecords gives the views of source records that were read together, nil where there is none. With asOf, which nil
// leaves at now, they are as they were at that time, and without what they had received.
func (s *Session) SourceRecords(records []*domain.SourceRecord, asOf *time.Time) []*SourceRecord {
	in := &sources{session: s, asOf: asOf}
	out := make([]*SourceRecord, len(records))
	for i, r := range records {
		if r != nil {
			out[i] = &SourceRecord{SourceRecord: r, with: in}
			in.records = append(in.records, out[i])
		}
	}
	return out
}

func (r *SourceRecord) isNode() {}

// ID is "src_" and the hub's number of the record.
func (r *SourceRecord) ID() string { return fmt.Sprintf("src_%d", r.SourceRecord.ID) }

// System is the source system the record comes from.
func (r *SourceRecord) System() *SourceSystem {
	return &SourceSystem{Code: r.SourceKey.System, session: r.with.session, asOf: r.with.asOf}
}

// Received is the record as it arrived, for those who may see it.
func (r *SourceRecord) Received(ctx context.Context) (any, error) {
	if r.with.asOf == nil {
		return r.content(r.SourceRecord.Received)
	}
	if _, err := r.content(nil); err != nil {
		return nil, err
	}
	received, err := remember(&r.with.memo, "received", func() (map[domain.RecordID]domain.Attributes, error) {
		return r.with.session.Reader.ReceivedThen(ctx, r.with.members(), *r.with.asOf)
	})
	if err != nil {
		return nil, err
	}
	return r.content(received[r.SourceRecord.ID])
}

// members name the records in the versions they were read in.
func (in *sources) members() []domain.Member {
	out := make([]domain.Member, len(in.records))
	for i, r := range in.records {
		out[i] = domain.Member{SourceKey: r.SourceKey, Record: r.SourceRecord.ID, Version: r.Version}
	}
	return out
}

// SourceRecordsByID reads source records by the hub's own number, as they are or were at a time; nil where there is none.
func (s *Session) SourceRecordsByID(ctx context.Context, ids []domain.RecordID, asOf *time.Time) ([]*SourceRecord, error) {
	var found []*domain.SourceRecord
	var err error
	if asOf == nil {
		found, err = s.Reader.SourceRecordsByID(ctx, ids)
	} else {
		members := make([]domain.Member, len(ids))
		for i, id := range ids {
			members[i].Record = id
		}
		found, err = s.Reader.SourceRecordsThen(ctx, members, *asOf)
	}
	if err != nil {
		return nil, err
	}
	return s.SourceRecords(found, asOf), nil
}

// Standardized is the record in standard form, for those who may see it.
func (r *SourceRecord) Standardized() (any, error) { return r.content(r.SourceRecord.Standardized) }

func (r *SourceRecord) content(attributes domain.Attributes) (any, error) {
	s := r.with.session
	if err := s.Access.AllowAs(s.Principal, access.Read, r.SourceKey.System, string(r.Domain)); err != nil {
		return nil, err
	}
	if attributes == nil {
		attributes = domain.Attributes{}
	}
	if s.Principal.Source == r.SourceKey.System {
		return attributes, nil // what it has sent itself is no secret to it
	}
	return s.Access.Visibility(s.Principal.Role, string(r.Domain)).Apply(attributes), nil
}

// GoldenRecord is the golden record the source record is linked to; nil where there is none.
func (r *SourceRecord) GoldenRecord(ctx context.Context) (GoldenRecord, error) {
	owners, err := remember(&r.with.memo, "owners", func() (map[domain.RecordID]GoldenRecord, error) {
		return r.with.owners(ctx)
	})
	if err != nil {
		return nil, err
	}
	return owners[r.SourceRecord.ID], nil
}

func (in *sources) links(ctx context.Context, ids []domain.RecordID) (map[domain.RecordID]domain.GoldenID, error) {
	if in.asOf != nil {
		return in.session.Reader.GoldenIDsThen(ctx, ids, *in.asOf)
	}
	return in.session.Reader.GoldenIDsOf(ctx, ids)
}

func (in *sources) owners(ctx context.Context) (map[domain.RecordID]GoldenRecord, error) {
	ids := make([]domain.RecordID, len(in.records))
	for i, r := range in.records {
		ids[i] = r.SourceRecord.ID
	}
	links, err := in.links(ctx, ids)
	if err != nil {
		return nil, err
	}
	var goldens []domain.GoldenID
	for _, id := range ids {
		if g, ok := links[id]; ok {
			goldens = append(goldens, g)
		}
	}
	found, err := (&group{session: in.session, asOf: in.asOf}).surviving(ctx, goldens)
	out := make(map[domain.RecordID]GoldenRecord, len(links))
	for id, g := range links {
		if v := found[g]; v != nil {
			out[id] = v
		}
	}
	return out, err
}

// SourceRecords gives the source records the golden record was built from, by system and key.
func (r *Record) SourceRecords(ctx context.Context, first *int, after *string) (*SourceRecordConnection, error) {
	all, err := r.members(ctx)
	if err != nil {
		return nil, err
	}
	page, err := pageOf(all, func(s *SourceRecord) string { return s.SourceKey.System + "\x00" + s.Key }, first, after)
	if err != nil {
		return nil, err
	}
	return NewConnection(page, page.Items), nil
}

// members loads the source records of all records of the group at once and gives those of this one, by system and key.
func (r *Record) members(ctx context.Context) ([]*SourceRecord, error) {
	byID, err := remember(&r.group.memo, "members", func() (map[domain.RecordID]*SourceRecord, error) {
		return r.group.loadMembers(ctx)
	})
	if err != nil {
		return nil, err
	}
	var out []*SourceRecord
	for _, m := range r.Members {
		if s := byID[m.Record]; s != nil {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *SourceRecord) int {
		return cmp.Or(cmp.Compare(a.SourceKey.System, b.SourceKey.System), cmp.Compare(a.Key, b.Key))
	})
	return out, nil
}

func (g *group) loadMembers(ctx context.Context) (map[domain.RecordID]*SourceRecord, error) {
	ids := g.memberIDs()
	if len(ids) == 0 {
		return nil, nil
	}
	var records []*domain.SourceRecord
	var err error
	if g.asOf == nil {
		records, err = g.session.Reader.SourceRecordsByID(ctx, ids)
	} else {
		records, err = g.session.Reader.SourceRecordsThen(ctx, g.members(), *g.asOf)
	}
	if err != nil {
		return nil, err
	}
	out := make(map[domain.RecordID]*SourceRecord, len(records))
	for _, v := range g.session.SourceRecords(records, g.asOf) {
		if v != nil {
			out[v.SourceRecord.ID] = v
		}
	}
	return out, nil
}

// members are the source records behind all records of the group, in the versions these were built from, each once.
func (g *group) members() []domain.Member {
	var out []domain.Member
	place := map[domain.RecordID]int{}
	for _, r := range g.records {
		for _, m := range r.Members {
			i, known := place[m.Record]
			switch {
			case !known:
				place[m.Record] = len(out)
				out = append(out, m)
			case m.Version > out[i].Version:
				out[i] = m
			}
		}
	}
	return out
}

// memberIDs are the source records behind all records of the group.
func (g *group) memberIDs() []domain.RecordID {
	var ids []domain.RecordID
	for _, r := range g.records {
		for _, m := range r.Members {
			ids = append(ids, m.Record)
		}
	}
	return distinct(ids)
}
