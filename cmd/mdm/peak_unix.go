//go:build unix

package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"syscall"
)

// peakMemory is the most memory, in bytes, that the process has had resident so far. Linux tells it in /proc; what
// getrusage tells there may be that of the program that started this one.
func peakMemory() int64 {
	if bytes, ok := highWater(); ok {
		return bytes
	}
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(u.Maxrss) // in bytes there
	}
	return int64(u.Maxrss) * 1024
}

func highWater() (bytes int64, ok bool) {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0, false
	}
	defer func() { _ = f.Close() }() // it was only read
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var kilobytes int64
		if n, _ := fmt.Sscanf(lines.Text(), "VmHWM: %d kB", &kilobytes); n == 1 {
			return kilobytes * 1024, true
		}
	}
	return 0, false
}
