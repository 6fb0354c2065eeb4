package main

import (
	"strings"

	"aurum/domain"
)

// kindsFile writes the GraphQL types of all kinds and the list of domains.
func (g *generator) kindsFile() string {
	var p paragraph
	g.domainEnum(&p)
	for _, name := range g.kinds.scalars {
		p.describe("", g.docs[name]+" In inputs it is accepted as people write it; answers are in standard form.")
		p.line("scalar %s\n", name)
	}
	for _, e := range g.kinds.enums {
		g.enum(&p, e)
	}
	for _, c := range g.kinds.composites {
		g.composite(&p, c)
	}
	return p.String()
}

func (g *generator) domainEnum(p *paragraph) {
	p.describe("", "The domains this hub masters.")
	p.line("enum Domain {")
	for _, s := range g.domains {
		p.describe("  ", g.docs[capital(string(s.Domain))])
		p.line("  %s", strings.ToUpper(string(s.Domain)))
	}
	p.line("}\n")
}

func (g *generator) enum(p *paragraph, e domain.Attribute) {
	names := make([]string, len(e.Enum))
	p.describe("", g.docs[e.Kind])
	p.line("enum %s {", e.Kind)
	for i, v := range e.Enum {
		names[i] = v.Name
		p.describe("  ", v.Doc)
		p.line("  %s", v.Name)
	}
	p.line("}\n")
	p.describe("", "One of "+strings.Join(names, ", ")+", as a name or a string; other usual spellings are understood.")
	p.line("scalar %sInput\n", e.Kind)
	p.describe("", "Condition on a value of "+e.Kind+". All operators given have to hold.")
	p.line("input %sFilter {", e.Kind)
	for _, o := range []struct{ name, typ, doc string }{
		{"eq", e.Kind, "Equal to."}, {"ne", e.Kind, "Not equal to."}, {"in", "[" + e.Kind + "!]", "One of."}, {"isNull", "Boolean", "True: absent; false: present."},
	} {
		p.describe("  ", o.doc)
		p.line("  %s: %s", o.name, o.typ)
	}
	p.line("}\n")
}

func (g *generator) composite(p *paragraph, c domain.Attribute) {
	p.describe("", g.docs[c.Kind])
	p.line("type %s {", c.Kind)
	fields(p, c.Fields, outputType)
	p.line("}\n")
	p.describe("", g.docs[c.Kind])
	p.line("input %sInput {", c.Kind)
	fields(p, c.Fields, inputType)
	p.line("}\n")
	p.describe("", "Condition on one "+c.Kind+"; of a list, some item has to meet all of it.")
	p.line("input %sFilter {", c.Kind)
	fields(p, c.Fields, filterType)
	p.describe("  ", "True: absent; false: present.")
	p.line("  isNull: Boolean")
	p.line("}\n")
}

func fields(p *paragraph, attributes []domain.Attribute, typeOf func(domain.Attribute) string) {
	for _, a := range attributes {
		p.describe("  ", a.Doc)
		p.line("  %s: %s", a.Name, typeOf(a))
	}
}
