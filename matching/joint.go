package matching

import "fmt"

// jointKey is the tuple of levels that the comparisons of a group came to, in the order of the policy: a byte each.
type jointKey string

// jointLevel is a level as a byte of a tuple; 0 where a side says nothing.
func jointLevel(level int) byte { return byte(level + 1) }

// joint bounds and replaces the sum of a group's comparisons by the weight of their combination, where it is listed. What
// term frequencies took off single levels is taken off the combination too.
func (m *Model) joint(g *group, rs []reached) (float64, bool) {
	if g.joint == nil {
		return 0, false
	}
	key := make([]byte, len(g.members))
	off := 0.0
	for i, c := range g.members {
		r := rs[c]
		key[i] = jointLevel(r.level)
		if r.level >= 0 {
			off += r.bits - m.comparisons[c].levels[r.level].weight
		}
	}
	bits, ok := g.joint[jointKey(key)]
	return bits + off, ok
}

func (c *compiler) compileJoints() {
	for i := range c.groups {
		g := &c.groups[i]
		for j := range c.comparisons {
			if c.comparisons[j].group == i {
				g.members = append(g.members, j)
			}
		}
		c.compileJoint(fmt.Sprintf("groups[%d]", i), g, c.spec.Groups[i])
	}
}

func (c *compiler) compileJoint(at string, g *group, s GroupSpec) {
	for i, js := range s.Joint {
		key := make([]byte, len(g.members))
		left := len(js.Levels)
		for k, j := range g.members {
			name, ok := js.Levels[c.comparisons[j].name]
			if !ok {
				continue
			}
			left--
			level := c.comparisons[j].levelNamed(name)
			if level < 0 {
				c.faultf(fmt.Sprintf("%s.joint[%d].levels.%s", at, i, c.comparisons[j].name), "there is no level %q", name)
				continue
			}
			key[k] = jointLevel(level)
		}
		if left > 0 {
			c.faultf(fmt.Sprintf("%s.joint[%d].levels", at, i), "names comparisons that are not of the group")
		}
		if g.joint == nil {
			g.joint = map[jointKey]float64{}
		}
		g.joint[jointKey(key)] = js.Weight
	}
}

func (c *comparison) levelNamed(name string) int {
	for i := range c.levels {
		if c.levels[i].name == name {
			return i
		}
	}
	return -1
}
