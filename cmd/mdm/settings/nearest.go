package settings

// Nearest finds the known name that a mistyped one most likely meant; empty if none is near.
func Nearest(typed string, known []string) string {
	best, least := "", max(1, len([]rune(typed))/3)+1
	for _, name := range known {
		if d := distance([]rune(typed), []rune(name)); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance is the number of letters to add, drop or change between two words (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
