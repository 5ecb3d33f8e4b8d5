// places.go keeps where a workbook has each key filled in, so that a finding about what is
// not there points at the empty cell, and says what to do in the words of the workbook.
package data

import (
	"regexp"
	"strings"

	"nianbao/render/diag"
)

// Place is where a key is filled in: its cell, and the words that send somebody there.
type Place struct {
	Pos   diag.Pos
	Into  string // 在“单位信息”表的“主送”一格填
	Clear string // 清空“单位信息”表的“主送”一格; "" where nothing is cleared
}

// AddPlace keeps where the key at path (主送, 组.项, 正文.段名) is filled in. The
// first one stays.
func (s *Source) AddPlace(path string, p Place) {
	if s.places == nil {
		s.places = map[string]Place{}
	}
	if _, ok := s.places[path]; !ok && p.Pos.Cell != "" {
		s.places[path] = p
	}
}

// Place is where a workbook has path filled in; a data file has no such places.
func (s *Source) Place(path string) (Place, bool) {
	if s == nil {
		return Place{}, false
	}
	p, ok := s.places[path]
	return p, ok
}

// wayOut is a phrase of remedies that speaks of a data file. The keys are in its first
// groups; say gives the workbook's words, ok is false when it has none.
type wayOut struct {
	form *regexp.Regexp
	say  func(place func(path string) Place, m []string) (said string, ok bool)
}

// The phrases remedies use for a key, whichever stage wrote them.
var waysOut = []wayOut{
	{regexp.MustCompile(`在“([^”]+)”下写 ([^ ：:]+): …`), func(place func(string) Place, m []string) (string, bool) {
		return spaced(place(m[1]).Into, "“"+m[2]+"”")
	}},
	{regexp.MustCompile(`写作? ([\p{Han}]+): \{([\p{Han}]+): ([^{}]*)\}`), func(place func(string) Place, m []string) (string, bool) {
		return spaced(place(m[1]+"."+m[2]).Into, plainly(m[3]))
	}},
	{regexp.MustCompile(`(?:在文件开头)?写作? ([\p{Han}.]+): (\{[^{}]*\}|\[[^\]]*\]|[^，；（]+)`), func(place func(string) Place, m []string) (string, bool) {
		return spaced(place(m[1]).Into, plainly(m[2]))
	}},
	{regexp.MustCompile(`在“统计”的“([^”]+)”下填 ?“?([^ ，；”]+)”?(?: 的各项)?(?:，如 [^；]+)?`), func(place func(string) Place, m []string) (string, bool) {
		return spaced(place(m[1]+"."+m[2]).Into, "“"+m[1]+"."+m[2]+"”")
	}},
	{regexp.MustCompile(`填进“统计”的 ([^ ，；]+)`), func(place func(string) Place, m []string) (string, bool) {
		return spaced(place(m[1]).Into, "“"+m[1]+"”")
	}},
	{regexp.MustCompile(`删去“([^”]+)”一行`), func(place func(string) Place, m []string) (string, bool) {
		return place(m[1]).Clear, place(m[1]).Clear != ""
	}},
	{regexp.MustCompile(`在“([^”]+)”下写 ?`), func(place func(string) Place, m []string) (string, bool) { return spaced(place(m[1]).Into, "") }},
	{regexp.MustCompile(`写在“([^”]+)”下`), func(place func(string) Place, m []string) (string, bool) {
		if at := place(m[1]).Pos; at.Cell != "" {
			return "写在“" + at.Sheet + "”表", true
		}
		return "", false
	}},
	{regexp.MustCompile(`删去这一行`), func(func(string) Place, []string) (string, bool) { return "清空这一格", true }},
	// --fix writes text files only.
	{regexp.MustCompile(`；(?:可用|要改数据文件的，用) nianbao check --fix`), func(func(string) Place, []string) (string, bool) { return "", true }},
}

// spaced joins words that send somebody to a cell with what is filled in there.
func spaced(into, what string) (string, bool) {
	if what != "" && !strings.HasPrefix(what, "“") {
		what = " " + what
	}
	return into + what, into != ""
}

// plainly is a value without the marks YAML needs.
func plainly(value string) string {
	if value == "…" {
		return ""
	}
	if strings.HasPrefix(value, "{") {
		value = strings.ReplaceAll(value, ": ", " 和")
	}
	return strings.Trim(value, "{}[]")
}

// reword gives a remedy in the words of the workbook; that of a data file stays.
func (s *Source) reword(hint string) string {
	if len(s.places) == 0 {
		return hint
	}
	place := func(path string) Place { return s.places[path] }
	for _, w := range waysOut {
		hint = w.form.ReplaceAllStringFunc(hint, func(typed string) string {
			if said, ok := w.say(place, w.form.FindStringSubmatch(typed)); ok {
				return said
			}
			return typed
		})
	}
	return hint
}
