package merge_test

import (
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/templates/data"
	"nianbao/templates/internal/casefile"
	"nianbao/templates/internal/sample"
	"nianbao/templates/ledger"
	"nianbao/templates/merge"
)

var update = flag.Bool("update", false, "rewrite the outcomes in testdata")

// figures are what the cases of testdata/body.txt and testdata/holders.txt name.
const figures = `统计:
  巡查: {总数: 286, 分类: {工矿类: 103, 商贸类: 1, 其他行业: 0}, 企业: 5, 应查: 6}
  隐患: {排查: 2779, 整改: 935余, 投入: 2.45万元}
  培训: {场次: 2, 人次: 8.1万, 合格率: 98.565%, 讲堂: {报名: 0, 到场: 0}, 夜校: {报名: 40, 到场: 40}}
  机构: {形式: 单设, 情况: 已设}
自定: {巡河: {值: 12, 量词: 次, 名: 巡河次数}}
上年:
  巡查: {总数: 105, 应查: 6}
  隐患: {整改: 900}
  培训: {合格率: 97%, 场次: 0}
目标: {整改率: 99%, 巡查.总数: 300}
`

// TestBody reads testdata/body.txt: the text of the first slot, and the blocks it
// becomes. A part “data” is more of the data file, “form” the form wanted.
func TestBody(t *testing.T) { run(t, "testdata/body.txt") }

// TestPlaceholders reads testdata/holders.txt: every form of a placeholder, what is
// printed, and every error with its place in the text.
func TestPlaceholders(t *testing.T) { run(t, "testdata/holders.txt") }

// TestControl reads testdata/control.txt: conditions and loops.
func TestControl(t *testing.T) { run(t, "testdata/control.txt") }

// TestFigures reads testdata/figures.txt: pictures in the text.
func TestFigures(t *testing.T) { run(t, "testdata/figures.txt") }

// TestReport reads testdata/report.txt: whole data files (part “file”).
func TestReport(t *testing.T) { run(t, "testdata/report.txt") }

// TestIssue reads testdata/issue.txt: 发文 in the form redhead, and versions, each
// behind a line with its file name.
func TestIssue(t *testing.T) { run(t, "testdata/issue.txt") }

func run(t *testing.T, file string) {
	p := sample.Package(t)
	casefile.Run(t, file, *update, func(t *testing.T, c *casefile.Case) string {
		text, lead, indent := c.Part("file"), 0, 0
		if !c.Has("file") {
			lead, indent = 2, 4
			text = "正文:\n  做法: |\n"
			for line := range strings.Lines(c.Part("in")) {
				text += "    " + line
			}
			text += sample.Head
			if !strings.Contains(c.Part("data"), "引言") {
				text += "引言: 无\n"
			}
			if !strings.Contains(c.Part("data"), "统计") {
				text += figures
			}
			text += c.Part("data")
		}
		u, _ := sample.Unit(t, p, text)
		m := merge.New(p.Kind(u.Kind.Text), u, ledger.New(p, u), strings.TrimSpace(c.Part("form")), "2025-01-01")
		d := m.Document()
		d.Blocks = append(d.Blocks, m.Colophon()...)
		found := m.Findings()
		blocks := d.Blocks
		if lead > 0 {
			blocks = slotBlocks(blocks)
		}
		for i := range found {
			if lead > 0 && found[i].File == "甲.yaml" && found[i].Col > indent {
				found[i].Line, found[i].Col = found[i].Line-lead, found[i].Col-indent
			}
		}
		return blocksText(blocks) + findingsText(found) + versionsText(m, u)
	})
}

// versionsText shows each version of the report: its file, its blocks, what was found.
func versionsText(m *merge.Merger, u *data.Unit) (out string) {
	for i := range u.Versions {
		v := m.For(&u.Versions[i])
		d := v.Document()
		out += "版本 " + v.ReportName() + "\n" + blocksText(append(d.Blocks, v.Colophon()...)) + findingsText(v.Findings())
	}
	return out
}

// slotBlocks are the blocks without title, addressees and what follows the first
// slot: those are for testdata/report.txt.
func slotBlocks(blocks []doc.Block) []doc.Block {
	var out []doc.Block
	for _, b := range blocks {
		switch x := b.(type) {
		case doc.Title, doc.Addressees, doc.Remark:
			continue
		case doc.Heading:
			if text(x.Text) == "附言" {
				return out
			}
		}
		out = append(out, b)
	}
	return out
}

// texts joins runs that stand apart.
func texts(runs []doc.Run) string {
	var out []string
	for _, r := range runs {
		out = append(out, r.Text)
	}
	return strings.Join(out, "/")
}

// blocksText shows one block a line; a heading or paragraph as label|text|body.
func blocksText(blocks []doc.Block) string {
	var b strings.Builder
	for _, block := range blocks {
		switch x := block.(type) {
		case doc.Title:
			b.WriteString("题")
			for _, l := range x.Lines {
				b.WriteString(" |" + l.Text)
			}
			for _, l := range x.Under {
				b.WriteString(" 下注|" + l.Text)
			}
		case doc.Letterhead:
			fmt.Fprintf(&b, "版头 份号%s 密级%s 急%s 标志%s+%s 文号%s 签发人%s", x.CopyNumber.Text, x.Secrecy.Text, x.Urgency.Text, texts(x.Organs), x.Suffix, x.DocNumber.Text, texts(x.Signatory))
			if x.Preprinted {
				b.WriteString(" 套打")
			}
		case doc.Colophon:
			fmt.Fprintf(&b, "版记 抄送%s 印发%s %s", text(x.CopyTo), x.Printer.Text, x.PrintDate.Text)
		case doc.Salutation:
			b.WriteString("称谓 " + text(x.Text))
		case doc.Addressees:
			b.WriteString("主送 " + text(x.Text))
		case doc.Heading:
			fmt.Fprintf(&b, "%s %s|%s", strings.Repeat("#", x.Level), x.Label, text(x.Text))
			if len(x.Body) > 0 {
				b.WriteString("|" + text(x.Body))
			}
		case doc.Para:
			b.WriteString("段 ")
			if x.Label != "" {
				b.WriteString(x.Label + "|")
			}
			b.WriteString(text(x.Text))
		case doc.Table:
			fmt.Fprintf(&b, "表 %s %v %v %v", x.Caption, x.Head, x.Rows, x.Figures)
		case doc.Figure:
			fmt.Fprintf(&b, "%s |%s", x.Caption, x.Alt)
			if x.Unit != "" {
				b.WriteString(" 单位" + x.Unit)
			}
		case doc.AttachmentNote:
			b.WriteString("附件")
			for _, n := range x.Names {
				b.WriteString(" |" + n.Text)
			}
		case doc.Signature:
			fmt.Fprintf(&b, "署名 %s %s", texts(x.Signs()), x.Date.Text)
			switch x.Seal {
			case doc.Sealed:
				b.WriteString(" 盖章")
			case doc.Stamped:
				b.WriteString(" 签名章")
			}
		case doc.Remark:
			b.WriteString("附注 " + text(x.Text))
		default:
			fmt.Fprintf(&b, "? %T", x)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func text(runs []doc.Run) string {
	s := ""
	for _, r := range runs {
		s += r.Text
	}
	return s
}

func findingsText(l diag.List) string {
	l.Sort()
	var b strings.Builder
	for _, d := range l {
		if d.File != "甲.yaml" {
			b.WriteString(d.File + ":")
		}
		fmt.Fprintf(&b, "%d:%d", d.Line, d.Col)
		if d.Span > 1 {
			fmt.Fprintf(&b, "+%d", d.Span)
		}
		fmt.Fprintf(&b, " %s %s %s", d.Level, d.Code, d.Message)
		if d.Hint != "" {
			b.WriteString(" → " + d.Hint)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestRunsKeepTheirPlaces: runs are cut at placeholders, each knows where it came
// from and which figure it is.
func TestRunsKeepTheirPlaces(t *testing.T) {
	p := sample.Package(t)
	u, _ := sample.Unit(t, p, "正文:\n  做法: |\n    共查{{巡查.总数}}次,属{{单位}}。\n"+sample.Head+"引言: 无\n统计: {巡查: {总数: 286}}\n")
	d := merge.New(p.Kind("镇街"), u, ledger.New(p, u), "", "").Document()
	para := d.Blocks[3].(doc.Para)
	var got []string
	for _, r := range para.Text {
		got = append(got, fmt.Sprintf("%s@%d:%d %s", r.Text, r.Pos.Line, r.Pos.Col, r.Path))
	}
	want := "共查@3:5 ;286@3:7 巡查.总数;次，属@3:16 ;甲镇@4:5 ;。@3:25 "
	if s := strings.Join(got, ";"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

// TestSafeName: a result's name is a name on every system and never a path.
func TestSafeName(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"甲镇2024年总结", "甲镇2024年总结"},
		{"甲/乙\\丙:丁*?\"<>|", "甲／乙＼丙：丁＊？＂＜＞｜"},
		{"../../etc", "／..／etc"},
		{" 甲. ", "甲"},
		{"...", "_"},
		{"", "_"},
		{"CON", "_CON"},
		{"con.txt", "_con.txt"},
		{"COM10", "COM10"},
		{"甲\n乙\t丙\u200b\u202e", "甲乙丙"},
		{strings.Repeat("甲", 100), strings.Repeat("甲", 66)},
	} {
		if got := merge.SafeName(c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestFileNames come from the package.
func TestFileNames(t *testing.T) {
	p := sample.Package(t)
	u, _ := sample.Unit(t, p, strings.Replace(sample.Head, "甲镇", "甲/乙", 1))
	k := p.Kind("镇街")
	m := merge.New(k, u, ledger.New(p, u), "", "")
	if got := m.FileName(k.Files.Report); got != "甲／乙2024年防汛总结" {
		t.Errorf("%s", got)
	}
	if got := m.FileName(data.Line{Text: "{{没有.这个}}"}); got != "_" {
		t.Errorf("a name of nothing: %q", got)
	}
}

// TestTitleMark: the mark that ends a row of the title is in no other use of it.
func TestTitleMark(t *testing.T) {
	p := sample.Package(t)
	u, _ := sample.Unit(t, p, sample.Head+"标题: \"｜甲镇关于{{年度}}年 ｜工作|情况的报告\"\n")
	d := merge.New(p.Kind("镇街"), u, ledger.New(p, u), "", "").Document()
	var rows []string
	for _, l := range d.Blocks[0].(doc.Title).Lines {
		rows = append(rows, l.Text)
	}
	if got := strings.Join(rows, "/"); got != "甲镇关于2024年/工作/情况的报告" || d.Info.Title != "甲镇关于2024年工作情况的报告" {
		t.Errorf("rows %s, title %s", got, d.Info.Title)
	}
}

// TestBounded: text that would never end, or fill the memory, is stopped with one
// finding that says so.
func TestBounded(t *testing.T) {
	long := strings.Repeat("长", 20_000)
	var items []string
	for i := range 400 {
		items = append(items, fmt.Sprintf("%s%d: %d", long[:300], i, i))
	}
	table := "统计:\n  巡查: {分类: {" + strings.Join(items, ", ") + "}}\n"
	wording := "用语:\n"
	for i := range 5 {
		wording += fmt.Sprintf("  层%d: \"%s\"\n", i, strings.Repeat(fmt.Sprintf("{{用语.层%d}}", i+1), 90))
	}
	for _, c := range []struct{ name, data, text string }{
		{"wording within wording", wording + "  层5: \"\"\n", "{{用语.层0}}"},
		{"long words", table + "用语: {长: " + long + "}\n", "{{每个 巡查.分类}}{{用语.长}}{{结束}}"},
		{"turns", table, "{{每个 巡查.分类}}{{每个 巡查.分类}}{{每个 巡查.分类}}{{外.外.名}}{{结束}}{{结束}}{{结束}}"},
		{"turns of paragraphs", table, strings.ReplaceAll("{{每个 巡查.分类}}@{{每个 巡查.分类}}@{{每个 巡查.分类}}@- {{名}}@{{结束}}@{{结束}}@{{结束}}", "@", "\n    ")},
		{"ends without beginnings", table, strings.Repeat("{{结束}}\n    ", 10_000)},
		{"beginnings without ends", table, strings.Repeat("{{如果 巡查.总数}}", 10_000)},
		{"paragraphs without ends", table, strings.Repeat("{{每个 巡查.分类}}\n    ", 10_000)},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			p := sample.Package(t)
			u, _ := sample.Unit(t, p, sample.Head+c.data+"正文:\n  做法: |\n    "+c.text+"\n")
			m := merge.New(p.Kind(u.Kind.Text), u, ledger.New(p, u), "", "2025-01-01")
			n := 0
			for _, b := range m.Document().Blocks {
				if para, ok := b.(doc.Para); ok {
					n += len(text(para.Text))
				}
			}
			if n > 10_000_000 {
				t.Errorf("%d bytes of text", n)
			}
			if found := m.Findings(); len(found) == 0 {
				t.Error("nothing was said")
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// FuzzControl: no text of conditions and loops makes the merge crash or run on.
func FuzzControl(f *testing.F) {
	for _, s := range []string{
		"{{每个 巡查.分类 、}}{{如果 数 > 1}}{{名}}{{否则}}{{外.名}}{{结束}}{{结束}}",
		"{{每个 巡查.分类}}\n{{每个 巡查.分类}}\n- {{外.序}}{{序|汉字}}\n{{结束}}\n{{结束}}",
		"{{如果 巡查.总数}}\n{{否则}}\n{{否则}}\n{{结束}}\n{{结束}}",
		"｛｛每个 巡查.分类｝｝{{外.外.数|小数 1}}\\{{｛｛结束｝｝",
	} {
		f.Add(s)
	}
	p := sample.Package(f)
	f.Fuzz(func(t *testing.T, s string) {
		root, src, _, broken := data.Parse("甲.yaml", []byte(sample.Head+figures))
		u, _ := data.Decode(root, src, &p.Schema, broken)
		var lines data.Text
		for i, line := range strings.Split(s, "\n") {
			lines = append(lines, data.Line{Text: line, Pos: diag.Pos{File: "甲.yaml", Line: i + 1, Col: 1}})
		}
		u.Slots = []data.Slot{{Name: "做法", Text: lines}}
		m := merge.New(p.Kind(u.Kind.Text), u, ledger.New(p, u), "", "2025-01-01")
		m.Document()
		m.Findings()
	})
}
