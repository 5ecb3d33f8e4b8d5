package press

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/layout"
	"nianbao/render/page"
	"nianbao/render/pdf"
)

// TestLinesComeBackWhole: poppler gives every line of the five reports as one line, so
// that what is printed is found by searching, wherever marks were squeezed.
func TestLinesComeBackWhole(t *testing.T) {
	shared := os.Getenv("NIANBAO_SHARED")
	if shared == "" {
		t.Skip("no folder with reports (NIANBAO_SHARED)")
	}
	if !filepath.IsAbs(shared) {
		shared = filepath.Join("../../..", shared)
	}
	files, _ := filepath.Glob(filepath.Join(shared, "reports", "data", "*.yaml"))
	if len(files) < 5 {
		t.Skip("no reports in the folder named by NIANBAO_SHARED")
	}
	p := testPress(t, Options{})
	for _, file := range files {
		_, u := p.prepare(file)
		if n := readBack(t, filepath.Base(file), u.reports[0].pages, p); n < 80 {
			t.Errorf("%s: only %d lines read", filepath.Base(file), n)
		}
	}
}

// TestDenseLinesComeBackWhole: the same of random text of which half is marks, so that
// lines are squeezed as far as they go.
func TestDenseLinesComeBackWhole(t *testing.T) {
	const marks = "，、“”（）《》。；"
	r := rand.New(rand.NewPCG(1, 2))
	var blocks []doc.Block
	for range 400 {
		text := make([]rune, 60)
		for i := range text {
			text[i] = rune('一' + r.IntN(300))
			if all := []rune(marks); r.IntN(2) == 0 {
				text[i] = all[r.IntN(len(all))]
			}
		}
		blocks = append(blocks, doc.Para{Text: []doc.Run{{Text: string(text)}}})
	}
	p, s := testPress(t, Options{}), gbt9704.Standard()
	pages, _ := layout.Lay(doc.Document{Info: doc.Info{Title: "无", Language: "zh-CN", Date: "2025-01-05"}, Blocks: blocks}, &s, p.opt.Faces)
	readBack(t, "random text", pages, p)
}

// readBack looks for every line of pages in what pdftotext reads and returns how many
// there are.
func readBack(t *testing.T, name string, pages page.Pages, p *Press) (lines int) {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	file, err := pdf.Write(pages, p.opt.Faces)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("pdftotext", "-enc", "UTF-8", "-", "-")
	cmd.Stdin = bytes.NewReader(file)
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, l := range strings.FieldsFunc(string(text), func(r rune) bool { return r == '\n' || r == '\f' }) {
		got[squash(l)] = true
	}
	for i := range pages.Pages {
		for _, l := range bodyLines(&pages.Pages[i]) {
			if lines++; !got[squash(l)] {
				t.Errorf("%s, page %d: the line is not whole: %s", name, i+1, l)
			}
		}
	}
	return lines
}

// bodyLines are the lines of the text's own size on a page, the page number not.
func bodyLines(p *page.Page) (out []string) {
	y := page.Length(-1)
	for _, r := range p.Runs {
		if r.Of < 0 || r.Size != gbt9704.Standard().Body {
			continue
		}
		if r.Y != y {
			out = append(out, "")
			y = r.Y
		}
		out[len(out)-1] += r.Text
	}
	return out
}

func squash(s string) string { return strings.Join(strings.Fields(s), "") }
