// styles.go writes the styles: one for each element of the document, so that a person
// who changes the text picks a style and not a size.

package docx

import (
	"fmt"
	"strconv"
	"strings"

	"nianbao/render/gbt9704"
	"nianbao/render/page"
)

// The identifiers of the styles. Readers of a corrected file know elements by them.
const (
	styleText       = "Text"
	styleTitle      = "ReportTitle"
	styleUnder      = "Under"
	styleAddressees = "Addressees"
	styleSalutation = "Salutation"
	styleLevel      = "Level" // with 1 … 4
	styleBody       = "TextInHeading"
	styleNote       = "AttachmentNote"
	styleOrgan      = "Organ"
	styleDate       = "IssueDate"
	styleRemark     = "Remark"
	styleLabel      = "AttachmentLabel"
	styleEnclosure  = "AttachmentTitle"
	styleMark       = "LetterheadMark"
	styleHead       = "Letterhead"
	styleColophon   = "Colophon"
	styleCaption    = "TableCaption"
	styleTable      = "TableText"
	styleTableHead  = "TableHead"
	styleTableNote  = "TableNote"
	styleFigure     = "Figure"
	styleFooter     = "Folio"
)

// names knows the faces by the names word processors have for them.
type names struct {
	s    *gbt9704.Sheet
	used []string          // in order of first use
	alt  map[string]string // name → the one to take where it is missing
}

func newNames(s *gbt9704.Sheet) *names { return &names{s: s, alt: map[string]string{}} }

// of is the name of a face, and whether it is the bold of it.
func (n *names) of(key string) (string, bool) {
	name, other, bold := n.s.WordFace(key)
	if _, seen := n.alt[name]; !seen {
		n.used = append(n.used, name)
		n.alt[name] = other
	}
	return name, bold
}

// faces are the faces of an element: Chinese in the one, digits and Latin in the
// other, "" being that of the text. bold tells that the Latin is bold, and all tells
// that everything is.
func (n *names) faces(chinese, latin string) (f faces, bold, all bool) {
	if latin == "" {
		latin = n.s.Faces.Latin
	}
	f.chinese, all = n.of(chinese)
	f.latin, bold = n.of(latin)
	return f, bold, all
}

// style is one paragraph style.
type style struct {
	id, name, alias string
	next            string
	para            paraProps
	run             runProps
	quick           bool // shown in the gallery
}

func (s style) xml() string {
	var b strings.Builder
	first := ""
	if s.id == styleText {
		first = ` w:default="1"`
	}
	if s.name[0] >= 0x80 { // the names Word has of its own are Latin
		first = ` w:customStyle="1"`
	}
	fmt.Fprintf(&b, `<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/>`, first, s.id, s.name)
	if s.alias != "" {
		fmt.Fprintf(&b, `<w:aliases w:val="%s"/>`, s.alias)
	}
	if s.id != styleText {
		fmt.Fprintf(&b, `<w:basedOn w:val="%s"/>`, styleText)
	}
	if s.next != "" {
		fmt.Fprintf(&b, `<w:next w:val="%s"/>`, s.next)
	}
	if s.quick {
		b.WriteString(`<w:qFormat/>`)
	}
	b.WriteString(s.para.xml() + s.run.xml() + `</w:style>`)
	return b.String()
}

// none is no indent at all.
func none() *indent { return &indent{} }

// run is the properties of text in the faces and the size given. Bold Latin beside
// Chinese that is not is set run by run; see body.runs.
func (b *body) run(chinese, latin string, size page.Length) runProps {
	f, _, all := b.names.faces(chinese, latin)
	return runProps{faces: f, bold: all, size: halfPoints(size)}
}

// styled is the same for a style: characters of the size of the text stand at the pitch
// of the grid, others at their own.
func (b *body) styled(chinese, latin string, size page.Length) runProps {
	r, g := b.run(chinese, latin, size), gridOf(b.base)
	r.apart = "0"
	if size == b.base.Body {
		r.apart = strconv.Itoa(g.across/b.base.Columns - twips(size))
	}
	return r
}

func (b *body) styleList() []style {
	s, g := b.base, gridOf(b.base)
	f := s.Faces
	lines := func(n int) int { return n * g.pitch }
	text := b.styled(f.Body, "", s.Body)
	normal := text
	normal.free = true
	own := func(id, name string, p paraProps, r runProps) style {
		if p.ind == nil {
			p.ind = none()
		}
		return style{id: id, name: name, para: p, run: r, quick: true, next: styleText}
	}
	first := &indent{first: g.cells(s.Indent), firstCh: 100 * s.Indent}
	list := []style{{id: styleText, name: "Normal", alias: "正文", quick: true, para: paraProps{base: true, line: g.pitch, ind: first, jc: "both"}, run: normal}}
	list = append(list,
		own(styleTitle, "Title", paraProps{keepNext: true, keepLines: true, after: lines(s.TitleAfter), jc: "center"}, b.styled(f.Title, f.TitleLatin, s.Title)),
		own(styleUnder, "题注行", paraProps{keepNext: true, jc: "center"}, b.styled(f.Under, "", s.Body)),
		own(styleAddressees, "主送机关", paraProps{keepNext: true}, text),
		own(styleSalutation, "称谓", paraProps{keepNext: true}, text))
	for i, name := range [...]string{"一级", "二级", "三级", "四级"} {
		st := own(fmt.Sprintf("%s%d", styleLevel, i+1), fmt.Sprintf("heading %d", i+1), paraProps{outline: i + 1, ind: first}, b.styled(f.Level[i], f.LevelLatin[i], s.Body))
		st.alias = name
		list = append(list, st)
	}
	pitch := func(size page.Length) int { return twips(gbt9704.Pitch(size)) }
	note := s.Indent + len([]rune(noteLabel))
	list = append(list,
		own(styleNote, "附件说明", paraProps{ind: &indent{left: g.cells(note), leftChars: 100 * note, first: -g.cells(note - s.Indent), firstCh: -100 * (note - s.Indent)}}, text),
		own(styleOrgan, "署名", paraProps{keepLines: true, keepNext: true, jc: "right"}, text),
		own(styleDate, "成文日期", paraProps{keepLines: true, jc: "left"}, text),
		own(styleRemark, "附注", paraProps{ind: first}, text),
		own(styleLabel, "附件标识", paraProps{keepNext: true}, b.styled(f.Attachment, f.Attachment, s.Body)),
		own(styleEnclosure, "附件标题", paraProps{keepNext: true, before: lines(max(0, s.AttachmentTitle-2)), after: lines(s.TitleAfter), jc: "center", outline: 1}, b.styled(f.Title, f.TitleLatin, s.Title)),
		own(styleMark, "发文机关标志", paraProps{keepNext: true, jc: "center"}, b.styled(f.Mark, f.TitleLatin, s.MarkLeast)),
		own(styleHead, "版头", paraProps{keepNext: true}, text),
		own(styleColophon, "版记", paraProps{}, b.styled(f.Body, "", s.Colophon)),
		own(styleCaption, "表题", paraProps{keepNext: true, jc: "center"}, b.styled(f.TableHead, f.TitleLatin, s.Caption)),
		own(styleTable, "表格文字", paraProps{line: pitch(s.Table), jc: "center"}, b.styled(f.Body, "", s.Table)),
		own(styleTableHead, "表头", paraProps{line: pitch(s.Table), jc: "center"}, b.styled(f.TableHead, f.TitleLatin, s.Table)),
		own(styleTableNote, "表注", paraProps{line: pitch(s.Note)}, b.styled(f.Body, "", s.Note)),
		own(styleFigure, "图", paraProps{keepNext: true, auto: 240, jc: "center"}, b.styled(f.Body, "", s.Table)),
		own(styleFooter, "footer", paraProps{line: g.footerLine()}, b.styled(f.Folio, f.Folio, s.Folio)))
	return list
}

// styles is the part of the styles.
func (b *body) styles() string {
	var x strings.Builder
	x.WriteString(xmlHead + `<w:styles ` + spaces + `><w:docDefaults><w:rPrDefault>`)
	text := b.styled(b.base.Faces.Body, "", b.base.Body)
	props := strings.TrimSuffix(text.xml(), "</w:rPr>")
	x.WriteString(props + `<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>`)
	x.WriteString(`<w:pPrDefault><w:pPr><w:widowControl w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>`)
	for _, s := range b.styleList() {
		x.WriteString(s.xml())
	}
	fmt.Fprintf(&x, `<w:style w:type="character" w:customStyle="1" w:styleId="%s"><w:name w:val="标题后的正文"/>%s</w:style>`, styleBody, text.xml())
	x.WriteString(`</w:styles>`)
	return x.String()
}
