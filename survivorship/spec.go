package survivorship

// Spec is the survivorship section of a mastering policy. The zero value is a working policy.
type Spec struct {
	// Default is the chain of attributes and groups without one of their own; [trust, mostRecent] where left out.
	Default Chain `yaml:"default"`
	// SourcePriority is the usual order of the source systems: what the rule of that name uses where it has no list of its
	// own, and the second step of the final tie-break.
	SourcePriority []string `yaml:"sourcePriority"`
	// Trust says how far sources are trusted.
	Trust Trust `yaml:"trust"`
	// Attributes are chains by attribute.
	Attributes map[string]Chain `yaml:"attributes"`
	// Groups are sets of attributes that survive together from one member.
	Groups []Group `yaml:"groups"`
}

// Trust says how far sources are trusted, from 0 to 100.
type Trust struct {
	// Default is the trust in sources not listed; 50 where left out.
	Default *float64 `yaml:"default"`
	// Sources is the trust by source system.
	Sources map[string]SourceTrust `yaml:"sources"`
	// Decay is how trust fades with age for sources that do not say otherwise; nil for not at all.
	Decay *Decay `yaml:"decay"`
	// Invalid is what a value with a warning loses; 30 down to 5 where left out.
	Invalid *Invalid `yaml:"invalid"`
}

// SourceTrust is the trust in one source. In YAML a plain number is its Base.
type SourceTrust struct {
	// Base is the trust in its fresh values; the default where left out.
	Base *float64 `yaml:"base"`
	// Attributes is the trust in its fresh values of single attributes.
	Attributes map[string]float64 `yaml:"attributes"`
	// Decay is how it fades with the age of the source record.
	Decay *Decay `yaml:"decay"`
}

// Decay is how trust fades with the time since a source record was seen.
type Decay struct {
	// Curve is linear, slowFast, fastSlow or halfLife.
	Curve string `yaml:"curve"`
	// Period is the time until Floor is reached; for halfLife the time in which what is above Floor halves. A number with
	// one of the units h, d, w (7 d) and y (365 d), such as 365d.
	Period string `yaml:"period"`
	// Floor is the trust that is left in the end. Trust at or below it does not fade.
	Floor float64 `yaml:"floor"`
}

// Invalid is what the trust in a value loses that failed validation as a warning.
type Invalid struct {
	// Downgrade is taken off, after decay.
	Downgrade float64 `yaml:"downgrade"`
	// Floor is what the downgrade leaves at least. It never raises trust.
	Floor float64 `yaml:"floor"`
}

// Group is a set of attributes that survive together.
type Group struct {
	Attributes []string `yaml:"attributes"`
	// Rule is the chain that chooses the member; the default chain where left out.
	Rule Chain `yaml:"rule"`
}

// Chain is a list of rules, each breaking the ties the ones before leave. In YAML a single rule may stand without a list.
type Chain []Rule

// Rule is a rule by name with its argument, nil for none, as the YAML tree it is written as. In YAML it is the name alone
// or a mapping of the name to the argument. A Rule without a name is one that was written otherwise; Compile reports it.
type Rule struct {
	Name     string
	Argument any
}

// UnmarshalYAML reads a number or the full form.
func (t *SourceTrust) UnmarshalYAML(unmarshal func(any) error) error {
	var base float64
	if unmarshal(&base) == nil {
		*t = SourceTrust{Base: &base}
		return nil
	}
	type full SourceTrust
	return unmarshal((*full)(t))
}

// UnmarshalYAML reads one rule or a list of rules.
func (c *Chain) UnmarshalYAML(unmarshal func(any) error) error {
	var tree any
	if err := unmarshal(&tree); err != nil {
		return err
	}
	*c = chainOf(tree)
	return nil
}

// chainOf reads a chain off a YAML tree. What is no rule becomes one without a name, so that Compile can say where it stands.
func chainOf(tree any) Chain {
	items, ok := tree.([]any)
	if !ok {
		if tree == nil {
			return nil
		}
		items = []any{tree}
	}
	chain := make(Chain, len(items))
	for i, item := range items {
		chain[i] = ruleOf(item)
	}
	return chain
}

func ruleOf(tree any) Rule {
	switch t := tree.(type) {
	case string:
		return Rule{Name: t}
	case map[string]any:
		if len(t) == 1 {
			for name, argument := range t {
				return Rule{Name: name, Argument: argument}
			}
		}
	}
	return Rule{Argument: tree}
}
