package graph

import (
	"maps"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/core"
	gqlrules "github.com/vektah/gqlparser/v2/validator/rules"
)

// validation gives the rules of the specification and, in front of them, the one that makes inputs lenient. It works on
// the document before it is cached, hence once for each text of a query.
func validation() *gqlrules.Rules {
	all := gqlrules.NewRules(core.Rule{Name: "LenientScalars", RuleFunc: lenientScalars})
	standard := gqlrules.NewDefaultRules().GetInner()
	for _, name := range slices.Sorted(maps.Keys(standard)) {
		all.AddRule(name, standard[name])
	}
	return all
}

// lenientScalars prepares values for scalars of our own. Numbers in the query become texts, so that they stay exact and
// none is too large; and a variable of one of GraphQL's own scalars may stand for one of ours, since ours take any value.
func lenientScalars(observers *core.Events, _ core.AddErrFunc) {
	observers.OnValue(func(_ *core.Walker, value *ast.Value) {
		if value.Definition == nil || value.Definition.Kind != ast.Scalar || builtInScalar(value.Definition.Name) {
			return
		}
		if value.Kind != ast.Variable {
			exact(value)
			return
		}
		if v := value.VariableDefinition; v != nil && builtInScalar(v.Type.Name()) {
			value.ExpectedType = v.Type
		}
	})
}

// exact turns the numbers that a value holds into texts.
func exact(value *ast.Value) {
	if value.Kind == ast.IntValue || value.Kind == ast.FloatValue {
		value.Kind = ast.StringValue
	}
	for _, child := range value.Children {
		exact(child.Value)
	}
}

func builtInScalar(name string) bool {
	switch name {
	case "String", "Int", "Float", "Boolean", "ID":
		return true
	}
	return false
}
