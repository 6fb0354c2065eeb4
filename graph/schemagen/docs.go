package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// readDocs reads the comments of the types and constants of a package's folder, by name.
func readDocs(dir string) (map[string]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	docs := map[string]string{}
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".go" {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, e.Name()), nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok {
				addDocs(docs, g)
			}
		}
	}
	return docs, nil
}

func addDocs(docs map[string]string, g *ast.GenDecl) {
	for _, spec := range g.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			docs[spec.Name.Name] = plain(spec.Name.Name, spec.Doc, g.Doc)
		case *ast.ValueSpec:
			docs[spec.Names[0].Name] = plain(spec.Names[0].Name, spec.Doc, g.Doc)
		}
	}
}

// plain takes the Go name off the front of a comment: "TaxID is a number given …" becomes "A number given …".
func plain(name string, comments ...*ast.CommentGroup) string {
	for _, c := range comments {
		if c == nil {
			continue
		}
		text := strings.Join(strings.Fields(c.Text()), " ")
		for _, verb := range []string{" is the domain of ", " is ", " are ", " tells "} {
			if rest, ok := strings.CutPrefix(text, name+verb); ok {
				if verb == " tells " {
					rest = "tells " + rest
				}
				return capital(rest)
			}
		}
		return text
	}
	return ""
}

func capital(s string) string {
	for i := range s {
		if i > 0 {
			return strings.ToUpper(s[:i]) + s[i:]
		}
	}
	return strings.ToUpper(s)
}
