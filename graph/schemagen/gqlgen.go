package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2/ast"

	"aurum/domain"
)

// raw is what lenient scalars are bound to, and untyped what inputs are bound to: absent, null and value stay apart, and
// no value can fail a call.
const (
	raw     = "aurum/graph/model.Raw"
	untyped = "map[string]interface{}"
)

// runGqlgen writes the executable schema as gqlgen.yml in the folder says.
func runGqlgen(dir string) error {
	if err := os.Chdir(dir); err != nil {
		return err
	}
	cfg, err := config.LoadConfig("gqlgen.yml")
	if err != nil {
		return fmt.Errorf("gqlgen.yml: %w", err)
	}
	if err := cfg.LoadSchema(); err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	used := kindNames()
	for name, def := range cfg.Schema.Types {
		switch {
		case cfg.Models.UserDefined(name) || def.BuiltIn:
		case def.Kind == ast.InputObject:
			cfg.Models.Add(name, untyped)
		case def.Kind == ast.Scalar && used[name]:
			cfg.Models.Add(name, raw) // as an input
			cfg.Models.Add(name, "aurum/domain."+name)
		case def.Kind == ast.Scalar:
			cfg.Models.Add(name, raw)
		case used[name] && !inModel(name):
			cfg.Models.Add(name, "aurum/domain."+name)
		}
	}
	return api.Generate(cfg)
}

// kindNames are the names of all kinds that the domains use.
func kindNames() map[string]bool {
	k, names := collectKinds(domain.Registry), map[string]bool{}
	for _, scalar := range k.scalars {
		names[scalar] = true
	}
	for _, a := range append(k.enums, k.composites...) {
		names[a.Kind] = true
	}
	return names
}

// inModel is true for the kinds that have a type of their own in package model, because they hold references.
func inModel(name string) bool {
	return slices.ContainsFunc(collectKinds(domain.Registry).composites, func(c domain.Attribute) bool {
		return c.Kind == name && holdsReference(c.Fields)
	})
}
