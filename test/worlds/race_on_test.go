//go:build race

package worlds

// buildFlags have the program under test built as the tests are.
var buildFlags = []string{"-race"}
