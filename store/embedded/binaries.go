package embedded

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	// MinVersion is the oldest major version of PostgreSQL that the hub supports.
	MinVersion = 15
	// BinariesVariable names the environment variable that says where the binaries are.
	BinariesVariable = "MDM_POSTGRES_BIN"
)

// installGlobs are where packages put servers that are not on the PATH.
var installGlobs = []string{
	"/usr/lib/postgresql/*/bin",
	"/usr/lib/postgresql*/bin",
	"/usr/pgsql-*/bin",
	"/usr/libexec/postgresql*",
	"/usr/local/pgsql/bin",
	"/usr/local/bin",
	"/opt/homebrew/opt/postgresql*/bin",
	"/usr/local/opt/postgresql*/bin",
	"/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
	"/opt/local/lib/postgresql*/bin",
	"/Applications/Postgres.app/Contents/Versions/*/bin",
}

// installation is a folder that holds postgres and initdb, and their major version.
type installation struct {
	dir     string
	version int
}

func (i installation) program(name string) string { return filepath.Join(i.dir, name) }

// FindBinaries returns the folder of the newest PostgreSQL server on this machine, and its major version.
// It looks at MDM_POSTGRES_BIN and nowhere else if that is set; otherwise on the PATH, at what pg_config
// says, and where packages of Linux, Homebrew and Postgres.app are installed. The error of a fruitless
// search says how to install one.
func FindBinaries() (dir string, version int, err error) {
	found, err := findInstallation("", 0)
	return found.dir, found.version, err
}

// findInstallation picks the server in dir, or the newest one found if dir is "". A version other than
// 0 is that of an existing data directory, which no other version can open.
func findInstallation(dir string, version int) (installation, error) {
	if dir = cmp.Or(dir, os.Getenv(BinariesVariable)); dir != "" {
		return givenInstallation(dir, version)
	}
	all := installations()
	fit := slices.DeleteFunc(slices.Clone(all), func(i installation) bool {
		return i.version < MinVersion || version != 0 && i.version != version
	})
	if len(fit) > 0 {
		return fit[0], nil
	}
	if version != 0 && len(all) > 0 {
		return installation{}, otherVersion(version, describe(all))
	}
	return installation{}, notInstalled(all)
}

func givenInstallation(dir string, version int) (installation, error) {
	found, err := inspect(dir)
	if err != nil {
		return found, fmt.Errorf("no PostgreSQL server in %s (from %s or the configuration): %w", dir, BinariesVariable, err)
	}
	if found.version < MinVersion {
		return found, fmt.Errorf("PostgreSQL %d in %s is too old: %d or later is needed", found.version, dir, MinVersion)
	}
	if version != 0 && found.version != version {
		return found, otherVersion(version, describe([]installation{found}))
	}
	return found, nil
}

func otherVersion(version int, found string) error {
	return fmt.Errorf("the data directory was made by PostgreSQL %d, which cannot be replaced by another major version; found only %s. "+
		"Install PostgreSQL %d beside it (%s), or move the data with pg_upgrade or pg_dump",
		version, found, version, installLine(version))
}

func notInstalled(tooOld []installation) error {
	if len(tooOld) > 0 {
		return fmt.Errorf("found only %s, PostgreSQL %d or later is needed; install it with: %s (or set %s to its bin folder, or DATABASE_URL to a running server)",
			describe(tooOld), MinVersion, installLine(0), BinariesVariable)
	}
	return fmt.Errorf("no PostgreSQL server is installed; install one with: %s (or set %s to its bin folder, or DATABASE_URL to a running server)",
		installLine(0), BinariesVariable)
}

func describe(all []installation) string {
	texts := make([]string, len(all))
	for i, found := range all {
		texts[i] = fmt.Sprintf("PostgreSQL %d in %s", found.version, found.dir)
	}
	return strings.Join(texts, ", ")
}

// installations lists every server found, newest first; of equals, the one searched for first.
func installations() []installation {
	var found []installation
	seen := map[string]bool{}
	for _, dir := range searchDirs() {
		real, err := filepath.EvalSymlinks(filepath.Join(dir, "postgres"))
		if err != nil || seen[real] {
			continue
		}
		seen[real] = true
		if i, err := inspect(dir); err == nil {
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b installation) int { return cmp.Compare(b.version, a.version) })
	return found
}

func searchDirs() []string {
	dirs := slices.DeleteFunc(filepath.SplitList(os.Getenv("PATH")), func(dir string) bool { return !filepath.IsAbs(dir) })
	if dir, err := output("pg_config", "--bindir"); err == nil {
		dirs = append(dirs, dir)
	}
	for _, glob := range installGlobs {
		matches, _ := filepath.Glob(glob) // the only error is a malformed pattern
		dirs = append(dirs, matches...)
	}
	return dirs
}

// inspect asks the server in dir for its version. A link, as package managers put on the PATH, is
// followed, because initdb and the server's libraries are found beside the real file.
func inspect(dir string) (installation, error) {
	real, err := filepath.EvalSymlinks(filepath.Join(dir, "postgres"))
	if err != nil {
		return installation{}, err
	}
	home := filepath.Dir(real)
	if _, err := exec.LookPath(filepath.Join(home, "initdb")); err != nil {
		return installation{}, err
	}
	text, err := output(real, "-V")
	if err != nil {
		return installation{}, err
	}
	version, err := parseVersion(text)
	return installation{dir: home, version: version}, err
}

// parseVersion reads the major version from "postgres (PostgreSQL) 15.9 (Debian ...)" or "... 18beta1".
func parseVersion(text string) (int, error) {
	_, rest, _ := strings.Cut(text, ") ")
	digits := rest
	if end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
		digits = rest[:end]
	}
	version, err := strconv.Atoi(digits)
	if err != nil {
		return 0, fmt.Errorf("%q does not name a version of PostgreSQL", text)
	}
	return version, nil
}

func output(program string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, program, args...).Output()
	return strings.TrimSpace(string(out)), err
}
