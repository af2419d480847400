package scenario

import (
	"fmt"
	"strings"
)

// didYouMean gives the mend for a word that nobody knows, or nothing.
func didYouMean(word string, known []string) string {
	if best := nearest(word, known); best != "" {
		return fmt.Sprintf("did you mean %q?", best)
	}
	return ""
}

// nearest gives the known word that is nearest to a word, or "" if none is near.
func nearest(word string, known []string) string {
	best, limit := "", min(2, len(word)/3)+1
	low := strings.ToLower(word)
	for _, k := range known {
		if strings.EqualFold(k, word) {
			return k
		}
		if d := slips(low, strings.ToLower(k), limit); d < limit {
			best, limit = k, d
		}
	}
	return best
}

// slips counts the slips of the fingers between two words: a letter too many,
// too few, wrong, or two in the wrong order. It gives limit as soon as there
// are that many.
func slips(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit || len(b) > mostName {
		return limit
	}
	var rows [3][mostName + 1]int // of a[:i-2], a[:i-1] and a[:i], in turn
	row := rows[0][:]
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last := rows[(i+1)%3][:], row
		row = rows[i%3][:]
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			wrong := 1
			if a[i-1] == b[j-1] {
				wrong = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+wrong)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least >= limit {
			return limit
		}
	}
	return min(row[len(b)], limit)
}
