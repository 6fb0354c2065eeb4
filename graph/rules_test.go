package graph

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// rootFields gives, for each root field of the schema, an operation that asks for it.
func rootFields(t *testing.T) map[string]string {
	s, out := loadSchema(t), map[string]string{}
	for _, root := range []*ast.Definition{s.Query, s.Mutation, s.Subscription} {
		for _, f := range root.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			var args []string
			for _, a := range f.Arguments {
				if a.Type.NonNull {
					args = append(args, a.Name+": "+sample(s, a.Type))
				}
			}
			call := f.Name
			if args != nil {
				call += "(" + strings.Join(args, ", ") + ")"
			}
			out[root.Name+"."+f.Name] = fmt.Sprintf("%s { %s { __typename } }", strings.ToLower(root.Name), call)
		}
	}
	return out
}

// sample is a literal of a type.
func sample(s *ast.Schema, typ *ast.Type) string {
	if typ.Elem != nil {
		return "[" + sample(s, typ.Elem) + "]"
	}
	switch def := s.Types[typ.NamedType]; def.Kind {
	case ast.Enum:
		return def.EnumValues[0].Name
	case ast.InputObject:
		var fields []string
		for _, f := range def.Fields {
			if f.Type.NonNull {
				fields = append(fields, f.Name+": "+sample(s, f.Type))
			}
		}
		return "{" + strings.Join(fields, ", ") + "}"
	}
	return `"CRM"`
}

func TestEveryRootFieldHasARule(t *testing.T) {
	fields := rootFields(t)
	for name := range fields {
		if rules[name] == nil {
			t.Errorf("%s: no access rule", name)
		}
	}
	for name := range rules {
		if fields[name] == "" {
			t.Errorf("%s: a rule for a field that is not there", name)
		}
	}
}

func TestNoRootFieldAnswersThoseWhoMayNot(t *testing.T) {
	b := newBench(t, &world{})
	for name, query := range rootFields(t) {
		body := fmt.Sprintf(`{"query": %q}`, query)
		accept := map[string]string{}
		if strings.HasPrefix(name, "Subscription.") {
			accept["Accept"] = "text/event-stream"
		}
		if r := b.send("", http.MethodPost, "/graphql", body, accept); r.Status != http.StatusUnauthorized || !strings.Contains(r.Body, "UNAUTHENTICATED") {
			t.Errorf("%s without a token: %d %s", name, r.Status, r.Body)
		}
		if name == "Query.viewer" {
			continue // tells everybody who he is, and no more
		}
		if r := b.send("nobody", http.MethodPost, "/graphql", body, accept); !strings.Contains(r.Body, "FORBIDDEN") {
			t.Errorf("%s as nobody: %s", name, r.Body)
		}
	}
	if len(b.calls) > 0 {
		t.Errorf("the hub was asked: %v", b.calls)
	}
}

func TestIntrospectionNeedsAToken(t *testing.T) {
	b := newBench(t, &world{})
	for as, want := range map[string]string{"": "UNAUTHENTICATED", "forged": "UNAUTHENTICATED", "app": ""} {
		if r := b.ask(as, `{ __schema { queryType { name } } }`, nil); r.code() != want {
			t.Errorf("as %q: %s", as, r.Body)
		}
	}
}

func TestASourceWritesOnlyAsItself(t *testing.T) {
	b := newBench(t, &world{})
	upsert := `mutation($source: String!) { upsertCustomers(input: {source: $source, records: [{key: "1", attributes: {legalName: "Acme"}}]}) { results { outcome } } }`
	for _, c := range []struct{ as, source, code string }{
		{"crm", "CRM", ""}, {"crm", "ERP", "FORBIDDEN"}, {"app", "CRM", "FORBIDDEN"}, {"steward", "CRM", "FORBIDDEN"}, {"admin", "ERP", ""},
	} {
		if r := b.ask(c.as, upsert, map[string]any{"source": c.source}); r.code() != c.code {
			t.Errorf("%s as %s: %s", c.as, c.source, r.Body)
		}
	}
	if len(b.upserts) != 2 {
		t.Errorf("%d calls reached the hub", len(b.upserts))
	}
}
