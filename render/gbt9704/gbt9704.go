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
	StampBefore int // 7.3.5.3: two blank rows above 签名章
	StampRight  int // 7.3.5.3: 签名章 and date end four characters from the right edge
	StampGap    int // 7.3.5.3: two characters between 签发人职务 and 签名章
	StampAfter  int // 7.3.5.3: one blank row between 签名章 and date

	MarkTop     page.Length // 7.2.4: 发文机关标志 begins 35 mm below the upper edge of the type area
	MarkLeast   page.Length // height of a row of it at least; not in the standard (size free)
	NumberAfter int         // 7.2.5: 发文字号 two blank rows below 发文机关标志
	NumberInset int         // 7.2.5, 7.2.6: one character in from either edge in 上行文
	RedDrop     page.Length // 7.2.7: the red line 4 mm below 发文字号
	RedWeight   page.Length // 7.2.7 leaves it open; 0.35 to 0.5 mm is usual
	Red         page.Color  // 6.2 gives ink, Y80 M80; on screens pure red is usual
	RedAfter    int         // 7.3.1: 标题 two blank rows below the red line

	Colophon      page.Length // 7.4.2, 7.4.3: 四号
	ColophonInset int         // 7.4.2, 7.4.3: one character in from either edge
	OuterRule     page.Length // 7.4.1: first and last line of 版记
	InnerRule     page.Length // 7.4.1: lines between

	TableOuter, TableInner page.Length // rules of tables; not in the standard
	// TablePad is the room above and below the text of a cell set off the grid. With the
	// line pitch of 五号 the usual one makes rows of 7 mm, as statistics tables have
	// (practice).
	TablePad page.Length

	SealSize    page.Length // diameter of 印章: 42 mm for offices of counties and below (国发〔1999〕25号; mem)
	StampWidth  page.Length // of 签名章; practice
	StampHeight page.Length

	Annotate bool // the clause of each element in the margin: for specimens

	AttachmentTitle int // 7.3.7: the title of an attachment stands on row 3, its label on row 1

	Faces  Faces
	Word   WordFaces
	Rules  Rules
	Figure FigureStyle
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
	Mark        string    // 7.2.4: 小标宋
	Class       string    // 7.2.2, 7.2.3: 黑体, of 密级 and 紧急程度
	Signatory   string    // 7.2.6: 楷体, of the names behind 签发人
	Title       string    // 7.3.1: 小标宋
	Under       string    // practice: 楷体, of 题注 below the title
	Body        string    // 5.2.2: 仿宋
	Level       [4]string // 7.3.3: 黑体 楷体 仿宋 仿宋
	Folio       string    // 7.5: 宋体
	TableHead   string    // practice: 黑体
	Attachment  string    // 7.3.7: 黑体, of the label 附件1
	LevelLatin  [4]string // digits and Latin in headings, "" as in text; practice: bold beside 黑体
	Latin       string    // digits and Latin in text
	TitleLatin  string    // digits and Latin in the title
	Substitutes []string  // asked in turn for a character a face lacks
}

// Rules are how levels and enumerations are numbered (7.3.3): {汉} is 一, {数} is 1.
type Rules struct {
	Level [4]string
	Item  string
	// Table and Figure stand before captions in the text, a space behind them (practice).
	Table, Figure string
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
		Indent: 2, TitleAfter: 1, NoteBefore: 1, SignBefore: 1, SignRight: 2, DateShift: 2, SealRight: 4,
		StampBefore: 2, StampRight: 4, StampGap: 2, StampAfter: 1,
		MarkTop: 35 * mm, MarkLeast: 36 * pt, NumberAfter: 2, NumberInset: 1,
		RedDrop: 4 * mm, RedWeight: 5 * mm / 10, Red: page.Color{R: 255}, RedAfter: 2,
		Colophon: Size4, ColophonInset: 1, OuterRule: 35 * mm / 100, InnerRule: 25 * mm / 100,
		TableOuter: 35 * mm / 100, TableInner: 25 * mm / 100, TablePad: 2 * pt,
		SealSize: 42 * mm, StampWidth: 45 * mm, StampHeight: 20 * mm,
		AttachmentTitle: 3,
		Faces: Faces{
			Mark: "小标宋", Class: "黑体", Signatory: "楷体", Title: "小标宋", Under: "楷体", Body: "仿宋", Level: [4]string{"黑体", "楷体", "仿宋", "仿宋"}, LevelLatin: [4]string{"西文粗"}, Folio: "宋体", TableHead: "黑体", Attachment: "黑体",
			Latin: "西文", TitleLatin: "西文粗", Substitutes: []string{"宋体", "生僻字"},
		},
		Word:   wordFaces(),
		Rules:  Rules{Level: [4]string{"{汉}、", "（{汉}）", "{数}.", "（{数}）"}, Item: "{汉}是", Table: "表{数}", Figure: "图{数}"},
		Figure: figureStyle(),
	}
}

// NoteInMargin is the size of the clauses in the margin of a specimen.
const NoteInMargin = Size6
