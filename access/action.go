package access

// Action is something one may do to an object. The zero value is no action and is always denied.
type Action uint8

// Actions; policies/access/README.md says what each covers for each object.
const (
	Read Action = iota + 1
	Write
	Merge
	Delete
	Match
	Subscribe
	Decide
	actionEnd
)

var actionNames = [actionEnd]string{
	Read: "read", Write: "write", Merge: "merge", Delete: "delete", Match: "match", Subscribe: "subscribe", Decide: "decide",
}

func (a Action) String() string {
	if a == 0 || a >= actionEnd {
		return "(no action)"
	}
	return actionNames[a]
}

// ParseAction finds an action by its name in the policy; false if there is none.
func ParseAction(name string) (Action, bool) {
	for a := Read; a < actionEnd; a++ {
		if actionNames[a] == name {
			return a, true
		}
	}
	return 0, false
}

// actionSet is a set of actions, one bit each.
type actionSet uint16

func actions(as ...Action) actionSet {
	var s actionSet
	for _, a := range as {
		s |= 1 << a
	}
	return s
}

func (s actionSet) has(a Action) bool { return a < actionEnd && s&(1<<a) != 0 }
