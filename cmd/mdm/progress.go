package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
)

// progress tells how far long work has come: a bar where a person looks on, else a line of JSON for each step.
type progress struct {
	mu       sync.Mutex
	w        io.Writer
	terminal bool
	step     string
	total    int // 0 if unknown
	done     int
	shown    bool
}

// progress begins to tell of work on total things; 0 if nobody knows how many.
func (sh *shell) progress(step string, total int) *progress {
	return &progress{w: sh.stderr, terminal: sh.terminal, step: step, total: total}
}

// progressLine is a step as programs read it.
type progressLine struct {
	Step  string `json:"step"`
	Done  int    `json:"done"`
	Total int    `json:"total,omitempty"`
}

// at tells that done things are done.
func (p *progress) at(done int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done, p.shown = done, true
	if p.terminal {
		fmt.Fprint(p.w, "\r"+p.bar())
		return
	}
	line, err := json.Marshal(progressLine{p.step, done, p.total})
	if err != nil {
		panic(err) // two numbers and a word can always be written
	}
	fmt.Fprintf(p.w, "%s\n", line)
}

// add tells that n more things are done.
func (p *progress) add(n int) { p.at(p.done + n) }

// end leaves the bar's line.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.terminal && p.shown {
		fmt.Fprintln(p.w)
	}
	p.shown = false
}

const barWidth = 40

func (p *progress) bar() string {
	if p.total <= 0 {
		return fmt.Sprintf("%s %d", p.step, p.done)
	}
	filled := min(barWidth, barWidth*p.done/p.total)
	return fmt.Sprintf("%s [%s%s] %d/%d", p.step, strings.Repeat("=", filled), strings.Repeat(" ", barWidth-filled), p.done, p.total)
}
