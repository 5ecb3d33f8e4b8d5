package xlsx

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"nianbao/render/doc"
	"nianbao/render/opc"
)

func write(t testing.TB, a doc.Annex) []byte {
	t.Helper()
	data, err := Write(a)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// unzip returns the parts of a workbook by name.
func unzip(t testing.TB, data []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range r.File {
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	return parts
}

// TestSame builds each sample forty times, then from eight goroutines at once. With
// charts excelize has more orders to choose from: four sheets have them.
func TestSame(t *testing.T) {
	for name, make := range map[string]func() doc.Annex{"sample": sample, "charted": charted} {
		want := write(t, make())
		for range 39 {
			if !bytes.Equal(write(t, make()), want) {
				t.Fatalf("%s：两次生成的字节不同", name)
			}
		}
		got := make8(make)
		for i := range got {
			if !bytes.Equal(got[i], want) {
				t.Errorf("%s：第 %d 个协程生成的字节不同", name, i+1)
			}
		}
	}
}

func make8(make func() doc.Annex) (got [8][]byte) {
	var all sync.WaitGroup
	for i := range got {
		all.Go(func() { got[i], _ = Write(make()) })
	}
	all.Wait()
	return got
}

// TestInOneWrite: what is inserted in a part is at its place however the part comes,
// at once or byte by byte, as it does from a file when it is large.
func TestInOneWrite(t *testing.T) {
	give := func(pieces ...string) func(put func([]byte) error) error {
		return func(put func([]byte) error) error {
			for _, p := range pieces {
				if err := put([]byte(p)); err != nil {
					return err
				}
			}
			return nil
		}
	}
	inserts := func() map[string][]insert {
		return map[string][]insert{"x": {{rowsMark, give("<row/>", "<row/>")}, {tailMark, give("<hyperlinks/>")}}}
	}
	for _, size := range []int{1, 5, 100} {
		var out bytes.Buffer
		a := &archive{inserts: inserts()}
		w, err := a.Create("x")
		if err != nil {
			t.Fatal(err)
		}
		for piece := range slices.Chunk([]byte("<a/></sheet></sheetData><print/><printOptions/><b/>"), size) {
			if _, err := w.Write(piece); err != nil {
				t.Fatal(err)
			}
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		x := a.parts[0]
		if err := opc.Write(&out, []opc.Packed{x.whole()}); err != nil {
			t.Fatal(err)
		}
		if got := unzip(t, out.Bytes())["x"]; got != "<a/></sheet><row/><row/></sheetData><print/><hyperlinks/><printOptions/><b/>" {
			t.Errorf("每次 %d 字节：%s", size, got)
		}
	}
	a := &archive{inserts: inserts()}
	if _, err := a.Create("x"); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err == nil {
		t.Error("没有放进去，却没有报错")
	}
}

// TestCommonParts: parts taken from the workbook before are the ones this one would have,
// also when another came between.
func TestCommonParts(t *testing.T) {
	a, b := sample(), sample()
	b.Sheets = b.Sheets[:1]
	first, other := write(t, a), write(t, b)
	if bytes.Equal(first, other) {
		t.Fatal("the two are to differ")
	}
	for range 2 {
		if !bytes.Equal(write(t, a), first) || !bytes.Equal(write(t, b), other) {
			t.Error("the bytes depend on what was written before")
		}
	}
	lately.Clear()
	if !bytes.Equal(write(t, a), first) {
		t.Error("the bytes depend on what was kept")
	}
}

// TestArchive looks at the container: order, method and times of the parts.
func TestArchive(t *testing.T) {
	data := write(t, sample())
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
		if f.Method != zip.Deflate || f.ModifiedDate != 1<<5|1 || f.ModifiedTime != 0 || f.Flags != 0 || len(f.Extra) != 0 {
			t.Errorf("%s: 压缩法 %d，日期 %#x，标志 %d", f.Name, f.Method, f.ModifiedDate, f.Flags)
		}
	}
	if !slices.IsSorted(names) || names[0] != opc.ContentTypes {
		t.Errorf("部件的次序：%v", names)
	}
}

func TestSortDefaults(t *testing.T) {
	const before = `<Types><Default Extension="xml" ContentType="b"></Default><Default Extension="rels" ContentType="a"></Default><Override PartName="/x"></Override></Types>`
	const after = `<Types><Default Extension="rels" ContentType="a"></Default><Default Extension="xml" ContentType="b"></Default><Override PartName="/x"></Override></Types>`
	for in, want := range map[string]string{
		before: after, after: after, "": "", "<Types></Types>": "<Types></Types>",
		`<Default a></Default><X/><Default b></Default>`: `<Default a></Default><X/><Default b></Default>`,
	} {
		if got := string(sortDefaults([]byte(in))); got != want {
			t.Errorf("sortDefaults(%q) = %q", in, got)
		}
	}
}

// one writes a single sheet of the given rows and returns its part and the styles.
func one(t *testing.T, widths []int, rows ...doc.Row) (sheet, styles string) {
	t.Helper()
	parts := unzip(t, write(t, doc.Annex{Sheets: []doc.Sheet{{Name: "表", Widths: widths, Rows: rows}}}))
	return parts["xl/worksheets/sheet1.xml"], parts["xl/styles.xml"]
}

// TestBorderColour: when it passes with the colour left out of style.go, the note
// there can go.
func TestBorderColour(t *testing.T) {
	_, styles := one(t, nil, row(text(doc.CellText, "甲")))
	if !strings.Contains(styles, `<left style="thin"><color rgb="FF000000">`) || strings.Contains(styles, `rgb="FF"`) {
		t.Errorf("框线没有颜色：%s", styles)
	}
}

// TestColumns: columns stand in order, as ISO 29500-1 readers expect; fails with
// "倒序" when SetColWidth may be called in natural order again.
func TestColumns(t *testing.T) {
	sheet, _ := one(t, []int{1, 2, 3}, row(text(doc.CellText, "甲")))
	const want = `<cols><col min="1" max="1" width="1.625" customWidth="1"/><col min="2" max="2" width="2.625" customWidth="1"/><col min="3"`
	if !strings.Contains(sheet, want) {
		t.Errorf("列倒序：%s", sheet)
	}
}

// TestTextStaysText: what a clerk or an attacker writes never becomes a formula, a
// figure or a date, in the file or on the next edit of the cell.
func TestTextStaysText(t *testing.T) {
	for _, s := range []string{`=HYPERLINK("http://x","点我")`, "+1", "-2+3", "@SUM(A1)", " =1+1", "＝1+1", "330102001000000",
		"11330000000000000", "007", "12.50", "1-3", "2025-01-20", "50%", "1E5", "0571-12345678"} {
		sheet, styles := one(t, nil, row(text(doc.CellText, s)))
		if strings.Contains(sheet, "<f>") || !strings.Contains(sheet, `t="inlineStr"`) || !strings.Contains(styles, `numFmtId="49"`) {
			t.Errorf("%q 没有存成文本：%s", s, sheet)
		}
	}
	for _, s := range []string{"一、（三）", "—", "286宗", "第3季度", "", "（余）"} {
		if mistakable(s) {
			t.Errorf("%q 不必用文本格式", s)
		}
	}
}

// TestValues: what the cells hold in the file.
func TestValues(t *testing.T) {
	for _, c := range []struct {
		name string
		cell doc.Cell
		want string
	}{
		{"整数", figure(doc.CellFigure, "81000", ""), `<v>81000</v>`},
		{"小数", figure(doc.CellFigure, "496793.68", ""), `<v>496793.68</v>`},
		{"十分之一", figure(doc.CellFigure, "1/10", ""), `<v>0.1</v>`},
		{"除不尽", figure(doc.CellFigure, "3259/3810", ""), `<v>0.8553805774278215</v>`},
		{"公式与数", computed(doc.CellResult, "B1/C1", "1/2", ""), `><f>B1/C1</f><v>0.5</v></c>`},
		{"公式与文字", spoken(doc.CellResult, `IF(B1<2,"—",1)`, "—"), `t="str"><f>IF(B1&lt;2,&#34;—&#34;,1)</f><v>—</v></c>`},
		{"公式与空文字", spoken(doc.CellResult, `""`, ""), `t="str"><f>&#34;&#34;</f></c>`},
		{"空的待填格", doc.Cell{Style: doc.CellFigure}, `<c r="A1" s="1"></c>`},
		{"特殊字符", text(doc.CellText, "甲<乙>&“丙”\n丁"), "<is><t>甲&lt;乙&gt;&amp;“丙”\n丁</t></is>"},
	} {
		sheet, _ := one(t, nil, row(c.cell))
		if !strings.Contains(sheet, c.want) {
			t.Errorf("%s：要 %s，有 %s", c.name, c.want, sheet)
		}
	}
}

// TestProtection: sheets are locked, cells to be filled in are not.
func TestProtection(t *testing.T) {
	for _, c := range []struct {
		name string
		cell doc.Cell
		open bool
	}{
		{"数", figure(doc.CellFigure, "1", ""), true},
		{"空的封面格", text(doc.CellField, ""), true},
		{"封面格", text(doc.CellField, "某街道"), false},
		{"公式", computed(doc.CellResult, "1+1", "2", ""), false},
		{"文字", text(doc.CellText, "甲"), false},
	} {
		sheet, styles := one(t, nil, row(c.cell))
		if !strings.Contains(sheet, `<sheetProtection sheet="true"`) || strings.Contains(sheet, "password") {
			t.Errorf("%s：工作表没有保护，或带了密码", c.name)
		}
		if got := strings.Contains(styles, `locked="false"`) || strings.Contains(styles, `locked="0"`); got != c.open {
			t.Errorf("%s：可改 %v，应为 %v", c.name, got, c.open)
		}
	}
}

// TestRefuses: what cannot be written without losing something is an error that
// says where.
func TestRefuses(t *testing.T) {
	sheet := func(cells ...doc.Cell) doc.Annex {
		return doc.Annex{Sheets: []doc.Sheet{{Name: "表一", Rows: []doc.Row{{}, row(cells...)}}}}
	}
	for _, c := range []struct {
		annex doc.Annex
		want  string
	}{
		{doc.Annex{}, "附表没有工作表"},
		{sheet(wide(2, text(doc.CellText, "甲")), text(doc.CellText, "乙")), "工作表“表一”第 2 行：第 2 列的格已被第 1 列的格盖住，不能再有内容"},
		{sheet(text(doc.CellText, strings.Repeat("字", 32768))), "工作表“表一”第 2 行：一格的文字有 32768 字，超过 32767 字"},
		{doc.Annex{Sheets: []doc.Sheet{{Name: "表一", Rows: make([]doc.Row, doc.MostRows+1)}}}, "工作表“表一”有 1048577 行，一张表最多 1048576 行"},
	} {
		_, err := Write(c.annex)
		if err == nil || err.Error() != c.want {
			t.Errorf("要 %q，有 %v", c.want, err)
		}
	}
}

// TestProperties: an unreadable date must not make a damaged file, nor an empty
// author leave the library's name.
func TestProperties(t *testing.T) {
	core := unzip(t, write(t, doc.Annex{Info: doc.Info{Date: "二〇二五年"}, Sheets: []doc.Sheet{{}}}))["docProps/core.xml"]
	if !strings.Contains(core, ">2000-01-01T00:00:00Z<") || strings.Contains(core, "xuri") {
		t.Error(core)
	}
}
