package mastering

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"aurum/domain"
)

// resolveSize is how many landed records are resolved in one transaction.
const resolveSize = 128

// master lands the arrivals of a batch of calls and resolves them. It is the one way by which records come in.
func (h *Hub) master(ctx context.Context, p *Policy, batch []*job) error {
	started := time.Now()
	seeds, err := h.land(ctx, p, batch)
	if err != nil {
		return err
	}
	landed := time.Now()
	members, err := h.resolveAll(ctx, p, seeds)
	if err != nil {
		return err
	}
	if err := h.answer(ctx, batch, members); err != nil {
		return err
	}
	h.observe(statsOf(p, batch, landed.Sub(started), time.Since(landed)))
	return nil
}

// land stores the arrivals; from here on they are safe. It gives back what is to be resolved.
func (h *Hub) land(ctx context.Context, p *Policy, batch []*job) (map[domain.RecordID]seed, error) {
	for range maxPolicyMoves {
		seeds, err := h.landUnder(ctx, p, batch)
		if !errors.Is(err, ErrPolicyMoved) {
			return seeds, err
		}
		if p, err = h.adopt(ctx, p.Schema.Domain); err != nil {
			return nil, err
		}
	}
	return nil, ErrPolicyMoved
}

func (h *Hub) landUnder(ctx context.Context, p *Policy, batch []*job) (map[domain.RecordID]seed, error) {
	for _, j := range batch {
		for _, o := range j.ops {
			if err := o.under(p); err != nil {
				return nil, err
			}
		}
	}
	scope, fresh := landingScope(batch)
	scope.Domain, scope.Policy = p.Schema.Domain, p.Version
	ids, err := h.recordIDs(ctx, fresh)
	if err != nil {
		return nil, err
	}
	var seeds map[domain.RecordID]seed
	err = h.storage.Landing(ctx, scope, func(view *LandingView) (*LandingWrite, error) {
		l := newLander(view, ids, h.clock())
		seeds = map[domain.RecordID]seed{}
		for _, j := range batch {
			if err := l.applyJob(j, seeds); err != nil {
				return nil, err
			}
		}
		write := l.done()
		for id, version := range write.Pending {
			s := seeds[id]
			s.version = version
			seeds[id] = s
		}
		return write, nil
	})
	return seeds, err
}

func landingScope(batch []*job) (scope LandingScope, fresh int) {
	seen, target := map[RecordKey]bool{}, map[RecordKey]bool{}
	for _, j := range batch {
		if j.claim != nil {
			scope.Claims = append(scope.Claims, *j.claim)
		}
		for _, o := range j.ops {
			if !seen[o.key] {
				seen[o.key] = true
				scope.Keys = append(scope.Keys, o.key)
			}
			if o.first != nil {
				for _, k := range references(o.policy.Schema, o.first.attrs) {
					target[k] = true
				}
			}
		}
	}
	for k := range target {
		scope.Targets = append(scope.Targets, k)
	}
	slices.SortFunc(scope.Targets, RecordKey.Compare)
	return scope, len(seen)
}

// note is what is kept of one arrival with an idempotency key, so that its answer can be given after a crash.
type note struct {
	Record domain.RecordID `json:"record,omitempty"`
	Result Result          `json:"result"`
}

func (l *lander) applyJob(j *job, seeds map[domain.RecordID]seed) error {
	if j.claim != nil {
		if taken, ok := l.view.Claimed[[2]string{j.claim.System, j.claim.Key}]; ok {
			return j.repeat(taken, seeds)
		}
	}
	for _, o := range j.ops {
		o.result, o.record, o.search, o.placed = Result{Key: o.key.Key}, 0, false, false
		if err := l.apply(o); err != nil {
			return err
		}
		if o.record != 0 && o.search {
			s := seeds[o.record]
			s.search = true
			seeds[o.record] = s
		}
	}
	if j.claim == nil {
		return nil
	}
	b, err := json.Marshal(j.notes())
	if err != nil {
		return fmt.Errorf("idempotency notes: %w", err)
	}
	l.write.Landings = append(l.write.Landings, Claimed{Claim: *j.claim, Landing: b})
	return nil
}

func (j *job) notes() []note {
	out := make([]note, len(j.ops))
	for i, o := range j.ops {
		out[i] = note{o.record, o.result}
	}
	return out
}

// repeat answers a call whose idempotency key was taken before: with the same answer, or, where a crash prevented one, by
// ending what was begun.
func (j *job) repeat(taken Claimed, seeds map[domain.RecordID]seed) error {
	if !bytes.Equal(taken.Body, j.claim.Body) {
		return domain.E(domain.Conflict, fmt.Sprintf("idempotency key %q was used before with another body", j.claim.Key), "input", "idempotencyKey")
	}
	if taken.Answer != nil {
		if err := json.Unmarshal(taken.Answer, &j.answer); err != nil {
			return fmt.Errorf("kept answer: %w", err)
		}
		return nil
	}
	var notes []note
	if err := json.Unmarshal(taken.Landing, &notes); err != nil {
		return fmt.Errorf("idempotency notes: %w", err)
	}
	for i, n := range notes {
		o := j.ops[i]
		o.record, o.result, o.placed = n.Record, n.Result, n.Record != 0
		if n.Record != 0 {
			seeds[n.Record] = seed{search: true}
		}
	}
	return nil
}

// resolveAll resolves landed records in bounded steps and tells where each has come to lie.
func (h *Hub) resolveAll(ctx context.Context, p *Policy, seeds map[domain.RecordID]seed) (map[domain.RecordID]Membership, error) {
	members := make(map[domain.RecordID]Membership, len(seeds))
	ids := make([]domain.RecordID, 0, len(seeds))
	for id := range seeds {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for part := range slices.Chunk(ids, resolveSize) {
		chunk := make(map[domain.RecordID]seed, len(part))
		for _, id := range part {
			chunk[id] = seeds[id]
		}
		placed, err := h.resolve(ctx, p, chunk)
		for range maxPolicyMoves {
			if !errors.Is(err, ErrPolicyMoved) {
				break
			}
			if p, err = h.adopt(ctx, p.Schema.Domain); err != nil {
				break
			}
			if err = h.refreshAll(ctx, p, chunk); err != nil { // its blocking keys are those of another policy
				break
			}
			placed, err = h.resolve(ctx, p, chunk)
		}
		if err != nil {
			return nil, err
		}
		for id, m := range placed {
			members[id] = m
		}
	}
	return members, nil
}

// answer fills in the results and keeps those of idempotent calls.
func (h *Hub) answer(ctx context.Context, batch []*job, members map[domain.RecordID]Membership) error {
	if err := h.addMembers(ctx, batch, members); err != nil {
		return err
	}
	for _, j := range batch {
		if j.answer != nil {
			continue
		}
		j.answer = make([]Result, len(j.ops))
		for i, o := range j.ops {
			if m, ok := members[o.record]; ok && o.placed {
				o.result.Golden = m.Golden
				if o.result.Outcome == domain.Created && m.Founder != o.record {
					o.result.Outcome = domain.Linked
				}
			}
			j.answer[i] = o.result
		}
		if j.claim == nil {
			continue
		}
		b, err := json.Marshal(j.answer)
		if err != nil {
			return fmt.Errorf("answer: %w", err)
		}
		if err := h.storage.Answered(ctx, j.claim.System, j.claim.Key, b); err != nil {
			return err
		}
	}
	return nil
}

// addMembers reads the golden records of arrivals that did not have to be resolved.
func (h *Hub) addMembers(ctx context.Context, batch []*job, members map[domain.RecordID]Membership) error {
	var ask []domain.RecordID
	for _, j := range batch {
		for _, o := range j.ops {
			if _, ok := members[o.record]; !ok && o.placed && o.result.Golden == "" && j.answer == nil {
				ask = append(ask, o.record)
			}
		}
	}
	if len(ask) == 0 {
		return nil
	}
	more, err := h.storage.Members(ctx, ask)
	if err != nil {
		return err
	}
	for id, m := range more {
		members[id] = m
	}
	return nil
}

func statsOf(p *Policy, batch []*job, landing, resolve time.Duration) BatchStats {
	s := BatchStats{Domain: p.Schema.Domain, Outcomes: map[domain.Outcome]int{}, Landing: landing, Resolve: resolve}
	for _, j := range batch {
		for _, r := range j.answer {
			s.Records++
			s.Outcomes[r.Outcome]++
		}
	}
	return s
}
