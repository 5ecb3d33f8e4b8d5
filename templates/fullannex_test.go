package templates_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"nianbao/render/doc"
	"nianbao/render/xlsx"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/merge"
)

// fullUnit writes a data file with every figure of the package filled in, this year
// and last, and an aim set for each. Rates that follow from others are left to follow.
func fullUnit(p *templates.Package, kind string) string {
	derived := map[string]bool{}
	for i := range p.Relations {
		if path, ok := p.Relations[i].Derives(); ok && p.Relations[i].IsRate() {
			derived[path] = true
		}
	}
	n := 0
	value := func(path string, of data.Type) string {
		n++
		switch of {
		case data.Rate:
			return strconv.Itoa(60+n%41) + "%"
		case data.Amount:
			return strconv.Itoa(100+n) + ".5"
		}
		return strconv.Itoa(3 + n*37%900)
	}
	figures := func() string {
		var b strings.Builder
		for _, g := range p.Schema.Groups {
			b.WriteString("  " + g + ":\n")
			for _, f := range p.Schema.Fields {
				if f.Group != g || derived[f.Path()] {
					continue
				}
				b.WriteString("    " + f.Name + ": " + filled(f, derived, value) + "\n")
			}
		}
		return b.String()
	}
	var aims strings.Builder
	for _, f := range p.Schema.Fields {
		if f.Type == data.Rate {
			aims.WriteString("  " + f.Path() + ": 95%\n")
		} else if f.Type.Numeric() {
			aims.WriteString("  " + f.Path() + ": 1000\n")
		}
	}
	return "单位: 样区\n全称: 样区人民政府\n类型: " + kind + "\n年度: 2024\n统计:\n" + figures() + "上年:\n" + figures() + "目标:\n" + aims.String()
}

// filled is a value for one field, as it is typed.
func filled(f *data.Field, derived map[string]bool, value func(string, data.Type) string) string {
	var parts []string
	switch f.Type {
	case data.Table:
		for _, item := range []string{"甲类", "乙类", "丙类"} {
			parts = append(parts, item+": "+value(f.Path(), data.Count))
		}
	case data.Group:
		for _, m := range f.Members {
			if path := f.Path() + "." + m.Name; !derived[path] {
				parts = append(parts, m.Name+": "+value(path, m.Type))
			}
		}
	case data.Matrix:
		for _, row := range f.Rows {
			var cells []string
			for _, col := range f.Cols {
				cells = append(cells, fmt.Sprintf("%q: %s", col, value(f.Path(), data.Count)))
			}
			parts = append(parts, fmt.Sprintf("%q: {%s}", row, strings.Join(cells, ", ")))
		}
	default:
		return value(f.Path(), f.Type)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// fullAnnex is the workbook of that data file.
func fullAnnex(t *testing.T) doc.Annex {
	p := official(t)
	k := p.Kinds[len(p.Kinds)-1] // the one with every sheet
	root, src, found, broken := data.Parse("样区.yaml", []byte(fullUnit(p, k.Name)))
	u, more := data.Decode(root, src, &p.Schema, broken)
	if found = append(found, more...); found.Stops() {
		t.Fatal(found)
	}
	m := merge.New(k, u, ledger.New(p, u), "", "2025-01-01")
	m.Document()
	a := m.Annex()
	if len(a.Sheets) != len(k.Annex()) {
		t.Fatalf("%d sheets of %d: not every one has figures", len(a.Sheets), len(k.Annex()))
	}
	return a
}

// TestFullWorkbook: with every field filled, each formula computes in LibreOffice to
// what was stored with it.
func TestFullWorkbook(t *testing.T) {
	a := fullAnnex(t)
	fresh := recalculated(t, a)
	formulas := 0
	for i, s := range a.Sheets {
		for r, row := range s.Rows {
			for c, cell := range row.Cells {
				if cell.Formula == "" {
					continue
				}
				formulas++
				got := at(fresh[i], r, c)
				if !same(cell, got) {
					t.Errorf("《%s》 row %d column %d =%s: stored %s, computed %s", s.Name, r+1, c+1, cell.Formula, stored(cell), got)
				}
			}
		}
	}
	if formulas < 1000 {
		t.Errorf("only %d formulas", formulas)
	}
}

// TestWorkbookEmptiedToZero: when every typed figure is overwritten with 0 no cell
// shows an error, and a rate that cannot be computed is said to be missing.
func TestWorkbookEmptiedToZero(t *testing.T) {
	a := fullAnnex(t)
	unknown := ""
	for _, s := range a.Sheets {
		for r := range s.Rows {
			for c := range s.Rows[r].Cells {
				if cell := &s.Rows[r].Cells[c]; cell.Style == doc.CellFigure && cell.Number != nil && cell.Formula == "" {
					cell.Number = new(big.Rat)
				}
			}
		}
	}
	for _, k := range official(t).Kinds {
		for _, s := range k.Annex() {
			for _, b := range s.Blocks {
				if b.Kind == templates.Statements {
					unknown = b.Unknown
				}
			}
		}
	}
	missing := 0
	for i, sheet := range recalculated(t, a) {
		for r, row := range sheet {
			for c, text := range row {
				if strings.HasPrefix(text, "#") || strings.HasPrefix(text, "Err:") {
					t.Errorf("《%s》 row %d column %d =%s shows %s", a.Sheets[i].Name, r+1, c+1, a.Sheets[i].Rows[r].Cells[c].Formula, text)
				}
				if text == unknown {
					missing++
				}
			}
		}
	}
	if missing == 0 {
		t.Errorf("nothing is said to be %s", unknown)
	}
}

// recalculated writes a, lets LibreOffice compute it anew, and reads every sheet back
// as texts; numbers have all their digits, rates a %. Without LibreOffice the test is skipped.
func recalculated(t *testing.T, a doc.Annex) [][][]string {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("LibreOffice is not installed, or the test is run in short mode")
	}
	book, err := xlsx.Write(a)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	// a book that names Excel as its maker would be believed without this
	const settings = `<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">` +
		`<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>`
	for name, content := range map[string]string{"book.xlsx": string(book), "profile/user/registrymodifications.xcu": settings} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	// comma, quote, UTF-8, from line 1; texts unquoted, numbers as they are, all sheets
	const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
	out, err := exec.Command(office, "--headless", "-env:UserInstallation=file://"+filepath.ToSlash(dir)+"/profile", "--convert-to", filter,
		"--outdir", dir, filepath.Join(dir, "book.xlsx")).CombinedOutput()
	if err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, out)
	}
	sheets := make([][][]string, len(a.Sheets))
	for i, s := range a.Sheets {
		f, err := os.Open(filepath.Join(dir, "book-"+s.Name+".csv"))
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		r := csv.NewReader(f)
		r.FieldsPerRecord = -1
		sheets[i], err = r.ReadAll()
		f.Close()
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
	}
	return sheets
}

func at(sheet [][]string, r, c int) string {
	if r < len(sheet) && c < len(sheet[r]) {
		return sheet[r][c]
	}
	return ""
}

// same compares what was stored with what a spreadsheet computes, in binary fractions.
func same(c doc.Cell, got string) bool {
	if c.Number == nil {
		return c.Text == got
	}
	want, _ := c.Number.Float64()
	digits, percent := strings.CutSuffix(got, "%")
	v, err := strconv.ParseFloat(digits, 64)
	if percent {
		v /= 100
	}
	return err == nil && math.Abs(v-want) <= 1e-9*max(1, math.Abs(want))
}

func stored(c doc.Cell) string {
	if c.Number == nil {
		return "“" + c.Text + "”"
	}
	return c.Number.FloatString(6)
}
