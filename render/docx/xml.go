// xml.go writes the pieces of WordprocessingML: properties of paragraphs and runs as
// values, written in the order the schema wants (ISO 29500-1, CT_PPr, CT_RPr). Lengths
// are in twips, twentieths of a point.

package docx

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"nianbao/render/doc"
	"nianbao/render/page"
)

// twip is the unit of lengths in WordprocessingML: 1/20 pt.
const twip = page.Point / 20

// twips rounds a length to twips.
func twips(l page.Length) int { return rounded(l, twip) }

// halfPoints rounds a size of type to half points.
func halfPoints(l page.Length) int { return rounded(l, page.Point/2) }

// eighths rounds the weight of a rule to eighths of a point.
func eighths(l page.Length) int { return max(2, rounded(l, page.Point/8)) }

func rounded(l, unit page.Length) int {
	if l < 0 {
		return -rounded(-l, unit)
	}
	return int((l + unit/2) / unit)
}

// esc writes text for XML; characters XML cannot hold become U+FFFD.
func esc(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}

// indent is w:ind. Chars are hundredths of a character of the grid; Word prefers them,
// others take the twips.
type indent struct {
	left, right, first             int
	leftChars, rightChars, firstCh int
}

// tab is a tab stop.
type tab struct {
	at   int
	kind string // left, center, right
}

// paraProps is w:pPr.
type paraProps struct {
	style      string
	keepNext   bool
	keepLines  bool
	pageBreak  bool
	border     string // children of w:pBdr
	tabs       []tab
	base       bool // of the style all others are based on
	before     int
	after      int
	noAfter    bool // takes back what the style has
	line       int  // exact pitch; 0 is the style's
	auto       int  // line pitch in 240ths of a line; 0 is the style's
	ind        *indent
	contextual bool
	jc         string
	outline    int    // 1 … 4, 0 is none
	section    string // w:sectPr
}

func (p *paraProps) xml() string {
	var b strings.Builder
	flag := func(on bool, name string) {
		if on {
			b.WriteString("<w:" + name + "/>")
		}
	}
	if p.style != "" {
		fmt.Fprintf(&b, `<w:pStyle w:val="%s"/>`, p.style)
	}
	flag(p.keepNext, "keepNext")
	flag(p.keepLines, "keepLines")
	flag(p.pageBreak, "pageBreakBefore")
	if p.border != "" {
		b.WriteString("<w:pBdr>" + p.border + "</w:pBdr>")
	}
	if len(p.tabs) > 0 {
		b.WriteString("<w:tabs>")
		for _, t := range p.tabs {
			fmt.Fprintf(&b, `<w:tab w:val="%s" w:pos="%d"/>`, t.kind, t.at)
		}
		b.WriteString("</w:tabs>")
	}
	if p.base { // marks keep their cell and do not hang; digits and Latin stand close to Chinese
		b.WriteString(`<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>`)
	}
	if s := p.spacing(); s != "" {
		b.WriteString("<w:spacing" + s + "/>")
	}
	if p.ind != nil {
		b.WriteString(p.ind.xml())
	}
	flag(p.contextual, "contextualSpacing")
	if p.jc != "" {
		fmt.Fprintf(&b, `<w:jc w:val="%s"/>`, p.jc)
	}
	if p.outline > 0 {
		fmt.Fprintf(&b, `<w:outlineLvl w:val="%d"/>`, p.outline-1)
	}
	b.WriteString(p.section)
	if b.Len() == 0 {
		return ""
	}
	return "<w:pPr>" + b.String() + "</w:pPr>"
}

func (p *paraProps) spacing() (s string) {
	attr := func(name string, v int) {
		if v != 0 {
			s += ` w:` + name + `="` + strconv.Itoa(v) + `"`
		}
	}
	attr("before", p.before)
	attr("after", p.after)
	if p.noAfter {
		s += ` w:after="0"`
	}
	switch {
	case p.line != 0:
		attr("line", p.line)
		s += ` w:lineRule="exact"`
	case p.auto != 0:
		attr("line", p.auto)
		s += ` w:lineRule="auto"`
	}
	return s
}

func (i *indent) xml() string {
	s := fmt.Sprintf(`<w:ind w:leftChars="%d" w:left="%d" w:rightChars="%d" w:right="%d"`, i.leftChars, i.left, i.rightChars, i.right)
	if i.first < 0 {
		return s + fmt.Sprintf(` w:hangingChars="%d" w:hanging="%d"/>`, -i.firstCh, -i.first)
	}
	return s + fmt.Sprintf(` w:firstLineChars="%d" w:firstLine="%d"/>`, i.firstCh, i.first)
}

// runProps is w:rPr. An empty one takes everything of the paragraph's style.
type runProps struct {
	style string
	faces faces
	bold  bool
	apart string // what is added to a character, in twips; "" is the style's
	free  bool   // characters keep off the grid
	color string
	scale int // width of characters in hundredths; 0 is natural
	size  int // half points
	edit  doc.Edit
}

// faces are the names of the faces of Chinese and of Latin characters.
type faces struct{ chinese, latin string }

func (f faces) xml() string {
	if f.chinese == "" {
		return `<w:rFonts w:hint="eastAsia"/>`
	}
	// the hint sets quotes, dashes and the like in the Chinese face
	return fmt.Sprintf(`<w:rFonts w:hint="eastAsia" w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="%[2]s" w:cs="%[1]s"/>`, esc(f.latin), esc(f.chinese))
}

// underlined is the line under what was added.
const underlined = `<w:u w:val="single"/>`

func (r runProps) xml() string {
	var b strings.Builder
	if r.style != "" {
		fmt.Fprintf(&b, `<w:rStyle w:val="%s"/>`, r.style)
	}
	b.WriteString(r.faces.xml())
	if r.bold {
		b.WriteString(`<w:b/>`)
	}
	if r.edit == doc.Struck {
		b.WriteString(`<w:strike/>`)
	}
	if r.free {
		b.WriteString(`<w:snapToGrid w:val="0"/>`)
	}
	if r.color != "" {
		fmt.Fprintf(&b, `<w:color w:val="%s"/>`, r.color)
	}
	if r.apart != "" {
		fmt.Fprintf(&b, `<w:spacing w:val="%s"/>`, r.apart)
	}
	if r.scale > 0 && r.scale != 100 {
		fmt.Fprintf(&b, `<w:w w:val="%d"/>`, r.scale)
	}
	if r.size > 0 {
		fmt.Fprintf(&b, `<w:sz w:val="%[1]d"/><w:szCs w:val="%[1]d"/>`, r.size)
	}
	if r.edit == doc.Added {
		b.WriteString(underlined)
	}
	return "<w:rPr>" + b.String() + "</w:rPr>"
}

// text writes a run. A line end in it is one on paper, a tab a tab.
func (r runProps) text(s string) string {
	if s == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString("<w:r>" + r.xml())
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteString("<w:br/>")
		}
		for k, part := range strings.Split(line, "\t") {
			if k > 0 {
				b.WriteString("<w:tab/>")
			}
			if part != "" {
				b.WriteString(`<w:t xml:space="preserve">` + esc(part) + `</w:t>`)
			}
		}
	}
	b.WriteString("</w:r>")
	return b.String()
}
