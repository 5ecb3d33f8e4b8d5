package layout_test

import (
	"strings"
	"testing"

	"nianbao/fonts"
	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/layout"
	"nianbao/render/page"
)

// redHead is a 上行文 of a single organ with every element of 版头 and 版记.
func redHead() doc.Document {
	text := strings.Repeat("本年度依法办理各类事项，做到程序规范、结果公开，群众满意。", 4)
	return doc.Document{
		Info: doc.Info{Title: "报告", Author: "甲市乙区丙局", Language: "zh-CN", Date: "2025-01-05"},
		Blocks: []doc.Block{
			doc.Letterhead{CopyNumber: doc.Run{Text: "000001"}, Secrecy: doc.Run{Text: "机密★1年"}, Urgency: doc.Run{Text: "特急"},
				Organs: run("甲市乙区城市管理和综合执法局"), Suffix: "文件", DocNumber: doc.Run{Text: "乙城管〔2025〕8号"}, Signatory: run("张三")},
			doc.Title{Lines: run("甲市乙区城市管理和综合执法局关于2024年度法治政府建设情况的报告"), Whole: []string{"甲市乙区城市管理和综合执法局"},
				Words: []string{"关于", "年度", "法治政府建设", "情况的报告"}, Under: run("（送审稿）")},
			doc.Salutation{Text: run("主任、各位副主任、各位委员：")},
			doc.Addressees{Text: run("乙区委、乙区政府")},
			doc.Para{Text: run(text)},
			doc.Signature{Organs: run("甲市乙区城市管理和综合执法局"), Date: doc.Run{Text: "2025年1月5日"}, Seal: doc.Sealed},
			doc.Remark{Text: run("此件公开发布")},
			doc.Colophon{CopyTo: run("乙区委全面依法治区委员会办公室，乙区人大常委会办公室，乙区政协办公室，乙区司法局"),
				Printer: doc.Run{Text: "甲市乙区城市管理和综合执法局办公室"}, PrintDate: doc.Run{Text: "2025年1月6日"}},
		},
	}
}

// TestRedHead: the dump shows face, size, place and colour of each element.
func TestRedHead(t *testing.T) { golden(t, "testdata/redhead.txt", lay(t, redHead()).Dump()) }

// joint is redHead as three organs issue it.
func joint(seal doc.Seal) doc.Document {
	d := redHead()
	head := d.Blocks[0].(doc.Letterhead)
	head.Organs = []doc.Run{{Text: "甲市乙区丙局"}, {Text: "甲市乙区人民政府丁街道办事处"}, {Text: "甲市乙区戊委员会"}}
	head.Signatory = []doc.Run{{Text: "张三"}, {Text: "李四四"}, {Text: "王五"}}
	d.Blocks[0] = head
	for i, b := range d.Blocks {
		if s, ok := b.(doc.Signature); ok {
			s.Organs, s.Seal = head.Organs, seal
			d.Blocks[i] = s
		}
	}
	return d
}

// TestJointHead: the organs stand in rows as wide as the widest, 文件 in the middle of
// their height; two 签发人 to a row, the last one's row that of 发文字号 (7.2.4, 7.2.6);
// with seals each name stands under its own, without them one below the other.
func TestJointHead(t *testing.T) {
	golden(t, "testdata/joint-sealed.txt", lay(t, joint(doc.Sealed)).Dump())
	golden(t, "testdata/joint-unsealed.txt", lay(t, joint(doc.Unsealed)).Dump())
}

// TestSealsDoNotTouch: seals of a joint document keep apart, inside the type area, and
// the first begins less than a row below the text (7.3.5.1).
func TestSealsDoNotTouch(t *testing.T) {
	s := gbt9704.Standard()
	for n := 1; n <= 7; n++ {
		d := joint(doc.Sealed)
		organs := []doc.Run{}
		for i := range n {
			organs = append(organs, doc.Run{Text: "甲市乙区第" + string([]rune("一二三四五六七")[i]) + "局"})
		}
		for i, b := range d.Blocks {
			if sign, ok := b.(doc.Signature); ok {
				sign.Organs = organs
				d.Blocks[i] = sign
			}
		}
		var places []page.Place
		for _, pg := range lay(t, d).Pages {
			if len(places) > 0 && len(pg.Places) > 0 {
				t.Errorf("%d organs: seals on two pages", n)
			}
			places = append(places, pg.Places...)
		}
		if len(places) != n {
			t.Fatalf("%d organs: %d places", n, len(places))
		}
		for i, a := range places {
			if a.X < s.Left || a.X+a.Width > s.Left+s.TypeWidth {
				t.Errorf("%d organs: seal %d from %.1f to %.1f mm leaves the type area", n, i, a.X.MM(), (a.X + a.Width).MM())
			}
			for _, b := range places[:i] {
				dx, dy := (a.X - b.X).MM(), (a.Y - b.Y).MM()
				if dx*dx+dy*dy <= s.SealSize.MM()*s.SealSize.MM() {
					t.Errorf("%d organs: seals at %.1f,%.1f and %.1f,%.1f touch", n, a.X.MM(), a.Y.MM(), b.X.MM(), b.Y.MM())
				}
			}
		}
	}
}

// TestPreprinted: what is red stays away, its place stays free.
func TestPreprinted(t *testing.T) {
	d := redHead()
	with := lay(t, d)
	head := d.Blocks[0].(doc.Letterhead)
	head.Preprinted = true
	d.Blocks[0] = head
	p := lay(t, d)
	red := page.Color{R: 255}
	for _, r := range p.Pages[0].Runs {
		if r.Color == red {
			t.Errorf("red text %q", r.Text)
		}
	}
	for _, r := range p.Pages[0].Rules {
		if r.Color == red {
			t.Error("a red line")
		}
	}
	find := func(p page.Pages, text string) page.Length {
		for _, r := range p.Pages[0].Runs {
			if strings.HasPrefix(r.Text, text) {
				return r.Y
			}
		}
		t.Fatalf("no %q", text)
		return 0
	}
	if a, b := find(with, "乙城管〔"), find(p, "乙城管〔"); a != b {
		t.Errorf("发文字号 at %.2f mm, with the red head at %.2f", b.MM(), a.MM())
	}
}

// TestColophonOnLastEvenPage: 版记 ends with the type area of the last, even page; a blank
// page before it and its own page then bear no number (7.4.1, 7.5).
func TestColophonOnLastEvenPage(t *testing.T) {
	for _, c := range []struct {
		rows, pages int
		bare        bool
	}{
		{5, 2, false},  // page 1 is odd: alone on page 2
		{30, 2, false}, // room on page 2
		{44, 4, true},  // page 2 is full: blank page 3, 版记 on page 4
		{50, 4, false}, // page 3, then 版记 alone on page 4
	} {
		blocks := []doc.Block{}
		for range c.rows {
			blocks = append(blocks, doc.Para{Text: run("一行。")})
		}
		p := lay(t, doc.Document{Blocks: append(blocks, doc.Colophon{CopyTo: run("某某办公室"), Printer: doc.Run{Text: "某局"}, PrintDate: doc.Run{Text: "2025年1月6日"}})})
		if len(p.Pages) != c.pages {
			t.Errorf("%d rows: %d pages, want %d", c.rows, len(p.Pages), c.pages)
			continue
		}
		last := p.Pages[c.pages-1]
		s := gbt9704.Standard()
		if rule := last.Rules[len(last.Rules)-1]; rule.Y1 != s.Top+s.TypeHeight || rule.Weight != s.OuterRule {
			t.Errorf("%d rows: last line at %.2f mm, %.2f thick", c.rows, rule.Y1.MM(), rule.Weight.MM())
		}
		if (last.Number == 0) != c.bare {
			t.Errorf("%d rows: page of 版记 numbered %d", c.rows, last.Number)
		}
	}
}

// TestLongPrinter: a long 印发机关 turns over beside the date, which it never meets.
func TestLongPrinter(t *testing.T) {
	d := redHead()
	for i, b := range d.Blocks {
		if foot, ok := b.(doc.Colophon); ok {
			foot.Printer.Text = "甲市乙区经济技术开发区管理委员会城市管理和综合行政执法局办公室"
			d.Blocks[i] = foot
		}
	}
	last := lay(t, d).Pages[1]
	s := gbt9704.Standard()
	var rows []page.Length
	for _, r := range last.Runs {
		if r.Size != s.Colophon || r.Of < 0 {
			continue
		}
		if strings.HasPrefix(r.Text, "日印发") && r.Y != rows[len(rows)-1] {
			t.Errorf("the date stands at %.1f mm, the last row at %.1f", r.Y.MM(), rows[len(rows)-1].MM())
		}
		rows = append(rows, r.Y)
		if end := r.X + page.Length(len([]rune(r.Text)))*(r.Size+r.Spacing); end > s.Left+s.TypeWidth {
			t.Errorf("%q ends at %.1f mm", r.Text, end.MM())
		}
	}
}

// TestAddresseesMoveToColophon: a list that leaves no room for text on the first page
// goes to 版记; without 版记 there is a warning (7.3.2).
func TestAddresseesMoveToColophon(t *testing.T) {
	to := doc.Addressees{Text: []doc.Run{{Text: strings.Repeat("甲市乙区丙街道办事处、", 60) + "丁局", Pos: diag.Pos{File: "a.yaml", Line: 3, Col: 5}}}}
	d := redHead()
	for i, b := range d.Blocks {
		if _, ok := b.(doc.Addressees); ok {
			d.Blocks[i] = to
		}
	}
	p := lay(t, d)
	all := p.Dump()
	if !strings.Contains(all, "|主送：|") || strings.Contains(all, "丁局：") {
		t.Error("主送 has not moved to 版记")
	}
	d = doc.Document{Blocks: []doc.Block{doc.Title{Lines: run("报告")}, to, doc.Para{Text: run("正文。")}}}
	faces, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	s := gbt9704.Standard()
	_, found := layout.Lay(d, &s, faces)
	if len(found) != 1 || found[0].Code != "L21" || found[0].Pos.Line != 3 || found.Stops() {
		t.Errorf("found %v", found)
	}
}

// TestSignatureIsBroughtBack: 署名 and date that would begin a page with no more than
// the lines tied to them go back by closer rows (7.3.5.5), evenly on each page.
func TestSignatureIsBroughtBack(t *testing.T) {
	s := gbt9704.Standard()
	for n := 15; n <= 50; n++ {
		var blocks []doc.Block
		for range n {
			blocks = append(blocks, doc.Para{Text: run("一行。")})
		}
		blocks = append(blocks, doc.Signature{Organs: run("某某局"), Date: doc.Run{Text: "2025年1月5日"}})
		p := lay(t, doc.Document{Blocks: blocks})
		for i, pg := range p.Pages {
			rows := map[page.Length]bool{}
			for _, r := range pg.Runs {
				if r.Of >= 0 {
					rows[r.Y] = true
				}
			}
			if len(rows) > 23 || len(rows) < 4 {
				t.Errorf("%d lines: page %d has %d rows", n, i+1, len(rows))
			}
			for y := range rows {
				if y > s.Top+s.TypeHeight {
					t.Errorf("%d lines: page %d: a row leaves the type area", n, i+1)
				}
			}
		}
		// 19 lines, a blank row, name and date fill 22 rows; one more line than that
		// takes 23 closer rows, not a second page
		if want := map[int]int{19: 1, 20: 1, 41: 2, 42: 2, 43: 2}[n]; want > 0 && len(p.Pages) != want {
			t.Errorf("%d lines: %d pages, want %d", n, len(p.Pages), want)
		}
	}
}
