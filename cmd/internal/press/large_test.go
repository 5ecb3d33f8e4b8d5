package press

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/fonts"
	"nianbao/render/pdf"
)

const (
	largePages      = 300
	largeCharacters = 5000
)

// largeReport is the data file of a made-up report of 300 pages in which 5,000
// different characters stand, rare ones among them, with lists and headings.
func largeReport(t testing.TB) string {
	faces, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var chars []rune
	for _, block := range [][2]rune{{0x4E00, 0x9FFF}, {0x20000, 0x2A6DF}, {0x2CB00, 0x2CBFF}} {
		for r := block[0]; r <= block[1] && len(chars) < largeCharacters; r++ {
			if block[0] == 0x4E00 && len(chars) >= largeCharacters-50 {
				break // room for characters beyond the BMP
			}
			if _, ok := faces.Resolve(r, "仿宋", "宋体", "生僻字"); ok {
				chars = append(chars, r)
			}
		}
	}
	if len(chars) < largeCharacters {
		t.Fatalf("the faces have %d characters", len(chars))
	}
	var b strings.Builder
	b.WriteString("单位: 甲街道\n全称: 某市某区甲街道办事处\n类型: 街道乡镇\n年度: 2024\n成文日期: 2025-01-20\n" +
		"不查: {C01: 大文件, C05: 大文件}\n统计: {执法: {案件总数: 286}}\n附件: [{名: 统计表, 表: 全部}, 说明]\n正文:\n  举措成效: |\n")
	const perPage, paragraph = 22 * 28, 300
	next := 0
	text := func(n int) string {
		var s strings.Builder
		for i := range n {
			if s.WriteRune(chars[next%len(chars)]); i%25 == 24 {
				s.WriteString("，")
			}
			next++
		}
		return s.String()
	}
	for i := range largePages * perPage / paragraph {
		switch i % 10 {
		case 0:
			fmt.Fprintf(&b, "    # 第%d批\n", i)
		case 5:
			fmt.Fprintf(&b, "    ### %s。\n", text(12))
		case 6, 7:
			fmt.Fprintf(&b, "    - %s2024年%d件。\n", text(paragraph), i)
			continue
		}
		fmt.Fprintf(&b, "    %s。\n", text(paragraph))
	}
	return b.String()
}

// TestLargeReport: 300 pages with 5,000 characters keep every rule small reports keep.
// NIANBAO_LARGE names a file to leave the data in, for programs that judge the result.
func TestLargeReport(t *testing.T) {
	file := os.Getenv("NIANBAO_LARGE")
	keep := file != ""
	if !keep {
		file = filepath.Join(t.TempDir(), "大.yaml")
	}
	if err := os.WriteFile(file, []byte(largeReport(t)), 0o644); err != nil {
		t.Fatal(err)
	}
	if keep {
		return
	}
	p := testPress(t, Options{})
	r, u := p.prepare(file)
	if r.Findings.Stops() {
		t.Fatal(r.Findings)
	}
	pages := u.reports[0].pages
	content, err := pdf.Write(pages, p.opt.Faces)
	if err != nil {
		t.Fatal(err)
	}
	different := map[rune]bool{}
	for _, pg := range pages.Pages {
		for _, run := range pg.Runs {
			for _, c := range run.Text {
				different[c] = true
			}
		}
	}
	if len(pages.Pages) < largePages || len(different) < largeCharacters {
		t.Errorf("%d pages, %d characters", len(pages.Pages), len(different))
	}
	t.Logf("%d pages, %d characters, %d bytes", len(pages.Pages), len(different), len(content))
	judgeContent(t, "large", content, u.reports[0].doc)
}
