package main

import (
	"text/template"

	"aurum/domain"
)

// modelFile writes the Go types that the domains' GraphQL types bind to.
func (g *generator) modelFile() string {
	p := &paragraph{}
	p.line("package model\n")
	p.line("import (\n\"context\"\n\n\"aurum/domain\"\n)\n")
	p.line("// typed makes the typed view of a record of each domain.")
	p.line("var typed = map[domain.Domain]func(*Record) GoldenRecord{")
	for _, s := range g.domains {
		n := namesOf(s)
		p.line("domain.%s: func(r *Record) GoldenRecord { return new%s(r) },", n.Type, n.Type)
	}
	p.line("}\n")
	for _, s := range g.domains {
		n := namesOf(s)
		must(domainModel.Execute(p, n))
		p.references(n.Type, "Record", n.Type+"Attributes", "", s.Attributes)
	}
	return p.String()
}

// kindsModelFile writes the composite kinds that hold references: they need to know which record they are of.
func (g *generator) kindsModelFile() string {
	p := &paragraph{}
	p.line("package model\n")
	p.line("import (\n\"context\"\n\n\"aurum/domain\"\n)\n")
	for _, c := range g.kinds.composites {
		if !holdsReference(c.Fields) {
			continue
		}
		p.line("// %s is domain.%s with its references resolved.", c.Kind, c.Kind)
		p.line("type %s struct {\n*domain.%s\nin *Record\npath string\n}\n", c.Kind, c.Kind)
		p.references(c.Kind, "in", c.Kind, "path", c.Fields)
	}
	return p.String()
}

func holdsReference(attributes []domain.Attribute) bool {
	for _, a := range attributes {
		if a.Kind == "Reference" {
			return true
		}
	}
	return false
}

// references writes the methods of a type whose attributes are, or hold, references. record and fields name the struct's
// members that hold the record and the attributes; path, if not empty, the member that tells where in the record they are.
func (p *paragraph) references(typ, record, fields, path string, attributes []domain.Attribute) {
	for _, a := range attributes {
		method, value := capital(a.Name), "o."+fields+"."+capital(a.Name)
		at := `"` + a.Name + `"`
		if path != "" {
			at = "o." + path + ` + "." + ` + at
		}
		switch {
		case a.Kind == "Reference" && a.Many:
			p.line("// %s gives the golden records that the attribute refers to; those unresolved are left out.", method)
			p.line("func (o *%s) %s(ctx context.Context) ([]*%s, error) { return resolveAll[*%[3]s](ctx, o.%s, %s, %s) }\n",
				typ, method, capital(string(a.References)), record, at, value)
		case a.Kind == "Reference":
			p.line("// %s gives the golden record that the attribute refers to; nil while it is unresolved.", method)
			p.line("func (o *%s) %s(ctx context.Context) (*%s, error) { return resolve[*%[3]s](ctx, o.%s, %s, %s) }\n",
				typ, method, capital(string(a.References)), record, at, value)
		case holdsReference(a.Fields) && a.Many:
			p.line("// %s gives the attribute with its references resolved.", method)
			p.line("func (o *%s) %s() []*%s {", typ, method, a.Kind)
			p.line("out := make([]*%s, len(%s))", a.Kind, value)
			p.line("for i := range out { out[i] = &%s{&%s[i], o.%s, %s} }\nif len(out) == 0 { return nil }\nreturn out\n}\n", a.Kind, value, record, at)
		case holdsReference(a.Fields):
			p.line("// %s gives the attribute with its references resolved.", method)
			p.line("func (o *%s) %s() *%s {", typ, method, a.Kind)
			p.line("if %s == nil { return nil }\nreturn &%s{%[1]s, o.%s, %s}\n}\n", value, a.Kind, record, at)
		}
	}
}

var domainModel = template.Must(template.New("model").Parse(`
// {{.Type}} is a golden {{.Field}} record.
type {{.Type}} struct {
	*Record
	*domain.{{.Type}}Attributes
}

func new{{.Type}}(r *Record) *{{.Type}} {
	return &{{.Type}}{r, decode[domain.{{.Type}}Attributes](r.shown)}
}

// {{.Type}}Connection is a page of {{.Fields}}.
type {{.Type}}Connection = Connection[*{{.Type}}]

// {{.Type}}Edge is one {{.Field}} of a page.
type {{.Type}}Edge = Edge[*{{.Type}}]

// {{.Type}}OrderField names what {{.Fields}} can be ordered by.
type {{.Type}}OrderField = OrderField

// Upsert{{.Types}}Payload is what became of a call.
type Upsert{{.Types}}Payload = UpsertPayload[Upsert{{.Type}}Result]

// Upsert{{.Type}}Result is what became of one record.
type Upsert{{.Type}}Result struct{ *UpsertResult }

// {{.Type}} gives the golden record it is linked to; nil where there is none.
func (u Upsert{{.Type}}Result) {{.Type}}(ctx context.Context) (*{{.Type}}, error) { return upserted[*{{.Type}}](ctx, u.UpsertResult) }

// {{.Type}}Change is one change of {{.A}}.
type {{.Type}}Change struct{ *Change }

// {{.Type}} gives the record as it was after the change.
func (c *{{.Type}}Change) {{.Type}}() (*{{.Type}}, error) { return as[*{{.Type}}](c.Record) }

`))
