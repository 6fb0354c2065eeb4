package mastering

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"aurum/domain"
)

// anew brings records under a policy that has come into force: each is standardized again from what its source has sent, and
// resolved. That is done with every record, whether or not the policies differ there: it costs little beside matching, and
// brings in what another version of the program reads otherwise.
func (h *Hub) anew(ctx context.Context, p *Policy, ids []domain.RecordID) error {
	stored, err := h.storage.Records(ctx, ids)
	if err != nil {
		return err
	}
	j := &job{}
	for _, s := range stored {
		o, err := p.reread(s)
		if err != nil {
			return err
		}
		j.ops = append(j.ops, o)
	}
	seeds, err := h.land(ctx, p, []*job{j})
	if err != nil {
		return err
	}
	_, err = h.resolveAll(ctx, p, seeds)
	return err
}

// reread asks to standardize a stored record anew. What it comes to is worked out ahead of the locks.
func (p *Policy) reread(s *Stored) (*op, error) {
	raw, err := domain.DecodeAttributes(s.Received)
	if err != nil {
		return nil, fmt.Errorf("source record %s: %w", s.SourceKey, err)
	}
	first, err := p.standardize(s.System, raw)
	if err != nil {
		return nil, fmt.Errorf("source record %s: %w", s.SourceKey, err)
	}
	return &op{policy: p, key: s.RecordKey, arrival: Arrival{Key: s.Key, Attributes: raw}, arrived: s.Received, first: first, restate: true}, nil
}

// restate gives a record the standard form that follows from what its source has sent. Where that is another than it has, it
// is a version of its own: lineage names the version that said a value, and the past shows what was said then. Neither the
// source's own time nor that of the last arrival changes, since nothing has arrived.
//
// What would have been quarantined had it arrived under the policy is told there, and stands as it is until its source sends
// something better: it has been acknowledged, and what was read of it has not become wrong.
func (l *lander) restate(o *op, d *draft) (err error) {
	if d == nil || d.Deleted {
		return nil
	}
	std := o.first
	if !bytes.Equal(d.Received, o.arrived) { // its source has sent something since
		if std, err = o.policy.restandardize(d.Stored); err != nil {
			return err
		}
	}
	problems, err := json.Marshal(std.problems)
	if err != nil {
		return fmt.Errorf("problems: %w", err)
	}
	if std.fatal() {
		l.write.Quarantined = append(l.write.Quarantined, Quarantined{
			RecordKey: d.RecordKey, Arrived: d.Received, UpdatedAt: d.UpdatedAt, Problems: problems, ReceivedAt: l.now, Actor: byPolicy(o.policy),
		})
		return l.refresh(o, d)
	}
	l.write.Readable = append(l.write.Readable, Readable{d.RecordKey, d.Received})
	if same, err := d.standsAs(std); err != nil || same {
		if err != nil {
			return err
		}
		return l.refresh(o, d)
	}
	d.Version++
	d.Standardized, d.Problems = std.bytes, problems
	l.write.Versions = append(l.write.Versions, ArrivalVersion{
		Record: d.ID, Version: d.Version, Applied: true, Arrived: []byte("{}"), Standardized: std.bytes, Problems: problems,
		ReceivedAt: l.now, Actor: byPolicy(o.policy), Policy: o.policy.Version,
	})
	refs := references(o.policy.Schema, std.attrs)
	l.write.Refers[d.ID] = refs
	l.index(o, d, std.attrs, refs)
	return nil
}

// byPolicy is who acts where a policy does.
func byPolicy(p *Policy) string { return "policy " + p.Version }
