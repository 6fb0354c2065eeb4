package matching

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"aurum/domain"
)

// parse reads a policy's matching part.
func parse(t testing.TB, text string) Spec {
	t.Helper()
	var s Spec
	if err := yaml.UnmarshalWithOptions([]byte(text), &s, yaml.Strict(), yaml.DisallowUnknownField()); err != nil {
		t.Fatalf("policy: %v", err)
	}
	return s
}

// compiled makes the model of a policy for a domain.
func compiled(t testing.TB, d domain.Domain, text string) *Model {
	t.Helper()
	m, err := Compile(domain.Registry.Of(d), parse(t, text))
	if err != nil {
		t.Fatalf("compile: %v", err)
	}
	return m
}

// attributes reads standardized attributes written as YAML.
func attributes(t testing.TB, text string) domain.Attributes {
	t.Helper()
	var a map[string]any
	if err := yaml.Unmarshal([]byte(text), &a); err != nil {
		t.Fatalf("attributes %q: %v", text, err)
	}
	return domain.Attributes(a)
}

func join(lines ...string) string { return strings.Join(lines, "\n") }
