package pdf

import (
	"strings"
	"testing"

	"nianbao/render/page"
	"nianbao/render/pdf/audit"
)

// Level A of PDF/A (ISO 19005-1 6.8), which Preflight does not check.

// structureOf returns the structure of a file that ties in with its pages.
func structureOf(t *testing.T, file []byte) *audit.Element {
	t.Helper()
	f, err := audit.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	top, faults := audit.Structure(f)
	if len(faults) > 0 || top == nil {
		t.Fatalf("structure: %v", faults)
	}
	for i, p := range f.Pages() {
		for _, s := range f.Content(p).Shown {
			want := audit.Name("Pagination")
			if s.Font == 0 {
				want = "Layout" // lines
			}
			if s.Marked.Tag == artifactTag && s.Marked.Properties["Type"] != want {
				t.Errorf("page %d: an artifact is marked %v", i+1, s.Marked.Properties)
			}
			if s.Font == 0 && s.Marked.Tag != artifactTag && s.Marked.Tag != "Figure" {
				t.Errorf("page %d: a line is marked %v", i+1, s.Marked)
			}
		}
	}
	return top
}

func TestStructureOfTheSample(t *testing.T) {
	p := sample(t)
	doc := structureOf(t, mustWrite(t, p))
	want := []string{
		"P:某某县司法局文件",
		"H1:法治政府建设年度报告",
		"H2:一、主要举措",
		"H3:（一）履行职责。",
		"P:受理496793.68万元“一网通办”，〔2023〕34号——全年……办结率98.5%。",
		"L(LI(LBody:人名𬭳㐂㕔，同志。《》、；：？！) LI(LBody:Wi-Fi AVATAR ToLTE-V2X号))",
		"Table(Caption:横排表格一二三 TR(TH[Scope Column]:表 TH[Scope Column]:格) TR(TD TD:286))",
	}
	if len(doc.Kids) != len(want) || doc.Kind != "Document" {
		t.Fatalf("document %s", doc)
	}
	for i, w := range want {
		if got := doc.Kids[i].String(); got != w {
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
	if got := doc.Read(); got != runs {
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
			got := structureOf(t, mustWrite(t, doc)).String()
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
		glyphs, strokes, _ := f.interpret(d)
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
