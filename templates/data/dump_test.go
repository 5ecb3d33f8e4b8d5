package data

import (
	"fmt"
	"strings"

	"nianbao/render/diag"
)

// at is a place in no file.
func at(line, col int) diag.Pos { return diag.Pos{Line: line, Col: col} }

// findingText shows a finding: place, level, code, fact → way out.
func findingText(d diag.Diagnostic) string {
	s := fmt.Sprintf("%d:%d", d.Line, d.Col)
	if d.Span > 1 {
		s += fmt.Sprintf("+%d", d.Span)
	}
	s += " " + d.Level.String() + " " + d.Code + " " + d.Message
	if d.Hint != "" {
		s += " → " + d.Hint
	}
	return s
}

func findingLines(l diag.List) string {
	l.Sort()
	var b strings.Builder
	for _, d := range l {
		b.WriteString(findingText(d) + "\n")
	}
	return b.String()
}

// treeText shows a tree with the place of everything in it.
func treeText(n *Node, indent string) string {
	if n == nil {
		return indent + "（无）\n"
	}
	var b strings.Builder
	switch n.Kind {
	case Empty:
		fmt.Fprintf(&b, "%s（空）\n", indent)
	case Scalar:
		for _, l := range n.Lines() {
			fmt.Fprintf(&b, "%s%d:%d “%s”\n", indent, l.Pos.Line, l.Pos.Col, l.Text)
		}
	case List:
		for _, item := range n.Items {
			fmt.Fprintf(&b, "%s%d:%d -\n%s", indent, item.Pos.Line, item.Pos.Col, treeText(item, indent+"  "))
		}
	case Map:
		for _, p := range n.Pairs {
			fmt.Fprintf(&b, "%s%d:%d %s:\n%s", indent, p.Pos.Line, p.Pos.Col, p.Key, treeText(p.Value, indent+"  "))
		}
	}
	return b.String()
}
