// blocks.go writes the elements of the text.

package docx

import (
	"fmt"
	"strconv"
	"strings"

	"nianbao/render/doc"
	"nianbao/render/hanzi"
	"nianbao/render/page"
)

// noteLabel stands before the names of 附件说明 (7.3.4).
const noteLabel = "附件："

// rows is the height of n rows of the grid.
func (b *body) rows(n int) int { return n * b.grid.pitch }

// run is text of a paragraph whose style has the face; Latin beside Chinese that is not
// bold may be.
func (b *body) text(s, chinese, latin string) string {
	_, bold, all := b.names.faces(chinese, latin)
	if !bold || all {
		return runProps{}.text(s)
	}
	var out strings.Builder
	rs := []rune(s)
	for from := 0; from < len(rs); {
		western := hanzi.Western(rs[from])
		to := from + 1
		for to < len(rs) && hanzi.Western(rs[to]) == western {
			to++
		}
		out.WriteString(runProps{bold: western}.text(string(rs[from:to])))
		from = to
	}
	return out.String()
}

// say adds a paragraph of a kind of text that a corrected file is asked for.
func (b *body) say(p paraProps, text, runs string) {
	b.add(p, b.traced(p.style, text, runs))
}

func (b *body) title(x doc.Title) {
	s := b.base
	before := s.TitleBefore
	if b.headed {
		before = s.RedAfter
	}
	var rows []string
	for _, l := range x.Lines {
		rows = append(rows, hanzi.CutTitle(l.Text, s.TitleCells(), x.Whole, x.Words)...)
	}
	p := paraProps{style: styleTitle, before: max(0, b.rows(before)-b.redRoom), noAfter: len(x.Under) > 0}
	text := strings.Join(rows, "\n")
	b.say(p, text, b.text(text, s.Faces.Title, s.Faces.TitleLatin))
	for i, l := range x.Under {
		p := paraProps{style: styleUnder}
		if i == len(x.Under)-1 {
			p.after = b.rows(s.TitleAfter)
		}
		b.say(p, l.Text, runProps{}.text(l.Text))
	}
}

func (b *body) addressees(x doc.Addressees) {
	text := doc.Plain(x.Text) + "："
	b.say(paraProps{style: styleAddressees}, text, runProps{}.text(text))
}

func (b *body) salutation(x doc.Salutation) {
	text := doc.Plain(x.Text)
	b.say(paraProps{style: styleSalutation}, text, runProps{}.text(text))
}

// heading has the style of its level; text that runs in has that of the text. Alone on
// its line it stays with the text below.
func (b *body) heading(x doc.Heading) {
	f := b.base.Faces
	head, rest := x.Label+doc.Plain(x.Text), doc.Plain(x.Body)
	runs := b.text(head, f.Level[x.Level-1], f.LevelLatin[x.Level-1]) + runProps{style: styleBody}.text(rest)
	if doc.Edited(x.Text) || doc.Edited(x.Body) {
		runs = edited(runProps{}, x.Label, x.Text) + edited(runProps{style: styleBody}, "", x.Body)
	}
	b.say(paraProps{style: styleLevel + strconv.Itoa(x.Level), keepNext: rest == ""}, head+rest, runs)
}

func (b *body) paragraph(x doc.Para) {
	text := x.Label + doc.Plain(x.Text)
	runs := runProps{}.text(text)
	if doc.Edited(x.Text) {
		runs = edited(runProps{}, x.Label, x.Text)
	}
	b.say(paraProps{style: styleText}, text, runs)
}

// edited is text of two drafts, a label before it.
func edited(p runProps, label string, text []doc.Run) string {
	out := p.text(label)
	for _, r := range text {
		p.edit = r.Edit
		out += p.text(r.Text)
	}
	return out
}

// attachmentNote is 附件说明: names turn over under their first character (7.3.4).
func (b *body) attachmentNote(x doc.AttachmentNote) {
	s := b.base
	for i, n := range x.Names {
		label, number, col := "", "", s.Indent+len([]rune(noteLabel))
		if i == 0 {
			label = noteLabel
		}
		if len(x.Names) > 1 {
			number = strconv.Itoa(i+1) + "."
			col += 1 + len(number)/3
		}
		p := paraProps{style: styleNote, keepNext: i < len(x.Names)-1}
		hang := col - s.Indent
		if i == 0 {
			p.before = b.rows(s.NoteBefore)
		} else {
			hang -= len([]rune(noteLabel))
		}
		p.ind = &indent{left: b.grid.cells(col), leftChars: 100 * col, first: -b.grid.cells(hang), firstCh: -100 * hang}
		text := label + number + n.Text
		b.say(p, text, runProps{}.text(text))
	}
}

func (b *body) remark(x doc.Remark) {
	text := "（" + doc.Plain(x.Text) + "）"
	b.say(paraProps{style: styleRemark}, text, runProps{}.text(text))
}

// attachment begins a section, turned for wide tables (clause 8). What follows it
// begins one again.
func (b *body) attachment(x doc.Attachment, rest []doc.Block) {
	sheet := b.base
	if x.Landscape && sheet.Width < sheet.Height {
		turned := sheet.Turned()
		sheet = &turned
	}
	b.begin(sheet, true)
	if x.Label != "" || len(x.Title) > 0 {
		b.attachmentHead(x)
	}
	b.blocks(x.Blocks)
	if len(rest) == 0 {
		return
	}
	if _, foot := rest[0].(doc.Colophon); foot && sheet == b.base {
		return // 版记 stands at the foot of this page
	}
	b.begin(b.base, false)
}

func (b *body) attachmentHead(x doc.Attachment) {
	f := b.base.Faces
	b.add(paraProps{style: styleLabel}, runProps{}.text(x.Label))
	title := doc.Plain(x.Title)
	if title == "" {
		return
	}
	cells := int(b.grid.s.TypeWidth / b.base.Title)
	text := strings.Join(hanzi.CutTitle(title, cells, x.Whole, x.Words), "\n")
	b.add(paraProps{style: styleEnclosure}, b.text(text, f.Title, f.TitleLatin))
}

// width is how wide text is on the grid.
func (b *body) width(s string) int {
	w := 0
	for _, r := range s {
		w += hanzi.ModelWidth(r)
	}
	return w * b.grid.across / (b.base.Columns * hanzi.Em)
}

// rule is a rule of the sheet: its weight, how many points it lies from the text, its
// colour.
type rule struct {
	weight page.Length
	space  int
	color  string
}

// ruled is a rule at a side of a paragraph, table or cell.
func ruled(side string, r rule) string {
	if r.color == "" {
		r.color = "000000"
	}
	return fmt.Sprintf(`<w:%s w:val="single" w:sz="%d" w:space="%d" w:color="%s"/>`, side, eighths(r.weight), r.space, r.color)
}
