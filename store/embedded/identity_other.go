//go:build unix && !linux

package embedded

// namespaced is empty: only Linux has user namespaces.
func namespaced() []identity { return nil }
