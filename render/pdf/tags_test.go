package pdf

import (
	"strings"
	"testing"

	"nianbao/render/page"
)

// Level A of PDF/A (ISO 19005-1 6.8), which Preflight does not check.

// element is a structure element as a reader of the file finds it.
type element struct {
	kind string
	text string // of its own content
	alt  string
	kids []*element
}

// structure follows the structure tree of a file and checks, on the way, all that
// ties it to the pages.
func (f *parsed) structure() *element {
	t := f.t
	t.Helper()
	if f.dict(f.catalog()["MarkInfo"])["Marked"] != true {
		t.Error("not marked")
	}
	root := f.dict(f.catalog()["StructTreeRoot"])
	owner := f.owners(root)
	texts := f.markedText()
	var walk func(self, parent ref) *element
	walk = func(self, parent ref) *element {
		d := f.dict(self)
		if d["Type"] != name("StructElem") || d["P"] != parent {
			t.Errorf("element %d: %v, parent is %d", self, d, parent)
		}
		e := &element{kind: string(d["S"].(name))}
		if alt, ok := d["Alt"]; ok {
			e.alt = text(alt)
		}
		kids, many := d["K"].([]any)
		if !many && d["K"] != nil {
			kids = []any{d["K"]}
		}
		for _, kid := range kids {
			at := d["Pg"]
			switch k := kid.(type) {
			case ref:
				e.kids = append(e.kids, walk(k, self))
				continue
			case dict:
				if k["Type"] != name("MCR") || k["Pg"] == d["Pg"] {
					t.Errorf("element %d: reference %v", self, k)
				}
				at, kid = k["Pg"], k["MCID"]
			}
			key := content{at.(ref), int(kid.(float64))}
			got, ok := texts[key]
			if !ok || got.tag != name(e.kind) || owner[key] != self {
				t.Errorf("element %d (%s) has %v, which is %v and in the parent tree of %d", self, e.kind, key, got, owner[key])
			}
			delete(texts, key)
			delete(owner, key)
			e.text += got.text
		}
		return e
	}
	doc := walk(root["K"].(ref), f.catalog()["StructTreeRoot"].(ref))
	if len(texts) > 0 || len(owner) > 0 {
		t.Errorf("in no element: %v; in the parent tree alone: %v", texts, owner)
	}
	return doc
}

// content is a marked-content sequence of a page.
type content struct {
	page ref
	id   int
}

// owners returns what the parent tree says.
func (f *parsed) owners(root dict) map[content]ref {
	lists := map[float64][]any{}
	nums := f.dict(root["ParentTree"])["Nums"].([]any)
	last := -1.0
	for i := 0; i < len(nums); i += 2 {
		if key := nums[i].(float64); key <= last {
			f.t.Errorf("parent tree: %v after %v", key, last)
		} else if last = key; key >= root["ParentTreeNextKey"].(float64) {
			f.t.Errorf("next key of the parent tree is %v", root["ParentTreeNextKey"])
		}
		lists[last] = nums[i+1].([]any)
	}
	out := map[content]ref{}
	for _, kid := range f.dict(f.catalog()["Pages"])["Kids"].([]any) {
		key, ok := f.dict(kid)["StructParents"].(float64)
		if !ok {
			continue
		}
		for id, owner := range lists[key] {
			out[content{kid.(ref), id}] = owner.(ref)
		}
		delete(lists, key)
	}
	if len(lists) > 0 {
		f.t.Errorf("parent tree of no page: %v", lists)
	}
	return out
}

type taggedText struct {
	tag  name
	text string
}

// markedText returns the text of every marked-content sequence that has an MCID, and
// checks that nothing of a page is outside marked content.
func (f *parsed) markedText() map[content]taggedText {
	out := map[content]taggedText{}
	for i, kid := range f.dict(f.catalog()["Pages"])["Kids"].([]any) {
		p := f.dict(kid)
		characters := map[name]map[int]rune{}
		if fonts, ok := f.dict(p["Resources"])["Font"]; ok {
			for key, font := range f.dict(fonts) {
				characters[name(key)] = checkToUnicode(f.t.(*testing.T), string(f.data(f.dict(font)["ToUnicode"])))
			}
		}
		glyphs, strokes := f.interpret(p)
		for _, s := range strokes {
			if s.marked == nil || s.marked.tag != artifactTag || s.marked.properties["Type"] != name("Layout") {
				f.t.Errorf("page %d: a line is marked as %v", i+1, s.marked)
			}
		}
		sequences := map[content]*sequence{}
		for _, g := range glyphs {
			if g.marked == nil {
				f.t.Fatalf("page %d: text without a mark", i+1)
			}
			id, ok := g.marked.properties["MCID"].(float64)
			if !ok {
				if g.marked.tag != artifactTag || g.marked.properties["Type"] != name("Pagination") {
					f.t.Errorf("page %d: text is marked as %v", i+1, g.marked)
				}
				continue
			}
			key := content{kid.(ref), int(id)}
			if sequences[key] == nil {
				sequences[key] = g.marked
			} else if sequences[key] != g.marked {
				f.t.Errorf("page %d: MCID %v twice", i+1, id)
			}
			out[key] = taggedText{g.marked.tag, out[key].text + string(characters[g.font][g.cid])}
		}
	}
	return out
}

// String writes e and all inside it as one line: kind, own text, elements inside.
func (e *element) String() string {
	s := e.kind
	if e.alt != "" {
		s += "=" + e.alt
	}
	if e.text != "" {
		s += ":" + e.text
	}
	if len(e.kids) > 0 {
		parts := make([]string, len(e.kids))
		for i, k := range e.kids {
			parts[i] = k.String()
		}
		s += "(" + strings.Join(parts, " ") + ")"
	}
	return s
}

// read is the text of e as it is read aloud.
func (e *element) read() string {
	s := e.text
	for _, k := range e.kids {
		s += k.read()
	}
	return s
}

func TestStructureOfTheSample(t *testing.T) {
	p := sample(t)
	doc := parseFile(t, mustWrite(t, p)).structure()
	want := []string{
		"P:某某县司法局文件",
		"H1:法治政府建设年度报告",
		"H2:一、主要举措",
		"H3:（一）履行职责。",
		"P:受理496793.68万元“一网通办”，〔2023〕34号——全年……办结率98.5%。",
		"L(LI(LBody:人名𬭳㐂㕔，同志。《》、；：？！) LI(LBody:Wi-Fi AVATAR ToLTE-V2X号))",
		"Table(Caption:横排表格一二三 TR(TH:表 TH:格) TR(TD TD:286))",
	}
	if len(doc.kids) != len(want) || doc.kind != "Document" {
		t.Fatalf("document %s", doc)
	}
	for i, w := range want {
		if got := doc.kids[i].String(); got != w {
			t.Errorf("element %d is\n%s\nwant\n%s", i, got, w)
		}
	}
	runs := ""
	for _, pg := range p.Pages {
		for _, r := range pg.Runs {
			if r.Of != furniture {
				runs += r.Text
			}
		}
	}
	if got := doc.read(); got != runs {
		t.Errorf("read aloud\n%s\nwant the order of the runs\n%s", got, runs)
	}
}

// Elements that say little of how they belong together still make a sound tree.
func TestStructure(t *testing.T) {
	const (
		p, l, li, body      = page.RoleParagraph, page.RoleList, page.RoleItem, page.RoleItemBody
		table, row, th, td  = page.RoleTable, page.RoleRow, page.RoleHeadCell, page.RoleCell
		title, h, cap, figs = page.RoleTitle, page.RoleHeading, page.RoleCaption, page.RoleFigure
	)
	type e = page.Element
	for _, c := range []struct {
		what     string
		elements []page.Element
		runs     string // the element of each run, _ for furniture, / for a new page
		want     string
	}{
		{"levels under a title", []e{{Role: title}, {Role: h, Level: 1}, {Role: h, Level: 2}, {Role: p}}, "0123", "H1:0 H2:1 H3:2 P:3"},
		{"levels without one", []e{{Role: h, Level: 1}, {Role: h, Level: 4}, {Role: h}, {Role: h, Level: 9}}, "0123", "H1:0 H2:1 H1:2 H2:3"},
		{"a level left out", []e{{Role: title}, {Role: h, Level: 1}, {Role: h, Level: 3}, {Role: h, Level: 4}, {Role: h, Level: 2}, {Role: h, Level: 1}}, "012345", "H1:0 H2:1 H3:2 H4:3 H3:4 H2:5"},
		{"labels", []e{{Role: li}, {Role: "Lbl"}, {Role: body}, {Role: li}, {Role: "Lbl", Parent: 3}, {Role: body, Parent: 3}}, "1245", "L(LI(Lbl:1 LBody:2) LI(Lbl:4 LBody:5))"},
		{"a paragraph over three pages", []e{{Role: p}, {Role: p}}, "00_/0_/01_", "P:0000 P:1"},
		{"one piece around another", []e{{Role: p}, {Role: p}}, "0101", "P:00 P:11"},
		{"the date before the name", []e{{Role: p}, {Role: p}, {Role: p}}, "021", "P:0 P:2 P:1"},
		{"nothing drawn of it", []e{{Role: title}, {Role: p}, {Role: p}}, "02", "H1:0 P:2"},
		{"nothing but furniture", []e{{Role: p}}, "_", ""},
		{"items without a list", []e{{Role: p}, {Role: li}, {Role: li}, {Role: p}, {Role: li}}, "01234",
			"P:0 L(LI(LBody:1) LI(LBody:2)) P:3 L(LI(LBody:4))"},
		{"a list", []e{{Role: p}, {Role: l}, {Role: cap, Parent: 1}, {Role: li, Parent: 1}, {Role: body, Parent: 3}, {Role: l, Parent: 4}, {Role: li, Parent: 5}}, "0246",
			"P:0 L(Caption:2 LI(LBody:4(L(LI(LBody:6)))))"},
		{"cells without a table", []e{{Role: title}, {Role: cap}, {Role: th}, {Role: td}, {Role: td}}, "0123", "H1:0 Caption:1 P:2 P:3"},
		{"rows without a table", []e{{Role: p}, {Role: row}, {Role: td, Parent: 1}, {Role: row}, {Role: td, Parent: 3}, {Role: p}}, "0245",
			"P:0 Table(TR(TD:2) TR(TD:4)) P:5"},
		{"empty cells and rows", []e{{Role: table}, {Role: row}, {Role: td, Parent: 1}, {Role: td, Parent: 1}, {Role: row}, {Role: td, Parent: 4}, {Role: td, Parent: 4}, {Role: p, Parent: 6}}, "3",
			"Table(TR(TD TD:3) TR(TD TD))"},
		{"a cell whose neighbour is drawn first", []e{{Role: table}, {Role: row}, {Role: td, Parent: 1}, {Role: td, Parent: 1}}, "323",
			"Table(TR(TD:2 TD:33))"},
		{"two tables and nothing of the second", []e{{Role: table}, {Role: row}, {Role: td, Parent: 1}, {Role: table, Parent: -1}, {Role: row, Parent: 3}, {Role: td, Parent: 4}}, "2",
			"Table(TR(TD:2))"},
		{"parents that cannot be", []e{{Role: table, Parent: -1}, {Role: p}, {Role: p, Parent: 1}, {Role: p, Parent: 7}, {Role: p, Parent: 4}}, "1234", "P:1 P:2 P:3 P:4"},
		{"a figure", []e{{Role: figs, Alt: "案件\n走势"}, {Role: cap, Parent: 0}}, "01", "Figure=案件 走势:0(Caption:1)"},
		{"a role of later", []e{{Role: "Note"}, {}}, "01", "P:0 P:1"},
	} {
		t.Run(c.what, func(t *testing.T) {
			doc := page.Pages{Elements: c.elements}
			for _, runs := range strings.Split(c.runs, "/") {
				pg := page.Page{Width: 210 * mm, Height: 297 * mm}
				for i, r := range runs {
					run := page.Run{X: page.Length(i) * 10 * mm, Y: 50 * mm, Face: "西文", Size: 16 * pt, Text: string(r), Of: int(r - '0')}
					if r == '_' {
						run.Of = furniture
					}
					pg.Runs = append(pg.Runs, run)
				}
				doc.Pages = append(doc.Pages, pg)
			}
			got := parseFile(t, mustWrite(t, doc)).structure().String()
			want := "Document"
			if c.want != "" {
				want += "(" + c.want + ")"
			}
			if got != want {
				t.Errorf("structure %s\nwant %s", got, want)
			}
		})
	}
}

// Pages that say nothing of their meaning are not called tagged.
func TestWithoutElements(t *testing.T) {
	p := sample(t)
	p.Elements = nil
	f := parseFile(t, mustWrite(t, p))
	if f.catalog()["MarkInfo"] != nil || f.catalog()["StructTreeRoot"] != nil {
		t.Errorf("catalog %v", f.catalog())
	}
	for i, d := range f.pages() {
		glyphs, strokes := f.interpret(d)
		for _, g := range glyphs {
			if g.marked != nil {
				t.Fatalf("page %d: text is marked", i+1)
			}
		}
		for _, s := range strokes {
			if s.marked != nil {
				t.Fatalf("page %d: a line is marked", i+1)
			}
		}
		if d["StructParents"] != nil {
			t.Errorf("page %d: %v", i+1, d)
		}
	}
	if xmp := string(f.objects[f.catalog()["Metadata"].(ref)].stream); !strings.Contains(xmp, "<pdfaid:conformance>B</pdfaid:conformance>") {
		t.Errorf("claim in %s", xmp)
	}
}

// Tags cost little: about 130 bytes for each element.
func TestTagsAreSmall(t *testing.T) {
	p := report(t)
	tagged := mustWrite(t, p)
	elements := len(p.Elements)
	p.Elements = nil
	plain := mustWrite(t, p)
	grown := len(tagged) - len(plain)
	if grown <= 0 || grown > 600+150*elements || grown > len(plain)/20 {
		t.Errorf("%d elements make %d bytes more than %d", elements, grown, len(plain))
	}
	t.Logf("%d elements: %d bytes on %d", elements, grown, len(plain))
}
