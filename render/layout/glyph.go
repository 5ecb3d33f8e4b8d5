package layout

import (
	"fmt"
	"unicode"

	"nianbao/fonts"
	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
)

// This file says what is wrong with a character that cannot be printed as it
// stands, and which characters another face had to lend.

// CodePrivate is a character without a code of its own that a user's face draws.
const CodePrivate = "Y502"

// Substitute is a character set in another face than the sheet names for it.
type Substitute struct {
	Pos         diag.Pos // the character, or the placeholder it came out of
	Rune        rune
	Asked, Face string // keys
}

// Substitutes lists the characters of d that the face meant for them does not draw,
// in the order of the document.
func Substitutes(d doc.Document, s *gbt9704.Sheet, faces *fonts.Set) []Substitute {
	var out []Substitute
	seen := map[Substitute]bool{} // a table may be tried at several sizes
	c := &composer{base: s, sheet: s, faces: faces, resolved: map[string]*[512]resolved{}, tell: func(x Substitute) {
		if !seen[x] {
			seen[x] = true
			out = append(out, x)
		}
	}}
	for _, b := range d.Blocks {
		c.block(b)
	}
	return out
}

// drawn is told of character i of a span that a face draws.
func (c *composer) drawn(r rune, s span, i int, asked string, face *fonts.Face) {
	if c.tell != nil && face.Key() != asked {
		c.tell(Substitute{s.at(i), r, asked, face.Key()})
	}
	if !private(r) || !c.first(s.at(i)) {
		return
	}
	x := diag.Warnf(s.at(i), CodePrivate, "“%c”（U+%04X）是造字区的字，没有标准编码，只能用自备字体“%s”印出", r, r, face)
	if std, ok := standard(r); ok {
		x = x.Do("它的标准编码是“%c”（U+%04X），改成这个字", std, std)
	} else {
		x = x.Do("纸面看得见，复制、检索出来不是这个字，换台电脑也看不见：有标准字就改用标准字；%s", askOffice)
	}
	c.found.Add(x)
}

// at is the place of character i.
func (s span) at(i int) diag.Pos {
	if s.moved {
		return s.pos
	}
	return s.pos.Right(i)
}

// first reports whether nothing was found at pos before.
func (c *composer) first(pos diag.Pos) bool {
	if c.seen[pos] {
		return false
	}
	if c.seen == nil {
		c.seen = map[diag.Pos]bool{}
	}
	c.seen[pos] = true
	return true
}

// uncovered reports character i of a span, which no face prints.
func (c *composer) uncovered(r rune, s span, i int) {
	pos := s.at(i)
	if !c.first(pos) {
		return
	}
	x := diag.Errorf(pos, codeGlyph, "没有字体能印“%c”（U+%04X）", r, r)
	switch {
	case r == '\t':
		x.Message = "文字里有 Tab，像是从 Word 贴来的表格"
		x = x.Do("把数填进“统计”的表里，正文用 {{表 组.项}} 引用；不是表格就把 Tab 删去")
	case invisible(r):
		x.Message = fmt.Sprintf("这里有看不见的字符（U+%04X）", r)
		x = x.Do("删去它（常从网页或聊天软件粘贴而来）")
	case unicode.Is(unicode.Variation_Selector, r):
		x.Message = fmt.Sprintf("这里有看不见的异体选择符（U+%04X），它要前一个字换一种字形，本程序不分这些字形", r)
		x = x.Do("删去它，印标准字形；人名、地名一定要那种字形的，改用有自己编码的那个字，%s", askOffice)
	default:
		x = x.Do("%s", c.advice(r))
	}
	c.found.Add(x)
}

// askOffice is where the right form of a rare character is known.
const askOffice = "人名向公安户政、地名向民政部门核对正式写法和编码"

// advice is what to do about a visible character no face has.
func (c *composer) advice(r rune) string {
	lacking := "内置字体没有"
	for _, f := range c.faces.Faces() {
		if f.Own() {
			lacking = "内置字体和 --fonts 里的字体都没有"
		}
	}
	std, known := standard(r)
	switch block := area(r); {
	case private(r) && known:
		return fmt.Sprintf("这是旧系统放在造字区的字，标准编码是“%c”（U+%04X）：改成这个字", std, std)
	case known:
		return fmt.Sprintf("这是兼容汉字（常从旧系统转来），标准字是“%c”（U+%04X）：改成这个字", std, std)
	case r >= 0xE000 && r <= lastUserDefined:
		return "这是造字程序造的字，只有造它的电脑认得：改用标准字；" + askOffice
	case private(r):
		return "这是厂商（如方正）自编的字，换一款字体就变成别的字：改用标准字；" + askOffice
	case block != "":
		return fmt.Sprintf("这是%s的字，%s，可选的花園明朝（HanaMinB）也没有：另找含它的字体文件，放进文件夹，用 --fonts 文件夹 指定；%s", block, lacking, askOffice)
	case r >= 0x20000 && r < 0x30000:
		return fmt.Sprintf("这是生僻字，%s：把含它的字体文件（如花園明朝 HanaMinB.ttf）放进文件夹，用 --fonts 文件夹 指定；%s", lacking, askOffice)
	case unicode.Is(unicode.Han, r):
		return fmt.Sprintf("这个字%s：核对是否写错；没有写错就把含它的字体文件放进文件夹，用 --fonts 文件夹 指定", lacking)
	case r == unicode.ReplacementChar:
		return "这是转码时丢了的字，原来是什么字已看不出：对照原文补上"
	case unicode.Is(unicode.M, r):
		return "这是附在前一个字上的符号：换成合在一起的一个字（如 ǎ），或删去"
	}
	return "核对这个字符，换成常用的写法"
}

// invisible tells characters that print nothing and spoil search and copying; a face
// may well have an empty glyph for them.
func invisible(r rune) bool {
	return r < 0x20 || r == 0x7F || r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x2028 && r <= 0x202E || r >= 0x2060 && r <= 0x206F || r == 0xFEFF
}

// private tells characters of the Private Use Areas.
func private(r rune) bool { return r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000 }

// area names the later extensions of Unicode's Han, which no free face the program
// knows of has.
func area(r rune) string {
	for _, a := range []struct {
		from, to rune
		name     string
	}{{0x2EBF0, 0x2EE5D, "扩展 I 区"}, {0x30000, 0x3134A, "扩展 G 区"}, {0x31350, 0x323AF, "扩展 H 区"}, {0x323B0, 0x33479, "扩展 J 区"}} {
		if r >= a.from && r <= a.to {
			return a.name
		}
	}
	return ""
}

// lastUserDefined ends the user-defined zones of GBK as Windows maps them (GB 18030
// two-byte zones 1–3); vendors use what lies behind.
const lastUserDefined = 0xE765

// gbkPrivate are the characters that GBK and GB 18030-2000 had at U+E815…E864 before
// Unicode gave them codes: the two-byte codes FE50…FEA0.
const gbkPrivate = "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻"

// standard returns the character to write instead of r, when there is one for certain.
func standard(r rune) (rune, bool) {
	if i := int(r) - 0xE815; i >= 0 {
		for _, std := range gbkPrivate {
			if i == 0 {
				return std, true
			}
			i--
		}
	}
	return fonts.Canonical(r)
}
