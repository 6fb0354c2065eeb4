package reference

import (
	"encoding/json"
	"maps"
	"testing"
	"time"

	"aurum/domain"
	"aurum/mastering"
	"aurum/survivorship"
)

// overrides are those in force, with what tells where they hold.
type overrides struct {
	t       testing.TB
	list    []override // the later first
	founder map[domain.GoldenID]domain.RecordID
	active  map[domain.GoldenID]bool
	now     time.Time
}

type override struct {
	id        int64
	golden    domain.GoldenID
	attribute string
	value     any
	record    domain.RecordID
	// baseline is the text of what it was set against, where it ends with that; else empty.
	baseline string
}

// overrides reads what stewards have set and ruled out, as far as its date has not come.
func (w World) overrides() overrides {
	w.T.Helper()
	o := overrides{t: w.T, founder: map[domain.GoldenID]domain.RecordID{}, active: map[domain.GoldenID]bool{}}
	var ids []domain.GoldenID
	var founders []domain.RecordID
	var active []bool
	if err := w.Pool.QueryRow(w.T.Context(), `
		select clock_timestamp(), array_agg(id), array_agg(founder), array_agg(state = 'ACTIVE') from golden_record`).Scan(&o.now, &ids, &founders, &active); err != nil {
		w.T.Fatal(err)
	}
	for i, id := range ids {
		o.founder[id], o.active[id] = founders[i], active[i]
	}
	rows, err := w.Pool.Query(w.T.Context(), `
		select id, golden_id, attribute, json_build_object('value', value)::text, coalesce(record_id, 0),
		       case when until_kind = 'SOURCE_CHANGE' then baseline::text else '' end
		  from override
		 where ended_at is null and (until_at is null or until_at > $1)
		 order by id desc`, o.now)
	if err != nil {
		w.T.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s override
		var value []byte
		if err := rows.Scan(&s.id, &s.golden, &s.attribute, &value, &s.record, &s.baseline); err != nil {
			w.T.Fatal(err)
		}
		box, err := domain.DecodeAttributes(value)
		if err != nil {
			w.T.Fatal(err)
		}
		s.value = box["value"]
		o.list = append(o.list, s)
	}
	if err := rows.Err(); err != nil {
		w.T.Fatal(err)
	}
	return o
}

// survive is what survives of a cluster under the overrides.
func (o overrides) survive(p *mastering.Policy, cs []survivorship.Contribution) (domain.Attributes, map[string]domain.Provenance) {
	inside := map[domain.RecordID]bool{}
	for i := range cs {
		inside[cs[i].Record] = true
		for _, x := range o.list {
			if x.record == cs[i].Record {
				o.stands(x, cs[i].Attributes[x.attribute])
				cs[i].Attributes = maps.Clone(cs[i].Attributes)
				delete(cs[i].Attributes, x.attribute)
			}
		}
	}
	attrs, prov := p.Survivorship.Survive(cs, o.now)
	set := map[string]bool{}
	for _, own := range []bool{true, false} { // the surviving id's own counts before those of absorbed ones
		for _, x := range o.list {
			if x.value != nil && !set[x.attribute] && inside[o.founder[x.golden]] && o.active[x.golden] == own {
				o.stands(x, attrs[x.attribute])
				set[x.attribute] = true
				attrs[x.attribute], prov[x.attribute] = x.value, domain.Provenance{}
			}
		}
	}
	return attrs, prov
}

// stands tells of an override that ought to have ended when what it was set against changed.
func (o overrides) stands(x override, now any) {
	o.t.Helper()
	if x.baseline == "" {
		return
	}
	text, err := json.Marshal(now)
	if err != nil {
		o.t.Fatal(err)
	}
	if string(text) != x.baseline {
		o.t.Errorf("override %d of %s is in force although what it was set against has changed from %s to %s", x.id, x.attribute, x.baseline, text)
	}
}
