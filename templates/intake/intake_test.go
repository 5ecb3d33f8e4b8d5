package intake

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"nianbao/render/doc"
	"nianbao/render/docx"
	"nianbao/render/gbt9704"
	"nianbao/templates/merge"
)

// TestPatch: what a paragraph becomes when a person changed it. Pieces are written with
// placeholders as {{name=text}} and joined lines with a bar.
func TestPatch(t *testing.T) {
	for _, c := range []struct{ name, pieces, now, want, clashes string }{
		{"不变", "办理案件{{甲=286}}宗。", "办理案件286宗。", "办理案件{{甲}}宗。", ""},
		{"改字", "办理案件{{甲=286}}宗。", "共办理各类案件286宗。", "共办理各类案件{{甲}}宗。", ""},
		{"改数", "办理案件{{甲=286}}宗。", "办理案件290宗。", "办理案件{{甲}}宗。", "{{甲}} 286→290"},
		{"约数", "接访{{甲=935余}}件。", "接访940余件。", "接访{{甲}}件。", "{{甲}} 935余→940余"},
		{"字和数都改", "办理案件{{甲=286}}宗，罚款{{乙=3.5万}}元。", "查处案件290起，罚款3.5万元。", "查处案件{{甲}}起，罚款{{乙}}元。", "{{甲}} 286→290"},
		{"删一句", "学习{{甲=12}}次。培训{{乙=3}}次。", "学习12次。", "学习{{甲}}次。", ""},
		{"改写成没有数", "学习{{甲=12}}次。完成了任务。", "学习多次。完成了任务。", "学习多次。完成了任务。", "{{甲}} 12→"},
		{"加一句带数的", "学习{{甲=12}}次。", "学习12次。培训3次。", "学习{{甲}}次。培训3次。", ""},
		{"同样的数不认错", "甲{{甲=3}}个，乙3个。", "乙3个。", "乙3个。", ""},
		{"长数里的数", "办理{{甲=28}}宗。", "办理286宗。", "办理{{甲}}宗。", "{{甲}} 28→286"},
		{"列举里改一个数", "其中{{列举 甲=城管类280宗，消防类6宗}}。", "其中城管类281宗，消防类6宗。", "其中{{列举 甲}}。", "{{列举 甲}} 城管类280宗，消防类6宗→城管类281宗，消防类6宗"},
		{"改了用语", "推行{{用语.甲=公示、记录、审核三项制度}}，成效好。", "推行公示、审核三项制度，成效好。", "推行公示、审核三项制度，成效好。", "{{用语.甲}} 公示、记录、审核三项制度→"},
		{"接排", "主要有：|+ 人少。|+ 钱少。", "主要有：一是人手少。二是钱少。", "主要有：\n+ 人手少。\n+ 钱少。", ""},
		{"接排删一条", "主要有：|+ 人少。|+ 钱少。|+ 车少。", "主要有：一是人少。二是车少。", "主要有：\n+ 人少。\n+ 车少。", ""},
		{"双花括号", "写作甲。", "写作{{甲}}。", `写作\{{甲}}。`, ""},
		{"全改", "甲乙丙丁。", "子丑寅卯", "子丑寅卯", ""},
		{"没有了", "甲乙{{甲=1}}。", "", "", ""},
	} {
		got := patch(piecesOf(c.pieces), c.now, literal)
		var clashes []string
		for _, x := range got.clashes {
			clashes = append(clashes, x.Source+" "+x.Was+"→"+x.Now)
		}
		if got.source != c.want || strings.Join(clashes, "；") != c.clashes {
			t.Errorf("%s: 得 %q（%s），应为 %q（%s）", c.name, got.source, strings.Join(clashes, "；"), c.want, c.clashes)
		}
	}
}

func piecesOf(s string) (out []merge.Piece) {
	items := 0
	for s != "" {
		switch at := strings.IndexAny(s, "{|"); {
		case at < 0:
			return append(out, merge.Piece{Source: s, Text: s})
		case at > 0:
			out = append(out, merge.Piece{Source: s[:at], Text: s[:at]})
			s = s[at:]
		case s[0] == '|':
			items++
			out = append(out, merge.Piece{Source: "\n+ ", Text: string([]rune("零一二三四")[items]) + "是", Joint: true})
			s = s[3:]
		default:
			in, rest, _ := strings.Cut(s[2:], "}}")
			name, text, _ := strings.Cut(in, "=")
			out = append(out, merge.Piece{Source: "{{" + name + "}}", Text: text, Holder: true})
			s = rest
		}
	}
	return out
}

func TestAlign(t *testing.T) {
	for _, c := range []struct{ name, was, now, want string }{
		{"相同", "甲一二三四五|乙一二三四五", "甲一二三四五|乙一二三四五", "0 1"},
		{"加在中间", "甲一二三四五|乙六七八九十", "甲一二三四五|全新的一段|乙六七八九十", "0 - 1"},
		{"删了前面", "甲一二三四五|乙六七八九十", "乙六七八九十", "1"},
		{"换了次序", "天地玄黄宇宙洪荒|日月盈昃辰宿列张|寒来暑往秋收冬藏", "日月盈昃辰宿列张|天地玄黄宇宙洪荒|寒来暑往秋收冬藏", "1 0! 2"},
		{"改了字", "天地玄黄宇宙洪荒|日月盈昃辰宿列张", "天地玄黄宇宙大荒|日月盈昃", "0 1"},
	} {
		items := func(s string) (out []item) {
			for _, p := range strings.Split(s, "|") {
				out = append(out, itemOf(p, 0))
			}
			return out
		}
		to, moved := align(items(c.now), items(c.was))
		var got []string
		for i, k := range to {
			s := "-"
			if k >= 0 {
				s = string(rune('0' + k))
			}
			if moved[i] {
				s += "!"
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " "); g != c.want && !(c.name == "换了次序" && g == "1! 0 2") {
			t.Errorf("%s: %s，应为 %s", c.name, g, c.want)
		}
	}
}

// file is a DOCX with the given body, styles and other parts.
func file(t testing.TB, body string, parts map[string]string) []byte {
	t.Helper()
	const w = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	all := map[string]string{
		"_rels/.rels":       `<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml": `<w:document ` + w + `><w:body>` + body + `</w:body></w:document>`,
	}
	for name, text := range parts {
		all[name] = strings.Replace(text, "W", w, 1)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range all {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestReadDocx reads what word processors write.
func TestReadDocx(t *testing.T) {
	numbering := `<w:numbering W><w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num></w:numbering>`
	styles := `<w:styles W><w:style w:styleId="a1"><w:name w:val="heading 2"/></w:style><w:style w:styleId="b7"><w:name w:val="主送机关"/></w:style><w:style w:styleId="c3"><w:name w:val="我的样式"/><w:basedOn w:val="a1"/></w:style></w:styles>`
	comments := `<w:comments W><w:comment w:id="0" w:author="王主任"><w:p><w:r><w:t>再核一下</w:t></w:r></w:p></w:comment></w:comments>`
	p := func(props, inner string) string { return `<w:p><w:pPr>` + props + `</w:pPr>` + inner + `</w:p>` }
	r := func(s string) string { return `<w:r><w:t>` + s + `</w:t></w:r>` }
	body := p(`<w:pStyle w:val="b7"/>`, r("区委：")) +
		p(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, r("自动编号")) +
		p(`<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>`, r("下一级")) +
		p(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, r("又一个")) +
		p(`<w:pStyle w:val="c3"/>`, r("依着标题")) +
		p("", r("留")+`<w:ins w:id="1" w:author="x">`+r("加的")+`</w:ins><w:del w:id="2"><w:r><w:delText>删的</w:delText></w:r></w:del>`+r("下")+`<w:r><w:commentReference w:id="0"/></w:r>`) +
		p(`<w:rPr><w:del w:id="3"/></w:rPr>`, r("前半，")) + p("", r("后半。")) +
		`<w:tbl><w:tr><w:tc>` + p("", r("甲")) + `</w:tc><w:tc>` + p("", r("1")) + `</w:tc></w:tr></w:tbl>` +
		p("", `<w:hyperlink>`+r("链接")+`</w:hyperlink><w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:smartTag>`+r("标记")+`</w:smartTag>`)
	d, err := ReadDocx(file(t, body, map[string]string{"word/styles.xml": styles, "word/numbering.xml": numbering, "word/comments.xml": comments}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range d.Paras {
		got = append(got, x.Style+" "+x.Text)
	}
	want := []string{"Addressees 区委：", "Text 一、自动编号", "Text （一）下一级", "Text 二、又一个", "Level2 依着标题", "Text 留加的下", "Text 前半，后半。", "TableText 甲1", "Text 链接标记"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("得\n%s\n应为\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(d.Comments) != 1 || d.Comments[0] != (Comment{"王主任", "再核一下", "留加的下"}) || d.Tracked != 3 {
		t.Errorf("批注 %v，修订 %d", d.Comments, d.Tracked)
	}
}

// TestRefused: files that are none of ours are refused in words a clerk understands.
func TestRefused(t *testing.T) {
	deep := strings.Repeat("<w:r>", 1000) + strings.Repeat("</w:r>", 1000)
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"空":    {nil, "不是 Word 文件"},
		"旧格式":  {[]byte("\xD0\xCF\x11\xE0\xA1\xB1"), "另存为 .docx"},
		"文字":   {[]byte("一、二"), "不是 Word 文件"},
		"没有正文": {file(t, "", map[string]string{"_rels/.rels": "<a/>"}), "没有正文"},
		"坏的":   {file(t, "<w:p><w:r></w:p>", nil), "读不懂"},
		"套得太深": {file(t, deep, nil), "嵌套太深"},
		"样式坏了": {file(t, "<w:p/>", map[string]string{"word/styles.xml": "<w:styles><"}), "读不懂"},
		"段落太多": {file(t, strings.Repeat("<w:p><w:r><w:t>a</w:t></w:r></w:p>", maxParas+2), nil), "段落太多"},
	} {
		_, err := ReadDocx(c.content)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v，应说“%s”", name, err, c.want)
		}
	}
}

// TestReadsWhatWeWrite: the text of a document of ours, with what it was made of.
func TestReadsWhatWeWrite(t *testing.T) {
	s := gbt9704.Standard()
	run := func(s string) []doc.Run { return []doc.Run{{Text: s}} }
	d := doc.Document{Blocks: []doc.Block{
		doc.Title{Lines: run("甲镇报告")}, doc.Heading{Level: 2, Label: "（一）", Text: run("抓学习。"), Body: run("好。")}, doc.Para{Text: run("一段。")},
		doc.Colophon{CopyTo: run("乙局"), Printer: run("甲办")[0]},
	}}
	content, err := docx.Write(d, &s)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ReadDocx(content)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Paras) != 5 || len(got.Made) != 5 {
		t.Fatalf("%v %v", got.Paras, got.Made)
	}
	for i := range got.Paras {
		if got.Paras[i] != got.Made[i] {
			t.Errorf("%v ≠ %v", got.Paras[i], got.Made[i])
		}
	}
}

func FuzzReadDocx(f *testing.F) {
	f.Add([]byte("<w:p><w:r><w:t>甲</w:t></w:r></w:p>"))
	f.Add([]byte(`<w:tbl><w:p><w:pPr><w:numPr><w:ilvl w:val="-3"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p></w:tbl></w:p>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		_, _ = ReadDocx(file(t, string(body), map[string]string{"word/numbering.xml": string(body), "word/styles.xml": string(body)}))
	})
}
