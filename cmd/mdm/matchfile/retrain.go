package matchfile

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"aurum/matching"
)

// Retrained is the document of a policy with the numbers of a trained one: the levels of comparisons, the bounds and joint
// weights of groups, and the prior. All else stays byte for byte, comments too; the version grows by one. A level that was
// written as a weight gets a weight, one with m and u gets these.
func Retrained(document []byte, trained matching.Spec) ([]byte, error) {
	parts := sectionsOf(string(document))
	prior := false
	for i := range parts {
		var err error
		switch p := &parts[i]; p.name {
		case "comparisons":
			err = p.edit(func(n ast.Node) error { return editComparisons(n, trained.Comparisons) })
		case "groups":
			err = p.groups(trained.Groups)
		case "prior":
			prior = true
			p.value(decimal(trained.Prior))
		case "version":
			if m := scalarLine.FindStringSubmatch(p.text); m != nil {
				if n, e := strconv.Atoi(m[2]); e == nil {
					p.value(strconv.Itoa(n + 1))
				}
			}
		}
		if err != nil {
			return nil, err
		}
	}
	var b strings.Builder
	for _, p := range parts {
		if p.name == "thresholds" && !prior {
			b.WriteString("prior: " + decimal(trained.Prior) + "\n")
			prior = true
		}
		b.WriteString(p.before + p.text)
	}
	if !prior {
		b.WriteString("\nprior: " + decimal(trained.Prior) + "\n")
	}
	return []byte(b.String()), nil
}

// section is a part of a document: the comments before it, and its text from its name on.
type section struct{ name, before, text string }

var sectionStart = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9]*):`)

// sectionsOf takes a document apart by the entries that begin a line. Their texts, one behind the other, are the document.
func sectionsOf(document string) []section {
	out := []section{{}}
	pending := ""
	for line := range strings.Lines(document) {
		last := &out[len(out)-1]
		name := sectionStart.FindStringSubmatch(line)
		switch bare := strings.TrimSpace(line); {
		case name != nil:
			out = append(out, section{name: name[1], before: pending, text: line})
			pending = ""
		case (bare == "" || bare[0] == '#') && !strings.HasPrefix(line, " "):
			pending += line // of the next section, unless this one goes on
		default:
			last.text += pending + line
			pending = ""
		}
	}
	out[len(out)-1].text += pending
	return out
}

var scalarLine = regexp.MustCompile(`^([A-Za-z]+:\s*)([^\s#]+)`)

// value replaces a section's only value and leaves what stands behind it.
func (s *section) value(text string) {
	s.text = scalarLine.ReplaceAllString(s.text, "${1}"+text)
}

// edit changes the value of a section as a tree.
func (s *section) edit(change func(ast.Node) error) error {
	f, err := parser.ParseBytes([]byte(s.text), parser.ParseComments)
	if err != nil {
		return err
	}
	root, err := entryNamed(f.Docs[0].Body, s.name)
	if err != nil {
		return err
	}
	if err := change(root.Value); err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	s.text = strings.TrimRight(f.String(), "\n") + "\n"
	return nil
}

// groups writes groups anew where joint weights are listed, since other combinations may be listed now; else it changes
// their bounds.
func (s *section) groups(groups []matching.GroupSpec) error {
	if slices.ContainsFunc(groups, func(g matching.GroupSpec) bool { return len(g.Joint) > 0 }) {
		p := &printer{}
		p.entry(entry{"groups", tree(reflect.ValueOf(groups))}, 0)
		s.text = p.b.String()
		return nil
	}
	return s.edit(func(n ast.Node) error {
		list, err := listOf(n, len(groups))
		if err != nil {
			return err
		}
		for i, g := range groups {
			if err := setNumbers(list[i], map[string]*float64{"cap": g.Cap, "floor": g.Floor}); err != nil {
				return err
			}
		}
		return nil
	})
}

func editComparisons(n ast.Node, comparisons []matching.ComparisonSpec) error {
	list, err := listOf(n, len(comparisons))
	if err != nil {
		return err
	}
	for i, c := range comparisons {
		if len(c.Levels) == 0 {
			continue
		}
		e, err := entryNamed(list[i], "levels")
		if err != nil {
			return err
		}
		levels, err := listOf(e.Value, len(c.Levels))
		if err != nil {
			return err
		}
		for k, l := range c.Levels {
			weight := l.Weight
			if l.M != nil && l.U != nil {
				bits := significant(math.Log2(*l.M / *l.U), tableDigits)
				weight = &bits
			}
			if err := setNumbers(levels[k], map[string]*float64{"m": l.M, "u": l.U, "weight": weight}); err != nil {
				return err
			}
		}
	}
	return nil
}

var errShape = errors.New("the document is not as it was read")

func listOf(n ast.Node, length int) ([]ast.Node, error) {
	list, ok := n.(*ast.SequenceNode)
	if !ok || len(list.Values) != length {
		return nil, errShape
	}
	return list.Values, nil
}

// entriesOf are the entries of a map; one with a single entry is a node of another kind.
func entriesOf(n ast.Node) []*ast.MappingValueNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

func entryNamed(n ast.Node, name string) (*ast.MappingValueNode, error) {
	for _, e := range entriesOf(n) {
		if e.Key.GetToken().Value == name {
			return e, nil
		}
	}
	return nil, fmt.Errorf("%w: there is no %s", errShape, name)
}

// setNumbers changes the numbers of a map that are written in it.
func setNumbers(n ast.Node, numbers map[string]*float64) error {
	for _, e := range entriesOf(n) {
		x := numbers[e.Key.GetToken().Value]
		if x == nil {
			continue
		}
		f, err := parser.ParseBytes([]byte(decimal(*x)), 0)
		if err != nil {
			return err
		}
		made := f.Docs[0].Body
		if comment := e.Value.GetComment(); comment != nil {
			if err := made.SetComment(comment); err != nil {
				return err
			}
		}
		e.Value = made
	}
	return nil
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
