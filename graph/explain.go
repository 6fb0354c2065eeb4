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
	"aurum/mastering"
)

// defaultPairs is how many pairs an explanation shows.
const defaultPairs = 10

// ExplainMatch compares two things, whether they ever met or not; nil where either is unknown.
func (query) ExplainMatch(ctx context.Context, a, b map[string]any, first *int, asOf any) (*model.MatchExplanation, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	n := defaultPairs
	if first != nil {
		if n, err = model.PageSize(first); err != nil {
			return nil, err
		}
	}
	at, err := momentOf(asOf)
	if err != nil {
		return nil, err
	}
	sides := [2]*side{{session: s, name: "a", asOf: at}, {session: s, name: "b", asOf: at}}
	for i, input := range []map[string]any{a, b} { // what may not be read is refused before anything is looked up
		if err := sides[i].read(input); err != nil {
			return nil, err
		}
	}
	for _, x := range sides {
		if err := x.load(ctx); err != nil || x.records == nil {
			return nil, err
		}
	}
	if sides[0].domain != sides[1].domain {
		return nil, domain.E(domain.Invalid, fmt.Sprintf("a is of domain %s, b of %s: only things of one domain can be the same",
			strings.ToUpper(string(sides[0].domain)), strings.ToUpper(string(sides[1].domain))), "b")
	}
	return explainSides(ctx, s, sides[0], sides[1], n)
}

func explainSides(ctx context.Context, s *model.Session, a, b *side, first int) (*model.MatchExplanation, error) {
	withheld := s.Withheld(a.domain)
	found, err := compared(ctx, s, a, b, withheld, max(first, 1))
	if err != nil {
		return nil, err
	}
	out := &model.MatchExplanation{
		Domain: a.domain, Together: a.golden != "" && a.golden == b.golden, Withheld: withheld,
		Pairs: s.Matches(a.domain, found.Pairs, a.asOf), PairCount: found.Total, Compared: found.Compared,
		Refused: model.RefusedJoinOf(found.Stands),
	}
	if len(out.Pairs) > 0 {
		out.Strongest, out.Pairs = out.Pairs[0], out.Pairs[:min(len(out.Pairs), first)]
	}
	return out, nil
}

func compared(ctx context.Context, s *model.Session, a, b *side, withheld []string, first int) (*mastering.MatchExplanation, error) {
	if a.asOf != nil {
		return s.Hub.ExplainMatchThen(ctx, a.domain, a.records, b.records, *a.asOf, withheld, first)
	}
	return s.Hub.ExplainMatch(ctx, a.domain, recordsOf(a.records), recordsOf(b.records), withheld, first)
}

func recordsOf(members []domain.Member) []domain.RecordID {
	out := make([]domain.RecordID, len(members))
	for i, m := range members {
		out[i] = m.Record
	}
	return out
}

// side is one of two things to be compared: a golden record with all its source records, or one source record.
type side struct {
	session *model.Session
	name    string
	id      string
	source  domain.SourceKey
	domain  domain.Domain
	golden  domain.GoldenID
	asOf    *time.Time      // nil for now
	records []domain.Member // nil where there is no such thing
}

// read takes the input apart and makes sure that the caller may read the domain, as far as the input tells it.
func (x *side) read(input map[string]any) error {
	x.id, x.domain = textOf(input["id"]), domain.Domain(textOf(input["domain"]))
	source, given := plain(input["source"]).(map[string]any)
	if (x.id == "") == !given || given != (x.domain != "") {
		return domain.E(domain.Invalid, "give either an id, or a source with its domain", x.name)
	}
	if given {
		x.source = keyOf(source)
	} else if schema := domain.Registry.OfID(domain.GoldenID(x.id)); schema != nil {
		x.domain = schema.Domain
	}
	if x.domain == "" {
		return nil // a source record's id; its domain is known once it is loaded
	}
	return x.session.Allow(x.domain, access.Read)
}

func (x *side) load(ctx context.Context) error {
	if x.domain != "" && x.id != "" {
		return x.loadGolden(ctx)
	}
	found, err := x.sourceRecords(ctx)
	if err != nil || len(found) == 0 || found[0] == nil {
		return err
	}
	r := found[0]
	if x.session.Allow(r.Domain, access.Read) != nil {
		return nil // who may not read it does not learn that it is there
	}
	if r.Deleted {
		return domain.E(domain.Invalid, fmt.Sprintf("%s is withdrawn and takes no part in matching", r.SourceKey), x.name)
	}
	links, err := x.links(ctx, []domain.RecordID{r.ID})
	if err != nil {
		return err
	}
	x.domain, x.golden, x.records = r.Domain, links[r.ID], []domain.Member{{SourceKey: r.SourceKey, Record: r.ID, Version: r.Version}}
	return nil
}

func (x *side) links(ctx context.Context, ids []domain.RecordID) (map[domain.RecordID]domain.GoldenID, error) {
	if x.asOf != nil {
		return x.session.Reader.GoldenIDsThen(ctx, ids, *x.asOf)
	}
	return x.session.Reader.GoldenIDsOf(ctx, ids)
}

func (x *side) sourceRecords(ctx context.Context) ([]*domain.SourceRecord, error) {
	if x.id == "" {
		found, err := x.session.Reader.SourceRecords(ctx, x.domain, []domain.SourceKey{x.source})
		if err != nil || x.asOf == nil || len(found) == 0 || found[0] == nil {
			return found, err
		}
		return x.session.Reader.SourceRecordsThen(ctx, []domain.Member{{Record: found[0].ID}}, *x.asOf)
	}
	number, ok := strings.CutPrefix(x.id, "src_")
	id, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil {
		return nil, nil
	}
	if x.asOf != nil {
		return x.session.Reader.SourceRecordsThen(ctx, []domain.Member{{Record: domain.RecordID(id)}}, *x.asOf)
	}
	return x.session.Reader.SourceRecordsByID(ctx, []domain.RecordID{domain.RecordID(id)})
}

func (x *side) loadGolden(ctx context.Context) error {
	found, err := x.session.Reader.Surviving(ctx, []domain.GoldenID{domain.GoldenID(x.id)}, x.asOf)
	if err != nil || len(found) == 0 || found[0] == nil {
		return err
	}
	x.golden = found[0].ID
	x.records = append([]domain.Member{}, found[0].Members...)
	return nil
}
