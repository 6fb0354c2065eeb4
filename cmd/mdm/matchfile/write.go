package matchfile

import (
	"io"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"aurum/domain"
	"aurum/matching"
	"aurum/standardize"
)

// width is how wide a written policy is, where its texts allow it.
const width = 120

// sections are the parts of a written policy in their order, each with what it is. Those that are not listed follow before
// the large tables, which come last.
var sections = []struct{ name, comment string }{
	{"columns", "What the columns mean, as for mdm import --map."},
	{"compose", "What several columns say together."},
	{"constants", "What no column says."},
	{"standardize", "How values are read that can be read in several ways, and which may be wrong."},
	{"attributes", "What the columns are."},
	{"combine", "Attributes made of several: the values of all of them."},
	{"join", "Attributes made of several: one text behind the other."},
	{"sources", "What is known of the source systems."},
	{"blocking", "Records that share one of these keys, or are nearest to each other, are compared."},
	{"rules", "Rules decide whatever the weights say."},
	{"comparisons", "What agreement and disagreement are worth: m and u are the shares of true and of other pairs, weights are bits."},
	{"prior", "How likely any two records are the same."},
	{"thresholds", "From link on records are joined, from review on a person is asked."},
	{"clustering", "How linked records become clusters."},
	{"groups", "Comparisons that say the same thing twice, bounded or weighed together."},
	{"pairings", "Values that mean the same, or not, in vocabularies that differ: bits."},
	{"frequencies", "How common words are."},
	{"corpora", "What agreement on a token is worth."},
}

// tables are the sections that hold large tables.
var tables = []string{"groups", "pairings", "frequencies", "corpora"}

// WritePolicy writes the policy of a file as YAML for people to read: a comment on top, the sections in the order in which one
// thinks about them, large tables last. The same policy gives the same bytes, and reading them gives the policy again.
func WritePolicy(w io.Writer, spec matching.Spec, comment []string) error {
	return write(w, matching.FileDomain, fieldsOf(reflect.ValueOf(spec)), comment)
}

// WriteDomainPolicy writes the policy of a domain together with what the columns of a file mean, in the same way.
func WriteDomainPolicy(w io.Writer, p *Policy, comment []string) error {
	all := fieldsOf(reflect.ValueOf(*p.Mapping))
	d := struct {
		Standardize standardize.Defaults `yaml:"standardize,omitempty"`
	}{p.Defaults}
	all = append(all, fieldsOf(reflect.ValueOf(d))...)
	return write(w, p.Schema.Domain, append(all, fieldsOf(reflect.ValueOf(p.Spec))...), comment)
}

func write(w io.Writer, d domain.Domain, all []entry, comment []string) error {
	p := &printer{}
	for _, line := range comment {
		p.comment(line)
	}
	if len(comment) > 0 {
		p.b.WriteByte('\n')
	}
	p.b.WriteString("domain: " + string(d) + "\nversion: 1\n")
	var ordered []entry
	take := func(wanted func(string) bool) {
		for _, e := range all {
			if wanted(e.key) && !slices.ContainsFunc(ordered, func(o entry) bool { return o.key == e.key }) {
				ordered = append(ordered, e)
			}
		}
	}
	for _, s := range sections {
		if s.name == tables[0] {
			take(func(name string) bool { return !slices.Contains(tables, name) })
		}
		take(func(name string) bool { return name == s.name })
	}
	for _, e := range ordered {
		p.section(e)
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

type printer struct{ b strings.Builder }

// comment writes a line as a comment, wrapped; a line that begins with "- " hangs.
func (p *printer) comment(line string) {
	indent := ""
	if strings.HasPrefix(line, "- ") {
		indent = "  "
	}
	at := 0
	for i, word := range strings.Fields(line) {
		switch {
		case i == 0:
			p.b.WriteString("# ")
			at = 2
		case at+1+utf8.RuneCountInString(word) > width:
			p.b.WriteString("\n# " + indent)
			at = 2 + len(indent)
		default:
			p.b.WriteByte(' ')
			at++
		}
		p.b.WriteString(word)
		at += utf8.RuneCountInString(word)
	}
	if at == 0 {
		p.b.WriteByte('#')
	}
	p.b.WriteByte('\n')
}

func (p *printer) section(e entry) {
	if e.value.isMap() && len(e.value.entries) == 0 {
		return
	}
	p.b.WriteByte('\n')
	for _, s := range sections {
		if s.name == e.key {
			p.comment(s.comment)
		}
	}
	p.entry(e, 0)
}

// entry writes key and value at an indent: on one line where they fit.
func (p *printer) entry(e entry, indent int) {
	head := spaces(indent) + e.key + ":"
	p.b.WriteString(head)
	if one := flow(e.value); e.value.scalar != "" || fits(head, one) && indent+len(e.value.list) > 0 {
		p.b.WriteString(" " + one + "\n")
		return
	}
	if e.value.isMap() && e.value.plain() && len(e.value.entries) > 8 {
		p.b.WriteString(" ")
		p.packed(e.value, indent+2)
		return
	}
	p.b.WriteByte('\n')
	p.block(e.value, indent+2)
}

func fits(head, rest string) bool {
	return utf8.RuneCountInString(head)+1+utf8.RuneCountInString(rest) <= width
}

// longList is from how many items on a list is a table, whose items stand on one line each, however wide.
const longList = 12

// flat tells whether a node has no list anywhere.
func (n *node) flat() bool {
	return n.list == nil && !slices.ContainsFunc(n.entries, func(e entry) bool { return !e.value.flat() })
}

// block writes a list or a map, an entry a line or more.
func (p *printer) block(n *node, indent int) {
	for _, e := range n.entries {
		p.entry(e, indent)
	}
	for _, x := range n.list {
		head := spaces(indent) + "-"
		one := flow(x)
		if x.scalar != "" || fits(head, one) || !x.isMap() || len(n.list) >= longList && x.flat() {
			p.b.WriteString(head + " " + one + "\n")
			continue
		}
		var inner printer
		inner.block(x, indent+2)
		p.b.WriteString(head + " " + strings.TrimLeft(inner.b.String(), " "))
	}
}

// packed writes a large table, as many entries on a line as fit.
func (p *printer) packed(n *node, indent int) {
	p.b.WriteString("{\n")
	at := 0
	for i, e := range n.entries {
		word := e.key + ": " + flow(e.value)
		if i < len(n.entries)-1 {
			word += ","
		}
		size := utf8.RuneCountInString(word)
		switch {
		case at == 0:
			p.b.WriteString(spaces(indent))
			at = indent
		case at+1+size > width:
			p.b.WriteString("\n" + spaces(indent))
			at = indent
		default:
			p.b.WriteByte(' ')
			at++
		}
		p.b.WriteString(word)
		at += size
	}
	p.b.WriteString("\n" + spaces(indent-2) + "}\n")
}

func spaces(n int) string { return strings.Repeat(" ", n) }

// flow writes a node on one line.
func flow(n *node) string {
	if n.scalar != "" {
		return n.scalar
	}
	var parts []string
	if n.list != nil {
		for _, x := range n.list {
			parts = append(parts, flow(x))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	for _, e := range n.entries {
		parts = append(parts, e.key+": "+flow(e.value))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
