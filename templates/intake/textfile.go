// textfile.go parts the text of a report that stands in a file of its own (正文: 名称.docx).

package intake

import (
	"path"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/internal/pattern"
)

// codeTextFile is a file of the text that cannot be parted.
const codeTextFile = "Y211"

var (
	partMark = pattern.Later(`^【([^】]+)】$`)
	hashes   = pattern.Later(`^(#{1,4})\s*`)
)

// OpenText reads the file of a text: a Word file as its paragraphs, one a line, a text as
// its lines.
func OpenText(name string, content []byte) (*data.Source, diag.List) {
	if strings.EqualFold(path.Ext(name), ".txt") {
		src, bad := data.OpenText(name, content)
		if bad != nil {
			return nil, diag.List{*bad}
		}
		return src, src.EncodingNote()
	}
	d, err := ReadDocx(content)
	if err != nil {
		return nil, diag.List{diag.Errorf(diag.Pos{File: name}, codeTextFile, "%v", err).Do("用 Word 或 WPS 打开，另存为 .docx 或纯文本（.txt）")}
	}
	paper := &Paper{Name: name}
	paper.word(d)
	paper.tidy()
	src, bad := data.OpenText(name, []byte(paper.Text()))
	if bad != nil {
		return nil, diag.List{*bad}
	}
	return src, paper.Found
}

// Split parts a text into the parts of kind: each begins at a line 【name】 or, where none
// stands, at a heading of the first level, as in a report that is imported. A heading
// that is the package's is dropped: the package prints it. What it gives are keys of a
// data file: 正文, and 引言 and 标题 where the file has them.
func Split(src *data.Source, kind *templates.Kind) (*data.Node, diag.List) {
	s := &splitter{src: src, kind: kind, text: &data.Node{Kind: data.Map, Pos: diag.Pos{File: src.Name, Line: 1, Col: 1}}, at: map[int]data.Line{}}
	lines := src.TextLines()
	marked := false
	for _, l := range lines {
		s.at[l.Pos.Line] = l
		marked = marked || s.named(l.Text) != nil
	}
	out := &data.Node{Kind: data.Map, Pos: s.text.Pos}
	if marked {
		s.byMarks(lines)
	} else {
		s.byHeadings(lines, out)
	}
	if len(s.text.Pairs) == 0 && len(s.found) == 0 {
		s.found.Add(diag.Errorf(diag.Pos{File: src.Name}, codeTextFile, "正文的文件是空的").Do("在文件里写正文，各段前面单独写一行【段名】：%s", names(kind)))
	}
	out.Set(textKey, s.text.Pos, s.text)
	src.Excerpts(s.found)
	return out, s.found
}

type splitter struct {
	src   *data.Source
	kind  *templates.Kind
	text  *data.Node // 正文
	at    map[int]data.Line
	found diag.List
}

// named is the part a line 【name】 begins, nil when it is no such line.
func (s *splitter) named(line string) *templates.Slot {
	m := partMark().FindStringSubmatch(line)
	if m == nil {
		return nil
	}
	for i := range s.kind.Slots {
		if s.kind.Slots[i].Name == strings.TrimSpace(m[1]) {
			return &s.kind.Slots[i]
		}
	}
	return nil
}

func (s *splitter) put(slot *templates.Slot, at diag.Pos, lines []data.Line) {
	if len(lines) == 0 {
		return
	}
	if s.text.Get(slot.Name) != nil {
		s.found.Add(diag.Errorf(at, codeTextFile, "“%s”这一段写了两次", slot.Name).Do("把两处合在一起"))
	}
	s.text.Set(slot.Name, at, s.src.LinesNode(lines))
}

// lost reports the first line that belongs nowhere.
func (s *splitter) lost(at diag.Pos) {
	s.found.Add(diag.Errorf(at, codeTextFile, "不知道这一行属于正文的哪一段").
		Do("在各段前面单独写一行【段名】，如【%s】；段名有：%s", s.kind.Slots[0].Name, names(s.kind)))
}

// byMarks parts lines at 【name】, and at the package's headings.
func (s *splitter) byMarks(lines []data.Line) {
	var slot *templates.Slot
	var at diag.Pos
	var list []data.Line
	told := false
	for _, l := range lines {
		next := s.named(l.Text)
		if next == nil {
			next = s.headed(l.Text)
		}
		switch {
		case next != nil:
			if slot != nil {
				s.put(slot, at, list)
			}
			slot, at, list = next, l.Pos, nil
		case slot != nil:
			list = append(list, l)
		case !told:
			told = true
			s.lost(l.Pos)
		}
	}
	if slot != nil {
		s.put(slot, at, list)
	}
}

// headed is the part whose own heading a line is.
func (s *splitter) headed(line string) *templates.Slot {
	l := asLine(data.Line{Text: line})
	if at := labelOf(l.Text); l.Level == 1 || l.Level == 0 && at.class == hanComma {
		head := string([]rune(l.Text)[at.width:])
		for i := range s.kind.Slots {
			if same(head, s.kind.Slots[i].Title.Text) {
				return &s.kind.Slots[i]
			}
		}
	}
	return nil
}

// asLine is a line with the level its marks give it.
func asLine(l data.Line) Line {
	m := hashes().FindString(l.Text)
	return Line{Text: strings.TrimPrefix(l.Text, m), Level: strings.Count(m, "#"), N: l.Pos.Line}
}

// byHeadings parts lines as an import does.
func (s *splitter) byHeadings(lines []data.Line, out *data.Node) {
	paper := &Paper{Name: s.src.Name}
	for _, l := range lines {
		paper.Lines = append(paper.Lines, asLine(l))
	}
	p := &parter{paper: paper, kind: s.kind, marks: &marks{level: levels(paper.Lines)}, out: &Sections{}, own: true}
	first := p.firstHeading()
	if first < 0 {
		if len(lines) > 0 {
			s.lost(lines[0].Pos)
		}
		return
	}
	parts := p.all(first)
	s.found.Add(parts.Found...)
	if title := p.lines(parts.Title); len(title) > 0 {
		out.Set("标题", title[0].Pos, s.src.LinesNode(title))
	}
	if intro := s.typed(parts.Intro); len(intro) > 0 {
		out.Set(data.IntroPart, intro[0].Pos, s.src.LinesNode(intro))
	}
	if parts.Date != "" || parts.Organ != "" || parts.Remark != "" || parts.Attachments != nil || parts.Addressees != nil {
		s.found.Add(diag.Hintf(diag.Pos{File: s.src.Name}, codeResidue, "文件里的主送、署名、日期、附件、附注没有收：它们由数据文件里的几个键来").Do("核对数据文件的 主送、全称、成文日期、附件、附注"))
	}
	for _, part := range parts.Parts {
		list := part.Lines
		if len(list) > 1 && same(p.heading(list[0]), part.Slot.Title.Text) && !p.topped(list[1:]) {
			list = list[1:]
		}
		s.put(part.Slot, s.at[part.Lines[0].N].Pos, s.typed(list))
	}
}

// typed are lines as they stand in the file.
func (s *splitter) typed(lines []Line) (out []data.Line) {
	for _, l := range lines {
		out = append(out, s.at[l.N])
	}
	return out
}

func names(kind *templates.Kind) string {
	var out []string
	for _, s := range kind.Slots {
		out = append(out, s.Name)
	}
	return strings.Join(out, "、")
}
