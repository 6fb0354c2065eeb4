package matching

// Spec is the matching part of a mastering policy, as it is written. docs/matching-policy.md describes the language.
type Spec struct {
	// Combine names attributes made of several: the values of all listed paths, taken together.
	Combine map[string][]string `yaml:"combine"`
	// Blocking lists the blocking rules; each is a list of key expressions.
	Blocking [][]string `yaml:"blocking"`
	// Rules are deterministic: they link or forbid whatever the weights say.
	Rules []RuleSpec `yaml:"rules"`
	// Comparisons add their bits to the match weight.
	Comparisons []ComparisonSpec `yaml:"comparisons"`
	// Groups bound what comparisons of dependent attributes add together.
	Groups []GroupSpec `yaml:"groups"`
	// Frequencies are tables of how often words occur, by name of the table.
	Frequencies map[string]map[string]float64 `yaml:"frequencies"`
	// Prior is the probability that two records taken at random are the same thing.
	Prior float64 `yaml:"prior"`
	// Thresholds are match probabilities.
	Thresholds ThresholdSpec `yaml:"thresholds"`
	// BusinessKey identifies records by equal values; nothing else matches then.
	BusinessKey *BusinessKeySpec `yaml:"businessKey"`
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
	Equal string `yaml:"equal"`
	// Conflict holds where both have a value of one scheme and none in common, typing errors set aside.
	Conflict string `yaml:"conflict"`
	// Present holds where both have a value.
	Present string `yaml:"present"`
	// Reaches maps comparisons to the name of the level they must reach or better.
	Reaches map[string]string `yaml:"reaches"`
	// Is maps comparisons to the name of the level they must come to.
	Is map[string]string `yaml:"is"`
	// Falls maps comparisons to the name of the level they must come to or worse; a missing value is no level.
	Falls map[string]string `yaml:"falls"`
	All   []ConditionSpec   `yaml:"all"`
	Any   []ConditionSpec   `yaml:"any"`
	Not   *ConditionSpec    `yaml:"not"`
}

// ComparisonSpec compares one attribute in ordered levels.
type ComparisonSpec struct {
	Name      string `yaml:"name"` // the attribute where left out
	Attribute string `yaml:"attribute"`
	// Group is the group whose bounds the comparison shares.
	Group string `yaml:"group"`
	// TermFrequency names the table that lowers agreement on common words.
	TermFrequency string      `yaml:"termFrequency"`
	Levels        []LevelSpec `yaml:"levels"`
}

// LevelSpec is a level with either M and U or Weight.
type LevelSpec struct {
	Name   string     `yaml:"name"` // When where left out
	When   Conditions `yaml:"when"`
	M      *float64   `yaml:"m"`
	U      *float64   `yaml:"u"`
	Weight *float64   `yaml:"weight"`
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
	Cap   *float64 `yaml:"cap"`
	Floor *float64 `yaml:"floor"`
}

// BusinessKeySpec lists the attributes that identify a record together. An absent attribute has its default, else equals
// another absent one.
type BusinessKeySpec struct {
	Attributes []string          `yaml:"attributes"`
	Defaults   map[string]string `yaml:"defaults"`
}
