package data

import (
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/internal/pattern"
)

// wideList is a value in full-width brackets: 主送: 【甲, 乙】.
var wideList = pattern.Later(`^(\s*(?:- +)?[^\s#"'\[\]{}][^:#]*:\s+)【([^【】]*)】(\s*(?:#.*)?)$`)

// nextKey is what follows a comma that parts two entries of a map in braces.
var nextKey = pattern.Later(`^\s*[^\s,，:："'{}\[\]]{1,10}[:：]`)

// shortItem is the longest item of a list that a full-width comma may part; longer
// ones are sentences.
const shortItem = 10

// flowMarks puts half-width marks for full-width ones that part the entries of a list
// or map in brackets: 【甲, 乙】, [甲，乙], {名: 甲，表: 乙}. A ， within a sentence stays.
func (s *Source) flowMarks(line string, n int, found *diag.List) string {
	if !strings.ContainsAny(line, "【，") {
		return line
	}
	if m := wideList().FindStringSubmatch(line); m != nil {
		found.Add(diag.Hintf(s.pos(n, len([]rune(m[1]))+1), codeColon, "【】已按列表的方括号读").Do("写作 [%s]", strings.ReplaceAll(m[2], "，", ", ")))
		line = m[1] + "[" + m[2] + "]" + m[3]
	}
	if !strings.Contains(line, "，") || !strings.ContainsAny(line, "[{") {
		return line
	}
	var open []int // bytes of the brackets open
	var quote byte
	out := []byte(line)
	from := valueAt(line)
	for i := from; i < len(line); i++ {
		c := line[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case len(open) == 0 && c != '[' && c != '{':
			if i == from {
				return line // the value is no list or map
			}
			return strings.ReplaceAll(string(out), "\x00", "")
		case c == '"' || c == '\'':
			quote = c
		case c == '[' || c == '{':
			open = append(open, i)
		case c == ']' || c == '}':
			open = open[:len(open)-1]
		case strings.HasPrefix(line[i:], "，") && parts(line, open[len(open)-1], i):
			found.Add(diag.Hintf(s.pos(n, column(line, i)), codeColon, "这里是全角逗号，已按半角逗号读").Do("列表和花括号里用半角逗号"))
			copy(out[i:], ",\x00\x00")
		}
	}
	return strings.ReplaceAll(string(out), "\x00", "")
}

// parts tells whether the ， at byte i parts two entries of the list or map that opens
// at byte at.
func parts(line string, at, i int) bool {
	rest := line[i+len("，"):]
	if line[at] == '{' {
		return nextKey().MatchString(rest)
	}
	end := strings.IndexByte(line[at:], ']')
	if end < 0 || strings.ContainsAny(line[at+1:at+end], `,"'{[。；`) {
		return false
	}
	for item := range strings.SplitSeq(line[at+1:at+end], "，") {
		if len([]rune(strings.TrimSpace(item))) > shortItem {
			return false
		}
	}
	return true
}
