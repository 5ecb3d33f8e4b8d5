// revise.go takes a corrected report back into the data file it was made of: what a
// person changed in the text, and nothing else.

package intake

import (
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/docx"
	"nianbao/templates/data"
	"nianbao/templates/merge"
)

// Codes of what is found in a corrected report.
const (
	codeClash    = "D01" // a figure changed by hand
	codeComment  = "D02" // a comment
	codeNotTaken = "D03" // a change that has no place in the data file's text
	codeDropped  = "D04" // a figure that is in the text no more
	codeBoth     = "D05" // the data was changed, too
	codeNoBase   = "D06" // the file no longer says what it was made of
	codeTracked  = "D07" // tracked changes
	codeForm     = "D08" // the data file's form stands against a change
)

// Revision is what a corrected report changes.
type Revision struct {
	Content                        []byte // the data file as it is to be
	Changed, Added, Deleted, Moved int    // paragraphs
	Found                          diag.List
}

// Nothing tells that the text is as it was.
func (r *Revision) Nothing() bool { return r.Changed+r.Added+r.Deleted+r.Moved == 0 }

// Source is the data file as it is.
type Source struct {
	Name    string // as places name it
	Content []byte
	Root    *data.Node
	Written []merge.Written
}

// Revise compares a corrected file with what was written, and that with the data file
// as it is now. file is the name of the corrected file.
func Revise(d *Docx, file string, src Source) Revision {
	v := &revision{docx: d, file: file, src: src, edits: map[int]*edit{}}
	v.base = d.Made
	if len(v.base) == 0 {
		v.base = asWritten(src.Written)
		v.found.Add(diag.Hintf(diag.Pos{File: file}, codeNoBase, "这个文件不是本程序生成的，或另存时丢了来历，只能与数据文件现在的文字对照").Do("结果请逐段核对；改稿请在 -f docx 生成的文件上改"))
	}
	v.compare()
	out := v.apply()
	v.remarks()
	out.Found = v.found
	return out
}

// asWritten is the text as the data file makes it now.
func asWritten(list []merge.Written) []Para {
	var out []Para
	for _, w := range list {
		style := docx.TextStyle
		switch {
		case w.Block:
			continue
		case w.Part == merge.TitlePart:
			style = docx.TitleStyle
		case w.Part == merge.AddresseesPart:
			style = docx.AddresseesStyle
		case w.Part == merge.RemarkPart:
			style = docx.RemarkStyle
		}
		out = append(out, Para{Style: style, Text: w.Text()})
	}
	return out
}

// edit is what becomes of one written paragraph.
type edit struct {
	lines  []string // its lines anew, nil as they were
	gone   bool
	behind []string // lines put in behind it
}

// revision is one being worked out.
type revision struct {
	docx  *Docx
	file  string
	src   Source
	base  []Para
	give  []donor       // paragraphs whose words may stand elsewhere now
	edits map[int]*edit // by index in src.Written; -1 is before the first of the text
	found diag.List
	out   Revision
	whole []func(*data.Editor) error // parts set as a whole
}

func (v *revision) edit(i int) *edit {
	if v.edits[i] == nil {
		v.edits[i] = &edit{}
	}
	return v.edits[i]
}

// said is a paragraph taken apart: the level of a heading or item, and the text without
// label, brackets and end mark.
func said(p Para, style string) (level int, text string) {
	text = strings.ReplaceAll(p.Text, "\n", "")
	text = strings.ReplaceAll(text, "\t", "")
	switch style {
	case docx.AddresseesStyle:
		return 0, strings.TrimRight(text, "：: ")
	case docx.TextStyle:
	default:
		l, ok := strings.CutPrefix(style, docx.LevelStyle)
		if !ok {
			return 0, text
		}
		level = int(l[0] - '0')
	}
	typed, n := merge.Label(text)
	if n > 0 {
		text = string([]rune(text)[n:])
		if level == 0 || typed > 0 {
			level = typed
		}
	}
	return level, strings.TrimSpace(text)
}

func inText(style string) bool {
	return style == docx.TextStyle || strings.HasPrefix(style, docx.LevelStyle)
}

// compare goes through the corrected text paragraph by paragraph.
func (v *revision) compare() {
	now := v.docx.Paras
	if i := slices.IndexFunc(now, func(p Para) bool { return p.Style == docx.LabelStyle }); i >= 0 {
		foot := slices.DeleteFunc(slices.Clone(now[i:]), func(p Para) bool { return p.Style != docx.ColophonStyle })
		now = append(slices.Clone(now[:i]), foot...) // what is printed as an attachment is made of figures
	}
	a, b := make([]item, len(now)), make([]item, len(v.base))
	for i, p := range now {
		a[i] = itemOf(p.Text, p.Made)
	}
	for i, p := range v.base {
		b[i] = itemOf(p.Text, p.Made)
	}
	to, moved := align(a, b)
	written := v.written()
	seen := make([]bool, len(v.base))
	same := make([]bool, len(v.base))
	for i, k := range to {
		if k >= 0 {
			seen[k], same[k] = true, a[i].text == b[k].text
		}
	}
	v.donors(written, same)
	anchor, signed := -1, false
	for i, p := range now {
		k := to[i]
		if k < 0 {
			v.fresh(p, anchor, signed)
			continue
		}
		style := v.base[k].Style
		signed = signed || style == docx.OrganStyle || style == docx.DateStyle
		if !inText(style) {
			if !same[k] {
				v.element(style, p, v.base[k])
			}
			continue
		}
		anchor = v.paragraph(p, k, written[k], moved[i], anchor)
	}
	for k, p := range v.base {
		if !seen[k] {
			v.lost(p, k, written[k])
		}
	}
}

// written gives for each paragraph of the base the one the data file makes now, -1 for
// none.
func (v *revision) written() []int {
	var mine, theirs []item
	var at, back []int
	for i := range v.src.Written {
		w := &v.src.Written[i]
		if outside(w) || w.Block {
			continue
		}
		mine = append(mine, itemOf(w.Text(), 0))
		at = append(at, i)
	}
	for k, p := range v.base {
		if inText(p.Style) {
			_, text := said(p, p.Style)
			theirs = append(theirs, itemOf(text, 0))
			back = append(back, k)
		}
	}
	to, _ := align(theirs, mine)
	out := make([]int, len(v.base))
	for k := range out {
		out[k] = -1
	}
	for n, m := range to {
		if m >= 0 {
			out[back[n]] = at[m]
		}
	}
	return out
}

// outside tells that a written paragraph is none of the text.
func outside(w *merge.Written) bool {
	return w.Part == merge.TitlePart || w.Part == merge.AddresseesPart || w.Part == merge.RemarkPart
}

// fresh is a paragraph that was not there before.
func (v *revision) fresh(p Para, anchor int, signed bool) {
	if !inText(p.Style) || signed {
		v.notTaken(p.Text, "")
		return
	}
	level, text := said(p, p.Style)
	e := v.edit(anchor)
	e.behind = append(e.behind, strings.Split(line(level, v.words(text)), "\n")...)
	v.out.Added++
}

// line is a line of the data file's text.
func line(level int, text string) string {
	switch {
	case level >= 1:
		return strings.Repeat("#", level) + " " + text
	case level == merge.LevelItem:
		return "- " + text
	}
	return text
}

// paragraph takes over one of the text and returns the anchor for what follows it.
func (v *revision) paragraph(p Para, k, at int, moved bool, anchor int) int {
	style := p.Style
	if !inText(style) {
		style = v.base[k].Style
	}
	wasLevel, was := said(v.base[k], v.base[k].Style)
	level, text := said(p, style)
	changed := squash(text) != squash(was) || level != wasLevel
	if at < 0 {
		if changed {
			v.found.Add(diag.Warnf(diag.Pos{File: v.file}, codeBoth, "改了“%s”，但数据文件里已没有这一段", brief(was)).Do("仍要这一段的，自己加进“正文”：%s", text))
		}
		return anchor
	}
	w := &v.src.Written[at]
	lines := v.typed(w)
	if changed {
		var ok bool
		if lines, ok = v.rewrite(w, was, text, level, wasLevel); !ok {
			return at
		}
	}
	switch {
	case moved && w.Heads:
		v.notTaken(p.Text, "模板的标题不能移动，要换位置请在数据文件里自己写标题")
	case moved:
		v.edit(at).gone = true
		e := v.edit(anchor)
		e.behind = append(e.behind, lines...)
		v.out.Moved++
		return anchor
	case changed:
		v.edit(at).lines = lines
		v.out.Changed++
	}
	return at
}

// typed are the lines of a paragraph as they stand in the data file.
func (v *revision) typed(w *merge.Written) []string {
	var out []string
	for _, l := range w.Lines {
		out = append(out, l.Text)
	}
	return out
}

// rewrite is the lines of a paragraph that prints text. Nothing is taken over where the
// data file was changed, too.
func (v *revision) rewrite(w *merge.Written, was, text string, level, wasLevel int) ([]string, bool) {
	pieces, ok := printedAs(w.Pieces, was)
	if !ok {
		v.found.Add(diag.Warnf(v.place(w), codeBoth, "这一段两边都改了：数据文件里是“%s”，改稿里是“%s”", brief(w.Text()), brief(text)).Do("数据文件没有动；要改稿的，照抄：%s", text))
		return nil, false
	}
	got := patch(pieces, text, v.words)
	v.clashes(w, got.clashes)
	lines := strings.Split(got.source, "\n")
	switch {
	case w.Heads || level != wasLevel:
		lines[0] = line(level, lines[0])
	default:
		lines[0] = w.Prefix + lines[0]
	}
	return lines, true
}

// place is where a paragraph stands in the data file.
func (v *revision) place(w *merge.Written) diag.Pos {
	if len(w.Lines) > 0 {
		return w.Lines[0].Pos
	}
	return diag.Pos{File: v.src.Name}
}

// holder is where a placeholder of a paragraph stands in the data file.
func (v *revision) holder(w *merge.Written, source string) (diag.Pos, int) {
	for _, l := range w.Lines {
		if before, _, ok := strings.Cut(l.Text, source); ok {
			return l.Pos.Right(len([]rune(before))), len([]rune(source))
		}
	}
	return v.place(w), 0
}

// clashes tells of figures changed by hand.
func (v *revision) clashes(w *merge.Written, list []clash) {
	for _, c := range list {
		if c.Kept {
			pos, span := v.holder(w, c.Source)
			v.found.Add(diag.Warnf(pos, codeClash, "改稿把“%s”改成了“%s”，这里是 %s", c.Was, c.Now, c.Source).Over(span).Do("占位符留着，印出来仍按“统计”；数要改，改“统计”里的那一处；要写死，把 %s 换成 %s", c.Source, c.Now))
			continue
		}
		v.found.Add(diag.Hintf(v.place(w), codeDropped, "这一段改写后用不上 %s 了（原印作“%s”），照改稿写成了文字", c.Source, c.Was).Do("仍要引用的，把 %s 加回去", c.Source))
	}
}

// lost is a paragraph that is in the corrected text no more.
func (v *revision) lost(p Para, k, at int) {
	if !inText(p.Style) {
		v.notTaken(p.Text, "")
		return
	}
	if at < 0 {
		return
	}
	w := &v.src.Written[at]
	_, was := said(p, p.Style)
	switch _, same := printedAs(w.Pieces, was); {
	case w.Heads:
		v.notTaken(p.Text, "这是模板的标题：整段不要时，连下面的文字一起从“正文”里删去")
	case !same:
		v.found.Add(diag.Warnf(v.place(w), codeBoth, "改稿删了“%s”，数据文件里这一段也改过", brief(was)).Do("数据文件没有动；不要的自己删去"))
	default:
		v.edit(at).gone = true
		v.out.Deleted++
	}
}
