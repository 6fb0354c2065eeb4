package matching

import (
	"errors"
	"fmt"

	"aurum/domain"
)

// AttributeSpec is an attribute of a file: a column, or several of one kind.
type AttributeSpec struct {
	Name string `yaml:"name"`
	// Column is the file's name of it; Name where left out.
	Column string `yaml:"column,omitempty"`
	// Kind is one of FileKinds; Text where left out.
	Kind string `yaml:"kind,omitempty"`
	// Separator takes a value apart into several.
	Separator string `yaml:"separator,omitempty"`
	// Order is the order of the parts of a Date: ymd (the default), dmy or mdy.
	Order string `yaml:"order,omitempty"`
	// Note says why the attribute is as it is.
	Note string `yaml:"note,omitempty"`
}

// ColumnName is the column the attribute is read from.
func (a AttributeSpec) ColumnName() string {
	if a.Column != "" {
		return a.Column
	}
	return a.Name
}

// FileDomain is the domain of a policy that is about a file.
const FileDomain domain.Domain = "file"

// FileKinds are the kinds that an attribute of a file may have.
var FileKinds = []string{"Text", "PersonName", "OrganizationName", "Email", "Phone", "URL", "Date", "Decimal", "Code", "GTIN", "IBAN", "Street", "Product"}

// FileSchema is the schema of the file that a policy describes.
func FileSchema(attributes []AttributeSpec) (*domain.Schema, error) {
	seen := map[string]bool{}
	var out []domain.Attribute
	for i, a := range attributes {
		at := fmt.Sprintf("attributes[%d]", i)
		if a.Name == "" || seen[a.Name] {
			return nil, fmt.Errorf("%s.name: every attribute needs a name of its own", at)
		}
		seen[a.Name] = true
		kind := a.Kind
		if kind == "" {
			kind = "Text"
		}
		if !knownKind(kind) {
			return nil, fmt.Errorf("%s.kind: there is no kind %q; there are %v", at, a.Kind, FileKinds)
		}
		switch a.Order {
		case "", YearMonthDay, DayMonthYear, MonthDayYear:
		default:
			return nil, fmt.Errorf("%s.order: is %q, not ymd, dmy or mdy", at, a.Order)
		}
		out = append(out, domain.Attribute{Name: a.Name, Kind: kind, Many: a.Separator != ""})
	}
	return domain.NewSchema(FileDomain, out), nil
}

func knownKind(kind string) bool {
	for _, k := range FileKinds {
		if k == kind {
			return true
		}
	}
	return false
}

// SourcesSpec says what is known of the source systems.
type SourcesSpec struct {
	// Unique are sources without duplicates of their own: two records of one of them are never the same.
	Unique []string `yaml:"unique,omitempty"`
	// Across is true where only records of different sources are compared.
	Across bool `yaml:"across,omitempty"`
	// Note says what the file showed of it.
	Note string `yaml:"note,omitempty"`
}

// ClusteringSpec says how linked records become clusters.
type ClusteringSpec struct {
	// Method is greedy (the default: edges in falling order) or average (the mean match probability between clusters).
	Method string `yaml:"method,omitempty"`
	// Stop is the mean match probability below which the method average joins no more.
	Stop float64 `yaml:"stop,omitempty"`
	// MaxSize is how many records a cluster may have; a join beyond is left to a steward. 0 is
	// DefaultMaxSize, for a file no limit.
	MaxSize int `yaml:"maxSize,omitempty"`
	// Note says why it is so.
	Note string `yaml:"note,omitempty"`
}

// CorpusSpec tells what agreement on a token of a text is worth.
type CorpusSpec struct {
	// Tokens are the views of a text that take part: words, trigrams.
	Tokens []string `yaml:"tokens"`
	// Default is the weight of a token that is not listed: that of the rarest.
	Default float64 `yaml:"default"`
	// Weights are those of the tokens listed, by view and token: "words:hotel".
	Weights map[string]float64 `yaml:"weights,omitempty"`
	// Segments says which parts of a text name the thing, where parts play roles.
	Segments *SegmentSpec `yaml:"segments,omitempty"`
}

// PairingSpec gives the bits of a pair of values. The order of the two does not matter.
type PairingSpec struct {
	A    string  `yaml:"a"`
	B    string  `yaml:"b"`
	Bits float64 `yaml:"bits"`
}

// BlockingSpec is a blocking rule: a list of key expressions, or the search for the nearest texts. In YAML the former is a
// list, or a map with the entries keys and refine; the latter a map with the entry nearest.
type BlockingSpec struct {
	Keys    []string
	Refine  *RefineSpec
	Nearest *NearestSpec
}

// NearestSpec makes candidates of the K records whose texts are most alike. It needs all records at hand, hence serves
// files and batches and not the service.
type NearestSpec struct {
	// Attribute is the text; one of join where several are meant.
	Attribute string `yaml:"attribute"`
	// Corpus weighs its tokens.
	Corpus string `yaml:"corpus"`
	// K is how many neighbours each record gets; of each other source where only those are compared.
	K int `yaml:"k"`
}

// UnmarshalYAML reads a list of key expressions or {nearest: …}.
func (b *BlockingSpec) UnmarshalYAML(unmarshal func(any) error) error {
	if unmarshal(&b.Keys) == nil {
		return nil
	}
	var named struct {
		Keys    []string     `yaml:"keys"`
		Refine  *RefineSpec  `yaml:"refine"`
		Nearest *NearestSpec `yaml:"nearest"`
	}
	if err := unmarshal(&named); err != nil {
		return err
	}
	if (named.Nearest != nil) == (len(named.Keys) > 0) || named.Nearest != nil && named.Refine != nil {
		return errors.New("a blocking rule is a list of keys, or has keys and refine, or nearest")
	}
	b.Keys, b.Refine, b.Nearest = named.Keys, named.Refine, named.Nearest
	return nil
}

// MarshalYAML writes what UnmarshalYAML reads.
func (b BlockingSpec) MarshalYAML() (any, error) {
	if b.Nearest != nil {
		return map[string]any{"nearest": b.Nearest}, nil
	}
	if b.Refine != nil {
		return map[string]any{"keys": b.Keys, "refine": b.Refine}, nil
	}
	return b.Keys, nil
}
