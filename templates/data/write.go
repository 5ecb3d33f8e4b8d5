// write.go writes a tree as YAML a person can go on editing.
package data

import (
	"strings"

	"nianbao/templates/internal/pattern"
)

// WriteYAML writes a tidy map. Reading it gives an equal tree.
func WriteYAML(root *Node) string {
	var b strings.Builder
	writePairs(&b, root, "")
	return b.String()
}

func writePairs(b *strings.Builder, n *Node, indent string) {
	for _, p := range n.Pairs {
		b.WriteString(indent + WriteKey(p.Key) + ":")
		writeValue(b, p.Value, indent+"  ")
	}
}

func writeValue(b *strings.Builder, n *Node, indent string) {
	switch {
	case n.Kind == Empty:
		b.WriteString("\n")
	case n.Kind == Scalar && (n.Block || strings.Contains(n.Value, "\n")) && blockable(n.Value):
		b.WriteString(" |\n")
		for line := range strings.SplitSeq(n.Value, "\n") {
			b.WriteString(indent + line + "\n")
		}
	case n.Kind == Scalar:
		b.WriteString(" " + WriteText(n.Value) + "\n")
	case n.Kind == Map && len(n.Pairs) == 0:
		b.WriteString(" {}\n")
	case n.Kind == List && len(n.Items) == 0:
		b.WriteString(" []\n")
	case n.Kind == Map:
		b.WriteString("\n")
		writePairs(b, n, indent)
	default:
		b.WriteString("\n")
		for _, item := range n.Items {
			writeItem(b, item, indent)
		}
	}
}

func writeItem(b *strings.Builder, item *Node, indent string) {
	if item.Kind != Map || len(item.Pairs) == 0 {
		b.WriteString(indent + "-")
		writeValue(b, item, indent+"  ")
		return
	}
	var inner strings.Builder
	writePairs(&inner, item, indent+"  ")
	b.WriteString(indent + "- " + strings.TrimPrefix(inner.String(), indent+"  "))
}

// blockable tells that every line keeps its place in a block of text.
func blockable(s string) bool {
	for line := range strings.SplitSeq(s, "\n") {
		if line == "" || strings.TrimSpace(line) != line || odd(line) {
			return false
		}
	}
	return true
}

// odd tells characters that only quotes keep.
func odd(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x20 || r >= 0x7F && r <= 0xA0 || r == 0x2028 || r == 0x2029 || r == 0xFEFF
	})
}

// plain are values nobody can take for anything but text.
var plain = pattern.Later(`^[\p{Han}A-Za-z0-9][\p{Han}A-Za-z0-9 .%+/_（）《》〔〕“”、，。；·—-]*$`)

// WriteText writes a value: in quotes where YAML, or a reader's eye, would stumble
// without.
func WriteText(s string) string {
	if plain().MatchString(s) && !strings.HasSuffix(s, " ") && !isNullWord(s) {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}

// WriteKey writes the key of a map.
func WriteKey(s string) string {
	if strings.ContainsAny(s, " ，") {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
	}
	return WriteText(s)
}

func isNullWord(s string) bool {
	switch strings.ToLower(s) {
	case "null", "true", "false", "yes", "no", "on", "off":
		return true
	}
	return false
}
