package mastering

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"aurum/domain"
)

// Checks is what the continuous check needs of storage.
type Checks interface {
	Snapshots
	// Alone does the work unless somebody else on this database is at it; it tells whether it was done.
	Alone(ctx context.Context, work func() error) (done bool, err error)
	// Checks gives how far the check of each domain has come, by domain; those never begun are missing.
	Checks(ctx context.Context) (map[domain.Domain]*Check, error)
	// KeepCheck stores how far a check has come, with what has been found since. Of each pass it keeps the first most
	// differences, and forgets all passes but that and the one before.
	KeepCheck(ctx context.Context, c *Check, found []Difference, most int) error
}

// Check is how far the continuous check of a domain has come.
type Check struct {
	Domain domain.Domain `json:"-"`
	// Pass counts the passes through the domain from 1; it is the one under way.
	Pass  int       `json:"pass"`
	Began time.Time `json:"began"`
	// AfterRecord and AfterGolden are where it goes on; source records come first.
	AfterRecord domain.RecordID `json:"afterRecord"`
	AfterGolden domain.GoldenID `json:"afterGolden"`
	// GoldensLeft is true once all source records have been looked at.
	GoldensLeft bool   `json:"goldensLeft"`
	Now         Tally  `json:"now"`
	Last        *Tally `json:"last,omitempty"` // of the last full pass; nil before its end
	// Checked are all source records looked at since the database was made.
	Checked int64 `json:"checked"`
}

// Tally is what a pass came to.
type Tally struct {
	Policy      string         `json:"policy"`
	Began       time.Time      `json:"began"`
	Ended       time.Time      `json:"ended,omitzero"`
	Records     int            `json:"records"`
	Goldens     int            `json:"goldens"`
	Waiting     int            `json:"waiting"`
	Due         int            `json:"due"`
	Differences map[string]int `json:"differences"`
}

// Total are all differences of a pass.
func (t *Tally) Total() int {
	n := 0
	for _, c := range t.Differences {
		n += c
	}
	return n
}

// CheckerOptions configure a Checker.
type CheckerOptions struct {
	Storage  Checks
	Policies *Policies
	// Every is the time from the end of a pass to the begin of the next; an hour if 0.
	Every time.Duration
	// Now is the clock; time.Now if nil.
	Now    func() time.Time
	Logger *slog.Logger
}

// Checker verifies the golden state part by part, for ever. Any number of them may share a database: one works at a time,
// each part in a snapshot of its own, and whoever comes next goes on where the last one stopped.
type Checker struct{ o CheckerOptions }

// NewChecker makes a checker; Run sets it going.
func NewChecker(o CheckerOptions) *Checker {
	if o.Every == 0 {
		o.Every = time.Hour
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &Checker{o}
}

const (
	// checkShare is for how many times as long as a part took the checker rests: it takes a twentieth of a core and of the
	// database.
	checkShare = 19
	leastRest  = 200 * time.Millisecond
	// idleRest is how often a checker that has nothing to do looks again.
	idleRest = 5 * time.Second
	// checkSize is how many records a part has: a fraction of a second of work.
	checkSize = 200
	// keptDifferences is how many differences of a pass are kept.
	keptDifferences = 100
)

// Run checks until ctx ends.
func (c *Checker) Run(ctx context.Context) {
	for {
		began := time.Now()
		did, err := c.Step(ctx)
		rest := max(leastRest, checkShare*time.Since(began))
		if err != nil && ctx.Err() == nil {
			c.o.Logger.Error("verifying a part failed; it is tried again", "error", err)
		}
		if err != nil || !did {
			rest = idleRest
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(rest):
		}
	}
}

// Step checks the next part; false where nothing is due, or somebody else is at it.
func (c *Checker) Step(ctx context.Context) (did bool, err error) {
	_, err = c.o.Storage.Alone(ctx, func() error {
		all, err := c.o.Storage.Checks(ctx)
		if err != nil {
			return err
		}
		for _, p := range c.o.Policies.All() {
			check := c.due(p, all)
			if check == nil {
				continue
			}
			if did, err = c.part(ctx, p.forgetful(), check); err != nil || did {
				return err
			}
		}
		return nil
	})
	return did, err
}

// due is the check of a domain if it is under way or its next pass is to begin.
func (c *Checker) due(p *Policy, all map[domain.Domain]*Check) *Check {
	check, now := all[p.Schema.Domain], c.o.Now().UTC()
	if check == nil {
		check = &Check{Domain: p.Schema.Domain}
	}
	if check.Pass > 0 && check.Now.Ended.IsZero() {
		return check
	}
	if check.Pass > 0 && now.Sub(check.Now.Ended) < c.o.Every {
		return nil
	}
	return &Check{
		Domain: check.Domain, Pass: check.Pass + 1, Began: now, Last: check.Last, Checked: check.Checked,
		Now: Tally{Policy: p.Version, Began: now, Differences: map[string]int{}},
	}
}

// part checks the next part of a domain and stores what came of it. What differs is looked at once more, in a newer snapshot,
// before it is told.
func (c *Checker) part(ctx context.Context, p *Policy, check *Check) (bool, error) {
	looked, next, err := c.look(ctx, p, *check)
	if err != nil || looked == nil {
		return false, err
	}
	if looked.Differences() > 0 {
		again, _, err := c.look(ctx, p, *check)
		if err != nil || again == nil {
			return false, err
		}
		looked.confirm(again)
	}
	check.take(looked, next)
	if next == nil {
		check.Now.Ended = c.o.Now().UTC()
		ended := check.Now
		check.Last = &ended
	}
	for _, d := range looked.Samples {
		c.o.Logger.Error("what is stored does not follow from the source records", "domain", d.Domain, "rule", d.Rule,
			"golden", d.Golden, "record", d.Record.String(), "attribute", d.Attribute)
	}
	return true, c.o.Storage.KeepCheck(ctx, check, looked.Samples, keptDifferences)
}

// take adds what a part came to and moves on to the next; nil where the part was the last one.
func (c *Check) take(v *Verified, next *Check) {
	c.Now.Records += v.Records
	c.Now.Goldens += v.Goldens
	c.Now.Waiting += v.Waiting
	c.Now.Due += v.Due
	for rule, n := range v.Counts {
		c.Now.Differences[rule] += n
	}
	c.Checked += int64(v.Records)
	if next != nil {
		c.AfterRecord, c.AfterGolden, c.GoldensLeft = next.AfterRecord, next.AfterGolden, next.GoldensLeft
	}
}

// confirm leaves what another look has found as well.
func (v *Verified) confirm(again *Verified) {
	seen := map[Difference]bool{}
	for _, d := range again.Samples {
		seen[d] = true
	}
	var both []Difference
	for _, d := range v.Samples {
		if seen[d] {
			both = append(both, d)
		}
	}
	v.Samples = both
	for rule, n := range v.Counts {
		if n = min(n, again.Counts[rule]); n == 0 {
			delete(v.Counts, rule)
		} else {
			v.Counts[rule] = n
		}
	}
}

// look verifies the part that a check is at, in a snapshot of its own. It gives nil where the hub works by another version of
// the policy: another node will check.
func (c *Checker) look(ctx context.Context, p *Policy, at Check) (out *Verified, next *Check, err error) {
	err = c.o.Storage.Snapshot(ctx, func(s Snapshot) error {
		active, err := s.ActivePolicy(ctx, p.Schema.Domain)
		if err != nil || active.Version != p.Version {
			return err
		}
		v := newVerification(p, s, VerifyOptions{Samples: keptDifferences, Now: c.o.Now})
		if at.GoldensLeft {
			next, err = v.partOfGoldens(ctx, at)
		} else {
			next, err = v.partOfRecords(ctx, at)
		}
		if err != nil {
			return fmt.Errorf("verify %s: %w", p.Schema.Domain, err)
		}
		out = v.result()
		return nil
	})
	return out, next, err
}

func (v *verification) partOfRecords(ctx context.Context, at Check) (*Check, error) {
	ids, err := v.from.Live(ctx, at.Domain, at.AfterRecord, checkSize)
	if err != nil {
		return nil, err
	}
	part := Part{Domain: at.Domain, AfterRecord: at.AfterRecord, ThroughRecord: lastRecord, SkipGoldens: true}
	next := &Check{GoldensLeft: true}
	if len(ids) == checkSize {
		part.ThroughRecord = ids[len(ids)-1]
		next = &Check{AfterRecord: part.ThroughRecord}
	}
	if len(ids) > 0 {
		if err := v.stretch(ctx, ids); err != nil {
			return nil, err
		}
	}
	return next, v.breaches(ctx, part)
}

func (v *verification) partOfGoldens(ctx context.Context, at Check) (*Check, error) {
	page, err := v.from.Goldens(ctx, at.Domain, at.AfterGolden, checkSize)
	if err != nil {
		return nil, err
	}
	part := Part{Domain: at.Domain, AfterGolden: at.AfterGolden, ThroughGolden: lastGolden, SkipRecords: true}
	var next *Check
	if len(page) == checkSize {
		part.ThroughGolden = page[len(page)-1].ID
		next = &Check{GoldensLeft: true, AfterGolden: part.ThroughGolden}
	}
	if err := v.storedPage(ctx, page); err != nil {
		return nil, err
	}
	return next, v.breaches(ctx, part)
}
