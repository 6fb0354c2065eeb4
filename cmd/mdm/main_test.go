package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// binary is the program under test, built once.
var binary string

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "mdm-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "mdm")
	build := append([]string{"build", "-o", binary}, buildFlags...)
	if out, err := exec.Command("go", append(build, ".")...).CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// clean is an environment without settings of whoever runs the tests.
func clean(extra ...string) []string {
	var env []string
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "LANG", "SUDO_UID", "MDM_POSTGRES_BIN"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return append(env, extra...)
}

// openFolder is a new folder that everybody may enter: root's PostgreSQL runs as another user there.
func openFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// finished is what a run of the program left.
type finished struct {
	status         int
	stdout, stderr string
}

// mdm runs the program to its end.
func mdm(t *testing.T, input string, env []string, args ...string) finished {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), binary, args...)
	cmd.Env, cmd.Dir, cmd.Stdin = env, t.TempDir(), strings.NewReader(input)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return finished{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// succeed runs the program, which must do what it is told.
func succeed(t *testing.T, args ...string) finished {
	t.Helper()
	s := mdm(t, "", clean(), args...)
	if s.status != done {
		t.Fatalf("mdm %s: status %d\n%s%s", strings.Join(args, " "), s.status, s.stdout, s.stderr)
	}
	return s
}

func TestExitStatusAndMessage(t *testing.T) {
	for _, c := range []struct {
		args   string
		env    []string
		status int
		want   []string // on either output
	}{
		{args: "", status: done, want: []string{"Commands:", "serve"}},
		{args: "help", status: done, want: []string{"serve", "demo generate", "--listen", "MDM_LISTEN", "127.0.0.1:8080", "DATABASE_URL", "MDM_TOKEN_KEY", "MDM_POSTGRES_BIN"}},
		{args: "help serve", status: done, want: []string{"--listen", "--demo-empty", "MDM_DATA", "DATABASE_URL"}},
		{args: "serve --help", status: done, want: []string{"--listen"}},
		{args: "help migrate", status: done, want: []string{"migrate up", "migrate down N", "migrate status"}},
		{args: "help match", status: done, want: []string{"match propose", "match train", "match evaluate", "match explain ID1 [ID2]", "match run", "match stored", "--memory", "--truth", "--labels"}},
		{args: "match", status: misuse, want: []string{"propose", "train", "evaluate", "explain", "run"}},
		{args: "match run --memory lots", status: misuse, want: []string{`"lots"`, "--memory", "800MB"}},
		{args: "match stored", status: misuse, want: []string{"--domain"}},
		{args: "match stored --domain customer", status: failed, want: []string{"no database in data", "--data"}},
		{args: "help nothing", status: misuse, want: []string{`"nothing"`}},
		{args: "version", status: done, want: []string{"mdm ", "go1."}},
		{args: "--version", status: done, want: []string{"mdm "}},
		{args: "version now", status: misuse, want: []string{"takes no argument", `"now"`}},
		{args: "serv", status: misuse, want: []string{`"serv"`, `"serve"`}},
		{args: "--data x serve", status: misuse, want: []string{"--data", "behind the command"}},
		{args: "migrate", status: misuse, want: []string{"up", "down", "status"}},
		{args: "migrate sideways", status: misuse, want: []string{"sideways"}},
		{args: "migrate down", status: misuse, want: []string{"number of migrations"}},
		{args: "migrate down x", status: misuse, want: []string{`"x"`}},
		{args: "migrate down 0", status: misuse, want: []string{`"0"`}},
		{args: "demo", status: misuse, want: []string{"generate"}},
		{args: "demo generate", status: misuse, want: []string{"--out"}},
		{args: "demo generate --out x --records many", status: misuse, want: []string{`"many"`, "--records"}},
		{args: "serve --lisen :0", status: misuse, want: []string{"--lisen", "--listen"}},
		{args: "serve --listen nowhere", status: misuse, want: []string{`"nowhere"`, "--listen"}},
		{args: "serve --demo --listen 0.0.0.0:0", status: misuse, want: []string{`"0.0.0.0:0"`, "--listen", "loopback"}},
		{args: "serve --demo --listen :0", status: misuse, want: []string{"loopback"}},
		{args: "serve --demo-empty --listen example.com:80", status: misuse, want: []string{"loopback"}},
		{args: "serve --demo --demo-empty", status: misuse, want: []string{"--demo-empty"}},
		{args: "serve --log-level loud", status: misuse, want: []string{`"loud"`, "--log-level", "debug"}},
		{args: "serve", env: []string{"MDM_LISTEN=nowhere"}, status: misuse, want: []string{`"nowhere"`, "MDM_LISTEN"}},
		{args: "serve", env: []string{"MDM_LISTN=:0"}, status: misuse, want: []string{"MDM_LISTN", "MDM_LISTEN"}},
		{args: "version", env: []string{"MDM_XYZZY=1"}, status: misuse, want: []string{"MDM_XYZZY"}},
		{args: "serve", env: []string{"DATABASE_URL=mysql//x:secret"}, status: misuse, want: []string{"DATABASE_URL"}},
		{args: "serve", env: []string{"MDM_TOKEN_KEY=short"}, status: failed, want: []string{"MDM_TOKEN_KEY"}},
		{args: "serve --policies missing", status: failed, want: []string{`"missing"`, "does not exist"}},
		{args: "serve --listen 192.0.2.1:0 --data d", status: failed, want: []string{"192.0.2.1"}},
		{args: "import", status: misuse, want: []string{"--domain"}},
		{args: "import --domain customer --source CRM", status: misuse, want: []string{"one file"}},
		{args: "import --domain vehicle --source CRM x.csv", status: misuse, want: []string{`"vehicle"`, "--domain", "supplier"}},
		{args: "import --domain customer --source CRM missing.csv", status: failed, want: []string{"missing.csv"}},
		{args: "import --domain customer --source CRM --map missing.yaml -", status: failed, want: []string{"missing.yaml"}},
		{args: "export", status: misuse, want: []string{"--domain"}},
		{args: "export --domain customer --since zz", status: misuse, want: []string{`"zz"`, "--since"}},
		{args: "export --domain customer --as-of soon", status: misuse, want: []string{`"soon"`, "--as-of"}},
		{args: "export --domain customer", status: failed, want: []string{"no database in data", "--data"}},
		{args: "export --domain customer --format xml", status: misuse, want: []string{`"xml"`, "--format"}},
		{args: "token create", status: misuse, want: []string{"--role"}},
		{args: "token create --role admin", status: misuse, want: []string{"--subject"}},
		{args: "token create --role king --subject me", status: misuse, want: []string{`"king"`, "--role", "steward"}},
		{args: "token create --role source --subject me", status: misuse, want: []string{"--source"}},
		{args: "token create --role app --subject me --ttl never", status: misuse, want: []string{`"never"`, "--ttl"}},
		{args: "token create --role app --subject me --data t", status: done, want: []string{"eyJ"}},
		{args: "policies check", status: misuse, want: []string{"one folder"}},
		{args: "policies check missing", status: failed, want: []string{`"missing"`}},
		{args: "policies check .", status: done, want: []string{"sound"}},
	} {
		t.Run(strings.ReplaceAll(c.args, "/", "_"), func(t *testing.T) {
			t.Parallel()
			got := mdm(t, "", clean(c.env...), strings.Fields(c.args)...)
			if got.status != c.status {
				t.Errorf("status %d, want %d\n%s%s", got.status, c.status, got.stdout, got.stderr)
			}
			for _, want := range c.want {
				if !strings.Contains(got.stdout+got.stderr, want) {
					t.Errorf("it does not say %q:\n%s%s", want, got.stdout, got.stderr)
				}
			}
			if strings.Contains(got.stderr, "secret") {
				t.Errorf("a secret is shown: %s", got.stderr)
			}
			if c.status != done && got.stdout != "" {
				t.Errorf("a failure wrote to stdout: %s", got.stdout)
			}
		})
	}
}

func TestPolicyFaultsAreShownEach(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"mastering/customer.yaml": "domain: customer\nversion: 1\nnonsense: true\n",
		"mastering/vehicle.yaml":  "domain: vehicle\n",
		"access/policy.csv":       "p, admin, nothing, read\n",
	} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	got := mdm(t, "", clean(), "policies", "check", dir)
	if got.status != failed {
		t.Errorf("status %d, want %d", got.status, failed)
	}
	for _, want := range []string{"mastering/customer.yaml", "nonsense", "mastering/vehicle.yaml", "policy.csv", `"nothing"`} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("it does not say %q:\n%s", want, got.stdout)
		}
	}
}

func TestGenerateWritesTheSameFilesAgain(t *testing.T) {
	read := func(dir string) map[string]string {
		succeed(t, "demo", "generate", "--out", dir, "--records", "200", "--seed", "7")
		files := map[string]string{}
		names, err := filepath.Glob(filepath.Join(dir, "*.ndjson"))
		if err != nil || len(names) == 0 {
			t.Fatalf("no files: %v", err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files[filepath.Base(name)] = string(text)
		}
		return files
	}
	a, b := read(filepath.Join(t.TempDir(), "a")), read(filepath.Join(t.TempDir(), "b"))
	for name := range a {
		if a[name] != b[name] {
			t.Errorf("%s differs", name)
		}
	}
}
