package main

import (
	"context"
	"fmt"

	"aurum/cmd/mdm/matchfile"
	"aurum/cmd/mdm/settings"
	"aurum/domain"
	"aurum/matching"
)

var matchExplainCommand = command{
	name: "match explain", arguments: "ID1 ID2", summary: "Show why a policy joins two records, or does not.",
	details: recordsHelp + `

Shows the waterfall of the pair: the prior, what each comparison adds in bits with the values compared, and what the sum comes to.`,
	prepare: prepareMatchExplain,
}

type explainOptions struct {
	matchSettings
	json bool
}

func prepareMatchExplain(s *settings.Set) action {
	var o explainOptions
	o.declare(s)
	addJSON(s, &o.json)
	return func(_ context.Context, sh *shell, args []string) error {
		if err := required(s, "match explain", "policy", "records"); err != nil {
			return err
		}
		if len(args) != 2 || args[0] == args[1] {
			return settings.Faultf("mdm match explain needs the ids of two records")
		}
		return o.run(sh, args[0], args[1])
	}
}

// explained is a pair with its explanation, as programs read it.
type explained struct {
	A domain.SourceKey `json:"a"`
	B domain.SourceKey `json:"b"`
	matching.Explanation
}

func (o *explainOptions) run(sh *shell, a, b string) error {
	p, err := o.openPolicy()
	if err != nil {
		return err
	}
	in := o.input(sh, nil)
	in.Only = map[string]bool{a: true, b: true}
	l, err := p.Load(in)
	if err != nil {
		return err
	}
	i, err := place(l, o.records, a)
	if err != nil {
		return err
	}
	j, err := place(l, o.records, b)
	if err != nil {
		return err
	}
	x := explained{l.Table.Key(i), l.Table.Key(j), p.Model.Explain(l.Table.Prepared(i), l.Table.Prepared(j))}
	if o.json {
		return writeJSON(sh.stdout, x)
	}
	out := newPage()
	out.line("%s and %s", x.A, x.B)
	out.explanation("  ", x.Explanation)
	return out.writeTo(sh.stdout)
}

// place finds a record among those that can be matched.
func place(l *matchfile.Loaded, file, id string) (int, error) {
	i, ok := l.At[id]
	switch {
	case !ok:
		return 0, fmt.Errorf("%s has no record %q", file, id)
	case i >= l.Table.Len():
		return 0, fmt.Errorf("%s: %s", file, l.Left[i-l.Table.Len()])
	}
	return i, nil
}

// explanation writes the waterfall and what it comes to.
func (p *page) explanation(indent string, x matching.Explanation) {
	p.steps(indent, x)
	p.line("%s%s, %+.2f bits, probability %s", indent, x.Decision, x.Weight, probability(x.Probability))
	if x.Rule != "" {
		p.line("%sby rule: %s", indent, x.Rule)
	}
}
