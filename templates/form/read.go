package form

import (
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/templates/data"
)

// Codes of findings about the form itself, form errors like those of a data file.
const (
	codeShape = "Y203" // 这一格不填
	codeTwice = "Y105" // 写了两次
	codePath  = "Y201" // 引用名丢了
)

// IsForm tells a fill-in workbook from any other.
func IsForm(sheets []doc.Grid) bool {
	return slices.ContainsFunc(sheets, func(g doc.Grid) bool { return titleOf(g) == FactsTitle })
}

func titleOf(g doc.Grid) string {
	if len(g.Rows) == 0 || len(g.Rows[0]) == 0 {
		return ""
	}
	return strings.TrimSpace(g.Rows[0][0])
}

// Facts are the keys of the first sheet that can be read without anything else: for
// choosing among files.
func Facts(sheets []doc.Grid) map[string]string {
	out := map[string]string{}
	for _, g := range sheets {
		if titleOf(g) != FactsTitle {
			continue
		}
		for _, row := range g.Rows {
			if len(row) > 1 && strings.TrimSpace(row[1]) != "" {
				out[strings.TrimSpace(row[0])] = strings.TrimSpace(row[1])
			}
		}
	}
	return out
}

// Read turns a filled-in workbook into the tree and the source a data file of that name
// would give. Places name sheet and cell.
func Read(name string, sheets []doc.Grid) (*data.Node, *data.Source, diag.List) {
	r := &reader{src: data.NewCells(name), shapes: data.Shapes(&data.Schema{}), root: &data.Node{Kind: data.Map, Pos: diag.Pos{File: name}}}
	for _, key := range []string{keyFigures, data.OwnGroup, keyLast, keyTargets, keyText, keyNotes} {
		r.parts = append(r.parts, part{key, &data.Node{Kind: data.Map}})
	}
	for _, g := range sheets {
		title, rest, _ := strings.Cut(titleOf(g), "：")
		s := r.sheet(widened(g, title))
		r.places(s, title, rest)
		switch title {
		case FactsTitle:
			r.facts(s)
		case figureTitle:
			r.figures(s)
		case ownTitle:
			r.own(s)
		case rosterTitle:
			r.roster(s, rest)
		case keyIntro:
			r.root.Set(keyIntro, s.pos(0, 0), s.text())
		case textTitle:
			r.part(keyText).Set(rest, s.pos(0, 0), s.text())
		case listsTitle:
			r.lists(s)
		}
	}
	for _, p := range r.parts {
		if len(p.node.Pairs) > 0 {
			r.join(p.key, p.node)
		}
	}
	r.src.Excerpts(r.found)
	return r.root, r.src, r.found
}

type part struct {
	key  string
	node *data.Node
}

type reader struct {
	src    *data.Source
	root   *data.Node
	shapes []data.Shape // for what does not depend on a package: which keys are lists
	parts  []part
	found  diag.List
}

func (r *reader) part(key string) *data.Node {
	for _, p := range r.parts {
		if p.key == key {
			return p.node
		}
	}
	return nil
}

// join puts a part into the tree. A text of the same key in the facts (a note on the
// unit, the file that holds the text) may not stand beside one.
func (r *reader) join(key string, n *data.Node) {
	if before := r.root.Get(key); before != nil {
		r.found.Add(diag.Errorf(before.Pos, codeTwice, "“%s”写在了两处：这一格和别的表里", key).Do("只留一处：这一格空着，或别处空着"))
		return
	}
	n.Pos = n.Pairs[0].Pos
	r.root.Set(key, n.Pos, n)
}

// table is a sheet whose cells have become nodes.
type table struct {
	rows [][]*data.Node
	name string
	file string
}

func (r *reader) sheet(g doc.Grid) table {
	t := table{name: g.Name, file: r.src.Name, rows: make([][]*data.Node, len(g.Rows))}
	for i, row := range g.Rows {
		t.rows[i] = make([]*data.Node, len(row))
		for j, text := range row {
			t.rows[i][j] = r.src.AddCell(g.Name, cellName(j, i+1), text)
		}
	}
	return t
}

var blank = &data.Node{}

// at is the cell in row i and column j, from 0.
func (t table) at(i, j int) *data.Node {
	if i < len(t.rows) && j < len(t.rows[i]) {
		return t.rows[i][j]
	}
	return blank
}

func (t table) pos(i, j int) diag.Pos { return t.at(i, j).Pos }

// below is the first row under the one whose first cell is head.
func (t table) below(head string) int {
	for i := range t.rows {
		if t.at(i, 0).Text() == head {
			return i + 1
		}
	}
	return 0
}

// text is the paragraphs of a sheet.
func (t table) text() *data.Node {
	var cells []*data.Node
	for i := t.below(textHead); i < len(t.rows); i++ {
		if c := t.at(i, 0); c.Kind == data.Scalar {
			if c.Value == none && len(cells) == 0 {
				return noText(c)
			}
			cells = append(cells, c)
		}
	}
	return data.JoinCells(cells)
}

// noText is the text “there is none”.
func noText(c *data.Node) *data.Node {
	return c.LineNode(data.Line{Pos: c.Pos})
}

// noList is the list “there is none”.
func noList(c *data.Node) *data.Node { return &data.Node{Kind: data.List, Pos: c.Pos} }

// several is a cell as a list, one item a line.
func several(c *data.Node) *data.Node {
	if c.Value == none {
		return noList(c)
	}
	out := &data.Node{Kind: data.List, Pos: c.Pos}
	for _, l := range c.Lines() {
		out.Items = append(out.Items, c.LineNode(l))
	}
	return out
}

func shapeOf(list []data.Shape, key string) *data.Shape {
	for i := range list {
		if list[i].Key == key {
			return &list[i]
		}
	}
	return nil
}

func (r *reader) facts(t table) {
	for i := t.below("项目"); i < len(t.rows); i++ {
		name, v := t.at(i, 0).Text(), t.at(i, 1)
		if s := shapeOf(r.shapes, name); v.Kind == data.Empty && v.Pos.Cell != "" && s != nil && s.Needed {
			r.root.Pairs = append(r.root.Pairs, data.Pair{Key: name, Pos: v.Pos, Value: v}) // where it is missing
			continue
		}
		if v.Kind != data.Scalar || name == "" {
			continue
		}
		key, member, within := strings.Cut(name, ".")
		s := shapeOf(r.shapes, key)
		if within && s != nil {
			s = shapeOf(s.Members, member)
		}
		switch {
		case s == nil: // reported as an unknown key
		case s.Kind == data.ShapeTexts:
			v = several(v)
		case s.Kind == data.ShapeText && v.Value == none:
			v = noText(v)
		}
		to := r.root
		if within {
			to = child(r.root, key, t.pos(i, 0))
			name = member
		}
		if to.Get(name) != nil {
			r.found.Add(diag.Errorf(v.Pos, codeTwice, "“%s”写了两次", name).Do("删去一处"))
			continue
		}
		to.Set(name, t.pos(i, 0), v)
	}
}

// child is the map under key, made when it is not there.
func child(n *data.Node, key string, pos diag.Pos) *data.Node {
	if v := n.Get(key); v != nil {
		return v
	}
	v := &data.Node{Kind: data.Map, Pos: pos}
	n.Pairs = append(n.Pairs, data.Pair{Key: key, Pos: pos, Value: v})
	return v
}

func (r *reader) lists(t table) {
	var s *data.Shape
	var heads []string
	for i := range t.rows {
		first := t.at(i, 0).Text()
		if key, ok := strings.CutPrefix(first, "【"); ok {
			s, heads = shapeOf(r.shapes, strings.TrimSuffix(key, "】")), nil
			continue
		}
		switch {
		case s == nil || heads == nil && first == "":
		case heads == nil:
			for j := range t.rows[i] {
				heads = append(heads, t.at(i, j).Text())
			}
		case first == none:
			r.root.Set(s.Key, t.pos(i, 0), noList(t.at(i, 0)))
		case s.Kind == data.ShapeNamed:
			if v := t.at(i, 1); first != "" && v.Kind == data.Scalar {
				r.pair(child(r.root, s.Key, t.pos(i, 0)), first, t.pos(i, 0), v)
			}
		default:
			r.record(t, i, s, heads)
		}
	}
}

// record is one row of a table of records.
func (r *reader) record(t table, i int, s *data.Shape, heads []string) {
	out := &data.Node{Kind: data.Map}
	for j, h := range heads {
		v, m := t.at(i, j), shapeOf(s.Members, h)
		if v.Kind != data.Scalar || m == nil {
			continue
		}
		if m.Kind == data.ShapeTexts {
			v = several(v)
		}
		if len(out.Pairs) == 0 {
			out.Pos = t.pos(i, j)
		}
		out.Set(h, t.pos(i, j), v)
	}
	if len(out.Pairs) == 0 {
		return
	}
	list := r.root.Get(s.Key)
	if list == nil {
		list = &data.Node{Kind: data.List, Pos: out.Pos}
		r.root.Set(s.Key, out.Pos, list)
	}
	list.Items = append(list.Items, out)
}

// pair adds a key that may stand there once.
func (r *reader) pair(n *data.Node, key string, pos diag.Pos, v *data.Node) {
	for _, p := range n.Pairs {
		if p.Key == key {
			r.found.Add(diag.Errorf(v.Pos, codeTwice, "“%s”写了两次，%s已有", key, p.Pos.Where()).Do("删去一处，或改成不同的名称"))
			return
		}
	}
	n.Set(key, pos, v)
}
