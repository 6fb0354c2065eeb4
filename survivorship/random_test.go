package survivorship

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"aurum/domain"
)

// systems of random members; the last is known to no policy.
var systems = []string{"ERP", "CRM", "FIN", "SHOP"}

// anyRules fit every attribute and group.
var anyRules = Chain{
	{Name: "trust"}, {Name: "mostRecent"}, {Name: "oldest"}, {Name: "mostFrequent"}, {Name: "mostComplete"}, {Name: "sourcePriority"},
	{Name: "sourcePriority", Argument: []any{"CRM", "ERP"}}, {Name: "mostRecent", Argument: "receivedAt"},
}

func randomSpec(r *rand.Rand, schema *domain.Schema) Spec {
	base := float64(r.IntN(100))
	s := Spec{
		Default: randomChain(r, anyRules), SourcePriority: systems[:1+r.IntN(3)], Attributes: map[string]Chain{},
		Trust: Trust{Sources: map[string]SourceTrust{
			"ERP": {Base: &base, Decay: &Decay{Curve: pick(r, "linear", "slowFast", "fastSlow", "halfLife"), Period: "30d", Floor: 10}},
			"CRM": {Attributes: map[string]float64{schema.Attributes[0].Name: 90}},
		}},
	}
	names := make([]string, len(schema.Attributes))
	for i := range schema.Attributes {
		names[i] = schema.Attributes[i].Name
	}
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	s.Groups = []Group{{Attributes: names[:3], Rule: randomChain(r, anyRules)}, {Attributes: names[3:5]}}
	for _, name := range names[5:] {
		if r.IntN(4) > 0 {
			s.Attributes[name] = randomAttributeChain(r, schema.Attribute(name))
		}
	}
	return s
}

func randomChain(r *rand.Rand, rules Chain) Chain {
	chain := slices.Clone(rules)
	r.Shuffle(len(chain), func(i, j int) { chain[i], chain[j] = chain[j], chain[i] })
	return chain[:1+r.IntN(3)]
}

func randomAttributeChain(r *rand.Rand, a *domain.Attribute) Chain {
	chain := randomChain(r, rulesOf(a, a.Many))
	if !a.Many || r.IntN(4) == 0 {
		return chain
	}
	argument := map[string]any{}
	if r.IntN(2) == 0 {
		argument["max"] = uint64(1 + r.IntN(3))
	}
	if r.IntN(3) == 0 {
		argument["by"] = "value"
	}
	chain = append(chain[:r.IntN(2)], Rule{Name: "union", Argument: argument})
	if r.IntN(2) == 0 {
		chain = append(chain, randomChain(r, rulesOf(a, false))...)
	}
	return chain
}

// rulesOf are rules that fit an attribute, or a whole list of it.
func rulesOf(a *domain.Attribute, list bool) Chain {
	rules := slices.Clone(anyRules)
	switch {
	case slices.Contains([]string{"Decimal", "Integer", "Date"}, a.Kind) && !list:
		rules = append(rules, Rule{Name: "min"}, Rule{Name: "max"})
	case a.Kind == "Boolean" && !list:
		rules = append(rules, Rule{Name: "valuePriority", Argument: []any{true, false}})
	case a.Enum != nil && !list:
		rules = append(rules, Rule{Name: "valuePriority", Argument: []any{a.Enum[1].Name, a.Enum[0].Name}})
	case a.Kind != "Reference" && a.Kind != "Boolean":
		rules = append(rules, Rule{Name: "longest"}, Rule{Name: "shortest"})
	}
	return rules
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// randomMembers are up to seven, of few systems, times and values, so that ties are frequent.
func randomMembers(r *rand.Rand, schema *domain.Schema) []Contribution {
	cs := make([]Contribution, 1+r.IntN(7))
	for i := range cs {
		cs[i] = Contribution{
			Member:     domain.Member{SourceKey: domain.SourceKey{System: pick(r, systems...), Key: strconv.Itoa(i)}, Version: r.IntN(9)},
			Attributes: domain.Attributes{}, SeenAt: randomTime(r), ReceivedAt: randomTime(r),
		}
		for j := range schema.Attributes {
			a := &schema.Attributes[j]
			if v := randomValue(r, a); v != nil && r.IntN(3) > 0 {
				cs[i].Attributes[a.Name] = v
			}
			if r.IntN(8) == 0 {
				cs[i].Problems = append(cs[i].Problems, domain.Problem{Severity: domain.Warning, Field: []string{a.Name, "0"}})
			}
		}
	}
	return cs
}

func randomTime(r *rand.Rand) time.Time { return noon.AddDate(0, 0, -20*r.IntN(4)) }

// randomValue is a value of an attribute, or nil.
func randomValue(r *rand.Rand, a *domain.Attribute) any {
	if !a.Many {
		return randomSingle(r, a)
	}
	var list []any
	for range 1 + r.IntN(3) {
		if v := randomSingle(r, a); v != nil {
			list = append(list, v)
		}
	}
	if list == nil {
		return nil
	}
	return list
}

func randomSingle(r *rand.Rand, a *domain.Attribute) any {
	switch {
	case a.Kind == "Reference":
		return map[string]any{"system": pick(r, systems...), "key": strconv.Itoa(r.IntN(2))}
	case a.Fields != nil:
		fields := map[string]any{}
		for i := range a.Fields {
			if v := randomValue(r, &a.Fields[i]); v != nil && r.IntN(3) > 0 {
				fields[a.Fields[i].Name] = v
			}
		}
		if len(fields) == 0 {
			return nil
		}
		return fields
	case a.Enum != nil:
		return pick(r, a.Enum...).Name
	}
	return randomScalar(r, a.Kind)
}

func randomScalar(r *rand.Rand, kind string) any {
	switch kind {
	case "Boolean":
		return r.IntN(2) == 0
	case "Integer":
		return r.IntN(3)
	case "Decimal":
		return pick(r, "1", "1.0", "2.5", "10", "-3")
	case "Date":
		return fmt.Sprintf("2024-0%d-01", 1+r.IntN(3))
	}
	return pick(r, "Bern", "BERN", "Zürich", "Zurich ", "a.b@x.ch", "ab@x.ch", "日本")
}
