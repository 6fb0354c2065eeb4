package survivorship

import (
	"maps"
	"slices"
	"strings"
)

// trust compiles trust by source. What the Spec says of a source replaces what is given in sources.
func (c *compiler) trust(sources map[string]SourceTrust) {
	spec := c.spec.Trust
	all := maps.Clone(sources)
	if all == nil {
		all = map[string]SourceTrust{}
	}
	maps.Copy(all, spec.Sources)
	base := float64(defaultTrust)
	if spec.Default != nil {
		base = c.score("trust.default", *spec.Default)
	}
	fades := c.decay("trust.decay", spec.Decay)
	c.policy.others = &sourceTrust{bases: c.bases("", SourceTrust{}, base), decay: fades}
	c.policy.sources = make(map[string]*sourceTrust, len(all))
	for _, system := range slices.Sorted(maps.Keys(all)) {
		c.policy.sources[system] = c.source("trust.sources."+system, all[system], base, fades)
	}
	c.policy.fading = c.policy.others.decay != nil
	for _, s := range c.policy.sources {
		c.policy.fading = c.policy.fading || s.decay != nil
	}
	c.policy.invalid = Invalid{Downgrade: defaultDowngrade, Floor: defaultFloor}
	if spec.Invalid != nil {
		c.score("trust.invalid.downgrade", spec.Invalid.Downgrade)
		c.score("trust.invalid.floor", spec.Invalid.Floor)
		c.policy.invalid = *spec.Invalid
	}
}

func (c *compiler) source(path string, t SourceTrust, base float64, fades *decay) *sourceTrust {
	if t.Base != nil {
		base = c.score(path+".base", *t.Base)
	}
	if t.Decay != nil {
		fades = c.decay(path+".decay", t.Decay)
	}
	return &sourceTrust{bases: c.bases(path, t, base), decay: fades}
}

// bases is the trust by attribute index.
func (c *compiler) bases(path string, t SourceTrust, base float64) []float64 {
	bases := slices.Repeat([]float64{base}, len(c.policy.schema.Attributes))
	for _, name := range slices.Sorted(maps.Keys(t.Attributes)) {
		path := path + ".attributes." + name
		if !c.known(path, name) {
			continue
		}
		for i := range c.policy.schema.Attributes {
			if c.policy.schema.Attributes[i].Name == name {
				bases[i] = c.score(path, t.Attributes[name])
			}
		}
	}
	return bases
}

// score checks that trust is between 0 and 100.
func (c *compiler) score(path string, trust float64) float64 {
	if !(trust >= 0 && trust <= 100) {
		c.fail(path, "%s is not between 0 and 100", plain(trust))
	}
	return trust
}

func (c *compiler) decay(path string, d *Decay) *decay {
	if d == nil {
		return nil
	}
	curve, ok := curves[d.Curve]
	if !ok {
		names := strings.Join(slices.Sorted(maps.Keys(curves)), ", ")
		c.fail(path+".curve", "unknown curve %q; there are %s", d.Curve, names)
	}
	period, ok := parsePeriod(d.Period)
	if !ok {
		c.fail(path+".period", "%q is no period; write a number with h, d, w or y, such as 365d", d.Period)
	}
	return &decay{curve: curve, period: period, floor: c.score(path+".floor", d.Floor)}
}
