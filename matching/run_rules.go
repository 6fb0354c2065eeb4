package matching

// answer is what is known of a condition.
type answer uint8

const (
	no answer = iota
	perhaps
	yes
)

func answerOf(holds bool) answer {
	if holds {
		return yes
	}
	return no
}

// linked tells whether a rule links the two records. What the slots can refute is refuted before anything is compared.
func (w *comparer) linked() bool {
	for i := range w.rules {
		r := &w.rules[i]
		if !r.forbid && w.ask(&r.when, false) != no && w.ask(&r.when, true) == yes {
			return true
		}
	}
	return false
}

// keptApart is Model.Forbids.
func (w *comparer) keptApart(a, b int) (rule string, ok bool) {
	if !w.forbidding {
		return "", false
	}
	w.view(a, b)
	return w.forbidden()
}

// forbidden tells whether a rule keeps the two records apart, and which.
func (w *comparer) forbidden() (rule string, ok bool) {
	for i := range w.rules {
		r := &w.rules[i]
		if r.forbid && w.ask(&r.when, false) != no && w.ask(&r.when, true) == yes {
			return r.name, true
		}
	}
	return "", false
}

// ask is ruleCondition.holds of the two records. Without thorough it looks at slots alone and may answer perhaps.
func (w *comparer) ask(r *ruleCondition, thorough bool) answer {
	switch r.op {
	case ruleEqual, ruleConflict, rulePresent:
		return w.askValues(r, thorough)
	case ruleReaches, ruleIs, ruleFalls:
		return w.askLevel(r, thorough)
	case ruleNot:
		return yes - w.ask(&r.children[0], thorough)
	}
	all := r.op == ruleAll
	out := answerOf(all)
	for i := range r.children {
		a := w.ask(&r.children[i], thorough)
		if all {
			out = min(out, a)
		} else {
			out = max(out, a)
		}
		if out == answerOf(!all) {
			break
		}
	}
	return out
}

func (w *comparer) askValues(r *ruleCondition, thorough bool) answer {
	slot := w.ruleSlot[r.feature]
	state := seen(w.x[slot], w.y[slot])
	switch {
	case state == seenMissing:
		return no
	case r.op == rulePresent:
		return yes
	case r.op == ruleEqual && state != seenSeveral:
		return answerOf(state == seenEqual)
	case r.op == ruleConflict && state == seenEqual:
		return no
	case !thorough:
		return perhaps
	case r.op == ruleEqual:
		return answerOf(w.shareKey(r.feature))
	}
	return answerOf(conflict(w.values(w.a, r.feature, &w.valuesA), w.values(w.b, r.feature, &w.valuesB)))
}

// shareKey is shareValue by number.
func (w *comparer) shareKey(feature int) bool {
	refs := w.table.columns[feature].refs
	for _, a := range w.table.valuesAt(w.a, feature, &w.onesA) {
		for _, b := range w.table.valuesAt(w.b, feature, &w.onesB) {
			if refs[a].key == refs[b].key {
				return true
			}
		}
	}
	return false
}

func (w *comparer) askLevel(r *ruleCondition, thorough bool) answer {
	c := &w.compared[r.compare]
	state := w.state[r.compare]
	if state == seenMissing {
		return no
	}
	if !thorough && !c.exact[state] && !w.known[r.compare] {
		if c.can[state]&r.mask() == 0 {
			return no
		}
		return perhaps
	}
	w.reach(r.compare)
	l := w.level[r.compare]
	return answerOf(l == r.level || l >= 0 && (r.op == ruleReaches && l < r.level || r.op == ruleFalls && l > r.level))
}

// mask has a bit for each level that meets a condition on levels; the highest stands for all from there on.
func (r *ruleCondition) mask() uint64 {
	at := uint64(1) << min(r.level, 63)
	switch r.op {
	case ruleReaches:
		return at | (at - 1)
	case ruleFalls:
		return ^(at - 1)
	}
	return at
}
