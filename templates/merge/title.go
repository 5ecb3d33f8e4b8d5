package merge

import "strings"

// titleRows parts a title at the marks ｜ and | a writer put where a row is to end
// (GB/T 9704-2012 7.3.1 asks for rows cut by meaning, which a writer knows best).
// The marks are never printed; a part wider than a row is cut further by layout.
func titleRows(text string) []string {
	rows := strings.FieldsFunc(text, func(r rune) bool { return r == '｜' || r == '|' })
	kept := rows[:0]
	for _, r := range rows {
		if r = strings.TrimSpace(r); r != "" {
			kept = append(kept, r)
		}
	}
	return kept
}
