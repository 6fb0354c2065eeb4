package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"aurum/cmd/mdm/settings"
)

// memoryLimit is how many bytes a command is to get by with; 0 where nobody says.
type memoryLimit int64

func addMemory(s *settings.Set, p *memoryLimit) {
	settings.Add(s, p, settings.Spec{
		Flag: "memory", Value: "SIZE",
		Usage: "about how much memory to get by with, such as 800MB or 2GB: the records must fit, of the rest less is held at a time and links go to a temporary file; where it is not set, a quarter of the machine's beside the records",
	}, func(text string) (memoryLimit, error) {
		n, err := settings.Size(text)
		return memoryLimit(n), err
	})
}

// hold lets garbage be collected the more often the nearer the process comes to the limit, until release is called.
func (m memoryLimit) hold() (release func()) {
	if m == 0 {
		return func() {}
	}
	before := debug.SetMemoryLimit(int64(m))
	return func() { debug.SetMemoryLimit(before) }
}

// beside tells how much of it blocks and edges may take beside the records that are at hand; 0 where there is no limit. As
// much again is left for what a run needs besides.
func (m memoryLimit) beside() (int64, error) {
	if m == 0 {
		return 0, nil
	}
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	taken := int64(s.HeapAlloc + s.StackInuse + s.GCSys)
	if left := int64(m) - taken; left >= taken {
		return left / 2, nil
	}
	return 0, fmt.Errorf("the records alone take %d MB, and matching them needs as much again: --memory must be %d MB or more", taken/1e6+1, 2*taken/1e6+1)
}
