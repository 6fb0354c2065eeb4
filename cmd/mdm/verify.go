package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"

	"aurum/cmd/mdm/settings"
	"aurum/domain"
	"aurum/mastering"
)

var verifyCommand = command{
	name: "verify", summary: "Prove that the golden records follow from the source records.",
	details: `Derives the golden records of every domain, or of one, anew from the source records, the stewards' decisions and overrides,
and the policy in force, and compares them with those that are stored: which source records belong together, the golden ids, every value and where
it comes from, edges and open tasks. Then it looks for what contradicts itself: redirects that go in a circle, versions or
events that are missing, an audit trail whose chain is broken. Each difference names the golden record and the attribute.
Nothing is written, and everything is read in one snapshot, so that it may run beside a hub.

--hash adds a SHA-256 of the golden state of each domain, as stored and as derived anew, and one over all. It depends on
nothing but which source records are together, the golden values, the rules that chose them and the source records they come
from: the same records sent in another order or in other batches give the same hash.

The exit status is 1 where anything differs. Source records that wait to be resolved are told of and are no fault.`,
	prepare: prepareVerify,
}

type verifyOptions struct {
	where   databaseSettings
	logs    logSettings
	domain  domain.Domain
	hash    bool
	samples int
	json    bool
}

func prepareVerify(s *settings.Set) action {
	var o verifyOptions
	addDomain(s, &o.domain)
	settings.Add(s, &o.hash, settings.Spec{Flag: "hash", Usage: "hash the golden state, as stored and as derived anew"}, settings.Switch)
	settings.Add(s, &o.samples, settings.Spec{Flag: "samples", Default: "10", Value: "N", Usage: "how many differences of each kind to show"}, settings.Count(1))
	addJSON(s, &o.json)
	o.where.declare(s)
	o.logs.declare(s)
	return noArguments(o.run)
}

// verified is what the command found, as it is written as JSON.
type verified struct {
	Sound       bool                  `json:"sound"`
	StoredHash  string                `json:"storedHash,omitempty"`
	RebuiltHash string                `json:"rebuiltHash,omitempty"`
	Domains     []*mastering.Verified `json:"domains"`
	AuditTrail  *mastering.Audited    `json:"auditTrail"`
}

func (o *verifyOptions) run(ctx context.Context, sh *shell) (err error) {
	_, all, err := loadPolicies("")
	if err != nil {
		return err
	}
	db, closeAll, err := o.where.openStore(ctx, sh.logger(max(o.logs.level, slog.LevelWarn), o.logs.format))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeAll()) }()
	out := &verified{Sound: true}
	err = db.Snapshot(ctx, func(s mastering.Snapshot) error { return o.verify(ctx, sh, s, all, out) })
	if err != nil {
		return err
	}
	if o.hash {
		out.StoredHash, out.RebuiltHash = mastering.StateHash(out.Domains, false), mastering.StateHash(out.Domains, true)
	}
	if err := out.tell(sh.stdout, o.json); err != nil {
		return err
	}
	if !out.Sound {
		return errTold
	}
	return nil
}

func (o *verifyOptions) verify(ctx context.Context, sh *shell, s mastering.Snapshot, all *mastering.Policies, out *verified) error {
	for _, p := range all.All() {
		d := p.Schema.Domain
		if o.domain != "" && o.domain != d {
			continue
		}
		told := sh.stages()
		v, err := p.Verify(ctx, s, mastering.VerifyOptions{Hash: o.hash, Samples: o.samples, Progress: func(stage string, done, total int64) {
			told.at(string(d)+": "+stage, done, total)
		}})
		told.end()
		if err != nil {
			return err
		}
		out.Domains, out.Sound = append(out.Domains, v), out.Sound && v.Sound()
	}
	var err error
	out.AuditTrail, err = mastering.VerifyAudit(ctx, s)
	out.Sound = out.Sound && (err != nil || out.AuditTrail.Fault == "")
	return err
}

func (v *verified) tell(w io.Writer, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(v)
	}
	p := newPage()
	p.row("domain", "source records", "golden records", "waiting", "due", "differences")
	for _, d := range v.Domains {
		p.row(d.Domain, d.Records, d.Goldens, d.Waiting, d.Due, d.Differences())
	}
	if v.StoredHash != "" {
		p.title("Hash of the golden state")
		for _, d := range v.Domains {
			p.hash(string(d.Domain), d.Stored, d.Rebuilt)
		}
		p.hash("all", v.StoredHash, v.RebuiltHash)
	}
	for _, d := range v.Domains {
		p.differences(d)
	}
	p.title("Audit trail")
	switch a := v.AuditTrail; {
	case a.Fault != "":
		p.line("  %s", a.Fault)
	case a.Entries == 0:
		p.line("  empty")
	default:
		p.line("  %d entries, sound up to %s", a.Entries, a.Hash)
	}
	if v.Sound {
		p.line("\nThe golden records follow from the source records.")
	} else {
		p.line("\nWhat is stored does NOT follow from the source records, or the audit trail is broken.")
	}
	return p.writeTo(w)
}

func (p *page) hash(name, stored, rebuilt string) {
	p.row("  "+name, stored)
	if rebuilt != stored {
		p.row("    rebuilt", rebuilt)
	}
}

func (p *page) differences(v *mastering.Verified) {
	for _, rule := range slices.Sorted(maps.Keys(v.Counts)) {
		p.title(fmt.Sprintf("%s: %d times it does not hold that %s", v.Domain, v.Counts[rule], rule))
		shown := 0
		for _, d := range v.Samples {
			if d.Rule == rule {
				p.line("  %s", d)
				shown++
			}
		}
		if more := v.Counts[rule] - shown; more > 0 {
			p.line("  and %d more", more)
		}
	}
}
