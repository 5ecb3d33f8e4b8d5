package templates_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"nianbao/fonts"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/hanzi"
	"nianbao/render/layout"
	"nianbao/render/pdf"
	"nianbao/templates"
)

var titleSheet = flag.String("titles", "", "folder to print all titles of testdata/titles.txt into, as a PDF to look at")

// aTitle is one title or letterhead of testdata/titles.txt.
type aTitle struct {
	text string
	max  int // characters of a row
	name []string
}

// families are the ways a report is titled (published reports).
var families = []string{"%s2024年法治政府建设年度报告", "%s2024年法治政府建设工作报告", "%s2024年法治政府建设情况报告",
	"%s2024年法治政府建设情况的报告", "%s关于2024年度法治政府建设情况的报告"}

func readTitles(t *testing.T) []aTitle {
	t.Helper()
	text, err := os.ReadFile("testdata/titles.txt")
	if err != nil {
		t.Fatal(err)
	}
	s := gbt9704.Standard()
	var out []aTitle
	for _, l := range strings.Split(string(text), "\n") {
		f := strings.Fields(l)
		if len(f) < 3 || f[0] == "#" {
			continue
		}
		switch f[0] {
		case "单位":
			for _, family := range families {
				out = append(out, aTitle{fmt.Sprintf(family, f[1]), s.TitleCells(), f[1:]})
			}
		case "长题":
			out = append(out, aTitle{f[2], s.TitleCells(), f[1:2]})
		case "标志":
			n, err := strconv.Atoi(f[1])
			if err != nil {
				t.Fatal(l)
			}
			out = append(out, aTitle{f[2], n, []string{strings.TrimSuffix(f[2], "文件")}})
		}
	}
	return out
}

// titleWords are the words of the official package.
func titleWords(t *testing.T) []string {
	t.Helper()
	p, found := templates.Load(templates.Folders(templates.Official(), "内置模板")[0])
	if p == nil {
		t.Fatal(found)
	}
	return p.Words
}

// TestTitleRows cuts every title (GB/T 9704-2012 7.3.1) and compares the rows with
// testdata/titles-rows.txt, which was read row by row.
func TestTitleRows(t *testing.T) {
	words := titleWords(t)
	var got strings.Builder
	for _, title := range readTitles(t) {
		rows := hanzi.CutTitle(title.text, title.max, title.name, words)
		fmt.Fprintln(&got, strings.Join(rows, "｜"))
		if err := checkRows(title, rows, words); err != nil {
			t.Errorf("%s: %v", strings.Join(rows, "｜"), err)
		}
	}
	const golden = "testdata/titles-rows.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	w, g := strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			t.Errorf("line %d\n got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	if len(w) != len(g) {
		t.Errorf("%d titles, want %d", len(g), len(w))
	}
}

// checkRows states what rows must hold, apart from the program's own search.
func checkRows(title aTitle, rows, words []string) error {
	if strings.Join(rows, "") != title.text {
		return fmt.Errorf("text lost")
	}
	pieces := wordsOf(title, words)
	at, fell, prev := 0, false, 0
	for i, row := range rows {
		w := cells(row)
		switch {
		case w > 2*title.max:
			return fmt.Errorf("row %d is wider than %d", i, title.max)
		case i > 0 && w > prev && fell:
			return fmt.Errorf("row %d: neither 梯形 nor 菱形", i)
		case i > 0 && w < prev:
			fell = true
		}
		prev = w
		at += len(row)
		if i == len(rows)-1 {
			if len(rows) > 1 && w <= 4 {
				return fmt.Errorf("the last row has one or two characters")
			}
			break
		}
		for _, p := range pieces {
			if p[0] < at && at < p[1] {
				return fmt.Errorf("%q is cut", title.text[p[0]:p[1]])
			}
		}
		next := rows[i+1]
		for _, s := range []string{"的", "年", "、", "）", "》", "人民政府", "街道", "自治"} {
			if strings.HasPrefix(next, s) {
				return fmt.Errorf("row %d starts with %s", i+1, s)
			}
		}
		for _, s := range []string{"关于", "和", "与", "及", "（", "《"} {
			if strings.HasSuffix(row, s) && !(s == "关于" && strings.HasPrefix(next, "《") && cells(next) > 2*title.max-4) {
				return fmt.Errorf("row %d ends with %s", i, s)
			}
		}
	}
	return nil
}

// cells is the width of a row in half characters.
func cells(row string) (w int) {
	for _, r := range row {
		w += 2 * hanzi.ModelWidth(r) / hanzi.Em
	}
	return w
}

// wordsOf finds what must not be cut: the name where it fits a row, and the words of
// the list, at each place the longest.
func wordsOf(title aTitle, words []string) (found [][2]int) {
	var list []string
	for _, n := range title.name {
		if cells(n) <= 2*title.max {
			list = append(list, n)
		}
	}
	list = append(list, words...)
	slices.SortStableFunc(list, func(a, b string) int { return len(b) - len(a) })
	for i := 0; i < len(title.text); {
		k := slices.IndexFunc(list, func(w string) bool { return strings.HasPrefix(title.text[i:], w) })
		if k < 0 {
			i++
			continue
		}
		found = append(found, [2]int{i, i + len(list[k])})
		i += len(list[k])
	}
	return found
}

// TestTitleSheet sets all titles on pages and finds nothing to say of them; -titles
// prints them.
func TestTitleSheet(t *testing.T) {
	faces, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	words := titleWords(t)
	s := gbt9704.Standard()
	d := doc.Document{Info: doc.Info{Title: "标题分行", Author: "年报", Language: "zh-CN", Date: "2025-01-01"}}
	for _, title := range readTitles(t) {
		if title.max == s.TitleCells() {
			d.Blocks = append(d.Blocks, doc.Title{Lines: []doc.Run{{Text: title.text}}, Whole: title.name, Words: words})
			continue
		}
		var rows []doc.Run
		for _, r := range hanzi.CutTitle(title.text, title.max, title.name, words) {
			rows = append(rows, doc.Run{Text: r})
		}
		d.Blocks = append(d.Blocks, doc.Title{Lines: rows})
	}
	pages, found := layout.Lay(d, &s, faces)
	if len(found) > 0 {
		t.Fatal(found)
	}
	if *titleSheet == "" {
		return
	}
	out, err := pdf.Write(pages, faces)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*titleSheet, "titles.pdf"), out, 0o644); err != nil {
		t.Fatal(err)
	}
}
