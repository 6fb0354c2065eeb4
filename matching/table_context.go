package matching

import (
	"slices"

	"aurum/domain"
)

// namingAttributes are what the reading of a name looks at beside the name itself.
var namingAttributes = []string{"kind", "personName", "legalName", "tradingNames"}

// context tells whether what a value of the feature is depends on what else the record says.
func (f *feature) context() bool {
	return !f.joined && (f.needs&needSet != 0 || f.readsNames())
}

// readsNames tells whether the feature has names that may be another's than the record's.
func (f *feature) readsNames() bool {
	return slices.ContainsFunc(f.sources, func(s source) bool { return s.kind == "OrganizationName" })
}

// contextOf writes all that counts for the feature's values, so that equal texts mean equal values.
func (f *feature) contextOf(attrs domain.Attributes) string {
	var b []byte
	add := func(name string) {
		b = appendLeaf(appendLeaf(b, name), attrs[name])
	}
	for i := range f.sources {
		add(f.sources[i].attribute)
	}
	if f.readsNames() {
		for _, name := range namingAttributes {
			add(name)
		}
	}
	return string(b)
}
