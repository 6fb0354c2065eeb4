package main

import "text/template"

// resolverFile writes the root resolvers of the domains: one line each.
func (g *generator) resolverFile() string {
	p := &paragraph{}
	p.line("package graph\n")
	p.line("import (\n\"context\"\n\n\"aurum/access\"\n\"aurum/domain\"\n\"aurum/graph/model\"\n)\n")
	p.line("// orderPaths tell what each value of the order enumerations stands for.")
	p.line("var orderPaths = map[model.OrderField]string{")
	seen := map[string]bool{}
	for _, s := range g.domains {
		for _, f := range orderFields(s) {
			if !seen[f.name] {
				p.line("%q: %q,", f.name, f.path)
			}
			seen[f.name] = true
		}
	}
	p.line("}\n")
	p.line("// domainRules tell what each root field of a domain needs.")
	p.line("var domainRules = map[string]rule{")
	for _, s := range g.domains {
		must(rules.Execute(p, namesOf(s)))
	}
	p.line("}\n")
	for _, s := range g.domains {
		must(resolvers.Execute(p, namesOf(s)))
	}
	return p.String()
}

var rules = template.Must(template.New("rules").Parse(`"Query.{{.Field}}": onDomain(domain.{{.Type}}, access.Read),
"Query.{{.Fields}}": onDomain(domain.{{.Type}}, access.Read),
"Query.match{{.Type}}": onDomain(domain.{{.Type}}, access.Match),
"Mutation.upsert{{.Types}}": onDomain(domain.{{.Type}}, access.Write),
"Subscription.{{.Field}}Changed": onDomain(domain.{{.Type}}, access.Subscribe),
`))

var resolvers = template.Must(template.New("resolvers").Parse(`
func (r query) {{.Type}}(ctx context.Context, id *string, source map[string]any, asOf any) (*model.{{.Type}}, error) {
	return one[*model.{{.Type}}](ctx, domain.{{.Type}}, id, source, asOf)
}

func (r query) {{.Types}}(ctx context.Context, filter map[string]any, orderBy []map[string]any, first *int, after *string, last *int, before *string, asOf any{{if .Dated}}, validOn any{{end}}) (*model.{{.Type}}Connection, error) {
	return list[*model.{{.Type}}](ctx, domain.{{.Type}}, listArgs{filter, orderBy, first, after, last, before, asOf, {{if .Dated}}validOn{{else}}nil{{end}}})
}

func (r query) Match{{.Type}}(ctx context.Context, attributes map[string]any, first *int, asOf any) ([]*model.Match, error) {
	return matchBefore(ctx, domain.{{.Type}}, attributes, first, asOf)
}

func (r mutation) Upsert{{.Types}}(ctx context.Context, input map[string]any) (*model.Upsert{{.Types}}Payload, error) {
	return upsert(ctx, domain.{{.Type}}, input, func(u *model.UpsertResult) model.Upsert{{.Type}}Result { return model.Upsert{{.Type}}Result{UpsertResult: u} })
}

func (r subscription) {{.Type}}Changed(ctx context.Context, filter map[string]any, after any) (<-chan *model.{{.Type}}Change, error) {
	return follow(ctx, r, domain.{{.Type}}, filter, after, func(c *model.Change) *model.{{.Type}}Change { return &model.{{.Type}}Change{Change: c} })
}
`))
