package graph

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"aurum/access"
	"aurum/domain"
	"aurum/graph/model"
)

// Node gives anything by its id; a merged golden record as such.
func (q query) Node(ctx context.Context, id string, asOf any) (model.Node, error) {
	nodes, err := q.Nodes(ctx, []string{id}, asOf)
	if err != nil {
		return nil, err
	}
	return nodes[0], nil
}

// Nodes gives several by their ids, nil for each that is unknown. Golden records are read by one query, source records
// by another.
func (query) Nodes(ctx context.Context, ids []string, asOf any) ([]model.Node, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	if len(ids) > model.MaxPage {
		return nil, domain.E(domain.Invalid, fmt.Sprintf("at most %d ids can be asked for at once", model.MaxPage), "ids")
	}
	at, err := momentOf(asOf)
	if err != nil {
		return nil, err
	}
	n := nodes{session: s, asOf: at, found: make(map[string]model.Node, len(ids))}
	for _, id := range ids {
		if err := n.sort(id); err != nil {
			return nil, err
		}
	}
	if err := n.load(ctx); err != nil {
		return nil, err
	}
	out := make([]model.Node, len(ids))
	for i, id := range ids {
		out[i] = n.found[id]
	}
	return out, nil
}

// nodes are ids sorted by what they name, and what was found for them.
type nodes struct {
	session *model.Session
	asOf    *time.Time // nil for now
	goldens []domain.GoldenID
	records []domain.RecordID
	found   map[string]model.Node
}

func (n *nodes) sort(id string) error {
	if schema := domain.Registry.OfID(domain.GoldenID(id)); schema != nil {
		n.goldens = append(n.goldens, domain.GoldenID(id))
		return n.session.Allow(schema.Domain, access.Read)
	}
	if number, ok := strings.CutPrefix(id, "src_"); ok {
		if record, err := strconv.ParseInt(number, 10, 64); err == nil {
			n.records = append(n.records, domain.RecordID(record))
		}
	}
	return nil
}

func (n *nodes) load(ctx context.Context) error {
	if len(n.goldens) > 0 {
		goldens, err := n.session.Reader.Goldens(ctx, n.goldens, n.asOf)
		if err != nil {
			return err
		}
		for i, view := range n.session.Records(goldens, n.asOf) {
			if view != nil {
				n.found[string(n.goldens[i])] = view
			}
		}
	}
	if len(n.records) == 0 {
		return nil
	}
	records, err := n.session.SourceRecordsByID(ctx, n.records, n.asOf)
	if err != nil {
		return err
	}
	for _, view := range records {
		if view == nil {
			continue
		}
		if err := n.session.Allow(view.Domain, access.Read); err != nil {
			return err
		}
		n.found[view.ID()] = view
	}
	return nil
}

// SourceRecord gives one source record by its key; nil where there is none.
func (query) SourceRecord(ctx context.Context, d domain.Domain, source map[string]any, asOf any) (*model.SourceRecord, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.Allow(d, access.Read); err != nil {
		return nil, err
	}
	at, err := momentOf(asOf)
	if err != nil {
		return nil, err
	}
	records, err := s.Reader.SourceRecords(ctx, d, []domain.SourceKey{keyOf(source)})
	if err != nil || len(records) == 0 || records[0] == nil {
		return nil, err
	}
	if at == nil {
		return s.SourceRecords(records, nil)[0], nil
	}
	former, err := s.SourceRecordsByID(ctx, []domain.RecordID{records[0].ID}, at)
	if err != nil {
		return nil, err
	}
	return former[0], nil
}
