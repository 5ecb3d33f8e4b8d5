// plain.go writes a tree as YAML again: what its writer typed, without comments.
package data

import (
	"fmt"
	"strings"
)

// Plain returns root as a YAML file that reads as the same tree: keys in their order,
// values as typed, quoted and blocked as they were, comments left out. Keys for which
// without says yes are left out with all below them; a path is keys joined by full
// stops, items of lists counting as what the list is called.
func Plain(root *Node, without func(path string) bool) []byte {
	w := plainWriter{without: without}
	w.node(root, "", 0)
	return []byte(w.String())
}

type plainWriter struct {
	strings.Builder
	without func(path string) bool
}

const step = 2 // columns a level stands further in

// node writes a value behind its key or dash, to the end of the line.
func (w *plainWriter) node(n *Node, path string, depth int) {
	switch {
	case n.Kind == Map && len(n.Pairs) == 0:
		w.end(depth, "{}")
	case n.Kind == List && len(n.Items) == 0:
		w.end(depth, "[]")
	case n.Kind == Map:
		w.open(depth)
		w.pairs(n, path, depth, false)
	case n.Kind == List:
		w.open(depth)
		for _, item := range n.Items {
			w.indent(depth)
			w.WriteByte('-')
			if item.Kind == Map && len(item.Pairs) > 0 {
				w.WriteByte(' ')
				w.pairs(item, path, depth+1, true)
				continue
			}
			w.node(item, path, depth+1)
		}
	case n.Kind == Scalar && n.Block || n.Fold:
		w.block(n.Value, depth)
	case n.Kind == Scalar:
		w.end(depth, inline(n))
	default:
		w.WriteByte('\n')
	}
}

// open ends the line of the key above, if there is one.
func (w *plainWriter) open(depth int) {
	if depth > 0 {
		w.WriteByte('\n')
	}
}

func (w *plainWriter) end(depth int, text string) {
	if depth > 0 {
		w.WriteByte(' ')
	}
	w.WriteString(text + "\n")
}

func (w *plainWriter) indent(depth int) { w.WriteString(strings.Repeat(" ", step*depth)) }

// pairs writes the keys of a map; the first one may stand behind a dash.
func (w *plainWriter) pairs(n *Node, path string, depth int, dash bool) {
	for _, p := range n.Pairs {
		at := strings.TrimPrefix(path+"."+p.Key, ".")
		if w.without != nil && w.without(at) {
			continue
		}
		if !dash {
			w.indent(depth)
		}
		dash = false
		key := p.Key
		if !bare(key) {
			key = quote(key)
		}
		w.WriteString(key + ":")
		w.node(p.Value, at, depth+1)
	}
	if dash {
		w.WriteString("{}\n")
	}
}

// block writes text under a |, with the mark that keeps its line ends.
func (w *plainWriter) block(text string, depth int) {
	mark, body := "|", strings.TrimSuffix(text, "\n")
	switch {
	case strings.Trim(text, "\n") == "":
		w.end(depth, quote(text))
		return
	case body == text:
		mark = "|-"
	case strings.HasSuffix(body, "\n"):
		mark = "|+"
	}
	if strings.ContainsAny(text[:1], " \n\t") { // YAML would take its indent for ours
		mark = fmt.Sprintf("|%d%s", step, mark[1:])
	}
	w.end(depth, mark)
	for _, line := range strings.Split(body, "\n") {
		if line != "" {
			w.indent(max(depth, 1))
			w.WriteString(line)
		}
		w.WriteByte('\n')
	}
}

// inline is a text on one line, in quotes when it was typed so or must be.
func inline(n *Node) string {
	if n.Quote || !bare(n.Value) {
		return quote(n.Value)
	}
	return n.Value
}

// bare reports whether text means itself without quotes. What is in doubt is quoted.
func bare(text string) bool {
	switch strings.ToLower(text) {
	case "", "~", "null", "---", "...":
		return false
	}
	return text == strings.TrimSpace(text) && !strings.ContainsAny(text[:1], "-?:,[]{}#&*!|>'\"%@`=<") &&
		!strings.ContainsAny(text, "#\n\t\\\"：｛") && !strings.Contains(text, ":") && !strings.Contains(text, "{{")
}

// quote writes text in double quotes.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r >= 0x7F && r <= 0xA0 || r == 0x2028 || r == 0x2029 || r == 0xFEFF || r == 0xFFFE || r == 0xFFFF:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}
