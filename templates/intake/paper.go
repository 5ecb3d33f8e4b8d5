// paper.go reads a report somebody published into paragraphs: a text, a Word file or a
// saved web page. What it is, its content says, not its name.

package intake

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"nianbao/render/diag"
	"nianbao/render/docx"
	"nianbao/templates/data"
	"nianbao/templates/internal/pattern"
)

// Codes of findings about a published report.
const (
	codePaper    = "D10" // the file is none, or nothing can be read in it
	codeResidue  = "D11" // lines that are no part of the report were left out
	codeConvert  = "D12" // characters were changed
	codeUnplaced = "D13" // a part of the report could not be placed
)

// Line is a paragraph of a published report.
type Line struct {
	Text  string
	Level int  // of a heading by its style, 1 … 4; 0 is not known
	Title bool // by its style, the title
	N     int  // its number in the file, from 1: of the line of a text, of the paragraph of others
}

// Paper is a published report as it reads.
type Paper struct {
	Name  string
	Lines []Line
	Ours  bool      // a Word file the program made
	old   bool      // it was in traditional characters
	Found diag.List // what was changed while reading
}

// ReadPaper reads a file. drop are words of lines a web page puts around a report. The
// finding says why the file is no report.
func ReadPaper(name string, content []byte, drop []string) (*Paper, *diag.Diagnostic) {
	p := &Paper{Name: name}
	fail := func(hint, format string, args ...any) *diag.Diagnostic {
		d := diag.Errorf(diag.Pos{File: name}, codePaper, format, args...).Do("%s", hint)
		return &d
	}
	switch {
	case bytes.HasPrefix(content, []byte("PK")) || bytes.HasPrefix(content, []byte("\xD0\xCF\x11\xE0")):
		d, err := ReadDocx(content)
		if err != nil {
			return nil, fail("用 Word 或 WPS 打开，另存为 .docx 或纯文本", "%v", err)
		}
		p.word(d)
	case bytes.HasPrefix(content, []byte("%PDF")):
		return nil, fail("在阅读器里全选、复制，贴进记事本存成 .txt 再导入", "还读不了 PDF")
	case looksLikeHTML(content):
		p.Lines, p.old = htmlLines(content, drop)
	default:
		src, bad := data.OpenText(name, content)
		if bad != nil {
			return nil, bad
		}
		p.Found.Add(src.EncodingNote()...)
		p.Lines = textLines(src)
	}
	p.tidy()
	if len(p.Lines) == 0 {
		return nil, fail("看看是不是选错了文件", "文件里没有文字")
	}
	return p, nil
}

// word takes the paragraphs of a Word file. Its tables are left out, and told: a table of
// figures belongs into 统计.
func (p *Paper) word(d *Docx) {
	tables := 0
	for _, q := range d.Paras {
		if q.Style == docx.TableStyle {
			tables++
		}
	}
	if tables > 0 {
		p.Found.Add(diag.Warnf(diag.Pos{File: p.Name}, codeResidue, "文件里的 %d 张表没有收", tables).Do("表里的数填进“统计”，要印的表写 {{表 组.项}}"))
	}
	p.Lines, p.Ours = docxLines(d), len(d.Made) > 0
}

// docxLines are the paragraphs of a Word file.
func docxLines(d *Docx) []Line {
	var out []Line
	for _, p := range d.Paras {
		if p.Style == docx.TableStyle {
			continue
		}
		l := Line{Text: p.Text, N: len(out) + 1, Title: p.Style == docx.TitleStyle}
		if n, ok := strings.CutPrefix(p.Style, docx.LevelStyle); ok {
			l.Level, _ = strconv.Atoi(n)
		}
		for part := range strings.SplitSeq(p.Text, "\n") { // typed with Shift+Enter, as pages do
			l.Text, l.N = part, len(out)+1
			out = append(out, l)
			l.Level = 0
		}
	}
	return out
}

// textLines are the lines of a text, those a program broke at a width put together.
func textLines(src *data.Source) []Line {
	var raw []Line
	for i, text := range strings.Split(src.Text(), "\n") {
		raw = append(raw, Line{Text: text, N: i + 1})
	}
	return unwrap(raw)
}

// Text is the paper as a text file of one paragraph a line: the number of a line is that
// of the paragraph, as far as no two share one.
func (p *Paper) Text() string {
	var b strings.Builder
	n := 0
	for _, l := range p.Lines {
		for ; n < l.N-1; n++ {
			b.WriteByte('\n')
		}
		if l.Level > 0 {
			b.WriteString(strings.Repeat("#", l.Level) + " ")
		}
		b.WriteString(l.Text + "\n")
		n++
	}
	return b.String()
}

// tidy makes every paragraph what its writer meant: no glosses, no odd spaces, simplified
// characters.
func (p *Paper) tidy() {
	if p.old || traditional(p.Lines) {
		for i := range p.Lines {
			p.Lines[i].Text = simplified(p.Lines[i].Text)
		}
		p.Found.Add(diag.Hintf(diag.Pos{File: p.Name}, codeConvert, "原文是繁体字，已换成简体（按 OpenCC 的字表）").Do("人名、地名里的字核对一遍"))
	}
	glosses := 0
	for i := range p.Lines {
		n := 0
		p.Lines[i].Text, n = unglossed(p.Lines[i].Text)
		glosses += n
	}
	if glosses > 0 {
		p.Found.Add(diag.Hintf(diag.Pos{File: p.Name}, codeConvert, "删去了 %d 处注音", glosses))
	}
	kept := p.Lines[:0]
	for _, l := range p.Lines {
		if l.Text = spaced(l.Text); l.Text != "" {
			kept = append(kept, l)
		}
	}
	p.Lines = kept
}

// gloss is the spelling of a character behind it: 昌（chāng）.
var gloss = pattern.Later(`(\p{Han})\s?[（(]\s?([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6})\s?[)）]`)

// unglossed takes spellings off: all of them where one bears a tone or three stand in a
// paragraph; one alone may be an abbreviation.
func unglossed(s string) (string, int) {
	found := gloss().FindAllStringSubmatch(s, -1)
	sure := len(found) >= 3
	for _, m := range found {
		sure = sure || strings.ContainsAny(m[2], "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")
	}
	if !sure {
		return s, 0
	}
	return gloss().ReplaceAllString(s, "$1"), len(found)
}

var (
	blanks = pattern.Later(`[ \t\x{3000}\x{00A0}\x{2002}-\x{200A}]+`)
	unseen = strings.NewReplacer("\u200b", "", "\u200c", "", "\u200d", "", "\ufeff", "", "\u2060", "", "\u00ad", "", "\r", "")
)

// spaced drops indents and spaces between Chinese characters and figures that a program
// put in, and writes digits and signs of full width as they are printed. A space between
// two words of the text stays: 理进万家 声动清城.
func spaced(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ':
			return r - '０' + '0'
		case r == '％':
			return '%'
		case unicode.IsControl(r) && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF, r == '\u2028', r == '\u2029':
			return -1
		}
		return r
	}, unseen.Replace(s))
	return strings.Trim(blanks().ReplaceAllString(s, " "), " \n")
}

// baseName is a file's name without folder and extension.
func baseName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// place is a paragraph of the paper in a finding.
func (p *Paper) place(n int) diag.Pos { return diag.Pos{File: p.Name, Line: n, Col: 1} }

// excerpt is a few of the lines left out, for a message.
func excerpt(lines []Line) string {
	var parts []string
	for _, l := range lines[:min(len(lines), 4)] {
		parts = append(parts, "“"+brief(l.Text)+"”")
	}
	s := strings.Join(parts, "、")
	if len(lines) > 4 {
		s += fmt.Sprintf("等 %d 行", len(lines))
	}
	return s
}
