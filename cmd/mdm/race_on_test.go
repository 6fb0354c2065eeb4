//go:build race

package main

// buildFlags have the program under test built as the tests are.
var buildFlags = []string{"-race"}
