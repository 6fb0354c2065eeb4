package matching

import (
	"bufio"
	"os"
	"strconv"
	"strings"
)

// memoryShare is what a run may take where nobody says: a quarter of the machine's memory, or a gibibyte where that is not
// known.
func memoryShare() int64 {
	if all, known := machineMemory(); known {
		return all / 4
	}
	return 1 << 30
}

// machineMemory is how many bytes of memory the machine has, where it tells.
func machineMemory() (bytes int64, known bool) {
	f, err := os.Open("/proc/meminfo")
	if err != nil {
		return 0, false
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if words := strings.Fields(lines.Text()); len(words) > 1 && words[0] == "MemTotal:" {
			if kib, err := strconv.ParseInt(words[1], 10, 64); err == nil {
				return kib << 10, true
			}
		}
	}
	return 0, false
}
