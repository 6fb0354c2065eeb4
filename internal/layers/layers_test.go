// Package layers holds the arrows of ARCHITECTURE.md as a rule that breaks the build: who may import whom.
package layers

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// arrows lists for each part of the house the parts it may import. A part may always import its own folders.
var arrows = map[string][]string{
	"domain":       {},
	"standardize":  {"domain"},
	"matching":     {"domain"},
	"survivorship": {"domain"},
	"demo":         {"domain"},
	"policies":     {},
	"migrations":   {},
	"mastering":    {"domain", "standardize", "matching", "survivorship"},
	"store":        {"domain", "mastering", "migrations"},
	"access":       {"domain", "policies"},
	"delivery":     {"domain"},
	"graph":        {"domain", "mastering", "store", "access", "delivery"},
	"cmd": {
		"access", "delivery", "demo", "domain", "graph", "mastering", "matching", "migrations", "policies", "standardize", "store", "survivorship",
	},
	"bench":    {"access", "delivery", "demo", "domain", "graph", "mastering", "matching", "migrations", "policies", "store"},
	"internal": {"domain", "migrations", "store"},
	"test": {
		"access", "delivery", "demo", "domain", "graph", "mastering", "matching", "migrations", "policies", "store", "survivorship", "internal",
	},
}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestEveryImportFollowsAnArrow(t *testing.T) {
	for _, p := range packages(t) {
		from := part(p.ImportPath)
		allowed, known := arrows[from]
		if !known {
			t.Errorf("%s: the folder %s has no arrows; give it some here and in ARCHITECTURE.md", p.ImportPath, from)
			continue
		}
		for _, i := range p.Imports {
			if to := part(i); to != "" && to != from && !slices.Contains(allowed, to) {
				t.Errorf("%s imports %s: no arrow leads from %s to %s", p.ImportPath, i, from, to)
			}
		}
	}
}

func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "aurum/...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// part gives the top folder of a package of this module; empty for others.
func part(path string) string {
	rest, ok := strings.CutPrefix(path, "aurum/")
	if !ok {
		return ""
	}
	top, _, _ := strings.Cut(rest, "/")
	return top
}
