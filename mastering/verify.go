package mastering

import (
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"aurum/domain"
)

// Difference is one place where what is stored is not what follows from the source records, or contradicts itself.
type Difference struct {
	// Rule is what ought to be; see the Rule constants and Breaches.
	Rule   string           `json:"rule"`
	Domain domain.Domain    `json:"domain"`
	Golden domain.GoldenID  `json:"goldenRecord,omitempty"`
	Record domain.SourceKey `json:"sourceRecord,omitzero"`
	// Attribute is the attribute concerned; empty where the whole record is.
	Attribute string `json:"attribute,omitempty"`
	// Detail says what is stored and what ought to be.
	Detail string `json:"detail"`
}

// Rules that a derivation looks after. Those about what contradicts itself are named by storage.
const (
	RuleValue     = "golden values follow from the source records"
	RuleLineage   = "lineage follows from the source records"
	RuleMember    = "source records are linked to the golden record they belong to"
	RuleIdentity  = "golden ids stay with the cluster of their founder"
	RuleEdge      = "edges follow from the source records"
	RuleKeys      = "blocking keys follow from the source records"
	RuleDue       = "golden records are due by when they may come out otherwise"
	RuleTask      = "whatever is unsure is asked, once"
	RuleHash      = "the hash of a golden record is that of its content"
	RuleReference = "references lead to a golden record or are marked"
)

// String names the records and the attribute in front of what is wrong.
func (x Difference) String() string {
	var at []string
	for _, s := range []string{string(x.Golden), x.Record.String(), x.Attribute} {
		if s != "" && s != ":" {
			at = append(at, s)
		}
	}
	return strings.Join(append(at, x.Detail), " ")
}

func (x Difference) compare(y Difference) int {
	return cmp.Or(cmp.Compare(x.Rule, y.Rule), cmp.Compare(x.Golden, y.Golden), x.Record.Compare(y.Record), cmp.Compare(x.Attribute, y.Attribute), cmp.Compare(x.Detail, y.Detail))
}

// Part is what is looked at of a domain: source records by id, golden records by id, both from behind a first to a last.
type Part struct {
	Domain                     domain.Domain
	AfterRecord, ThroughRecord domain.RecordID
	AfterGolden, ThroughGolden domain.GoldenID
	SkipRecords, SkipGoldens   bool
	// Whole is true where the part is all there is.
	Whole bool
}

// Breach is a rule that stored rows break among themselves.
type Breach struct {
	Rule    string
	Count   int
	Samples []Difference
}

// Verified is what verifying a domain came to.
type Verified struct {
	Domain domain.Domain `json:"domain"`
	Policy string        `json:"policy"`
	// Records and Goldens are how many live source records and golden records were looked at.
	Records int `json:"sourceRecords"`
	Goldens int `json:"goldenRecords"`
	// Waiting are source records that differ because they, or a neighbour, wait to be resolved.
	Waiting int `json:"waiting"`
	// Due are golden records whose values are right for when they were made and change by the passing of time alone.
	Due int `json:"due"`
	// Counts are the differences by rule, in full.
	Counts map[string]int `json:"differences"`
	// Samples are some of the differences of each rule.
	Samples []Difference `json:"samples,omitempty"`
	// Stored and Rebuilt are the hashes of the golden state as stored and as it follows from the source records; empty unless
	// asked for.
	Stored  string `json:"storedHash,omitempty"`
	Rebuilt string `json:"rebuiltHash,omitempty"`
}

// Differences are all differences together.
func (v *Verified) Differences() int {
	n := 0
	for _, c := range v.Counts {
		n += c
	}
	return n
}

// Sound tells that nothing differs.
func (v *Verified) Sound() bool { return v.Differences() == 0 && v.Stored == v.Rebuilt }

// VerifyOptions say how to verify.
type VerifyOptions struct {
	// Hash asks for the hashes of the golden state.
	Hash bool
	// Samples is how many differences of each rule are kept; 10 if 0.
	Samples int
	// Now is the clock; time.Now if nil.
	Now func() time.Time
	// Progress is told how far a stage has come, in source records, or in pairs where they are compared; may be nil.
	Progress func(stage string, done, total int64)
}

// deriveSize is how many source records are derived at a time.
const deriveSize = 500

// pageSize is how many golden records are read at a time.
const pageSize = 1000

// Verify derives the golden state of the policy's domain anew and compares it with what is stored in a snapshot. Where another
// policy is in force there, it verifies by that one. It needs memory for what the policy compares of each source record.
func (p *Policy) Verify(ctx context.Context, s Snapshot, o VerifyOptions) (*Verified, error) {
	active, err := s.ActivePolicy(ctx, p.Schema.Domain)
	if err != nil {
		return nil, err
	}
	if active.Version != "" && active.Version != p.Version {
		if p, err = compilePolicy(p.Schema, []byte(active.Document)); err != nil {
			return nil, fmt.Errorf("version %s of the policy of %s, which is in force: %w", active.Version, active.Domain, err)
		}
	}
	v := newVerification(p, s, o)
	if v.whole, err = v.policy.survey(ctx, s, o.Progress); err != nil {
		return nil, fmt.Errorf("verify %s: %w", p.Schema.Domain, err)
	}
	if err := v.records(ctx); err != nil {
		return nil, err
	}
	if err := v.goldens(ctx); err != nil {
		return nil, err
	}
	if err := v.breaches(ctx, Part{Domain: p.Schema.Domain, ThroughRecord: lastRecord, ThroughGolden: lastGolden, Whole: true}); err != nil {
		return nil, err
	}
	return v.result(), nil
}

// lastRecord and lastGolden stand behind all ids.
const (
	lastRecord domain.RecordID = 1<<63 - 1
	lastGolden domain.GoldenID = "~"
)

// verification is verifying one domain.
type verification struct {
	policy  *Policy
	from    Snapshot
	whole   *survey // nil where a part is verified
	options VerifyOptions
	at      time.Time
	out     *Verified
	told    map[Difference]bool
	samples map[string]int
	stored  digests
	rebuilt digests
}

func newVerification(p *Policy, s Snapshot, o VerifyOptions) *verification {
	if o.Samples == 0 {
		o.Samples = 10
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &verification{
		policy: p.forgetful(), from: s, options: o, at: o.Now().UTC().Truncate(time.Microsecond),
		out:  &Verified{Domain: p.Schema.Domain, Policy: p.Version, Counts: map[string]int{}},
		told: map[Difference]bool{}, samples: map[string]int{},
	}
}

// tell counts a difference, once however often it is met.
func (v *verification) tell(ds ...Difference) {
	for _, d := range ds {
		d.Domain = v.policy.Schema.Domain
		if v.told[d] {
			continue
		}
		v.told[d] = true
		v.out.Counts[d.Rule]++
		v.sample(d)
	}
}

func (v *verification) sample(d Difference) {
	if v.samples[d.Rule] < v.options.Samples {
		v.samples[d.Rule]++
		v.out.Samples = append(v.out.Samples, d)
	}
}

func (v *verification) result() *Verified {
	slices.SortFunc(v.out.Samples, Difference.compare)
	if v.options.Hash {
		v.out.Stored, v.out.Rebuilt = v.stored.hash(v.out.Domain), v.rebuilt.hash(v.out.Domain)
	}
	return v.out
}

// records derives all source records, a stretch of ids at a time.
func (v *verification) records(ctx context.Context) error {
	for ids := range slices.Chunk(v.whole.ids, deriveSize) {
		if err := v.stretch(ctx, ids); err != nil {
			return err
		}
		if v.options.Progress != nil {
			v.options.Progress("derive", int64(v.out.Records), int64(len(v.whole.ids)))
		}
	}
	return nil
}

// stretch derives some source records. Where something differs while something waits, the stretch is halved until what
// waits stands alone.
func (v *verification) stretch(ctx context.Context, ids []domain.RecordID) error {
	d, err := v.policy.derive(ctx, v.from, v.whole, ids, v.at)
	if err != nil {
		return err
	}
	found, due, err := v.compare(d)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		waiting, err := v.from.Unsettled(ctx, v.policy.Version, d.everyone())
		if err != nil {
			return err
		}
		if half := len(ids) / 2; len(waiting) > 0 && half > 0 {
			if err := v.stretch(ctx, ids[:half]); err != nil {
				return err
			}
			return v.stretch(ctx, ids[half:])
		}
		if len(waiting) > 0 {
			v.out.Waiting += len(ids)
			found = nil
		}
	}
	v.tell(found...)
	v.out.Records += len(ids)
	mine := homed(d.built, ids)
	for _, b := range mine {
		if due[b.now.ID] {
			v.out.Due++
		}
	}
	if v.options.Hash {
		return v.digestBuilt(ctx, mine)
	}
	return nil
}

// homed are the clusters whose smallest record is one of ids, which are sorted: each cluster is counted with one stretch.
func homed(bs []built, ids []domain.RecordID) []built {
	var out []built
	for _, b := range bs {
		first := b.members[0].ID
		for _, m := range b.members {
			first = min(first, m.ID)
		}
		if _, ok := slices.BinarySearch(ids, first); ok {
			out = append(out, b)
		}
	}
	return out
}

// everyone are the records that a decision was made of, sorted.
func (d *resolution) everyone() []domain.RecordID {
	out := make([]domain.RecordID, 0, len(d.component.locked))
	for id := range d.component.locked {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// goldens looks at the golden records as they are stored.
func (v *verification) goldens(ctx context.Context) error {
	after := domain.GoldenID("")
	for {
		page, err := v.from.Goldens(ctx, v.policy.Schema.Domain, after, pageSize)
		if err != nil || len(page) == 0 {
			return err
		}
		if err := v.storedPage(ctx, page); err != nil {
			return err
		}
		after = page[len(page)-1].ID
	}
}

func (v *verification) breaches(ctx context.Context, part Part) error {
	bs, err := v.from.Breaches(ctx, part, v.options.Samples)
	if err != nil {
		return err
	}
	for _, b := range bs {
		v.out.Counts[b.Rule] += b.Count
		for _, d := range b.Samples {
			v.sample(d)
		}
	}
	return nil
}

func hexOf(sum [32]byte) string { return hex.EncodeToString(sum[:]) }
