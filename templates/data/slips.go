// slips.go finds what a writer new to YAML gets wrong most and the YAML reader
// reports in another place or not at all: text without |, text that slid out of its
// block, a colon without a space, invisible characters.
package data

import (
	"strings"
	"unicode"

	"nianbao/render/diag"
	"nianbao/templates/internal/pattern"
)

// visible puts a space for every character YAML refuses or takes for a line end of
// its own, which would move all places below it.
func (s *Source) visible(line string, n int, found *diag.List) string {
	hidden := func(r rune) bool {
		return r < 0x20 && r != '\t' || r >= 0x7F && r <= 0x9F || r == 0x2028 || r == 0x2029 || r == 0xFEFF || r == 0xFFFE || r == 0xFFFF
	}
	if strings.IndexFunc(line, hidden) < 0 {
		return line
	}
	rs := []rune(line)
	for i, r := range rs {
		if hidden(r) {
			found.Add(diag.Errorf(s.pos(n, i+1), codeSyntax, "这里有一个看不见的控制字符（U+%04X）", r).Do("删去这个字符（常从网页、Word 或旧系统粘贴而来）"))
			rs[i] = ' '
		}
	}
	return string(rs)
}

// tightForm is a key whose value follows without a space: a short name with Han in it.
var tightForm = pattern.Later(`^(\s*(?:- +)?)([^\s:：#"'\[\]{},，。；、|>（）()“”]{1,24}):([^\s/:].*)$`)

// tightKey returns the parts of tightForm; nil when line is none.
func tightKey(line string) []string {
	_, value, _ := strings.Cut(line, ":")
	if value == "" || strings.ContainsAny(value[:1], space+"/:") {
		return nil
	}
	return tightForm().FindStringSubmatch(line)
}

// indentOf is how many spaces and tabs a line begins with.
func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// isProse tells a line of running text from a key, a list item, quotes or brackets.
func isProse(line string) bool {
	t := strings.TrimSpace(line)
	return t != "" && !strings.ContainsAny(t[:1], `-#"'[]{}|>&*!%@`) && !isKey(line) && wideKey(line) == nil
}

// sentence tells prose that is surely no key whose colon was forgotten.
func sentence(line string) bool {
	return isProse(line) && (strings.ContainsAny(line, "。，；") || len([]rune(strings.TrimSpace(line))) > 15)
}

// wantsBar reports whether line i is a key whose text stands below it without a |:
// several lines, or one that is a sentence.
func (s *Source) wantsBar(i int) (key string, ok bool) {
	if key, ok = openKey(s.lines[i]); !ok {
		return "", false
	}
	var below []string
	for _, line := range s.lines[i+1:] {
		if t := strings.TrimSpace(line); t == "" || t[0] == '#' {
			continue
		}
		if indentOf(line) <= indentOf(s.lines[i]) {
			break
		}
		if below = append(below, line); len(below) == 2 {
			break
		}
	}
	if len(below) == 0 || !isProse(below[0]) || len(below) == 1 && !sentence(below[0]) {
		return "", false
	}
	return strings.TrimSpace(key), len(below) == 1 || isProse(below[1]) || sentence(below[0])
}

// tight puts the space behind 案件:3 and notes it.
func (s *Source) tight(line string, n int, found *diag.List) string {
	m := tightKey(line)
	if m == nil || isKey(line) || !strings.ContainsFunc(m[2], isHan) {
		return line
	}
	col := len([]rune(m[1]+m[2])) + 1
	found.Add(diag.Hintf(s.pos(n, col), codeColon, "“%s”的冒号后面没有空格，已按有空格读", m[2]).Do("写作 %s: %s", m[2], strings.TrimSpace(m[3])))
	s.shift[n] = col
	return m[1] + m[2] + ": " + m[3]
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// flowBraces is an item of a list in brackets that begins with {{ without quotes.
var flowBraces = pattern.Later(`([\[,]\s*)(\{\{[^{}"']*\}\}[^,\]"']*)`)

// quoted puts quotes around {{…}} in [甲, {{乙}}] and reports it.
func (s *Source) quoted(line string, n int, found *diag.List) string {
	if !strings.Contains(line, "{{") {
		return line
	}
	at := flowBraces().FindStringSubmatchIndex(line)
	if at == nil || strings.Count(line[:at[0]], `"`)%2 == 1 {
		return line
	}
	item := strings.TrimSpace(line[at[4]:at[5]])
	found.Add(diag.Errorf(s.pos(n, column(line, at[4])), codeBraces, "以 {{ 开头的值要加引号").Over(len([]rune(item))).Do(`写作 "%s"`, item))
	return s.quoted(line[:at[4]]+`"`+item+`"`+line[at[5]:], n, found)
}

var beforeValue = pattern.Later(`^\s*(?:- +)*(?:[^\s#"'\[\]{},:][^#:]*:\s+)?`)

// valueAt is the byte at which the value of a line begins, behind its key.
func valueAt(line string) int { return len(beforeValue().FindString(line)) }

// secondColon is the byte of the colon that is one too many, else of the value.
func secondColon(line string) int {
	at := valueAt(line)
	for i := at; i < len(line); i++ {
		if line[i] == ':' && (i+1 == len(line) || line[i+1] == ' ') {
			return i
		}
	}
	return indentOf(line)
}

// column turns a byte of a line into a column counted in characters.
func column(line string, at int) int { return len([]rune(line[:at])) + 1 }

// wrapped reports whether the unquoted text v, which stands in line, was typed over
// several lines: YAML joins them with spaces.
func wrapped(v, line string) bool {
	return strings.ContainsFunc(v, unicode.IsSpace) && !strings.Contains(line, v)
}

// runsOn reports whether the quoted text that begins in column col of line does not
// end in it: YAML joins its lines with spaces.
func runsOn(line string, col int) bool {
	rs := []rune(line)
	if col < 1 || col > len(rs) || rs[col-1] != '"' && rs[col-1] != '\'' {
		return false // quotes of ours, put where the writer forgot them
	}
	quote := rs[col-1]
	for i := col; i < len(rs); i++ {
		switch {
		case rs[i] == '\\' && quote == '"':
			i++
		case rs[i] == quote && quote == '\'' && i+1 < len(rs) && rs[i+1] == quote:
			i++
		case rs[i] == quote:
			return false
		}
	}
	return true
}
