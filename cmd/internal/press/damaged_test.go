package press

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"nianbao/render/hanzi"
)

// damage is one way a published report comes in.
type damage struct {
	name, file string
	make       func(text string) []byte
	untitled   bool // the title is lost
}

// lines changes a text line by line.
func lines(text string, change func(i int, line string) string) string {
	var out []string
	for i, l := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		out = append(out, change(i, l))
	}
	return strings.Join(out, "\n") + "\n"
}

func plainText(change func(string) string) func(string) []byte {
	return func(s string) []byte { return []byte(change(s)) }
}

func utf16Bytes(s string, big, mark bool) []byte {
	var b []byte
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xFEFF}, units...)
	}
	for _, u := range units {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

var (
	hanLabel   = regexp.MustCompile(`^([一二三四五六七八九十]+)、`)
	parenLabel = regexp.MustCompile(`^（([一二三四五六七八九十]+)）`)
	digitLabel = regexp.MustCompile(`^(\d+)[.、]`)
	digitsIn   = regexp.MustCompile(`\d`)
)

func number(s string) int { n, _ := hanzi.ParseNumeral(s); return n }

// relabel writes the labels of the three upper levels in other styles.
func relabel(one, two, three func(n int) string) func(string) string {
	return func(text string) string {
		return lines(text, func(_ int, l string) string {
			for _, x := range []struct {
				form *regexp.Regexp
				with func(int) string
			}{{hanLabel, one}, {parenLabel, two}, {digitLabel, three}} {
				if m := x.form.FindStringSubmatch(l); m != nil && x.with != nil {
					n := number(m[1])
					if n == 0 {
						fmt.Sscan(m[1], &n)
					}
					return x.with(n) + l[len(m[0]):]
				}
			}
			return l
		})
	}
}

func format(f string) func(int) string { return func(n int) string { return fmt.Sprintf(f, n) } }

func han(f string) func(int) string {
	return func(n int) string { return fmt.Sprintf(f, hanzi.Numeral(n)) }
}

func circledOne(n int) string { return string(rune('①' + n - 1)) }

// wrapped breaks lines at a width, as mail does.
func wrapped(width int, indent string) func(string) string {
	return func(text string) string {
		return lines(text, func(_ int, l string) string {
			rs := []rune(indent + l)
			var out []string
			for len(rs) > width {
				out = append(out, string(rs[:width]))
				rs = rs[width:]
			}
			return strings.Join(append(out, string(rs)), "\n")
		})
	}
}

// traditionalText is a text in traditional characters that come back as they were.
func traditionalText(t *testing.T, text string) string {
	table, err := os.ReadFile(filepath.Join("..", "..", "..", "templates", "intake", "opencc", "TSCharacters.txt"))
	if err != nil {
		t.Fatal(err)
	}
	to := map[rune]rune{}
	for line := range strings.Lines(string(table)) {
		from, simple, _ := strings.Cut(strings.TrimSpace(line), "\t")
		old, now := []rune(from)[0], []rune(simple)[0]
		if _, taken := to[now]; !taken && old < 0xA000 && len([]rune(simple)) == 1 {
			to[now] = old
		}
	}
	return strings.Map(func(r rune) rune {
		if old, ok := to[r]; ok {
			return old
		}
		return r
	}, text)
}

// webPage is a web page around a text, its title apart.
func webPage(text string, para func(string) string, around func(title, body string) string) string {
	title, rest := "", strings.Split(strings.TrimRight(text, "\n"), "\n")
	for len(rest) > 0 && len([]rune(rest[0])) < 40 && !hanLabel.MatchString(rest[0]) {
		title += rest[0] + "<br>"
		rest = rest[1:]
	}
	var b strings.Builder
	for _, l := range rest {
		b.WriteString(para(strings.ReplaceAll(l, "<", "&lt;")) + "\n")
	}
	return around(strings.TrimSuffix(title, "<br>"), b.String())
}

const (
	webTop  = "首页 > 政务公开 > 法治政府建设\n发布时间：2025-02-05 14:30:42　来源：某区政府　点击率：\n字体：[大 中 小]　打印本页　关闭窗口\n"
	webTail = "分享到：\n上一篇：关于某事的通知\n下一篇：没有了\n相关附件\n版权所有：某区人民政府办公室　粤ICP备00000000号　网站标识码：4400000000\n"
)

// damages are thirty ways.
func damages(t *testing.T) []damage {
	p := func(f func(string) string) func(string) []byte { return plainText(f) }
	nest := func(title, body string) string {
		return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>某区政府网</title><script>var a='一、假的标题';</script><style>p{}</style></head><body>" +
			"<div class=\"nav\"><a>首页</a> &gt; <a>政务公开</a></div><div id=\"wrap\"><div class=\"left\"><ul><li>领导之窗</li><li>政府公报</li></ul></div><div class=\"main\"><h1>" + title +
			"</h1><div class=\"info\">发布时间：2025-02-05 14:30　来源：某区政府　浏览次数：<span>123</span></div><div id=\"zoom\"><div><div>" + body +
			"</div></div></div></div></div><div class=\"foot\"><p>版权所有：某区人民政府，主办单位：某区人民政府办公室，技术支持：某公司。</p></div></body></html>"
	}
	tag := func(a, b string) func(string) string { return func(l string) string { return a + l + b } }
	html := func(para func(string) string) func(string) []byte {
		return p(func(s string) string { return webPage(s, para, nest) })
	}
	gbk := func(s string) []byte {
		b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	glossed := func(l string) string {
		return strings.NewReplacer("执法", "<ruby>执<rp>(</rp><rt>zhí</rt><rp>)</rp></ruby>法", "调解", "<ruby>调<rt>tiáo</rt></ruby>解").Replace(l)
	}
	untitled := func(s string) string {
		ls := strings.Split(s, "\n")
		for len(ls) > 0 && len([]rune(ls[0])) < 40 && !hanLabel.MatchString(ls[0]) {
			ls = ls[1:]
		}
		return strings.Join(ls, "\n")
	}
	docx := func(head func(level int, l string) string, before string) func(string) []byte {
		return func(s string) []byte { return wordFile(t, s, head, before) }
	}
	return []damage{
		{name: "原样", file: "a.txt", make: p(func(s string) string { return s })},
		{name: "BOM", file: "a.txt", make: p(func(s string) string { return "\ufeff" + s })},
		{name: "UTF-16LE", file: "a.txt", make: func(s string) []byte { return utf16Bytes(s, false, true) }},
		{name: "UTF-16BE", file: "a.txt", make: func(s string) []byte { return utf16Bytes(s, true, true) }},
		{name: "UTF-16无标记", file: "a.txt", make: func(s string) []byte { return utf16Bytes(s, false, false) }},
		{name: "GB18030", file: "a.txt", make: gbk},
		{name: "CRLF", file: "a.txt", make: p(func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") })},
		{name: "CR", file: "a.txt", make: p(func(s string) string { return strings.ReplaceAll(s, "\n", "\r") })},
		{name: "缩进", file: "a.txt", make: p(func(s string) string {
			return lines(s, func(_ int, l string) string { return "　　" + l + "  " })
		})},
		{name: "空行", file: "a.txt", make: p(func(s string) string { return strings.ReplaceAll(s, "\n", "\n\n \n") })},
		{name: "零宽字符", file: "a.txt", make: p(func(s string) string { return strings.ReplaceAll(s, "，", "，\u200b") })},
		{name: "顿号级", file: "a.txt", make: p(relabel(format("%d、"), format("（%d）"), circledOne))},
		{name: "点号级", file: "a.txt", make: p(relabel(format("%d."), format("(%d)"), circledOne))},
		{name: "半角括号", file: "a.txt", make: p(relabel(nil, han("(%s)"), nil))},
		{name: "一点", file: "a.txt", make: p(relabel(han("%s．"), nil, nil))},
		{name: "编号后空格", file: "a.txt", make: p(relabel(han("%s、 "), han("（%s） "), nil))},
		{name: "全角数字", file: "a.txt", make: p(func(s string) string {
			return digitsIn.ReplaceAllStringFunc(s, func(d string) string { return string([]rune(d)[0] - '0' + '０') })
		})},
		{name: "没有标题", file: "a.txt", untitled: true, make: p(untitled)},
		{name: "网页残留", file: "a.txt", make: p(func(s string) string { return webTop + s + webTail })},
		{name: "繁体", file: "a.txt", make: p(func(s string) string { return traditionalText(t, s) })},
		{name: "繁体网页", file: "a.html", make: p(func(s string) string { return traditionalText(t, webPage(s, tag("<p>", "</p>"), nest)) })},
		{name: "折行缩进", file: "a.txt", make: p(wrapped(38, "　　"))},
		{name: "折行", file: "a.txt", make: p(func(s string) string { return wrapped(40, "")(lines(s, func(_ int, l string) string { return l })) })},
		{name: "拼音", file: "a.txt", make: p(func(s string) string {
			return strings.NewReplacer("执法", "执(zhí)法(fǎ)", "法治", "法（fǎ）治（zhì）").Replace(s)
		})},
		{name: "网页", file: "a.html", make: html(tag("<p>　　", "</p>"))},
		{name: "网页GBK", file: "a.html", make: func(s string) []byte {
			return gbk(strings.Replace(webPage(s, tag("<p>", "</p>"), nest), "utf-8", "gb2312", 1))
		}},
		{name: "网页div套div", file: "a.htm", make: html(tag("<div><span style='font:1'>&nbsp;&nbsp;", "</span></div>"))},
		{name: "网页br", file: "a.html", make: html(tag("&emsp;&emsp;", "<br/><br/>"))},
		{name: "网页表格", file: "a.html", make: p(func(s string) string {
			return webPage(s, tag("<p>", "</p>"), func(title, body string) string {
				return nest(title, "<table><tr><td>"+body+"</td></tr></table>")
			})
		})},
		{name: "网页注音", file: "a.html", make: html(func(l string) string { return "<p>" + glossed(l) + "</p>" })},
		{name: "Word", file: "a.docx", make: docx(nil, "")},
		{name: "Word自动编号", file: "a.docx", make: docx(func(level int, l string) string {
			return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>`, level-1, l)
		}, "")},
		{name: "Word文本框", file: "a.docx", make: docx(nil, `<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>来源：某区政府</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>来源：某区政府</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`)},
	}
}

// wordFile is a Word file with a text; head writes its headings, without their labels.
func wordFile(t *testing.T, text string, head func(level int, l string) string, before string) []byte {
	t.Helper()
	var body strings.Builder
	esc := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	for _, l := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		level := 0
		for i, form := range []*regexp.Regexp{hanLabel, parenLabel} {
			if m := form.FindString(l); m != "" && head != nil {
				level, l = i+1, l[len(m):]
				break
			}
		}
		if level > 0 {
			body.WriteString(head(level, esc.Replace(l)))
			continue
		}
		rs := []rune(esc.Replace(l))
		half := len(rs) / 2
		if strings.ContainsAny(l, "&<>") {
			half = 0
		}
		fmt.Fprintf(&body, `<w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r><w:r><w:t>%s</w:t></w:r></w:p>`, string(rs[:half]), string(rs[half:]))
	}
	const w = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	parts := map[string]string{
		"_rels/.rels":        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":  `<w:document` + w + `><w:body>` + before + body.String() + `</w:body></w:document>`,
		"word/numbering.xml": `<w:numbering` + w + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range []string{"_rels/.rels", "word/document.xml", "word/numbering.xml"} {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write([]byte(parts[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// reads is what a data file says, as pages say it: paragraphs with their labels.
func reads(t *testing.T, p *Press, got Imported) string {
	t.Helper()
	r, u := p.Figures().understand(got.Path, got.Content)
	if u == nil || u.reading == nil || r.Findings.Stops() {
		t.Fatalf("the data file stops: %v\n%s", stops(r.Findings), got.Content)
	}
	return strings.Join(u.reading.Text(), "\n")
}

// TestImportDamaged: thirty ways in which the five reports may come in read as the
// reports do, part by part, and their figures still find their fields.
func TestImportDamaged(t *testing.T) {
	dir := sharedFolder(t)
	rows := statistics(t, dir)
	all := damages(t)
	if len(all) < 30 {
		t.Fatalf("only %d ways", len(all))
	}
	p := New(Options{}) // reads the package once
	for _, s := range published {
		content, err := os.ReadFile(filepath.Join(dir, "reports", "text", s.file+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.TrimPrefix(string(content), "\ufeff")
		facts := s.facts
		plain := imported(t, p, "a.txt", []byte(text), facts)
		want := reads(t, p, plain)
		slotsOf := func(g Imported) string { return strings.Join(slotNames(t, p, g), " ") }
		if facts.Unit == "" {
			facts.Unit, facts.Kind = plain.Facts.Unit, plain.Facts.Kind
		}
		facts.Year = plain.Facts.Year
		for _, d := range all {
			t.Run(s.seed+"/"+d.name, func(t *testing.T) {
				f := s.facts
				if d.untitled {
					f = facts
				}
				got := imported(t, p, d.file, d.make(text), f)
				have := reads(t, p, got)
				a, b := want, have
				if d.untitled {
					a, b = a[strings.IndexByte(a, '\n'):], b[strings.IndexByte(b, '\n'):]
					for strings.Count(a, "\n") > strings.Count(b, "\n") {
						a = a[1+strings.IndexByte(a[1:], '\n'):]
					}
				}
				if sameText(a, b) != "" {
					t.Errorf("reads otherwise: %s", sameText(a, b))
				}
				if w, h := slotsOf(plain), slotsOf(got); w != h {
					t.Errorf("parts: %s, want %s", h, w)
				}
				right, wrong, _ := judge(t, p, got, rows[s.seed])
				if right*100 < len(rows[s.seed])*70 || len(wrong) > 2 {
					t.Errorf("%d of %d statistics right, wrong: %v", right, len(rows[s.seed]), wrong)
				}
			})
		}
	}
}

// sameText is where two texts part, "" when they do not: white space and the style of
// numbers of the third level aside.
func sameText(a, b string) string {
	squash := func(s string) []rune {
		s = regexp.MustCompile(`(?m)^(\d+)[、.]`).ReplaceAllString(s, "$1.")
		return []rune(strings.Join(strings.Fields(s), ""))
	}
	x, y := squash(a), squash(b)
	for i := 0; i < max(len(x), len(y)); i++ {
		if i >= len(x) || i >= len(y) || x[i] != y[i] {
			return fmt.Sprintf("at %d: want %q, have %q", i, string(x[max(0, min(i, len(x))-8):min(len(x), i+16)]), string(y[max(0, min(i, len(y))-8):min(len(y), i+16)]))
		}
	}
	return ""
}

func slotNames(t *testing.T, p *Press, got Imported) (out []string) {
	_, u := p.Figures().understand(got.Path, got.Content)
	for _, s := range u.data.Slots {
		out = append(out, s.Name)
	}
	return out
}
