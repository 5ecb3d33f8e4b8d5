// tree.go is the YAML tree: maps whose order is kept, lists, scalars as typed, and
// the place of each.
package data

import (
	"slices"
	"strings"
	"unicode"

	"nianbao/render/diag"
)

// Kind is the shape of a Node.
type Kind uint8

const (
	Empty  Kind = iota // a key with nothing after it, or ~
	Scalar             // a text, figure or date, as typed
	Map                // keys in order
	List               // items in order
)

// Node is a value in a file. Nodes are read-only once built.
type Node struct {
	Kind  Kind
	Block bool   // scalar: written as block text with |
	Fold  bool   // scalar: written as folded text with >
	Wrap  bool   // scalar: written over several lines without |
	Quote bool   // scalar: written in quotes
	Value string // scalar: the text as typed, quotes and block marks taken off
	Pairs []Pair
	Items []*Node
	Pos   diag.Pos
	src   *Source
	rare  *rareParts // nil for nearly all: a package has thousands of nodes
}

type rareParts struct {
	lines  []Line  // of a scalar from a workbook, when it has several
	missed []*Node // see Missed
}

// Missed are items a key like “附表-” would take away from this list, but which it
// does not hold.
func (n *Node) Missed() []*Node {
	if n.rare == nil {
		return nil
	}
	return n.rare.missed
}

// miss adds to Missed.
func (n *Node) miss(items ...*Node) {
	more := rareParts{}
	if n.rare != nil {
		more = *n.rare
	}
	more.missed = append(slices.Clone(more.missed), items...)
	n.rare = &more
}

// ownLines are the lines of a scalar from a workbook, nil when it has one or none.
func (n *Node) ownLines() []Line {
	if n.rare == nil {
		return nil
	}
	return n.rare.lines
}

// Pair is one key of a map with its value.
type Pair struct {
	Key   string
	Pos   diag.Pos
	Value *Node
}

// Get returns the value of key, or nil when the key is absent or not filled.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for i := range n.Pairs {
		if n.Pairs[i].Key == key && n.Pairs[i].Value.Kind != Empty {
			return n.Pairs[i].Value
		}
	}
	return nil
}

// Text returns the scalar's text, "" for anything else.
func (n *Node) Text() string {
	if n == nil || n.Kind != Scalar {
		return ""
	}
	return n.Value
}

// blank tells an empty value and a map of nothing but those: a line of a form nobody
// filled in.
func (n *Node) blank() bool {
	if n.Kind != Map || len(n.Pairs) == 0 {
		return n.Kind == Empty
	}
	for i := range n.Pairs {
		if !n.Pairs[i].Value.blank() {
			return false
		}
	}
	return true
}

// Line is one line of a text with the place of its first character.
type Line struct {
	Text string
	Pos  diag.Pos
}

// textPos is where the text of a scalar on its key's line begins.
func (n *Node) textPos() diag.Pos {
	if n.Quote {
		return n.Pos.Right(1)
	}
	return n.Pos
}

// Lines cuts a scalar into its lines, each with its own place: the n-th line of a
// block text stands n lines below its |, at whatever indent it was typed.
func (n *Node) Lines() []Line {
	if n == nil || n.Kind != Scalar {
		return nil
	}
	if lines := n.ownLines(); lines != nil {
		return lines
	}
	if !n.Block && !n.Fold {
		return []Line{{strings.TrimRight(n.Value, " \t\n"), n.textPos()}}
	}
	parts := strings.Split(strings.TrimRight(n.Value, "\n"), "\n")
	out := make([]Line, 0, len(parts))
	for i, part := range parts {
		at := n.Pos.Line + 1 + i
		col := 1
		if full := n.src.line(at); strings.HasSuffix(full, part) {
			col = len([]rune(full)) - len([]rune(part)) + 1
		}
		lead := len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
		col += len([]rune(part[:lead]))
		out = append(out, Line{strings.TrimRightFunc(part[lead:], unicode.IsSpace), diag.Pos{File: n.Pos.File, Line: at, Col: col}})
	}
	return out
}

// Overlay lays over upon base: maps key by key, anything else replaced. Neither is
// changed. An Empty value in over leaves base as it is. A list may be changed instead
// of replaced: see amend.
func Overlay(base, over *Node) *Node {
	switch {
	case over == nil || over.Kind == Empty:
		return base
	case base == nil || base.Kind != Map || over.Kind != Map:
		return over
	}
	out := *base
	out.Pairs = append([]Pair(nil), base.Pairs...)
	out.Pos, out.src = over.Pos, over.src
next:
	for _, p := range over.Pairs {
		if key, mark := Amends(p.Key); mark != 0 {
			for i := range out.Pairs {
				if out.Pairs[i].Key == key {
					out.Pairs[i].Value = amend(out.Pairs[i].Value, p.Value, mark)
					continue next
				}
			}
		}
		for i := range out.Pairs {
			if out.Pairs[i].Key == p.Key {
				if merged := Overlay(out.Pairs[i].Value, p.Value); merged != out.Pairs[i].Value {
					out.Pairs[i] = Pair{p.Key, p.Pos, merged}
				}
				continue next
			}
		}
		out.Pairs = append(out.Pairs, p)
	}
	return &out
}
