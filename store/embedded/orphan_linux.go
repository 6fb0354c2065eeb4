package embedded

import (
	"fmt"
	"os"
	"strings"
)

// servesDir reports whether process pid is a living PostgreSQL server of pgdata.
func servesDir(pid int, pgdata string) bool {
	proc := fmt.Sprintf("/proc/%d", pid)
	// A zombie has an empty command line: it is dead, and its parent has yet to notice.
	line, err := os.ReadFile(proc + "/cmdline")
	if err != nil || len(line) == 0 {
		return false
	}
	args := strings.Split(strings.TrimRight(string(line), "\x00"), "\x00")
	if namesServer(args, pgdata) {
		return true
	}
	// A server started by hand may name its directory otherwise; it works inside it anyway.
	name, err := os.ReadFile(proc + "/comm")
	return err == nil && strings.TrimSpace(string(name)) == "postgres" && sameDir(proc+"/cwd", pgdata)
}
