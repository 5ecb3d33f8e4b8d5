package press

import (
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The figures of GB/T 9704-2012, written down once more: render/gbt9704 is what is
// being measured, so nothing is taken from there. Millimetres.
const (
	paperWidth, paperHeight = 210., 297. // 5.1
	whiteTop, whiteLeft     = 37., 28.   // 5.2.1 天头、订口
	typeWidth, typeHeight   = 156., 225. // 5.2.1 版心
	typeRight               = whiteLeft + typeWidth
	typeBottom              = whiteTop + typeHeight
	char                    = typeWidth / 28  // 一字: 28 of them fill the width (5.2.3)
	row                     = typeHeight / 22 // 一行: 22 of them fill the height (5.2.3)
	markBelow               = 35.             // 7.2.4
	redLineBelow            = 4.              // 7.2.7
	folioBelow              = 7.              // 7.5
	outerRule, innerRule    = .35, .25        // 7.4.1
)

// onRow is the middle of row n of the type area, from 1.
func onRow(n int) float64 { return whiteTop + (float64(n)-.5)*row }

// tolerance is how far a measured figure may be from the standard's.
const tolerance = 0.5

// table is what was measured, clause by clause.
type table struct {
	t    *testing.T
	rows []measured
}

// measured is one row of it.
type measured struct {
	clause, what  string
	want, got     string
	exact, differ string // got and the difference to hundredths
	bad           bool
}

// near holds a length against the standard's.
func (m *table) near(clause, what string, want, got float64) {
	d := got - want
	m.rows = append(m.rows, measured{clause, what, fmt.Sprintf("%.1f", want), tenths(got), fmt.Sprintf("%.2f", got),
		signed(d), !(math.Abs(d) <= tolerance)})
}

// drawn is near for what was measured on the drawn page. Dots differ from one mutool to
// the next, so it is kept to half millimetres.
func (m *table) drawn(clause, what string, want, got float64) {
	m.near(clause, what+"（量印出的笔画）", want, got)
	m.rows[len(m.rows)-1].got = tenths(math.Round(got*2) / 2)
}

// weight is near for the weight of lines, which are too thin for tenths.
func (m *table) weight(clause, what string, want, got float64) {
	s := fmt.Sprintf("%.2f", got)
	m.rows = append(m.rows, measured{clause, what, fmt.Sprintf("%.2f", want), s, s, signed(got - want), !(math.Abs(got-want) <= .005)})
}

// within holds a length against a range.
func (m *table) within(clause, what string, least, most, got float64) {
	m.rows = append(m.rows, measured{clause, what, fmt.Sprintf("%.1f—%.1f", least, most), tenths(got), fmt.Sprintf("%.2f", got),
		"", !(got >= least-.05 && got <= most+.05)})
}

// same holds a fact against the standard's.
func (m *table) same(clause, what, want, got string) {
	d := "同"
	if got != want {
		d = "不同"
	}
	m.rows = append(m.rows, measured{clause, what, want, got, got, d, got != want})
}

// face holds the name of an embedded face against the kind the standard asks for.
func (m *table) face(clause, what, want, got string) {
	for mark, kind := range map[string]string{"Biaosong": "小标宋", "Fangsong": "仿宋", "Heiti": "黑体", "Kaiti": "楷体", "Songti": "宋体"} {
		if strings.Contains(got, mark) {
			got = kind
		}
	}
	m.same(clause, what, want, got)
}

func (m *table) points(clause, what string, want, got float64) {
	m.same(clause, what, fmt.Sprintf("%.1f pt", want), fmt.Sprintf("%.1f pt", got))
}

func signed(d float64) string {
	return strings.NewReplacer("-0.00", "0.00", "+0.00", "0.00").Replace(fmt.Sprintf("%+.2f", d))
}

// tenths rounds so that a zero has no sign.
func tenths(v float64) string { return strings.Replace(fmt.Sprintf("%.1f", v), "-0.0", "0.0", 1) }

// kept is the table as it is kept: to tenths, without the difference.
func (m *table) kept() string {
	var b strings.Builder
	b.WriteString("| 条 | 要素 | 应为（mm） | 量得（mm） |\n|---|---|---|---|\n")
	for _, r := range m.rows {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.clause, r.what, r.want, r.got)
	}
	return b.String()
}

// shown is the table as a person reads it.
func (m *table) shown() string {
	var b strings.Builder
	b.WriteString("| 条 | 要素 | 应为（mm） | 量得（mm） | 差 |\n|---|---|---|---|---|\n")
	for _, r := range m.rows {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", r.clause, r.what, r.want, r.exact, r.differ)
	}
	return b.String()
}

// paper is a finished document and the places its pages leave for seals.
type paper struct {
	t      *testing.T
	file   string
	pages  []leaf
	places []Place
}

// printed builds testdata/要素/name.yaml and reads what came of it.
func printed(t *testing.T, name string) *paper {
	t.Helper()
	r := testPress(t, Options{Out: t.TempDir(), Formats: []string{"pdf"}}).Build("testdata/要素/" + name + ".yaml")
	if !r.Built || len(r.Outputs) != 1 {
		t.Fatalf("%s: %v %v", name, r.Err, r.Findings)
	}
	out := r.Outputs[0]
	return &paper{t: t, file: out.Path, pages: leaves(t, out.Path), places: out.Places}
}

// on is where text stands on a page, from 1.
func (p *paper) on(number int, text string) words {
	p.t.Helper()
	w := p.pages[number-1].find(text)
	if w == nil {
		p.t.Fatalf("%s: page %d has no %q", filepath.Base(p.file), number, text)
	}
	return w
}

// line is the line of the page text stands in.
func (p *paper) line(number int, text string) words {
	y := p.on(number, text).first().y
	for _, l := range p.pages[number-1].lines() {
		if math.Abs(l.first().y-y) < .3 {
			return l
		}
	}
	return nil
}

// above is the line of the page next above w.
func (p *paper) above(number int, w words) (best words) {
	p.t.Helper()
	for _, l := range p.pages[number-1].lines() {
		if y := l.first().y; y < w.first().y-.3 && (best == nil || y > best.first().y) {
			best = l
		}
	}
	if best == nil {
		p.t.Fatalf("page %d has nothing above", number)
	}
	return best
}

// TestMeasuredPage measures every element of GB/T 9704-2012 in finished files. `-v`
// prints the table.
func TestMeasuredPage(t *testing.T) {
	if _, err := exec.LookPath("mutool"); err != nil {
		t.Skip("mutool is not installed (mupdf-tools)")
	}
	m := &table{t: t}
	single := printed(t, "单独行文")
	m.grid(single)
	m.headLabels(single)
	m.mark(single)
	m.number(single)
	m.title(single)
	m.levels(single)
	m.enclosureList(single)
	m.oneSeal(single)
	m.enclosures(single)
	m.colophon(single)
	m.folio(single)
	m.turnedPages(single)
	m.jointHead(printed(t, "联合行文"))
	m.jointSeals(printed(t, "联合行文"))
	m.unsealed(printed(t, "不加盖印章"), "甲市乙区庚管理局", "2025年1月20日")
	m.longDate(printed(t, "日期较长"))
	m.stamp(printed(t, "签名章"))
	m.sideways(printed(t, "平行文"))
	for _, r := range m.rows {
		if r.bad {
			t.Errorf("%s %s: want %s, measured %s %s", r.clause, r.what, r.want, r.exact, r.differ)
		}
	}
	t.Logf("%d rows\n%s", len(m.rows), m.shown())
	same(t, "testdata/要素/量得.md", m.kept())
}
