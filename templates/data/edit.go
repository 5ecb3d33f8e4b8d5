// edit.go changes a data file where it stands: lines are replaced, put in or taken out,
// and everything else, comments and layout, stays as it was typed.
package data

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Editor collects changes of a file. Lines are those of the file as read, counted from
// 1, whatever has been changed before.
type Editor struct {
	lines   []string // without their ends
	end     string   // of a line
	mark    string   // UTF-8's byte order mark, where the file had it
	changed map[int]string
	gone    map[int]bool
	after   map[int][]string // line → lines put in behind it; 0 is before all
}

// NewEditor takes a file as read from disk.
func NewEditor(content []byte) *Editor {
	e := &Editor{end: "\n", changed: map[int]string{}, gone: map[int]bool{}, after: map[int][]string{}}
	if rest, ok := bytes.CutPrefix(content, []byte("\xEF\xBB\xBF")); ok {
		e.mark, content = "\xEF\xBB\xBF", rest
	}
	text := string(content)
	if strings.Contains(text, "\r\n") {
		e.end = "\r\n"
	} else if strings.Contains(text, "\r") && !strings.Contains(text, "\n") {
		e.end = "\r"
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	e.lines = strings.Split(text, "\n")
	return e
}

// Line is a line as it was read.
func (e *Editor) Line(n int) string {
	if n < 1 || n > len(e.lines) {
		return ""
	}
	return e.lines[n-1]
}

// Indent is the space a line begins with.
func (e *Editor) Indent(n int) string {
	line := e.Line(n)
	return line[:len(line)-len(strings.TrimLeft(line, " "))]
}

// Replace puts text in the place of what stands on line n from column col on.
func (e *Editor) Replace(n, col int, text string) {
	head := []rune(e.Line(n))
	e.changed[n] = string(head[:min(max(col-1, 0), len(head))]) + text
}

// Delete takes line n out.
func (e *Editor) Delete(n int) { e.gone[n] = true }

// InsertAfter puts lines in behind line n, behind those put in there before.
func (e *Editor) InsertAfter(n int, lines ...string) { e.after[n] = append(e.after[n], lines...) }

// Bytes is the changed file.
func (e *Editor) Bytes() []byte {
	var out []string
	out = append(out, e.after[0]...)
	for i, line := range e.lines {
		n := i + 1
		if text, ok := e.changed[n]; ok {
			line = text
		}
		if !e.gone[n] {
			out = append(out, line)
		}
		out = append(out, e.after[n]...)
	}
	return []byte(e.mark + strings.Join(out, e.end))
}

// SetText gives the key at path (from the root of the file) the lines as its text. A key
// that is not there is put behind the last one of its map. The error says in Chinese why
// the file's own form stands against it.
func (e *Editor) SetText(root *Node, path []string, lines []string) error {
	return e.set(root, path, func(indent string) []string {
		key := path[len(path)-1]
		if len(lines) == 1 {
			return []string{indent + key + ": " + scalar(lines[0])}
		}
		out := []string{indent + key + ": |"}
		for _, l := range lines {
			out = append(out, indent+"  "+l)
		}
		return out
	})
}

// SetList gives the key at path a list of short texts.
func (e *Editor) SetList(root *Node, path []string, items []string) error {
	return e.set(root, path, func(indent string) []string {
		quoted := make([]string, len(items))
		for i, item := range items {
			quoted[i] = scalar(item)
			if strings.ContainsAny(item, ",[]{}") && quoted[i] == item {
				quoted[i] = quote(item)
			}
		}
		return []string{indent + path[len(path)-1] + ": [" + strings.Join(quoted, ", ") + "]"}
	})
}

func (e *Editor) set(root *Node, path []string, write func(indent string) []string) error {
	node, last := root, 0
	for i, key := range path {
		if node.Kind != Map {
			return fmt.Errorf("“%s”下面不是“键: 值”", strings.Join(path[:i], "."))
		}
		at := slices.IndexFunc(node.Pairs, func(p Pair) bool { return p.Key == key })
		if at < 0 {
			if i < len(path)-1 {
				return e.newMap(path[i:], node, root, write)
			}
			indent, behind, err := e.place(node, root, last)
			if err != nil {
				return err
			}
			e.InsertAfter(behind, write(indent)...)
			return nil
		}
		p := node.Pairs[at]
		if strings.TrimSpace(string([]rune(e.Line(p.Pos.Line))[:p.Pos.Col-1])) != "" {
			return fmt.Errorf("“%s”写在花括号里，要先改成一行一个键", strings.Join(path[:i+1], "."))
		}
		if i == len(path)-1 {
			from, to := p.Pos.Line, e.extent(p.Pos.Line)
			for n := from; n <= to; n++ {
				e.Delete(n)
			}
			lines := write(e.Indent(from))
			lines[0] += e.remark(from)
			e.InsertAfter(to, lines...)
			return nil
		}
		node, last = p.Value, p.Pos.Line
	}
	return nil
}

// newMap puts in a map of one key with its map.
func (e *Editor) newMap(path []string, node, root *Node, write func(indent string) []string) error {
	if len(path) != 2 || node != root {
		return fmt.Errorf("没有“%s”，请先写上", path[0])
	}
	e.InsertAfter(e.lastLine(), append([]string{path[0] + ":"}, write("  ")...)...)
	return nil
}

// lastLine is the last line that is not blank.
func (e *Editor) lastLine() int {
	n := len(e.lines)
	for n > 0 && strings.TrimSpace(e.lines[n-1]) == "" {
		n--
	}
	return n
}

// place is where a new key of a map goes: behind its last one, at the indent of its keys.
func (e *Editor) place(node, root *Node, key int) (indent string, behind int, err error) {
	if node == root {
		return "", e.lastLine(), nil
	}
	if len(node.Pairs) == 0 {
		return e.Indent(key) + "  ", key, nil
	}
	last := slices.MaxFunc(node.Pairs, func(a, b Pair) int { return cmp.Compare(a.Pos.Line, b.Pos.Line) })
	if strings.TrimSpace(string([]rune(e.Line(last.Pos.Line))[:last.Pos.Col-1])) != "" {
		return "", 0, fmt.Errorf("第 %d 行写在花括号里，要先改成一行一个键", last.Pos.Line)
	}
	return e.Indent(last.Pos.Line), e.extent(last.Pos.Line), nil
}

// remark is the comment at the end of line n with the space before it, "" when there is
// none.
func (e *Editor) remark(n int) string {
	line := e.Line(n)
	quote := byte(0)
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case quote == '"' && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && i > 0 && strings.IndexByte(" [{,", line[i-1]) >= 0:
			quote = c
		case c == '#' && i > 0 && (line[i-1] == ' ' || line[i-1] == '\t'):
			return line[len(strings.TrimRight(line[:i], " \t")):]
		}
	}
	return ""
}

// extent is the last line of the value whose key stands first on line n: as far as lines
// stand deeper, or are items of its list.
func (e *Editor) extent(n int) int {
	depth, end := len(e.Indent(n)), n
	for at := n + 1; at <= len(e.lines); at++ {
		text := strings.TrimSpace(e.Line(at))
		if text == "" {
			continue
		}
		deep := len(e.Indent(at))
		if deep < depth || deep == depth && !strings.HasPrefix(text, "- ") && text != "-" {
			break
		}
		end = at
	}
	return end
}

// scalar writes a text as the value of a key, in quotes where YAML would read it
// otherwise.
func scalar(s string) string {
	plain := s != "" && s == strings.TrimSpace(s) && !strings.ContainsAny(s[:1], "!&*-?|>@`\"'%#{}[],:~=") && !strings.HasPrefix(s, "｛｛") &&
		!strings.Contains(s, ": ") && !strings.Contains(s, " #") && !strings.HasSuffix(s, ":") && !strings.Contains(s, "\n")
	if plain {
		return s
	}
	return quote(s)
}
