package kinds

import (
	"maps"
	"slices"
	"strconv"
)

// sortedKeys gives the keys of a table in order, so that what is built from it never depends on chance.
func sortedKeys[V any](table map[string]V) []string {
	return slices.Sorted(maps.Keys(table))
}

func itoa(n int) string { return strconv.Itoa(n) }
