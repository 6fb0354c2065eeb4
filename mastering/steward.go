package mastering

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"aurum/domain"
)

// Steward is who decides, and why.
type Steward struct {
	Actor, Reason string
	// Withheld are attributes that he may not see: nothing that is said to him names them.
	Withheld []string
}

// Expected are the versions of golden records that a steward has looked at: where one has moved on, nothing is decided.
// Records that are not named may have any version.
type Expected map[domain.GoldenID]int

// Decided is what has come of a steward's act, or would come of it.
type Decided struct {
	// Decision is nil for a preview and for overrides.
	Decision *domain.Decision
	// Override is nil unless one was made or taken back.
	Override *domain.Override
	// Golden are the golden records that the source records concerned belong to now, those named first in front.
	Golden []domain.GoldenID
	// Foreseen are the golden records that change, in the order of their events. They are told of a preview only.
	Foreseen []Foreseen
}

// Foreseen is a golden record as an act would leave it.
type Foreseen struct {
	// Before is nil where the record would be new; After has no id then.
	Before  *domain.GoldenRecord
	After   domain.GoldenRecord
	Kind    domain.ChangeKind
	Changed []string
	Related []domain.GoldenID
	// Lineage tells why it would have its values.
	Lineage []AttributeLineage
}

// act is something a steward does to golden records: what is the same, or what a value is.
type act struct {
	Steward
	action   string // as the audit trail names it
	named    []domain.GoldenID
	domain   domain.Domain // of an act that is about no golden record that is in use
	expected Expected
	// more are source records to be locked beside those of the golden records.
	more     []domain.RecordID
	withdraw int64
	// apply says under the locks what the steward's word changes in what is locked, and what is to be written of it.
	apply func(c *council) error
	// written completes what is to be written once it is decided; may be nil.
	written func(c *council, w *ResolveWrite)
}

// council is what an act is decided on: everything locked.
type council struct {
	number int64 // of a decision that is made
	policy *Policy
	locked *Locked
	rows   map[domain.GoldenID]*GoldenRow // of the golden records named
	write  *ResolveWrite                  // what the act adds to what is written
}

// members are the live source records of a golden record, sorted by key.
func (c *council) members(id domain.GoldenID) []*Stored {
	var out []*Stored
	for _, s := range c.locked.Records {
		if s.Golden == id && !s.Deleted {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *Stored) int { return a.Compare(b.RecordKey) })
	return out
}

// errMoved is told where a golden record has changed its founder between being looked up and being locked.
var errMoved = errors.New("a golden record has moved on while it was locked")

// maxMoves bounds how often a steward's act is begun anew.
const maxMoves = 20

// perform lets a steward act. With preview nothing is written.
func (h *Hub) perform(ctx context.Context, a *act, preview bool) (*Decided, error) {
	for range maxMoves {
		done, err := h.performOnce(ctx, a, preview)
		var stale *staleError
		switch {
		case errors.As(err, &stale):
			return nil, h.conflict(ctx, stale, a.Withheld)
		case errors.Is(err, ErrPolicyMoved):
			if err := h.AdoptPolicies(ctx); err != nil {
				return nil, err
			}
		case !errors.Is(err, errMoved):
			return done, err
		}
	}
	return nil, domain.E(domain.Conflict, "the golden records are changing all the time; try again")
}

func (h *Hub) performOnce(ctx context.Context, a *act, preview bool) (*Decided, error) {
	p, named, err := h.named(ctx, a.named)
	if err != nil {
		return nil, err
	}
	if p == nil {
		p = h.policies.Of(a.domain)
	}
	number, err := h.storage.StewardID(ctx)
	if err != nil {
		return nil, err
	}
	scope := ResolveScope{Domain: p.Schema.Domain, Policy: p.Version, Link: p.Matching.Link(), Expand: slices.Clone(a.more), Withdraw: a.withdraw}
	for _, n := range named {
		scope.Expand = append(append(scope.Expand, n.Founder), n.Members...)
	}
	var done *Decided
	moved := false
	err = h.storage.Resolving(ctx, scope, func(l *Locked) (*ResolveWrite, []domain.RecordID, error) {
		c := &council{number: number, policy: p, locked: l, rows: map[domain.GoldenID]*GoldenRow{}, write: &ResolveWrite{}}
		if err := c.look(a, named); err != nil {
			return nil, nil, err
		}
		w, placed, grow, err := h.settle(c, a, scope.Expand)
		if err != nil || grow != nil {
			return nil, grow, err
		}
		done, moved = c.told(w, placed, a), len(w.Moved) > 0
		if preview {
			done.Golden = slices.DeleteFunc(done.Golden, func(id domain.GoldenID) bool {
				return !slices.ContainsFunc(l.Goldens, func(g *GoldenRow) bool { return g.ID == id })
			})
			done.Foreseen, err = c.foreseen(w, placed)
			return nil, nil, err
		}
		return w, nil, nil
	})
	if err != nil {
		return nil, err
	}
	if !preview {
		if moved {
			wake(h.heal)
		}
		wake(h.changed)
	}
	return done, nil
}

// settle lets the engine decide anew under what the steward says.
func (h *Hub) settle(c *council, a *act, ids []domain.RecordID) (*ResolveWrite, *placement, []domain.RecordID, error) {
	if err := a.apply(c); err != nil {
		return nil, nil, nil, err
	}
	seeds := map[domain.RecordID]seed{}
	for _, id := range ids {
		if c.locked.Records[id] != nil {
			seeds[id] = seed{}
		}
	}
	at := h.clock()
	w, placed, grow, err := c.policy.decide(c.locked, seeds, at)
	if err != nil || grow != nil {
		return nil, nil, grow, err
	}
	w.Decision, w.Words, w.Withdrawn, w.Remaining = c.write.Decision, c.write.Words, c.write.Withdrawn, c.write.Remaining
	w.Override, w.OverridesEnded = c.write.Override, append(c.write.OverridesEnded, w.OverridesEnded...)
	w.dateWords()
	w.Audit, err = c.audit(a, w)
	if a.written != nil && err == nil {
		a.written(c, w)
	}
	return w, placed, nil, err
}

// dateWords lets what the steward says hold from the moment on at which what follows from it does.
func (w *ResolveWrite) dateWords() {
	if w.Decision != nil {
		w.Decision.At = w.At
	}
	if w.Withdrawn != nil {
		w.Withdrawn.WithdrawnAt = &w.At
	}
	if w.Override != nil {
		w.Override.CreatedAt = w.At
	}
	for _, o := range w.OverridesEnded {
		o.EndedAt = &w.At
	}
}

// look finds the golden records named among what is locked, and makes sure that they are what the steward has seen.
func (c *council) look(a *act, named []*Named) error {
	for _, n := range named {
		i := slices.IndexFunc(c.locked.Goldens, func(g *GoldenRow) bool { return g.ID == n.ID })
		if i < 0 || c.locked.Goldens[i].State != n.State {
			return errMoved
		}
		g := c.locked.Goldens[i]
		c.rows[n.ID] = g
		if len(c.members(n.ID)) == 0 {
			return domain.E(domain.Conflict, fmt.Sprintf("the last source record of %s has just been withdrawn", n.ID))
		}
		if version, told := a.expected[n.ID]; told && version != g.Version {
			return &staleError{golden: g, expected: version}
		}
	}
	return nil
}

// named reads the golden records an act is about. All must be of one domain and in use.
func (h *Hub) named(ctx context.Context, ids []domain.GoldenID) (*Policy, []*Named, error) {
	found, err := h.storage.Named(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	byID := map[domain.GoldenID]*Named{}
	for _, n := range found {
		byID[n.ID] = n
	}
	var p *Policy
	out := make([]*Named, 0, len(ids))
	for _, id := range ids {
		n := byID[id]
		switch {
		case n == nil:
			return nil, nil, domain.E(domain.NotFound, fmt.Sprintf("there is no golden record %s", id))
		case n.State == domain.Merged:
			return nil, nil, domain.E(domain.Conflict, fmt.Sprintf("%s has been absorbed by %s", id, n.MergedInto))
		case n.State != domain.Active:
			return nil, nil, domain.E(domain.Conflict, fmt.Sprintf("%s is %s: it has no source records", id, n.State))
		case p == nil:
			p = h.policies.Of(n.Domain)
		}
		if p == nil || p.Schema.Domain != n.Domain {
			return nil, nil, domain.E(domain.Invalid, fmt.Sprintf("%s is a %s: only golden records of one domain can be one thing", id, n.Domain))
		}
		out = append(out, n)
	}
	return p, out, nil
}

// staleError is a golden record that has moved on since a steward looked at it.
type staleError struct {
	golden   *GoldenRow
	expected int
}

func (e *staleError) Error() string { return fmt.Sprintf("%s has moved on", e.golden.ID) }

// maxNotes is how many versions a conflict tells of.
const maxNotes = 100

// conflict says what has changed since.
func (h *Hub) conflict(ctx context.Context, e *staleError, withheld []string) error {
	id := e.golden.ID
	if e.expected > e.golden.Version || e.expected < 1 {
		return domain.E(domain.Conflict, fmt.Sprintf("%s is at version %d and never was at %d", id, e.golden.Version, e.expected))
	}
	notes, err := h.storage.Since(ctx, id, e.expected-1, maxNotes)
	if err != nil {
		return err
	}
	said := fmt.Sprintf("%s is at version %d, no longer at %d", id, e.golden.Version, e.expected)
	if what := changesOf(notes, withheld); what != "" {
		said += ": " + what
	}
	return domain.E(domain.Conflict, said)
}

// changesOf sums up what versions changed, the first being the one before.
func changesOf(notes []VersionNote, withheld []string) string {
	if len(notes) < 2 {
		return ""
	}
	var attributes []string
	for _, n := range notes[1:] {
		attributes = append(attributes, n.Changed...)
	}
	attributes = slices.DeleteFunc(attributes, func(name string) bool { return slices.Contains(withheld, name) })
	slices.Sort(attributes)
	var parts []string
	if attributes = slices.Compact(attributes); len(attributes) > 0 {
		parts = append(parts, "changed "+strings.Join(attributes, ", "))
	}
	before, after := sourceKeys(notes[0].Members), sourceKeys(notes[len(notes)-1].Members)
	for _, x := range []struct {
		word     string
		in, less []domain.SourceKey
	}{{"joined by ", after, before}, {"left by ", before, after}} {
		var keys []string
		for _, k := range x.in {
			if !slices.Contains(x.less, k) {
				keys = append(keys, k.String())
			}
		}
		if len(keys) > 0 {
			parts = append(parts, x.word+strings.Join(keys, ", "))
		}
	}
	return strings.Join(parts, "; ")
}

// told sums up what an act has led to.
func (c *council) told(w *ResolveWrite, placed *placement, a *act) *Decided {
	d := &Decided{Decision: w.Decision, Override: w.Override}
	if d.Decision == nil {
		d.Decision = w.Withdrawn
	}
	ids := make([]domain.RecordID, 0, len(placed.members))
	for id := range placed.members {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(x, y domain.RecordID) int {
		return c.locked.Records[x].Compare(c.locked.Records[y].RecordKey)
	})
	golden := map[domain.GoldenID]bool{}
	for _, id := range ids {
		golden[placed.members[id].Golden] = true
	}
	for _, id := range a.named {
		if golden[id] {
			d.Golden = append(d.Golden, id)
		}
	}
	for _, id := range ids {
		if g := placed.members[id].Golden; !slices.Contains(d.Golden, g) {
			d.Golden = append(d.Golden, g)
		}
	}
	return d
}

// audit notes who did what.
func (c *council) audit(a *act, w *ResolveWrite) (*domain.AuditEntry, error) {
	details := map[string]any{"reason": a.Reason}
	if len(a.named) > 1 {
		details["goldenRecords"] = a.named
	}
	subject := ""
	if len(a.named) > 0 {
		subject = string(a.named[0])
	}
	if w.Withdrawn != nil {
		subject, details["decision"] = string(w.Withdrawn.Golden[0]), w.Withdrawn.ID
	}
	if o := w.Override; o != nil {
		details["attribute"], details["kind"], details["until"] = o.Attribute, o.Kind, o.Until
		if o.Kind == domain.OverrideIgnore {
			details["source"] = o.Source
		} else {
			details["value"] = o.Value
		}
	}
	text, err := json.Marshal(details)
	if err != nil {
		return nil, fmt.Errorf("audit entry: %w", err)
	}
	return &domain.AuditEntry{At: w.At, Actor: a.Actor, Action: a.action, Domain: c.policy.Schema.Domain, Subject: subject, Details: string(text)}, nil
}
