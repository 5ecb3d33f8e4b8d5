// compiled.go keeps a tree in a form that is read back without YAML. The packages
// that come with the program are kept so: reading them was most of a short run.
package data

import (
	"encoding/binary"

	"nianbao/render/diag"
)

// What a node's first byte holds besides its Kind.
const (
	kindBits = 3
	isBlock  = 4
	isFold   = 8
	isWrap   = 16
	isQuote  = 32
)

// Compile returns root, as Parse gave it, in bytes for Restore. The name of its file
// is left out.
func Compile(root *Node) []byte {
	var c compiler
	c.node(root)
	var b []byte
	for _, n := range []int{c.nodes, c.pairs, c.items} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return append(b, c.b...)
}

type compiler struct {
	b                   []byte
	nodes, pairs, items int
}

func (c *compiler) number(n int) { c.b = binary.AppendUvarint(c.b, uint64(n)) }

func (c *compiler) text(s string) {
	c.number(len(s))
	c.b = append(c.b, s...)
}

func (c *compiler) pos(p diag.Pos) {
	c.number(p.Line)
	c.number(p.Col)
}

func (c *compiler) node(n *Node) {
	c.nodes++
	first := byte(n.Kind)
	for _, f := range []struct {
		set bool
		bit byte
	}{{n.Block, isBlock}, {n.Fold, isFold}, {n.Wrap, isWrap}, {n.Quote, isQuote}} {
		if f.set {
			first |= f.bit
		}
	}
	c.b = append(c.b, first)
	c.pos(n.Pos)
	c.text(n.Value)
	c.number(len(n.Pairs))
	for _, p := range n.Pairs {
		c.text(p.Key)
		c.pos(p.Pos)
		c.node(p.Value)
	}
	c.pairs += len(n.Pairs)
	c.number(len(n.Items))
	for _, item := range n.Items {
		c.node(item)
	}
	c.items += len(n.Items)
}

// Restore returns the tree that compiled holds; src is what it was parsed from. The
// texts of the tree are parts of compiled.
func Restore(src *Source, compiled string) *Node {
	r := restorer{b: compiled, src: src}
	nodes, pairs, items := r.number(), r.number(), r.number()
	r.nodes, r.pairs, r.items = make([]Node, nodes), make([]Pair, pairs), make([]*Node, items)
	return r.node()
}

// restorer takes the parts of a tree from slices made once for all of it.
type restorer struct {
	b     string
	src   *Source
	nodes []Node
	pairs []Pair
	items []*Node
}

func (r *restorer) number() int {
	n, shift := 0, 0
	for {
		c := r.b[0]
		r.b = r.b[1:]
		n |= int(c&0x7F) << shift
		if c < 0x80 {
			return n
		}
		shift += 7
	}
}

func (r *restorer) text() string {
	n := r.number()
	s := r.b[:n]
	r.b = r.b[n:]
	return s
}

func (r *restorer) pos() diag.Pos {
	line := r.number()
	return diag.Pos{File: r.src.Name, Line: line, Col: r.number()}
}

func (r *restorer) node() *Node {
	n := &r.nodes[0]
	r.nodes = r.nodes[1:]
	first := r.b[0]
	r.b = r.b[1:]
	n.Kind = Kind(first & kindBits)
	n.Block, n.Fold, n.Wrap, n.Quote = first&isBlock != 0, first&isFold != 0, first&isWrap != 0, first&isQuote != 0
	n.Pos, n.Value, n.src = r.pos(), r.text(), r.src
	if k := r.number(); k > 0 {
		n.Pairs, r.pairs = r.pairs[:k:k], r.pairs[k:]
		for i := range n.Pairs {
			n.Pairs[i] = Pair{r.text(), r.pos(), r.node()}
		}
	}
	if k := r.number(); k > 0 {
		n.Items, r.items = r.items[:k:k], r.items[k:]
		for i := range n.Items {
			n.Items[i] = r.node()
		}
	}
	return n
}
