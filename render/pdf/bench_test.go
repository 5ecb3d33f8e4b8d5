package pdf

import (
	"io"
	"testing"

	"nianbao/fonts"
	"nianbao/render/deflate"
	"nianbao/render/page"
)

// report is a document as large as a real one: 8 pages of 22 lines of 25
// characters, 766 different ones in 6 faces, most of them in the body face.
func report(t testing.TB) page.Pages {
	set := faces(t)
	body := han(set, "仿宋", 640)
	p := page.Pages{Info: page.Info{Title: "年度报告", Author: "某某县人民政府", Creator: "年报", Language: "zh-CN", Date: "2024-03-05"}}
	seed := uint32(1)
	next := func(n int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % n
	}
	pick := func(from []rune, n int) string {
		out := make([]rune, n)
		for i := range out {
			out[i] = from[next(len(from))*next(len(from))/len(from)] // some are frequent
		}
		return string(out)
	}
	heads := map[string][]rune{"小标宋": han(set, "小标宋", 20), "黑体": han(set, "黑体", 40), "楷体": han(set, "楷体", 50), "宋体": han(set, "宋体", 4)}
	digits := []rune("0123456789.%")
	for n := range 8 {
		pg := page.Page{Width: 210 * mm, Height: 297 * mm, Number: n + 1}
		for l := range 22 {
			y := 40*mm + page.Length(l)*225*mm/22
			parts := []string{"仿宋", pick(body, 12), "西文", pick(digits, 4), "仿宋", pick(body, 9)}
			switch l {
			case 0:
				parts = []string{"小标宋", pick(heads["小标宋"], 18)}
			case 5, 12:
				parts = []string{"黑体", pick(heads["黑体"], 20)}
			case 8, 16:
				parts = []string{"楷体", pick(heads["楷体"], 24)}
			case 21:
				parts = []string{"宋体", pick(heads["宋体"], 3)}
			}
			if l == 5 {
				pg.Marks = append(pg.Marks, page.Mark{Level: 1 + n%2, Title: parts[1], Y: y})
			}
			if l%4 == 0 || l == 5 || l == 12 { // a paragraph takes four lines
				role := page.Element{Role: page.RoleParagraph}
				if l == 5 || l == 12 {
					role = page.Element{Role: page.RoleHeading, Level: 1}
				}
				p.Elements = append(p.Elements, role)
			}
			element := len(p.Elements) - 1
			if l == 21 {
				element = furniture
			}
			pg.Runs = append(pg.Runs, of(element, line(set, 28*mm, y, 16*pt, -2634, parts...))...)
		}
		p.Pages = append(p.Pages, pg)
	}
	return p
}

// han returns n characters the face draws, spread over the common block.
func han(set *fonts.Set, key string, n int) []rune {
	face, _ := set.Face(key)
	var out []rune
	for r := rune(0x4E00); r < 0x9FA5 && len(out) < n; r += 19 {
		if face.Covers(r) {
			out = append(out, r)
		}
	}
	return out
}

func BenchmarkWrite(b *testing.B) { benchmarkWrite(b, report(b)) }

// BenchmarkWriteUntagged shows what the tags cost.
func BenchmarkWriteUntagged(b *testing.B) {
	p := report(b)
	p.Elements = nil
	benchmarkWrite(b, p)
}

func benchmarkWrite(b *testing.B, p page.Pages) {
	set := faces(b)
	b.ReportAllocs()
	size := 0
	for b.Loop() {
		file, err := Write(p, set)
		if err != nil {
			b.Fatal(err)
		}
		size = len(file)
	}
	b.ReportMetric(float64(size), "file-bytes")
}

func BenchmarkWriteParallel(b *testing.B) {
	p, set := report(b), faces(b)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := Write(p, set); err != nil {
				b.Error(err)
			}
		}
	})
}

func BenchmarkParts(b *testing.B) {
	p, set := report(b), faces(b)
	d, err := gather(p, set)
	if err != nil {
		b.Fatal(err)
	}
	for _, u := range d.faces {
		if err := u.embedFace(); err != nil {
			b.Fatal(err)
		}
	}
	drawn, err := d.draw()
	if err != nil {
		b.Fatal(err)
	}
	contents, err := split(drawn, len(p.Pages))
	if err != nil {
		b.Fatal(err)
	}
	rewritten := make([][]byte, len(contents))
	part := func(name string, f func()) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
	part("gather", func() { _, err = gather(p, set) })
	part("draw", func() { _, err = d.draw() })
	part("split", func() { _, err = split(drawn, len(p.Pages)) })
	part("rewrite", func() {
		for i := range contents {
			rewritten[i], err = d.rewrite(i, contents[i])
		}
	})
	part("deflate-pages", func() {
		for i := range rewritten {
			deflate.Zlib(io.Discard, rewritten[i])
		}
	})
	part("subset", func() {
		for _, u := range d.faces {
			_, err = u.face.Subset(u.runes)
		}
	})
	part("deflate-faces", func() {
		for _, u := range d.faces {
			deflate.Zlib(io.Discard, u.program.font.Program)
		}
	})
	part("assemble", func() { _, err = d.assemble(newFile("1.4", 400_000), rewritten) })
	if err != nil {
		b.Fatal(err)
	}
}
