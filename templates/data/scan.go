// scan.go looks at the lines before YAML does, for the slips YAML would report in
// the wrong place or not at all: tabs, full-width colons, unquoted {{…}}.
package data

import (
	"regexp"
	"strings"

	"nianbao/render/diag"
)

var (
	// A key typed with a full-width colon: a short name without marks, then ：.
	wideKey = regexp.MustCompile(`^(\s*(?:- +)?)([^\s:：#"'\[\]{},，。；、|>（）()“”]{1,24})[ \t]*：([ \t]*)(.*)$`)
	// A value that opens a block of text.
	blockOpen = regexp.MustCompile(`(?:^|[:\-] +|: *)[|>][0-9+-]*\s*(?:#.*)?$`)
	// A value that begins with {{ without quotes.
	bareBraces = regexp.MustCompile(`^(\s*(?:- +)?(?:[^\s#"'\[\]{}][^:#]*:[ \t]+)?)(\{\{.*|｛｛.*)$`)
	asciiKey   = regexp.MustCompile(`^\s*(?:- +)?(?:"[^"]*"|'[^']*'|[^\s#"'\[\]{},][^:#]*)\s*:(?:\s|$)`)
)

// scan returns the text to give to the YAML reader and what it mended on the way.
// Line numbers are kept.
func (s *Source) scan() (string, diag.List) {
	var found diag.List
	out := make([]string, len(s.lines))
	block := -1 // indent of the key whose text block we are in
	for i, line := range s.lines {
		n := i + 1
		indent := len(line) - len(strings.TrimLeft(line, " \t"))
		blank := strings.TrimSpace(line) == ""
		if tab := strings.IndexByte(line[:indent], '\t'); tab >= 0 && !blank {
			found.Add(diag.Errorf(s.pos(n, tab+1), codeTab, "行首用了 Tab 缩进").Do("YAML 只认空格：把 Tab 换成两个空格（编辑器里可设为自动替换）"))
			line = strings.ReplaceAll(line[:indent], "\t", "  ") + line[indent:]
			indent = len(line) - len(strings.TrimLeft(line, " "))
		}
		if block >= 0 {
			if blank || indent > block {
				out[i] = line
				continue
			}
			block = -1
		}
		if !blank && !strings.HasPrefix(strings.TrimSpace(line), "#") {
			line = s.mend(line, n, &found)
			if blockOpen.MatchString(line) {
				block = indent
			}
		}
		out[i] = line
	}
	return strings.Join(out, "\n"), found
}

// mend puts right one line outside a text block.
func (s *Source) mend(line string, n int, found *diag.List) string {
	if m := wideKey.FindStringSubmatch(line); m != nil && !asciiKey.MatchString(line) {
		col := len([]rune(m[1]+m[2])) + 1
		found.Add(diag.Hintf(s.pos(n, col), codeColon, "“%s”后面是全角冒号，已按半角冒号读", m[2]).Do("写作 %s: %s", m[2], strings.TrimSpace(m[4])))
		line = m[1] + m[2] + ":" + m[3] + m[4]
		if m[3] == "" && m[4] != "" {
			line = m[1] + m[2] + ": " + m[4]
			s.shift[n] = col
		}
	}
	if m := bareBraces.FindStringSubmatch(line); m != nil {
		value := strings.TrimRight(m[2], " \t")
		found.Add(diag.Errorf(s.pos(n, len([]rune(m[1]))+1), codeBraces, "以 {{ 开头的值要加引号").Over(len([]rune(value))).
			Do(`写作 %s"%s"`, strings.TrimLeft(m[1], " "), value))
		line = m[1] + `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
	}
	return line
}
