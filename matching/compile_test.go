package matching

import (
	"strings"
	"testing"

	"aurum/domain"
)

func TestFaultsNameTheirPath(t *testing.T) {
	const blocking, rules = "blocking: [[taxIds]]", "rules: [{name: r, when: {equal: taxIds}, then: link}]"
	levels := func(l string) string { return "comparisons: [{attribute: emails, levels: [" + l + "]}]" }
	for _, c := range []struct{ name, policy, want string }{
		{"nothing", "{}", "blocking: without blocking rules"},
		{"no comparisons", blocking, "comparisons: without comparisons or rules"},
		{"unknown attribute", "blocking: [[taxes]]\n" + rules, `blocking[0][0]: there is no attribute "taxes"`},
		{"unknown function", "blocking: [[taxIds.foo]]\n" + rules, `blocking[0][0]: there is no field or key function "foo"`},
		{"number missing", "blocking: [[taxIds.prefix]]\n" + rules, "write it as prefix(n)"},
		{"number wrong", "blocking: [[taxIds.prefix(x)]]\n" + rules, "needs a whole number"},
		{"function of a whole value", "blocking: [[emails.digits.domain]]\n" + rules, "can only stand first"},
		{"empty blocking rule", "blocking: [[]]\n" + rules, "blocking[0]: is empty"},
		{"then", blocking + "\nrules: [{name: r, when: {equal: taxIds}, then: join}]", `rules[0].then: is "join"`},
		{"nameless rule", blocking + "\nrules: [{when: {equal: taxIds}, then: link}]", "rules[0].name:"},
		{"two conditions", blocking + "\nrules: [{name: r, when: {equal: taxIds, conflict: taxIds}, then: link}]", "rules[0].when: needs exactly one"},
		{"condition path", blocking + "\nrules: [{name: r, when: {all: [{equal: taxIds}, {not: {equal: taxs}}]}, then: link}]", "rules[0].when.all[1].not.equal:"},
		{"unknown comparison", blocking + "\nrules: [{name: r, when: {reaches: {x: y}}, then: link}]", `rules[0].when.reaches: there is no comparison "x"`},
		{"unknown level", blocking + "\n" + levels("{when: else, weight: 0}") + "\nrules: [{name: r, when: {is: {emails: y}}, then: link}]", `rules[0].when.is.emails: comparison "emails" has no level "y"`},
		{"no levels", blocking + "\n" + levels(""), "comparisons[0].levels: lists no levels"},
		{"no weight", blocking + "\n" + levels("{when: else}"), "comparisons[0].levels[0]: give either m and u, or weight"},
		{"both weights", blocking + "\n" + levels("{when: else, weight: 1, m: 0.5, u: 0.1}"), "comparisons[0].levels[0]: give either"},
		{"zero u", blocking + "\n" + levels("{when: else, m: 0.5, u: 0}"), "comparisons[0].levels[0]: m and u are probabilities"},
		{"huge weight", blocking + "\n" + levels("{when: else, weight: 1000}"), "beyond"},
		{"unknown comparator", blocking + "\n" + levels("{when: equalish, weight: 1}"), `comparisons[0].levels[0].when: "equalish": there is no comparator "equalish"`},
		{"bound missing", blocking + "\n" + levels("{when: jaroWinkler, weight: 1}"), "needs a bound"},
		{"bound of a plain one", blocking + "\n" + levels("{when: exact >= 1, weight: 1}"), "takes no number"},
		{"no number", blocking + "\n" + levels("{when: jaroWinkler >= much, weight: 1}"), `"much" is not a number`},
		{"operator", blocking + "\n" + levels("{when: jaroWinkler > 1, weight: 1}"), "is none of >=, <=, ="},
		{"reason", blocking + "\n" + levels("{when: date = NEVER, weight: 1}"), `has no reason "NEVER"`},
		{"part of a whole comparator", blocking + "\n" + levels("{when: domain.organization >= 1, weight: 1}"), "compares whole values"},
		{"else with more", blocking + "\n" + levels("{when: else and exact, weight: 1}"), "else stands alone"},
		{"level twice", blocking + "\n" + levels("{when: exact, weight: 1}, {when: exact, weight: 2}"), `there is another level "exact"`},
		{"group", blocking + "\ncomparisons: [{attribute: emails, group: g, levels: [{when: else, weight: 1}]}]", `comparisons[0].group: there is no group "g"`},
		{"group without bounds", blocking + "\n" + rules + "\ngroups: [{name: g}]", "groups[0]: needs a cap or a floor"},
		{"group bounds", blocking + "\n" + rules + "\ngroups: [{name: g, cap: 1, floor: 2}]", "groups[0]: floor is above cap"},
		{"table", blocking + "\ncomparisons: [{attribute: emails, termFrequency: t, levels: [{when: else, weight: 1}]}]", `comparisons[0].termFrequency: there is no table "t"`},
		{"table default", blocking + "\n" + rules + "\nfrequencies: {t: {a: 0.1}}", "frequencies.t: needs an entry"},
		{"table share", blocking + "\n" + rules + "\nfrequencies: {t: {default: 0.1, a: 2}}", "frequencies.t.a:"},
		{"prior", blocking + "\n" + rules + "\nprior: 2", "prior: 2 is no probability"},
		{"thresholds", blocking + "\n" + rules + "\nthresholds: {link: 0.5, review: 0.9}", "thresholds.review: is above link"},
		{"combine hides", blocking + "\n" + rules + "\ncombine: {emails: [phones]}", "combine.emails: the domain has an attribute"},
		{"combine unknown", "blocking: [[n]]\n" + rules + "\ncombine: {n: [nope]}", `blocking[0][0]: combine.n: there is no attribute "nope"`},
		{"business key and more", blocking + "\nbusinessKey: {attributes: [taxIds]}", "businessKey: stands alone"},
		{"business key empty", "businessKey: {attributes: []}", "businessKey.attributes: lists no attributes"},
		{"business key path", "businessKey: {attributes: [nope]}", "businessKey.attributes[0]:"},
		{"business key default", "businessKey: {attributes: [currency], defaults: {language: de}}", "businessKey.defaults.language:"},
	} {
		_, err := Compile(domain.Registry.Of(domain.Customer), parse(t, c.policy))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

func TestAllFaultsAreReported(t *testing.T) {
	_, err := Compile(domain.Registry.Of(domain.Customer), parse(t, "{blocking: [[a], [b]], prior: 3}"))
	for _, want := range []string{"blocking[0][0]", "blocking[1][0]", "prior", "comparisons"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not name %s", err, want)
		}
	}
}

func TestWeights(t *testing.T) {
	m := compiled(t, domain.Customer, join("blocking: [[emails]]", "prior: 0.5", "thresholds: {link: 0.8, review: 0.2}",
		"comparisons: [{attribute: emails, levels: [{when: exact, m: 0.8, u: 0.1}, {when: else, m: 0.2, u: 0.8}]}]"))
	a, b := m.Prepare(attributes(t, `{emails: [a@b.ch]}`)), m.Prepare(attributes(t, `{emails: [c@d.ch]}`))
	if got := m.Compare(a, a).Weight; got != 3 {
		t.Errorf("log2(0.8/0.1) is %v, want 3", got)
	}
	if got := m.Compare(a, b).Weight; got != -2 {
		t.Errorf("log2(0.2/0.8) is %v, want -2", got)
	}
	if got := m.Link(); got < 1.99 || got > 2.01 { // log2(0.8 / 0.2)
		t.Errorf("link at %v bits, want 2", got)
	}
	if got := m.Review(); got < -2.01 || got > -1.99 {
		t.Errorf("review at %v bits, want -2", got)
	}
	if got := Probability(0); got != 0.5 {
		t.Errorf("0 bits are probability %v, want 0.5", got)
	}
}
