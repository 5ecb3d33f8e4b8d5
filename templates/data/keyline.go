// keyline.go tells what a line's key is without regular expressions: it is asked of
// every line of every file, and they were a third of a run.
package data

import "strings"

// space is what \s is in a regular expression, within a line.
const space = " \t\f\r"

// keyStarts returns where the key of line may begin: behind the mark of a list item,
// else at the mark itself, which may belong to a key.
func keyStarts(line string) (behind, at string, item bool) {
	at = strings.TrimLeft(line, space)
	if rest, ok := strings.CutPrefix(at, "- "); ok {
		return strings.TrimLeft(rest, " "), at, true
	}
	return at, at, false
}

// isKey reports whether line is a key, in quotes or not, with a colon YAML knows.
func isKey(line string) bool {
	behind, at, item := keyStarts(line)
	return startsWithKey(behind) || item && startsWithKey(at)
}

func startsWithKey(s string) bool {
	if s == "" {
		return false
	}
	if q := s[:1]; q == `"` || q == `'` {
		_, after, closed := strings.Cut(s[1:], q)
		return closed && endsKey(strings.TrimLeft(after, space))
	}
	if strings.ContainsAny(s[:1], space+"#[]{},") {
		return false
	}
	colon := strings.IndexAny(s[1:], ":#")
	return colon >= 0 && endsKey(s[1+colon:])
}

// endsKey reports whether s begins with a colon that ends a key.
func endsKey(s string) bool {
	return s != "" && s[0] == ':' && (len(s) == 1 || strings.ContainsAny(s[1:2], space))
}

// openKey returns the key of a line that has nothing after it but a comment.
func openKey(line string) (key string, ok bool) {
	behind, at, item := keyStarts(line)
	if key, ok = startsOpen(behind); !ok && item {
		key, ok = startsOpen(at)
	}
	return key, ok
}

func startsOpen(s string) (key string, ok bool) {
	if s == "" || strings.ContainsAny(s[:1], space+`#"'[]{},:`) || strings.HasPrefix(s, "：") {
		return "", false
	}
	for i, r := range s {
		var size int
		switch r {
		case ':':
			size = 1
		case '：':
			size = len("：")
		case '#':
			return "", false
		default:
			continue
		}
		rest := strings.TrimLeft(s[i+size:], space)
		return s[:i], rest == "" || rest[0] == '#'
	}
	return "", false
}
