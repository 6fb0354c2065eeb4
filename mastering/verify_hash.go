package mastering

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"

	"aurum/domain"
)

// digests are those of the golden records of one domain. Sorted, they are the same in whatever order the golden records were
// met.
type digests [][32]byte

// hash is the hash over all: SHA-256 of the domain and the sorted digests.
func (ds digests) hash(d domain.Domain) string {
	slices.SortFunc(ds, func(a, b [32]byte) int { return bytes.Compare(a[:], b[:]) })
	h := sha256.New()
	fmt.Fprintf(h, "%s %d\n", d, len(ds))
	for i := range ds {
		h.Write(ds[i][:])
	}
	return hexOf([32]byte(h.Sum(nil)))
}

// StateHash is the hash over the golden state of several domains, as stored or as rebuilt.
func StateHash(vs []*Verified, rebuilt bool) string {
	h := sha256.New()
	for _, v := range vs {
		hash := v.Stored
		if rebuilt {
			hash = v.Rebuilt
		}
		fmt.Fprintf(h, "%s %s\n", v.Domain, hash)
	}
	return hexOf([32]byte(h.Sum(nil)))
}

// digest is that of a golden record: its source keys, its values with the rule and the source keys each came from. Neither
// ids nor versions nor times are in it; references count by the source keys of what they lead to.
func (p *Policy) digest(g *domain.GoldenRecord, targets map[domain.GoldenID]Target) ([32]byte, error) {
	type from struct {
		Rule string
		From []domain.SourceKey
	}
	attrs, err := p.impersonal(g.Attributes, targets)
	if err != nil {
		return [32]byte{}, fmt.Errorf("golden record %s: %w", g.ID, err)
	}
	doc := struct {
		Members    []domain.SourceKey
		Attributes domain.Attributes
		Provenance map[string]from
	}{sourceKeys(g.Members), attrs, make(map[string]from, len(g.Provenance))}
	slices.SortFunc(doc.Members, domain.SourceKey.Compare)
	for name, pr := range g.Provenance {
		doc.Provenance[name] = from{pr.Rule, sourceKeys(pr.From)}
	}
	b, err := json.Marshal(doc)
	if err != nil {
		return [32]byte{}, fmt.Errorf("golden record %s: %w", g.ID, err)
	}
	return sha256.Sum256(b), nil
}

// impersonal gives attributes in which references say what they lead to instead of its id.
func (p *Policy) impersonal(attrs domain.Attributes, targets map[domain.GoldenID]Target) (domain.Attributes, error) {
	if !p.referring {
		return attrs, nil
	}
	own, err := copied(attrs)
	if err != nil {
		return nil, err
	}
	eachReference(p.Schema.Attributes, own, func(_ domain.Domain, ref map[string]any) {
		id, _ := ref["id"].(string)
		if t, ok := targets[domain.GoldenID(id)]; ok {
			ref["id"] = t.Members
		}
	})
	return own, nil
}

func copied(attrs domain.Attributes) (domain.Attributes, error) {
	b, err := domain.EncodeAttributes(attrs)
	if err != nil {
		return nil, err
	}
	return domain.DecodeAttributes(b)
}

// referred are the golden ids that attributes refer to, sorted.
func (p *Policy) referred(of []domain.Attributes) []domain.GoldenID {
	if !p.referring {
		return nil
	}
	var out []domain.GoldenID
	for _, attrs := range of {
		eachReference(p.Schema.Attributes, attrs, func(_ domain.Domain, ref map[string]any) {
			if id, _ := ref["id"].(string); id != "" {
				out = append(out, domain.GoldenID(id))
			}
		})
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// digestBuilt adds the digests of rebuilt golden records.
func (v *verification) digestBuilt(ctx context.Context, bs []built) error {
	var attrs []domain.Attributes
	for i := range bs {
		attrs = append(attrs, bs[i].now.Attributes)
	}
	targets, err := v.from.Targets(ctx, v.policy.referred(attrs))
	if err != nil {
		return err
	}
	for i := range bs {
		sum, err := v.policy.digest(&bs[i].now.GoldenRecord, targets)
		if err != nil {
			return err
		}
		v.rebuilt = append(v.rebuilt, sum)
	}
	return nil
}

// storedPage looks at stored golden records: whether their hash is that of their content and their references lead somewhere;
// and adds their digests.
func (v *verification) storedPage(ctx context.Context, page []*GoldenRow) error {
	var attrs []domain.Attributes
	for _, g := range page {
		attrs = append(attrs, g.Attributes)
	}
	targets, err := v.from.Targets(ctx, v.policy.referred(attrs))
	if err != nil {
		return err
	}
	for _, g := range page {
		if g.State != domain.Active {
			continue
		}
		v.out.Goldens++
		v.dangling(g, targets)
		if err := v.sealed(g); err != nil {
			return err
		}
		if !v.options.Hash {
			continue
		}
		sum, err := v.policy.digest(&g.GoldenRecord, targets)
		if err != nil {
			return err
		}
		v.stored = append(v.stored, sum)
	}
	return nil
}

// sealed tells where a golden record is not what was written, by its hash.
func (v *verification) sealed(g *GoldenRow) error {
	hash, err := goldenHash(&g.GoldenRecord)
	if err == nil && !bytes.Equal(hash, g.Hash) {
		v.tell(Difference{Rule: RuleHash, Golden: g.ID, Detail: fmt.Sprintf("its hash is stored as %x and comes to %x", g.Hash, hash)})
	}
	return err
}

// dangling tells of references that lead nowhere. One without an id is marked as unresolved and no fault.
func (v *verification) dangling(g *GoldenRow, targets map[domain.GoldenID]Target) {
	for i := range v.policy.Schema.Attributes {
		a := v.policy.Schema.Attributes[i : i+1]
		eachReference(a, g.Attributes, func(_ domain.Domain, ref map[string]any) {
			if id, _ := ref["id"].(string); id != "" && targets[domain.GoldenID(id)].State == "" {
				v.tell(Difference{Rule: RuleReference, Golden: g.ID, Attribute: a[0].Name, Detail: fmt.Sprintf("refers to %s, which leads to no golden record", id)})
			}
		})
	}
}
