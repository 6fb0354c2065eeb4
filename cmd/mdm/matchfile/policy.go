package matchfile

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"aurum/cmd/mdm/intake"
	"aurum/domain"
	"aurum/matching"
	"aurum/standardize"
	"aurum/survivorship"
)

// Policy is a matching policy as it was read.
type Policy struct {
	Name   string // of its file, or of its domain
	Schema *domain.Schema
	Spec   matching.Spec
	// Document is the file as it was read.
	Document []byte
	// Version and Defaults are those of a domain's policy.
	Version  int
	Defaults standardize.Defaults
	// Mapping says what the columns of a file mean, where the policy of a domain was made for one; nil elsewhere.
	Mapping *intake.Mapping
	Model   *matching.Model
}

// OfFile tells whether the policy is about the columns of a file rather than about a domain.
func (p *Policy) OfFile() bool { return p.Schema.Domain == matching.FileDomain }

// document is a policy file of either kind.
type document struct {
	Domain        domain.Domain `yaml:"domain"`
	Version       int           `yaml:"version"`
	matching.Spec `yaml:",inline"`
	Survivorship  survivorship.Spec    `yaml:"survivorship"`
	Standardize   standardize.Defaults `yaml:"standardize"`
	// A policy of a domain that is for the records of one file says what its columns mean, as a mapping file does.
	intake.Mapping `yaml:",inline"`
}

// OpenPolicy reads the policy of a file; or where name is that of a domain, such as customer, the one in rules.
func OpenPolicy(name string, rules fs.FS, registry domain.Domains) (*Policy, error) {
	var text []byte
	var err error
	if registry.Of(domain.Domain(name)) != nil {
		text, err = fs.ReadFile(rules, "mastering/"+name+".yaml")
	} else {
		text, err = os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) && !strings.ContainsAny(name, `./\`) {
			err = fmt.Errorf("%w; the domains are %s", err, domainNames(registry))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	p, err := ParsePolicy(text, registry)
	if err != nil {
		return nil, fmt.Errorf("policy %s: %w", name, err)
	}
	p.Name = name
	return p, nil
}

// ParsePolicy reads and compiles a policy: of a domain of the registry, or of a file, whose attributes it lists itself.
func ParsePolicy(text []byte, registry domain.Domains) (*Policy, error) {
	var d document
	if err := yaml.UnmarshalWithOptions(text, &d, yaml.Strict(), yaml.DisallowUnknownField()); err != nil {
		return nil, err
	}
	p := &Policy{Spec: d.Spec, Document: text, Version: d.Version, Defaults: d.Standardize}
	var err error
	if p.Schema, err = d.schema(registry); err != nil {
		return nil, err
	}
	if p.Mapping, err = d.mapping(); err != nil {
		return nil, err
	}
	p.Model, err = matching.Compile(p.Schema, p.Spec)
	return p, err
}

func (d *document) schema(registry domain.Domains) (*domain.Schema, error) {
	if d.Domain == "" || d.Domain == matching.FileDomain {
		if len(d.Attributes) == 0 {
			return nil, errors.New("attributes: a policy of a file lists those it reads")
		}
		return matching.FileSchema(d.Attributes)
	}
	s := registry.Of(d.Domain)
	if s == nil {
		return nil, fmt.Errorf("domain: there is no domain %q; there are %s, and %s", d.Domain, matching.FileDomain, domainNames(registry))
	}
	if len(d.Attributes) > 0 {
		return nil, fmt.Errorf("attributes: %s has its own; only a policy of a file lists them", d.Domain)
	}
	return s, nil
}

// mapping is what the document says of the columns of a file; nil if nothing. The key is record_id where it is left out.
func (d *document) mapping() (*intake.Mapping, error) {
	m := d.Mapping
	if len(m.Columns) == 0 && len(m.Compose) == 0 {
		if m.Key != "" || m.UpdatedAt != "" || m.Delete != "" || m.Constants != nil {
			return nil, errors.New("columns: must say what the columns mean")
		}
		return nil, nil
	}
	if d.Domain == "" || d.Domain == matching.FileDomain {
		return nil, errors.New("columns: go with a domain; a policy of a file names its columns under attributes")
	}
	m.Key = cmp.Or(m.Key, IDColumn)
	return &m, nil
}

func domainNames(registry domain.Domains) string {
	var names []string
	for _, s := range registry {
		names = append(names, string(s.Domain))
	}
	return strings.Join(names, ", ")
}

// missingColumns are the columns that a policy of a file reads and the file does not have, in quotes.
func (p *Policy) missingColumns(columns []string) []string {
	var missing []string
	for _, a := range p.Spec.Attributes {
		if name := a.ColumnName(); !slices.Contains(columns, name) {
			missing = append(missing, strconv.Quote(name))
		}
	}
	return missing
}
