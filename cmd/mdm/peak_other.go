//go:build !unix

package main

import "runtime"

// peakMemory is the memory, in bytes, that the process has taken from the system: the nearest there is to its peak.
func peakMemory() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys)
}
