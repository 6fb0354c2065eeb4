package graph

import (
	"math"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"aurum/graph/model"
)

// bill is what an operation asks for. The cost of an object is 1 and that of its plain values nothing; a list costs its
// items times their number, which first, last or the input tells; fields that make the hub work cost more.
type bill struct {
	cost  int
	depth int
	roots int // root fields, under all their names
}

// weights are the costs of fields that need work of their own, before what is selected in them.
var weights = map[string]int{
	"sourceRecords": 2, "lineage": 5, "decisions": 2, "overrides": 2, "auditTrail": 2, "previewMerge": 20, "previewSplit": 20, "previewWithdrawal": 20,
	"previewOverride": 20, "mergeGoldenRecords": 20, "splitGoldenRecord": 20, "withdrawDecision": 20, "resolveTask": 20,
	"overrideAttribute": 20, "clearOverride": 20, "simulatePolicy": 50, "changes": 2, "history": 3, "matches": 10, "cluster": 10, "explainMatch": 20, "quality": 2, "tasks": 2,
	"search": 10, "diff": 20, "identityHistory": 10, "links": 5, "evidence": 5, "quarantine": 2, "sourceSystems": 5,
	"verification": 5,
}

// listSize is the number of items a list without a size of its own is taken to have.
const listSize = 5

// assessor adds up operations of one schema. Fragments are assessed once, however often they are spread: a document
// of a few lines can spread them exponentially often.
type assessor struct {
	variables map[string]any
	fragments map[*ast.FragmentDefinition]bill
}

func assess(op *ast.OperationDefinition, variables map[string]any) bill {
	a := assessor{variables: variables, fragments: map[*ast.FragmentDefinition]bill{}}
	return a.selection(op.SelectionSet)
}

func (a *assessor) selection(set ast.SelectionSet) (sum bill) {
	for _, s := range set {
		var b bill
		switch s := s.(type) {
		case *ast.Field:
			b = a.field(s)
		case *ast.InlineFragment:
			b = a.selection(s.SelectionSet)
		case *ast.FragmentSpread:
			b = a.fragment(s.Definition)
		}
		sum.cost = add(sum.cost, b.cost)
		sum.roots = add(sum.roots, b.roots)
		sum.depth = max(sum.depth, b.depth)
	}
	return sum
}

func (a *assessor) fragment(f *ast.FragmentDefinition) bill {
	b, known := a.fragments[f]
	if !known {
		b = a.selection(f.SelectionSet)
		a.fragments[f] = b
	}
	return b
}

// field assesses one field. Introspection has limits of its own.
func (a *assessor) field(f *ast.Field) bill {
	if strings.HasPrefix(f.Name, "__") {
		return bill{roots: 1}
	}
	below := a.selection(f.SelectionSet)
	b := bill{depth: below.depth + 1, roots: 1} // what is below are no roots
	if len(f.SelectionSet) == 0 {
		return b
	}
	own := 1
	if w, ok := weights[f.Name]; ok {
		own = w
	} else if strings.HasPrefix(f.Name, "match") {
		own = weights["matches"]
	}
	b.cost = add(own, times(a.size(f), below.cost))
	return b
}

// size is the number of items a field answers.
func (a *assessor) size(f *ast.Field) int {
	for _, name := range []string{"first", "last"} {
		if n, ok := a.number(f, name); ok {
			return n
		}
	}
	switch {
	case f.Arguments.ForName("ids") != nil:
		return a.length(f.Arguments.ForName("ids").Value)
	case f.Arguments.ForName("input") != nil:
		return max(a.length(a.child(f.Arguments.ForName("input").Value, "records")), a.length(a.child(f.Arguments.ForName("input").Value, "keys")))
	case f.Definition.Arguments.ForName("first") != nil:
		return model.DefaultPage
	case f.Definition.Type.Elem != nil && f.Name != "nodes" && f.Name != "edges" && f.Name != "results" && f.Name != "userErrors":
		return listSize
	}
	return 1
}

func (a *assessor) number(f *ast.Field, name string) (int, bool) {
	arg := f.Arguments.ForName(name)
	if arg == nil {
		return 0, false
	}
	v, err := arg.Value.Value(a.variables)
	if err != nil || v == nil {
		return 0, false
	}
	switch n := v.(type) {
	case int64:
		return clamp(n), true
	case int:
		return clamp(int64(n)), true
	}
	return model.MaxPage, true // a variable in another shape; the resolver judges it
}

// clamp keeps sizes that will be refused from making the cost meaningless.
func clamp(n int64) int { return int(min(max(n, 0), 10*model.MaxPage)) }

// length is the number of items of a list value, literal or variable; 1 for a single value.
func (a *assessor) length(v any) int {
	switch v := v.(type) {
	case nil:
		return 0
	case *ast.Value:
		if v == nil {
			return 0
		}
		if v.Kind == ast.Variable {
			return a.length(a.variables[v.Raw])
		}
		if v.Kind == ast.ListValue {
			return len(v.Children)
		}
	case []any:
		return len(v)
	case []string:
		return len(v)
	case []map[string]any:
		return len(v)
	}
	return 1
}

// child gives a field of an object value, literal or variable; nil if it is absent.
func (a *assessor) child(v *ast.Value, name string) any {
	if v.Kind == ast.Variable {
		m, _ := a.variables[v.Raw].(map[string]any)
		return m[name]
	}
	if c := v.Children.ForName(name); c != nil {
		return c
	}
	return nil
}

func add(a, b int) int {
	if a > math.MaxInt-b {
		return math.MaxInt
	}
	return a + b
}

func times(a, b int) int {
	if a != 0 && b > math.MaxInt/a {
		return math.MaxInt
	}
	return a * b
}
