// scan.go looks at the lines before YAML does, for the slips YAML would report in
// the wrong place or not at all: tabs, full-width colons, unquoted {{…}}.
package data

import (
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/internal/pattern"
)

var (
	// A key typed with a full-width colon: a short name without marks, then ：.
	wideForm = pattern.Later(`^(\s*(?:- +)?)([^\s\x{3000}:：#"'\[\]{},，。；、|>（）()“”]{1,24})([ \t\x{3000}]*)：([ \t]*)(.*)$`)
	// A value that opens a block of text.
	blockForm = pattern.Later(`(?:^|[:\-] +|: *)[|>][0-9+-]*\s*(?:#.*)?$`)
	// A value that begins with {{ without quotes.
	bareBraces = pattern.Later(`^(\s*(?:- +)?(?:[^\s#"'\[\]{}][^:#"']*:[ \t]+)?)(\{\{.*|｛｛.*)$`)
)

// wideKey returns the parts of wideForm; nil when line is none.
func wideKey(line string) []string {
	if !strings.Contains(line, "：") {
		return nil
	}
	return wideForm().FindStringSubmatch(line)
}

// opensBlock reports whether a block of text begins below line.
func opensBlock(line string) bool {
	return strings.ContainsAny(line, "|>") && blockForm().MatchString(line)
}

// scan returns the text to give to the YAML reader and what it mended on the way.
// Line numbers are kept.
func (s *Source) scan() (string, diag.List) {
	var found diag.List
	out := make([]string, len(s.lines))
	var depth indents
	block, text, key := -1, 0, "" // indent of the key whose text block we are in, of its text, and the key
	for i, line := range s.lines {
		n := i + 1
		line = s.visible(line, n, &found)
		indent := len(line) - len(strings.TrimLeft(line, " \t"))
		blank := strings.TrimSpace(line) == ""
		if tab := strings.IndexByte(line[:indent], '\t'); tab >= 0 && !blank {
			found.Add(diag.Errorf(s.pos(n, tab+1), codeTab, "行首用了 Tab 缩进").Do("YAML 只认空格：把 Tab 换成两个空格（编辑器里可设为自动替换）"))
			line = strings.ReplaceAll(line[:indent], "\t", "  ") + line[indent:]
			indent = len(line) - len(strings.TrimLeft(line, " "))
			depth.bad = true // what a tab stood for is a guess
		}
		if block >= 0 {
			if blank || indent > block {
				if text == 0 {
					text = indent
				}
				out[i] = line
				continue
			}
			if text > 0 && sentence(line) {
				found.Add(diag.Errorf(s.pos(n, indent+1), codeSyntax, "这一行没有接在“%s”的文字里：缩进不够", key).
					Do("行首补到 %d 个空格，和上面各行对齐", text))
				out[i] = strings.Repeat(" ", text) + strings.TrimSpace(line)
				continue
			}
			block = -1
		}
		if !blank && !strings.HasPrefix(strings.TrimSpace(line), "#") {
			name, bare := s.wantsBar(i)
			line = s.mend(line, n, &found)
			depth.see(s, line, n, &found)
			if bare {
				end := strings.TrimRight(s.lines[i], " \t")
				found.Add(diag.Errorf(s.pos(n, column(end, len(end))), codeFold, "“%s”后面少了 |，下面各行会连成一段", name).Do("写作 %s: |", name))
				line = strings.TrimRight(line, " \t") + " |"
			}
			if opensBlock(line) {
				block, text = indent, 0
				key, _, _ = strings.Cut(strings.TrimLeft(line, " -"), ":")
			}
		}
		out[i] = line
	}
	return strings.Join(out, "\n"), found
}

// mend puts right one line outside a text block.
func (s *Source) mend(line string, n int, found *diag.List) string {
	line = s.flowMarks(line, n, found)
	if strings.HasPrefix(strings.TrimLeft(line, " "), "- ") && !s.mapItem(n) {
		return s.quotedValue(s.quoted(line, n, found), n, found) // 附件1：名册 is a text, no key
	}
	if m := wideKey(line); m != nil && !isKey(line) {
		head, gap, value := m[1]+m[2]+m[3], m[4], m[5]
		col := len([]rune(head)) + 1
		found.Add(diag.Hintf(s.pos(n, col), codeColon, "“%s”后面是全角冒号，已按半角冒号读", m[2]).Do("写作 %s", strings.TrimSpace(m[2]+": "+value)))
		line = head + ":" + gap + value
		if gap == "" && value != "" {
			line = head + ": " + value
			s.shift[n] = col
		}
	}
	return s.quotedValue(s.quoted(s.tight(line, n, found), n, found), n, found)
}

// mapItem reports whether the list item on line n goes on with another key below.
func (s *Source) mapItem(n int) bool {
	rest := strings.TrimLeft(s.line(n), " ")
	at := indentOf(s.line(n)) + len(rest) - len(strings.TrimLeft(rest, "- "))
	for _, next := range s.lines[n:] {
		if t := strings.TrimSpace(next); t != "" && t[0] != '#' {
			return indentOf(next) == at && (strings.Contains(next, ":") || strings.Contains(next, "："))
		}
	}
	return false
}

// quotedValue puts quotes around a value that begins with {{ and reports it.
func (s *Source) quotedValue(line string, n int, found *diag.List) string {
	if !strings.Contains(line, "{{") && !strings.Contains(line, "｛｛") {
		return line
	}
	if m := bareBraces().FindStringSubmatch(line); m != nil {
		value := strings.TrimRight(m[2], " \t")
		found.Add(diag.Errorf(s.pos(n, len([]rune(m[1]))+1), codeBraces, "以 {{ 开头的值要加引号").Over(len([]rune(value))).
			Do(`写作 %s"%s"`, strings.TrimLeft(m[1], " "), value))
		line = m[1] + `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
	}
	return line
}
