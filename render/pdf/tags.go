package pdf

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"nianbao/render/page"
)

// Tags: what a screen reader follows and what level A of PDF/A asks for
// (ISO 19005-1 6.8). Every piece of a page's content is marked, as part of an
// element or as an artifact, and a tree of the elements says where their pieces
// are (ISO 32000-1 14.6–14.8). Only the structure types of PDF 1.4 are used, so no
// role map is needed.

// mark is a marked-content sequence: consecutive runs of one element, or an
// artifact. The zero value is none.
type mark struct {
	tag string // structure type, or Artifact
	id  int    // its MCID on the page; of an artifact its kind
}

const artifactTag = "Artifact"

// The artifacts of a page (PDF Reference 1.4, 9.7.2): page numbers and the like, and
// lines.
var (
	pageArtifact   = mark{artifactTag, 0}
	layoutArtifact = mark{artifactTag, 1}
)

// begin appends the operator that begins m.
func (m mark) begin(b []byte) []byte {
	switch {
	case m.tag != artifactTag:
		return fmt.Appendf(b, "/%s <</MCID %d>> BDC\n", m.tag, m.id)
	case m == pageArtifact:
		return append(b, "/Artifact <</Type/Pagination>> BDC\n"...)
	default:
		return append(b, "/Artifact <</Type/Layout>> BDC\n"...)
	}
}

// tags is the structure of one document.
type tags struct {
	root  *node
	pages [][]*node // by page and MCID: the element marked
}

// node is a structure element.
type node struct {
	kind, alt string
	box       string // of a figure: where it stands on the page of its first piece
	table     string // what /A says of a cell (PDF Reference 1.4, 9.7.4)
	added     bool   // around elements that have none of this kind around them
	text      *node  // the node its runs belong to: itself or, for an item with text of its own, a body inside
	places    []place
	kids      []*node
	object    int
}

// place is where a marked-content sequence stands.
type place struct{ page, id int }

// tag marks the pieces of the pages and grows the tree of the elements; a document
// without elements stays untagged.
func (d *document) tag() error {
	elements := d.pages.Elements
	if len(elements) == 0 {
		return nil
	}
	nodes := d.nodes()
	t := &tags{root: &node{kind: "Document"}, pages: make([][]*node, len(d.text))}
	first := make([]int, len(elements)) // when an element is first drawn, from 1
	drawn := 0
	for i, pieces := range d.text {
		for j := range pieces {
			pc := &pieces[j]
			of := pc.run.Of
			if of < 0 {
				pc.mark = pageArtifact
				continue
			}
			if of >= len(elements) || !elements[of].Role.HoldsText() {
				return fmt.Errorf("第 %d 页：“%s”不属于任何可容文字的元素（%d）", i+1, pc.run.Text, of)
			}
			if j > 0 && pieces[j-1].run.Of == of {
				pc.mark = pieces[j-1].mark
				continue
			}
			if drawn++; first[of] == 0 {
				first[of] = drawn
			}
			n := nodes[of].text
			if n != nodes[of] && len(n.places) == 0 {
				nodes[of].kids = []*node{n}
			}
			pc.mark = mark{n.kind, len(t.pages[i])}
			n.places = append(n.places, place{i, pc.mark.id})
			t.pages[i] = append(t.pages[i], n)
		}
	}
	for i, n := range nodes {
		if n.kind == string(page.RoleFigure) && len(n.places) > 0 {
			n.box = d.box(n.places[0].page, i)
		}
	}
	d.grow(t.root, nodes, first)
	d.tags = t
	return nil
}

// nodes returns a node for every element, not yet in the tree.
func (d *document) nodes() []*node {
	elements := d.pages.Elements
	level := d.headings()
	nodes := make([]*node, len(elements))
	for i, e := range elements {
		n := &node{kind: string(e.Role)}
		n.text = n
		switch inside := d.pages.Parent(i) >= 0; e.Role {
		case page.RoleTitle:
			n.kind = "H1"
		case page.RoleHeading:
			n.kind = "H" + strconv.Itoa(level[i])
		case page.RoleItem:
			n.text = &node{kind: string(page.RoleItemBody)}
		case page.RoleFigure, page.RoleSpan:
			n.alt = oneLine(e.Alt)
		case page.RoleCell, page.RoleHeadCell, page.RoleItemLabel, page.RoleItemBody:
			if !inside { // a cell without a row, a body without an item
				n.kind = string(page.RoleParagraph)
				break
			}
			n.table = cellAttributes(e)
		case page.RoleParagraph, page.RoleCaption, page.RoleList, page.RoleTable, page.RoleRow:
		default:
			n.kind = string(page.RoleParagraph)
		}
		nodes[i] = n
	}
	return nodes
}

// headings returns the level of every heading that is drawn: levels begin with H1, the
// title's where there is one, and leave none out on the way down (ISO 14289-1 7.4.2),
// whatever the writer left out.
func (d *document) headings() []int {
	elements := d.pages.Elements
	drawn := make([]bool, len(elements))
	for _, pieces := range d.text {
		for _, pc := range pieces {
			for of := pc.run.Of; of >= 0 && of < len(elements) && !drawn[of]; of = d.pages.Parent(of) {
				drawn[of] = true // and what it is part of
			}
		}
	}
	under := 0
	if slices.ContainsFunc(elements, func(e page.Element) bool { return e.Role == page.RoleTitle }) {
		under = 1
	}
	levels := make([]int, len(elements))
	var path []int // levels of the headings we are under, as the writer gave them
	for i, e := range elements {
		if e.Role != page.RoleHeading || !drawn[i] {
			continue
		}
		for len(path) > 0 && path[len(path)-1] >= e.Level {
			path = path[:len(path)-1]
		}
		path = append(path, e.Level)
		levels[i] = min(len(path)+under, 6)
	}
	return levels
}

// cellAttributes returns what /A says of a cell: what it covers, and that a head is
// that of its columns (ISO 14289-1 7.5). Scope is of PDF 1.5; readers of 1.4 pass it
// over, and PDF/A-1 lets it stand.
func cellAttributes(e page.Element) string {
	out := ""
	if e.Role == page.RoleHeadCell {
		out = "/Scope/Column"
	}
	if e.Cols > 1 {
		out += fmt.Sprintf("/ColSpan %d", e.Cols)
	}
	if e.Rows > 1 {
		out += fmt.Sprintf("/RowSpan %d", e.Rows)
	}
	if out == "" {
		return ""
	}
	return "/A<</O/Table" + out + ">>"
}

// grow hangs the nodes below root. An element that nothing is drawn of is left out,
// except the empty cells and rows of a table that is drawn: without them its columns
// would shift. Elements of the document stand in the order in which they are first
// drawn, those inside another in their own order.
func (d *document) grow(root *node, nodes []*node, first []int) {
	parent := make([]int, len(nodes))
	for i := len(nodes) - 1; i >= 0; i-- { // an element stands after its parent
		parent[i] = d.pages.Parent(i)
		if up := parent[i]; up >= 0 && first[i] > 0 && (first[up] == 0 || first[i] < first[up]) {
			first[up] = first[i]
		}
	}
	var top []int
	for i, n := range nodes {
		up := parent[i]
		switch cell := n.kind == "TR" || n.kind == "TD" || n.kind == "TH"; {
		case first[i] == 0 && !(cell && up >= 0 && first[up] > 0):
		case up < 0:
			top = append(top, i)
		default:
			first[i] = max(first[i], 1) // an empty row: its cells are kept too
			nodes[up].kids = append(nodes[up].kids, n)
		}
	}
	slices.SortStableFunc(top, func(a, b int) int { return cmp.Compare(first[a], first[b]) })
	for _, i := range top {
		around := root
		switch nodes[i].kind {
		case "LI":
			around = root.last("L")
		case "TR":
			around = root.last("Table")
		}
		around.kids = append(around.kids, nodes[i])
	}
}

// last returns the node of that kind that ends n, put there for items or rows that
// no element is around.
func (n *node) last(kind string) *node {
	if i := len(n.kids) - 1; i >= 0 && n.kids[i].added && n.kids[i].kind == kind {
		return n.kids[i]
	}
	added := &node{kind: kind, added: true}
	n.kids = append(n.kids, added)
	return added
}

// write writes the tree and returns the number of its root; pages are the objects of
// the pages.
func (t *tags) write(f *file, pages []int) int {
	root, parents := f.reserve(), f.reserve()
	t.root.reserve(f)
	t.root.write(f, root, pages)
	var nums []byte
	for i, marked := range t.pages {
		if len(marked) == 0 {
			continue
		}
		nums = fmt.Appendf(nums, "%d[", i)
		for id, n := range marked {
			if id > 0 {
				nums = append(nums, ' ')
			}
			nums = fmt.Appendf(nums, "%d 0 R", n.object)
		}
		nums = append(nums, ']')
	}
	f.object(parents, "<</Nums["+string(nums)+"]>>")
	f.object(root, fmt.Sprintf("<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>", t.root.object, parents, len(pages)))
	return root
}

func (n *node) reserve(f *file) {
	n.object = f.reserve()
	for _, kid := range n.kids {
		kid.reserve(f)
	}
}

// write writes n and all inside it. Content on the page of its first piece is told
// by MCID alone, on other pages with the page (ISO 32000-1 14.7.4).
func (n *node) write(f *file, parent int, pages []int) {
	var kids, head []byte
	for i, p := range n.places {
		if i > 0 {
			kids = append(kids, ' ')
		}
		if p.page == n.places[0].page {
			kids = strconv.AppendInt(kids, int64(p.id), 10)
		} else {
			kids = fmt.Appendf(kids, "<</Type/MCR/Pg %d 0 R/MCID %d>>", pages[p.page], p.id)
		}
	}
	for _, kid := range n.kids {
		if len(kids) > 0 {
			kids = append(kids, ' ')
		}
		kids = fmt.Appendf(kids, "%d 0 R", kid.object)
	}
	if len(n.places) > 0 {
		head = fmt.Appendf(head, "/Pg %d 0 R", pages[n.places[0].page])
	}
	if n.alt != "" {
		head = append(append(head, "/Alt"...), textString(n.alt)...)
	}
	if n.box != "" { // ISO 32000-1 14.8.5.4.3 asks it of a figure
		head = fmt.Appendf(head, "/A<</O/Layout/Placement/Block/BBox[%s]>>", n.box)
	}
	head = append(head, n.table...)
	switch len(n.places) + len(n.kids) {
	case 0: // an empty cell
	case 1:
		head = append(append(head, "/K "...), kids...)
	default:
		head = append(append(append(head, "/K["...), kids...), ']')
	}
	// /Type is optional (PDF Reference 1.4, 9.6.1) and would cost 16 bytes an element
	f.object(n.object, fmt.Sprintf("<</S/%s/P %d 0 R%s>>", n.kind, parent, head))
	for _, kid := range n.kids {
		kid.write(f, n.object, pages)
	}
}
