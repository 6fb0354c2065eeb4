package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// guided is a fenced block of docs/matching.md: commands (sh), what they print (text), or what a reader writes into a file
// (yaml FILE).
var guided = regexp.MustCompile("(?s)```(sh|text|yaml (\\S+))\n(.*?)```")

// guide is a reader who does what docs/matching.md says, in a folder of his own.
type guide struct {
	t       *testing.T
	dir     string
	program string
	printed string    // by the last commands
	f1      []float64 // that the policy of the example came to, step by step
}

// The example of the guide runs as it stands, and gives the figures that the guide tells.
func TestTheGuideToMatching(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/matching.md")
	if err != nil {
		t.Fatal(err)
	}
	g := &guide{t: t, dir: t.TempDir(), program: asReleased(t)}
	for _, section := range strings.Split(string(text), "\n## ") {
		if !strings.Contains(section, "world/") {
			continue // it is about files that only the reader has
		}
		for _, block := range guided.FindAllStringSubmatch(section, -1) {
			switch kind, content := block[1], block[3]; kind {
			case "sh":
				g.run(content)
			case "text":
				g.compare(content, strings.HasPrefix(section, "A worked example"))
			default:
				g.write(block[2], content)
			}
		}
	}
	g.isBetter()
}

// asReleased is the program as users have it. Under the race detector proposing takes minutes, and it has nothing to find here
// that the tests of the commands do not run into on smaller files.
func asReleased(t *testing.T) string {
	if len(buildFlags) == 0 {
		return binary
	}
	program := filepath.Join(t.TempDir(), "mdm")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return program
}

func (g *guide) run(commands string) {
	g.t.Helper()
	cmd := exec.CommandContext(g.t.Context(), "sh", "-ec", commands)
	cmd.Dir, cmd.Env = g.dir, clean()
	for i, v := range cmd.Env {
		if strings.HasPrefix(v, "PATH=") {
			cmd.Env[i] = "PATH=" + filepath.Dir(g.program) + string(os.PathListSeparator) + v[len("PATH="):]
		}
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		g.t.Fatalf("%s\n%v: %s", commands, err, stderr.String())
	}
	g.printed = stdout.String()
}

// tolerated is how far F1 may lie below what the guide says.
const tolerated = 0.005

// compare looks for each line of an excerpt in what was printed: words as they are, numbers whatever they are, … for
// anything. F1 must not be worse than the guide says.
func (g *guide) compare(excerpt string, counts bool) {
	g.t.Helper()
	for line := range strings.Lines(excerpt) {
		words := strings.Fields(line)
		for i, w := range words {
			if _, err := strconv.ParseFloat(w, 64); err == nil {
				words[i] = `[-+.\d]+`
				continue
			}
			words[i] = strings.ReplaceAll(regexp.QuoteMeta(w), "…", ".*")
		}
		found := regexp.MustCompile(`(?m)^\s*` + strings.Join(words, `\s+`)).FindString(g.printed)
		if found == "" {
			g.t.Errorf("the guide shows\n%s\nwhich is not in\n%s", line, g.printed)
			continue
		}
		if want, ok := pairsF1(line); ok {
			got, _ := pairsF1(found)
			if got < want-tolerated {
				g.t.Errorf("F1 of pairs is %v, the guide says %v", got, want)
			}
			if counts {
				g.f1 = append(g.f1, got)
			}
		}
	}
}

// pairsF1 reads the line of a report that tells how good pairs are.
func pairsF1(line string) (float64, bool) {
	words := strings.Fields(line)
	if len(words) < 4 || words[0] != "pairs" || words[1] == "of" {
		return 0, false
	}
	f1, err := strconv.ParseFloat(words[3], 64)
	return f1, err == nil
}

// isBetter tells whether what the guide changes makes the policy better, as it says.
func (g *guide) isBetter() {
	if len(g.f1) != 4 || !slices.IsSorted(g.f1[:3]) || g.f1[2] < g.f1[0]+0.01 || g.f1[3] < g.f1[2]-0.001 {
		g.t.Errorf("step by step F1 of pairs is %v", g.f1)
	}
}

// write puts a fragment into a file as a reader would: a section takes the place of the one of its name, or stands at the
// end; a comparison takes the place of the one of its attribute.
func (g *guide) write(name, fragment string) {
	g.t.Helper()
	path := filepath.Join(g.dir, name)
	old, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		g.t.Fatal(err)
	}
	head, comparison, one := strings.Cut(fragment, "comparisons:\n")
	text := string(old)
	switch section, _, _ := strings.Cut(fragment, ":"); {
	case text == "":
		text = fragment
	case one && head == "":
		first, _, _ := strings.Cut(comparison, "\n")
		text = g.replaced(text, "(?m)^"+regexp.QuoteMeta(first)+"\n(    .*\n)*", comparison)
	case strings.Contains(text, "\n"+section+":"):
		text = g.replaced(text, "(?m)^"+section+":.*\n(  .*\n)*", fragment)
	default:
		text += fragment
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		g.t.Fatal(err)
	}
}

func (g *guide) replaced(text, pattern, by string) string {
	g.t.Helper()
	at := regexp.MustCompile(pattern).FindAllStringIndex(text, -1)
	if len(at) != 1 {
		g.t.Fatalf("%d places to put %s", len(at), by)
	}
	return text[:at[0][0]] + by + text[at[0][1]:]
}
