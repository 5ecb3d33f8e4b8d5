// Package gbt9704 is GB/T 9704-2012 党政机关公文格式 as values: each carries its
// clause. A Sheet is the page in use; layout asks it where things stand and never
// holds a millimetre of its own.
package gbt9704

import "nianbao/render/page"

const mm, pt = page.Millimetre, page.Point

// 号 sizes as Word and WPS set them.
const (
	Size2 = 22 * pt // 二号
	Size3 = 16 * pt // 三号
	Size4 = 14 * pt // 四号
	Size5 = 21 * pt / 2

	Size5s = 9 * pt      // 小五
	Size6  = 15 * pt / 2 // 六号
)

// Sheet is the page in use: the standard's, or the standard's with what a package
// changed. Lengths are exact.
type Sheet struct {
	Width, Height         page.Length // 5.1: A4, 210 × 297 mm
	Top, Left             page.Length // 5.2.1: 天头 37 mm, 订口 28 mm
	TypeWidth, TypeHeight page.Length // 5.2.1: 版心 156 × 225 mm
	Columns, Rows         int         // 5.2.3: 28 characters, 22 rows fill the type area

	Body    page.Length // 5.2.2: 三号
	Title   page.Length // 7.3.1: 二号
	Folio   page.Length // 7.5: 四号
	Table   page.Length // not in the standard: 五号 to 四号 is usual
	Caption page.Length
	Note    page.Length   // below a table; not in the standard
	Smaller []page.Length // tried in turn for a table whose numbers are too wide for their columns

	FolioDrop  page.Length // 7.5: the dash of the page number lies 7 mm below the type area
	FolioInset int         // 7.5: one character in from the outer edge

	Profile LineProfile // how marks are set where nothing forces them

	Indent      int // 7.3.3: a paragraph begins two characters in
	TitleBefore int // rows above the title on a page without a red head
	TitleAfter  int // 7.3.2: one blank row below the title
	NoteBefore  int // 7.3.4: one blank row above 附件说明
	SignBefore  int // 7.3.5.2: one blank row above 署名
	SignRight   int // 7.3.5.2: 署名 ends two characters from the right edge
	DateShift   int // 7.3.5.2: the date begins two characters right of the name
	SealRight   int // 7.3.5.1: with a seal the date ends four characters from the right edge
	SealBefore  int // blank rows left for the seal above the name; practice, 7.3.5.1 asks ≤ 1 row between text and seal

	AttachmentTitle int // 7.3.7: the title of an attachment stands on row 3, its label on row 1

	Faces Faces
	Rules Rules
}

// LineProfile is how marks are set where nothing forces them. The standard fixes only
// the grid (5.2.3).
type LineProfile uint8

const (
	// LineGrid leaves every mark its cell, as documents are typed (practice).
	LineGrid LineProfile = iota
	// LineCLREQ sets two adjacent marks one and a half cells wide (W3C CLREQ; GB/T
	// 15834-2011 5.1.2 for ？！).
	LineCLREQ
)

// Faces are the keys of the faces that set each element.
type Faces struct {
	Title       string    // 7.3.1: 小标宋
	Body        string    // 5.2.2: 仿宋
	Level       [4]string // 7.3.3: 黑体 楷体 仿宋 仿宋
	Folio       string    // 7.5: 宋体
	TableHead   string    // practice: 黑体
	Attachment  string    // 7.3.7: 黑体, of the label 附件1
	Latin       string    // digits and Latin in text
	TitleLatin  string    // digits and Latin in the title
	Substitutes []string  // asked in turn for a character a face lacks
}

// Rules are how levels and enumerations are numbered (7.3.3): {汉} is 一, {数} is 1.
type Rules struct {
	Level [4]string
	Item  string
}

// Standard is the sheet of GB/T 9704-2012 with no deviation.
func Standard() Sheet {
	return Sheet{
		Width: 210 * mm, Height: 297 * mm,
		Top: 37 * mm, Left: 28 * mm,
		TypeWidth: 156 * mm, TypeHeight: 225 * mm,
		Columns: 28, Rows: 22,
		Body: Size3, Title: Size2, Folio: Size4, Table: Size5, Caption: Size4,
		Note: Size5s, Smaller: []page.Length{Size5s, Size6},
		FolioDrop: 7 * mm, FolioInset: 1,
		Indent: 2, TitleAfter: 1, NoteBefore: 1, SignBefore: 1, SignRight: 2, DateShift: 2, SealRight: 4, SealBefore: 3,
		AttachmentTitle: 3,
		Faces: Faces{
			Title: "小标宋", Body: "仿宋", Level: [4]string{"黑体", "楷体", "仿宋", "仿宋"}, Folio: "宋体", TableHead: "黑体", Attachment: "黑体",
			Latin: "西文", TitleLatin: "西文粗", Substitutes: []string{"宋体", "生僻字"},
		},
		Rules: Rules{Level: [4]string{"{汉}、", "（{汉}）", "{数}.", "（{数}）"}, Item: "{汉}是"},
	}
}

// Weights of rules. 7.4.1 gives them for the colophon; tables use the same two.
const (
	OuterRule = 35 * mm / 100
	InnerRule = 25 * mm / 100
)

// TableRowPad is the room above and below the text of a cell set off the grid. With
// the line pitch of 五号 it makes rows of 7 mm, as statistics tables have (practice).
const TableRowPad = 2 * pt
