package pdf

import (
	"bytes"
	"crypto/sha256"
	"strings"
	"sync"
	"testing"

	"nianbao/render/page"
)

func TestSameInputSameBytes(t *testing.T) {
	want := sha256.Sum256(mustWrite(t, sample(t)))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			file, err := Write(sample(t), faces(t))
			if err != nil {
				t.Error(err)
			} else if sha256.Sum256(file) != want {
				t.Error("another file")
			}
		})
	}
	wg.Wait()
}

func TestErrorsNameThePlace(t *testing.T) {
	run := page.Run{Face: "仿宋", Size: 16 * pt, Text: "文"}
	sheet := page.Page{Width: 210 * mm, Height: 297 * mm}
	with := func(change func(*page.Pages)) page.Pages {
		second := sheet
		second.Runs = []page.Run{run}
		p := page.Pages{Pages: []page.Page{sheet, second}}
		change(&p)
		return p
	}
	for _, c := range []struct {
		want   string
		change func(*page.Pages)
	}{
		{"没有可写入 PDF 的页", func(p *page.Pages) { p.Pages = nil }},
		{"第 1 页没有尺寸", func(p *page.Pages) { p.Pages[0].Width = 0 }},
		{"第 2 页：没有名为“隶书”的字体", func(p *page.Pages) { p.Pages[1].Runs[0].Face = "隶书" }},
		{"第 2 页：字体“仿宋”没有字符“𰻝”（U+30EDD）", func(p *page.Pages) { p.Pages[1].Runs[0].Text = "文𰻝" }},
		{"（U+0009）", func(p *page.Pages) { p.Pages[1].Runs[0].Text = "文\t字" }},
		{"（U+FEFF）", func(p *page.Pages) { p.Pages[1].Runs[0].Text = "\uFEFF文" }},
		{"第 2 页：“文”没有字号", func(p *page.Pages) { p.Pages[1].Runs[0].Size = 0 }},
		{"第 2 页：线没有粗细", func(p *page.Pages) { p.Pages[1].Rules = make([]page.Rule, 1) }},
		{"第 2 页：“文”不属于任何可容文字的元素（1）", func(p *page.Pages) {
			p.Elements = []page.Element{{Role: page.RoleParagraph}}
			p.Pages[1].Runs[0].Of = 1
		}},
		{"第 2 页：“文”不属于任何可容文字的元素（0）", func(p *page.Pages) { p.Elements = []page.Element{{Role: page.RoleTable}} }},
		{"文件日期“2024年3月5日”应写成", func(p *page.Pages) { p.Info.Date = "2024年3月5日" }},
		{"文件语言“中文”应写成", func(p *page.Pages) { p.Info.Language = "中文" }},
	} {
		_, err := Write(with(c.change), faces(t))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
	if _, err := Write(with(func(*page.Pages) {}), faces(t)); err != nil {
		t.Error(err)
	}
}

// A face of the set that no run uses is not in the file, nor is one whose only run
// is empty.
func TestOnlyUsedFaces(t *testing.T) {
	p := page.Pages{Pages: []page.Page{{Width: 210 * mm, Height: 297 * mm, Runs: []page.Run{
		{Face: "仿宋", Size: 16 * pt, Text: "文"}, {Face: "黑体", Size: 16 * pt, Text: ""}}}}}
	file := mustWrite(t, p)
	if n := len(parseFile(t, file).fonts()); n != 1 {
		t.Errorf("%d fonts, want 1", n)
	}
	if bytes.Contains(file, []byte(stubFamily)) {
		t.Error("the stub face is in the file")
	}
	if len(file) > 20_000 {
		t.Errorf("one character makes %d bytes", len(file))
	}
}

// A page may hold nothing, and a document nothing but such pages.
func TestEmptyPage(t *testing.T) {
	f := parseFile(t, mustWrite(t, page.Pages{Pages: []page.Page{{Width: 210 * mm, Height: 297 * mm}}}))
	if data := f.data(f.pages()[0]["Contents"]); len(data) != 0 {
		t.Errorf("content %q", data)
	}
	if len(f.fonts()) != 0 {
		t.Error("fonts in an empty document")
	}
}
