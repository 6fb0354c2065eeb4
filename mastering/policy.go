package mastering

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"sync/atomic"

	"github.com/dgraph-io/ristretto/v2"
	"github.com/goccy/go-yaml"

	"aurum/domain"
	"aurum/matching"
	"aurum/standardize"
	"aurum/survivorship"
)

// Policy is the mastering policy of one domain in force: how to standardize, match and survive.
type Policy struct {
	Schema       *domain.Schema
	Matching     *matching.Model
	Survivorship *survivorship.Policy
	Defaults     standardize.Defaults
	// Version is the declared number with a hash of the content: two different documents never share one.
	Version  string
	Document string

	// private are the attributes that search does not look through.
	private map[string]bool
	opened  *ristretto.Cache[uint64, *opened]
	// referring is true where the domain has references, whose resolution blocking keys may depend on.
	referring bool
	// naming gives the ids of new golden records by their founders, where they are to be the same with every derivation; nil
	// for ids of their own.
	naming func(founder domain.RecordID) domain.GoldenID
}

func (p *Policy) newGoldenID(founder domain.RecordID) domain.GoldenID {
	if p.naming != nil {
		return p.naming(founder)
	}
	return p.Schema.NewGoldenID()
}

// document is a policy file.
type document struct {
	Domain        domain.Domain `yaml:"domain"`
	Version       int           `yaml:"version"`
	matching.Spec `yaml:",inline"`
	Survivorship  survivorship.Spec    `yaml:"survivorship"`
	Standardize   standardize.Defaults `yaml:"standardize"`
}

// ParsePolicy reads and checks one policy document. Errors name the file's line or path and what is wrong there.
func ParsePolicy(schema *domain.Schema, text []byte) (*Policy, error) {
	p, err := compilePolicy(schema, text)
	if err != nil {
		return nil, err
	}
	p.opened, err = ristretto.NewCache(&ristretto.Config[uint64, *opened]{NumCounters: 10 * maxOpened, MaxCost: maxOpened, BufferItems: 64, IgnoreInternalCost: true})
	if err != nil {
		return nil, fmt.Errorf("cache of opened records: %w", err)
	}
	return p, nil
}

// compilePolicy is ParsePolicy without a cache of opened records, for a policy that only explains what it once decided.
func compilePolicy(schema *domain.Schema, text []byte) (*Policy, error) {
	var d document
	if err := yaml.UnmarshalWithOptions(text, &d, yaml.Strict(), yaml.DisallowUnknownField()); err != nil {
		return nil, err
	}
	if d.Domain != schema.Domain {
		return nil, fmt.Errorf("domain: is %q, the file is that of %q", d.Domain, schema.Domain)
	}
	if d.Version < 1 {
		return nil, errors.New("version: must be 1 or more")
	}
	m, err := matching.Compile(schema, d.Spec)
	if err == nil {
		err = servesFilesOnly(m, d.Spec)
	}
	if err != nil {
		return nil, err
	}
	s, err := survivorship.Compile(schema, d.Survivorship, nil)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	p := &Policy{
		Schema: schema, Matching: m, Survivorship: s, Defaults: d.Standardize, Document: string(text),
		Version: strconv.Itoa(d.Version) + "-" + hex.EncodeToString(sum[:4]),
	}
	for i := range schema.Attributes {
		if a := &schema.Attributes[i]; a.References != "" || a.Fields != nil && refersWithin(a.Fields) {
			p.referring = true
		}
	}
	return p, nil
}

// servesFilesOnly reports what a policy may ask of a file, where all records are at hand, and not of a hub, which decides on
// each as it comes.
func servesFilesOnly(m *matching.Model, s matching.Spec) error {
	if m.NeedsAll() {
		return errors.New("blocking: the search for nearest texts needs all records at hand and serves files only; give blocking keys")
	}
	if len(s.Sources.Unique) > 0 || s.Sources.Across {
		return errors.New("sources: what is known of a file's sources serves files only; a rule may forbid what cannot be the same")
	}
	return nil
}

func refersWithin(fields []domain.Attribute) bool {
	for i := range fields {
		if fields[i].References != "" {
			return true
		}
	}
	return false
}

// Policies are the policies of all domains that are in force. Another may come into force while a hub runs.
type Policies struct {
	byDomain map[domain.Domain]*atomic.Pointer[Policy]
	order    []domain.Domain
	private  func(d domain.Domain, attribute string) bool
}

// put brings a policy into force.
func (ps *Policies) put(p *Policy) {
	at := ps.byDomain[p.Schema.Domain]
	if at == nil {
		at = &atomic.Pointer[Policy]{}
		ps.byDomain[p.Schema.Domain], ps.order = at, append(ps.order, p.Schema.Domain)
	}
	if ps.private != nil {
		p.private = map[string]bool{}
		for _, a := range p.Schema.Attributes {
			p.private[a.Name] = ps.private(p.Schema.Domain, a.Name)
		}
	}
	at.Store(p)
}

// Adopt takes over those of the documents that are not in force yet, and tells which. Documents of domains that are not
// mastered are passed over.
func (ps *Policies) Adopt(docs []PolicyDocument) (adopted []*Policy, err error) {
	for _, doc := range docs {
		now := ps.Of(doc.Domain)
		if now == nil || now.Version == doc.Version {
			continue
		}
		p, err := ParsePolicy(now.Schema, []byte(doc.Document))
		if err != nil {
			return adopted, fmt.Errorf("version %s of the %s policy, which is in force, cannot be read by this version of the program: %w", doc.Version, doc.Domain, err)
		}
		ps.put(p)
		adopted = append(adopted, p)
	}
	return adopted, nil
}

// clone gives policies of one's own.
func (ps *Policies) clone() *Policies {
	out := &Policies{byDomain: map[domain.Domain]*atomic.Pointer[Policy]{}}
	for _, p := range ps.All() {
		out.put(p)
	}
	out.private = ps.private
	return out
}

// LoadPolicies reads mastering/<domain>.yaml for every domain of the registry. All faults are reported at once.
func LoadPolicies(dir fs.FS, registry domain.Domains) (*Policies, error) {
	ps := &Policies{byDomain: map[domain.Domain]*atomic.Pointer[Policy]{}}
	var faults []error
	for _, s := range registry {
		name := "mastering/" + string(s.Domain) + ".yaml"
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", name, err))
			continue
		}
		p, err := ParsePolicy(s, text)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", name, err))
			continue
		}
		ps.put(p)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return ps, nil
}

// Of gives a domain's policy; nil if the hub does not master it.
func (ps *Policies) Of(d domain.Domain) *Policy {
	if at := ps.byDomain[d]; at != nil {
		return at.Load()
	}
	return nil
}

// All lists the policies in the registry's order.
func (ps *Policies) All() []*Policy {
	out := make([]*Policy, len(ps.order))
	for i, d := range ps.order {
		out[i] = ps.Of(d)
	}
	return out
}

// KeepPrivate leaves out of what search looks through the attributes that not everybody may see. Call it before a hub
// starts.
func (ps *Policies) KeepPrivate(private func(d domain.Domain, attribute string) bool) {
	ps.private = private
	for _, p := range ps.All() {
		ps.put(p)
	}
}

// Documents are the policies as they are kept for the record.
func (ps *Policies) Documents() []PolicyDocument {
	var out []PolicyDocument
	for _, p := range ps.All() {
		out = append(out, PolicyDocument{p.Schema.Domain, p.Version, p.Document})
	}
	return out
}
