//go:build unix && !linux

package embedded

import (
	"strconv"
	"strings"
)

// servesDir reports whether process pid is a living PostgreSQL server of pgdata. The command line comes
// without its word boundaries, and pgdata may hold spaces.
func servesDir(pid int, pgdata string) bool {
	line, err := output("ps", "-ww", "-o", "command=", "-p", strconv.Itoa(pid))
	if err != nil {
		return false
	}
	program, rest, found := strings.Cut(line, " -D ")
	return found && strings.HasSuffix(program, "postgres") && (rest == pgdata || strings.HasPrefix(rest, pgdata+" "))
}
