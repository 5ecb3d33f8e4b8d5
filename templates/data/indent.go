// indent.go finds lines whose indent fits nothing above them. YAML reports such a slip
// lines further down, in another place each time, so it is looked for first.
package data

import (
	"fmt"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/internal/pattern"
)

// level is one open depth of indentation and the lines that stand at it.
type level struct {
	indent int
	first  int  // the line that opened it
	line   int  // the last line at it
	opens  bool // its last line was a key without a value: deeper lines belong to it
	item   bool // opened by a list item: YAML's own message is better there
}

// indents follows the depth of keys over the lines of a file.
type indents struct {
	open []level
	flow int  // open brackets of a list or map in braces
	bad  bool // a line was out of place
}

// see takes one line outside a text block, n its number. It reports a line that
// stands at no open depth, or deeper than a key that already has its value.
func (in *indents) see(s *Source, line string, n int, found *diag.List) {
	if in.flow > 0 {
		in.flow += brackets(line)
		return
	}
	indent := indentOf(line)
	rest := strings.TrimLeft(line, " ")
	if strings.HasPrefix(rest, "- ") { // an item: its keys stand where its first one does
		in.pop(indent + 1)
		inner := strings.TrimLeft(rest[1:], " ")
		in.open = append(in.open, level{indent: len(line) - len(inner), first: n, line: n, opens: true, item: true})
		in.flow += brackets(line)
		return
	}
	if !isKey(line) || strings.HasPrefix(rest, "---") {
		in.flow += brackets(line)
		return
	}
	popped := in.pop(indent + 1)
	top := level{indent: -1, opens: true}
	if len(in.open) > 0 {
		top = in.open[len(in.open)-1]
	}
	switch {
	case top.indent == indent:
	case popped.indent >= 0:
		in.report(s, n, indent, popped, found)
	case !top.opens:
		in.report(s, n, indent, top, found)
	}
	if top.indent != indent {
		in.open = append(in.open, level{indent: indent, first: n, line: n})
	}
	last := &in.open[len(in.open)-1]
	_, last.opens = openKey(line)
	last.line, last.opens = n, last.opens || strings.ContainsAny(line, "&!") && anchored().MatchString(line)
	in.flow += brackets(line)
}

// pop closes the depths from indent on and returns the last one closed, whose indent
// is -1 when there was none.
func (in *indents) pop(indent int) level {
	popped := level{indent: -1}
	for len(in.open) > 0 && in.open[len(in.open)-1].indent >= indent {
		popped = in.open[len(in.open)-1]
		in.open = in.open[:len(in.open)-1]
	}
	return popped
}

// anchored is a key whose value YAML would go on with below: an anchor or a tag.
var anchored = pattern.Later(`:\s+[&!]\S*\s*$`)

// report says what the line does not agree with. One is enough: those below it
// follow.
func (in *indents) report(s *Source, n, indent int, with level, found *diag.List) {
	if in.bad || with.item {
		return
	}
	in.bad = true
	d := diag.Errorf(s.pos(n, indent+1), codeIndent, "这一行缩进 %d 格，上面第 %d 行缩进 %d 格，对不齐", indent, with.line, with.indent).
		Do("同一组的各行要从同一列开始：核对第 %d 行和第 %d 行，改成一样的空格数", with.line, n)
	if with.first < with.line && with.indent > indent { // the name they stand under may be missing
		d.Hint += fmt.Sprintf("；也看看第 %d 行上面是不是少了一行", with.first)
	}
	found.Add(d)
}

// brackets is how many more [ and { a line opens than it closes, quotes and
// placeholders left out.
func brackets(line string) int {
	n := 0
	var quote rune
	for _, r := range line {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '[' || r == '{':
			n++
		case r == ']' || r == '}':
			n--
		case r == '#' && n == 0:
			return 0
		}
	}
	return max(n, 0)
}
