package matching

import "cmp"

// Spec is the matching part of a mastering policy, as it is written. docs/matching-policy.md describes the language.
type Spec struct {
	// Combine names attributes made of several: the values of all listed paths, taken together.
	Combine map[string][]string `yaml:"combine,omitempty"`
	// Join names attributes made of several written one behind the other: a title and its description as one text.
	Join map[string][]string `yaml:"join,omitempty"`
	// Blocking lists the blocking rules.
	Blocking []BlockingSpec `yaml:"blocking,omitempty"`
	// Rules are deterministic: they link or forbid whatever the weights say.
	Rules []RuleSpec `yaml:"rules,omitempty"`
	// Comparisons add their bits to the match weight.
	Comparisons []ComparisonSpec `yaml:"comparisons,omitempty"`
	// Groups bound what comparisons of dependent attributes add together.
	Groups []GroupSpec `yaml:"groups,omitempty"`
	// Frequencies are tables of how often words occur, by name of the table.
	Frequencies map[string]map[string]float64 `yaml:"frequencies,omitempty"`
	// Corpora are tables of what agreement on a token is worth, for likeness of texts by their rare tokens.
	Corpora map[string]CorpusSpec `yaml:"corpora,omitempty"`
	// Pairings are tables of bits for pairs of values that mean the same, or not, in vocabularies that differ.
	Pairings map[string][]PairingSpec `yaml:"pairings,omitempty"`
	// Prior is the probability that two records taken at random are the same thing.
	Prior float64 `yaml:"prior,omitempty"`
	// Thresholds are match probabilities.
	Thresholds ThresholdSpec `yaml:"thresholds,omitempty"`
	// BusinessKey identifies records by equal values; nothing else matches then.
	BusinessKey *BusinessKeySpec `yaml:"businessKey,omitempty"`
	// Sources says what is known of the source systems.
	Sources SourcesSpec `yaml:"sources,omitempty"`
	// Clustering says how linked records become clusters.
	Clustering ClusteringSpec `yaml:"clustering,omitempty"`
	// Attributes are those of a file; a policy of a domain has the domain's.
	Attributes []AttributeSpec `yaml:"attributes,omitempty"`
}

// ThresholdSpec carries the actions: from Link on records are joined, from Review on a steward is asked.
type ThresholdSpec struct {
	Link   float64 `yaml:"link"`
	Review float64 `yaml:"review"`
}

// RuleSpec is a deterministic rule.
type RuleSpec struct {
	Name string        `yaml:"name"`
	When ConditionSpec `yaml:"when"`
	Then string        `yaml:"then"` // link or forbid
}

// ConditionSpec is the condition of a rule: exactly one of its fields is set.
type ConditionSpec struct {
	// Equal holds where both records have a value of the path in common.
	Equal string `yaml:"equal,omitempty"`
	// Conflict holds where both have a value of one scheme and none in common, typing errors set aside.
	Conflict string `yaml:"conflict,omitempty"`
	// Present holds where both have a value.
	Present string `yaml:"present,omitempty"`
	// Reaches maps comparisons to the name of the level they must reach or better.
	Reaches map[string]string `yaml:"reaches,omitempty"`
	// Is maps comparisons to the name of the level they must come to.
	Is map[string]string `yaml:"is,omitempty"`
	// Falls maps comparisons to the name of the level they must come to or worse; a missing value is no level.
	Falls map[string]string `yaml:"falls,omitempty"`
	All   []ConditionSpec   `yaml:"all,omitempty"`
	Any   []ConditionSpec   `yaml:"any,omitempty"`
	Not   *ConditionSpec    `yaml:"not,omitempty"`
}

// ComparisonSpec compares one attribute in ordered levels.
type ComparisonSpec struct {
	Name      string `yaml:"name,omitempty"` // the attribute where left out
	Attribute string `yaml:"attribute,omitempty"`
	// Group is the group whose bounds the comparison shares.
	Group string `yaml:"group,omitempty"`
	// TermFrequency names the table that lowers agreement on common words.
	TermFrequency string `yaml:"termFrequency,omitempty"`
	// Levels are the ordered levels; a comparison has these, or a Score with its Curve, or a Pairing.
	Levels []LevelSpec `yaml:"levels,omitempty"`
	// Score names a measure that is graded rather than cut into levels; Curve turns it into bits.
	Score string    `yaml:"score,omitempty"`
	Curve CurveSpec `yaml:"curve,omitempty"`
	// Corpus names the table that weighs the tokens a Score looks at.
	Corpus string `yaml:"corpus,omitempty"`
	// Pairing names the table that gives the bits of two values.
	Pairing string `yaml:"pairing,omitempty"`
	// Otherwise is the weight in bits of a pair that Pairing does not list.
	Otherwise float64 `yaml:"otherwise,omitempty"`
	// Missing is the weight in bits where a side says nothing.
	Missing float64 `yaml:"missing,omitempty"`
	// Note says why the comparison is as it is.
	Note string `yaml:"note,omitempty"`
}

// Label is the name of a comparison, for rules, groups and explanations.
func (c *ComparisonSpec) Label() string { return cmp.Or(c.Name, c.Attribute) }

// Label is the name of a level.
func (l *LevelSpec) Label() string {
	if l.Name == "" && len(l.When) > 0 {
		return l.When[0]
	}
	return l.Name
}

// CurveSpec lists points (score, bits) in ascending order of the score; between two the weight lies on the line between
// them, beyond the ends it stays.
type CurveSpec [][2]float64

// LevelSpec is a level with either M and U or Weight.
type LevelSpec struct {
	Name   string     `yaml:"name,omitempty"` // When where left out
	When   Conditions `yaml:"when"`
	M      *float64   `yaml:"m,omitempty"`
	U      *float64   `yaml:"u,omitempty"`
	Weight *float64   `yaml:"weight,omitempty"`
}

// Conditions are alternatives; in YAML one may stand without a list.
type Conditions []string

// UnmarshalYAML reads one text or a list of texts.
func (c *Conditions) UnmarshalYAML(unmarshal func(any) error) error {
	var one string
	if unmarshal(&one) == nil {
		*c = Conditions{one}
		return nil
	}
	var many []string
	if err := unmarshal(&many); err != nil {
		return err
	}
	*c = many
	return nil
}

// GroupSpec bounds the sum of a group's comparisons, in bits.
type GroupSpec struct {
	Name  string   `yaml:"name"`
	Cap   *float64 `yaml:"cap,omitempty"`
	Floor *float64 `yaml:"floor,omitempty"`
	// Joint lists weights of combinations of levels that count as one piece of evidence; combinations that are not listed
	// weigh what their levels add up to.
	Joint []JointSpec `yaml:"joint,omitempty"`
}

// JointSpec is a combination of levels, by comparison; where a comparison is not named its side is missing.
type JointSpec struct {
	Levels map[string]string `yaml:"levels"`
	Weight float64           `yaml:"weight"`
}

// BusinessKeySpec lists the attributes that identify a record together. An absent attribute has its default, else equals
// another absent one.
type BusinessKeySpec struct {
	Attributes []string          `yaml:"attributes"`
	Defaults   map[string]string `yaml:"defaults,omitempty"`
}
