// show.go writes a tree as YAML a person can read and this package reads again, each
// value with the file it comes from where that is not the file of what it stands in, or
// what it stands in is of several.
package data

import (
	"regexp"
	"strings"

	"nianbao/templates/internal/pattern"
)

// Write is n as YAML; a value from another file than its surroundings has a comment
// that says which, as file:line. The places of n must be those of files.
func Write(n *Node) string {
	w := &yamlWriter{}
	w.pairs(n, "", "")
	return w.String()
}

type yamlWriter struct{ strings.Builder }

// plainKey and plainText are texts that need no quotes.
var (
	plainKey  = pattern.Later(`^[\p{Han}A-Za-z0-9（）、]+$`)
	plainText = pattern.Later(`^[\p{Han}A-Za-z][\p{Han}A-Za-z0-9（）、，。；“”《》 ]*$`)
)

func quoted(s string, plain *regexp.Regexp) string {
	if plain.MatchString(s) && strings.TrimSpace(s) == s {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}

// plainValue is a length, count or word that needs no quotes.
var plainValue = pattern.Later(`^[0-9]+(\.[0-9]+)?(mm|pt)?$`)

// Quoted is a text as a value of YAML.
func Quoted(s string) string {
	if plainValue().MatchString(s) {
		return s
	}
	return quoted(s, plainText())
}

// from is the comment of a value whose file is not outer.
func from(n *Node, outer string) string {
	if n.Pos.File == outer || n.Pos.Line == 0 {
		return ""
	}
	return "    # " + n.Pos.String()
}

func (w *yamlWriter) pairs(n *Node, indent, outer string) {
	for _, p := range n.Pairs {
		w.WriteString(indent + quoted(p.Key, plainKey()) + ":")
		w.value(p.Value, indent+"  ", outer)
	}
}

// value writes what stands behind a key or a dash, to the end of its line and below.
func (w *yamlWriter) value(n *Node, indent, outer string) {
	note := from(n, outer)
	switch {
	case elsewhere(n, n.Pos.File): // of several files: each value in it says its own
		note, outer = "", ""
	case n.Pos.Line > 0:
		outer = n.Pos.File
	}
	switch {
	case n.Kind == Scalar && strings.Contains(n.Value, "\n"):
		w.WriteString(" |" + note + "\n")
		for line := range strings.SplitSeq(strings.TrimRight(n.Value, "\n"), "\n") {
			w.WriteString(strings.TrimRight(indent+line, " ") + "\n")
		}
	case n.Kind == Map && len(n.Pairs) > 0 && !w.short(n, outer):
		w.WriteString(note + "\n")
		w.pairs(n, indent, outer)
	case n.Kind == List && len(n.Items) > 0 && !w.short(n, outer):
		w.WriteString(note + "\n")
		for _, item := range n.Items {
			w.WriteString(indent + "-")
			w.value(item, indent+"  ", outer)
		}
	default:
		if text := flow(n); text != "" {
			w.WriteString(" " + text)
		}
		w.WriteString(note + "\n")
	}
}

// mostFlow is how long a value written on one line may be.
const mostFlow = 100

// short tells that n may be written on one line: nothing in it is long, of several
// lines or from elsewhere.
func (w *yamlWriter) short(n *Node, file string) bool {
	return oneFile(n, file) && len([]rune(flow(n))) <= mostFlow
}

func oneFile(n *Node, file string) bool {
	return !elsewhere(n, file) && !within(n, func(n *Node) bool { return strings.Contains(n.Value, "\n") })
}

// elsewhere tells that n or something in it is not from file.
func elsewhere(n *Node, file string) bool {
	return within(n, func(n *Node) bool { return n.Pos.Line > 0 && n.Pos.File != file })
}

// within tells whether is holds for n or anything in it.
func within(n *Node, is func(*Node) bool) bool {
	if is(n) {
		return true
	}
	for _, p := range n.Pairs {
		if within(p.Value, is) {
			return true
		}
	}
	for _, item := range n.Items {
		if within(item, is) {
			return true
		}
	}
	return false
}

// Says tells that n and other have the same value, wherever they stand.
func (n *Node) Says(other *Node) bool {
	if n == nil || other == nil {
		return n == other
	}
	if n.Kind == Scalar && other.Kind == Scalar {
		return strings.TrimRight(n.Value, "\n") == strings.TrimRight(other.Value, "\n")
	}
	return n.Kind == other.Kind && flow(n) == flow(other)
}

// flow is n on one line.
func flow(n *Node) string {
	var parts []string
	switch n.Kind {
	case Scalar:
		return quoted(n.Value, plainText())
	case Map:
		for _, p := range n.Pairs {
			parts = append(parts, quoted(p.Key, plainKey())+": "+flow(p.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case List:
		for _, item := range n.Items {
			parts = append(parts, flow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return ""
}
