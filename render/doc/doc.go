// Package doc is the tree of meaning: what a report says, before any of it has a
// place on paper. Everything before it builds a Document, everything after reads it.
//
// The words of the trade, each with one English name:
//
//	发文机关标志 Letterhead     发文字号 DocNumber      签发人 Signatory
//	主送机关 Addressees        附件说明 AttachmentNote  署名 Signature
//	成文日期 IssueDate         附注 Remark             版记 Colophon
//	抄送 CopyTo               版心 TypeArea           天头 TopMargin
//	订口 BindingMargin        指标 Indicator          量词 Measure
//	同比 YearOnYear           附件 Attachment          份号 CopyNumber
//	密级 Secrecy              紧急程度 Urgency         称谓 Salutation
package doc

import (
	"slices"

	"nianbao/render/diag"
)

// Document is one report. Blocks stand in reading order.
type Document struct {
	Info   Info
	Blocks []Block
}

// Info names the report in file properties and outlines.
type Info struct {
	Title    string // one line
	Author   string // 署名
	Subject  string
	Language string // BCP 47
	Date     string // 成文日期 as YYYY-MM-DD, else a fixed date; never the clock's
}

// Run is a piece of text with the place it came from. Runs are cut where a figure
// was put in, so within a run the n-th character stands n characters right of Pos.
type Run struct {
	Text string
	Pos  diag.Pos
	Path string // 组.项 when the text is a figure put in for a placeholder
	Edit Edit   // in Heading, Para and the Marked cells of a table
}

// Edit is how a run stands between two drafts of a text.
type Edit uint8

const (
	Kept   Edit = iota
	Struck      // of the earlier draft only: a line through it
	Added       // of the later draft only: a line under it
)

// Spoken is what an edited run says to who cannot see its line.
func (e Edit) Spoken(text string) string {
	switch e {
	case Struck:
		return "删去“" + text + "”"
	case Added:
		return "增加“" + text + "”"
	}
	return ""
}

// Edited tells whether a run of a text is of one draft only.
func Edited(text []Run) bool {
	return slices.ContainsFunc(text, func(r Run) bool { return r.Edit != Kept })
}

// Block is one of the types below; the set is closed.
type Block interface{ block() }

// Letterhead is 版头 (7.2), above the red line of the first page. What is empty is
// not printed.
type Letterhead struct {
	CopyNumber Run   // 份号 (7.2.1), six digits
	Secrecy    Run   // 密级和保密期限 (7.2.2)
	Urgency    Run   // 紧急程度 (7.2.3)
	Organs     []Run // 发文机关标志 (7.2.4), the lead organ first, without 文件
	Suffix     string
	DocNumber  Run   // 发文字号 (7.2.5)
	Signatory  []Run // 签发人 (7.2.6), in the order of the organs: 上行文 only
	// Preprinted is 套打: the paper bears everything red already, whose place is left
	// empty.
	Preprinted bool
	Words      []string // as in Title: a long name is cut between words
}

// Title is 标题 (7.3.1). Lines the writer broke are kept; otherwise there is one,
// to be cut between words. Whole lists names that must not be cut.
type Title struct {
	Lines []Run
	Whole []string // unit names and the like
	Words []string // words a line may end after
	Under []Run    // lines centred below it: 题注, the mark of a draft
}

// Salutation is 称谓: whom a spoken report addresses, in the place of Addressees.
type Salutation struct{ Text []Run }

// Addressees is 主送机关 (7.3.2), without the closing colon.
type Addressees struct{ Text []Run }

// Heading is a numbered heading of level 1 to 4 (7.3.3). Text is the heading
// sentence; Body, when present, runs in on the same line in the face of the text.
type Heading struct {
	Level int
	Label string // 一、 （一） 1. （1）
	Text  []Run
	Body  []Run
}

// Para is a paragraph of 正文. Label is 一是 and the like when the paragraph is an
// item of an enumeration.
type Para struct {
	Label string
	Text  []Run
}

// Table is a table in the text or in an attachment. Every list but Head and Rows may
// be nil or shorter than the table.
type Table struct {
	Caption string
	Head    [][]HeadCell // rows of heads, repeated where the table begins a page
	Rows    [][]string   // a line end in a cell is a line end on paper
	Totals  []int        // rows set in the face of the head
	Figures []bool       // columns that hold figures: flush right, as a block in the middle
	Align   []Align      // by column; the head is centred always
	Widths  []int        // half-width characters wanted by column; 0 is what its cells need
	Grid    bool         // ruled around every cell, as statistics are; false is three lines
	Spans   []Span       // cells of Rows that cover others
	Note    string       // notes below the last row, one a line
	Pos     diag.Pos     // what the table was made for
	Marked  []MarkedCell // cells that were edited; Rows has their text too
}

// MarkedCell is a cell of Rows whose text is of several drafts.
type MarkedCell struct {
	Row, Col int
	Text     []Run
}

// Marks is the text of an edited cell, nil of another.
func (t *Table) Marks(row, col int) []Run {
	for i := range t.Marked {
		if m := &t.Marked[i]; m.Row == row && m.Col == col {
			return m.Text
		}
	}
	return nil
}

// HeadCell is a column head. It covers Cols columns and Rows rows of heads, 0 being
// 1, and stands in the first place left free by the cells before it.
type HeadCell struct {
	Text       string
	Cols, Rows int
}

// Span is a cell of a table's rows that covers Rows rows and Cols columns from its
// place on, 0 being 1; the cells it covers are empty.
type Span struct{ Row, Col, Rows, Cols int }

// Heads is one row of column heads.
func Heads(names ...string) [][]HeadCell {
	row := make([]HeadCell, len(names))
	for i, n := range names {
		row[i].Text = n
	}
	return [][]HeadCell{row}
}

// Align is where the cells of a column stand.
type Align uint8

const (
	AlignAuto Align = iota // centred; a column of figures as Figures says
	AlignLeft
	AlignCentre
	AlignRight
)

// AttachmentNote is 附件说明 (7.3.4): the names, without numbers or marks.
type AttachmentNote struct{ Names []Run }

// Seal is how the signature is made (7.3.5).
type Seal uint8

const (
	Unsealed Seal = iota // 不加盖印章 (7.3.5.2)
	Sealed               // 加盖印章 (7.3.5.1)
	Stamped              // 加盖签发人签名章 (7.3.5.3)
)

// Signature is 署名 and 成文日期 (7.3.5). With a stamp, Office is 签发人职务 and stands
// beside it instead of the organs.
type Signature struct {
	Organs []Run
	Office Run
	Date   Run
	Seal   Seal
	Words  []string // as in Title
}

// Remark is 附注 (7.3.6), without its brackets.
type Remark struct{ Text []Run }

// Attachment is 附件 (7.3.7), an enclosure bound with the report: it begins a page
// behind 署名 and 附注, and page numbers run on. It holds tables and paragraphs.
type Attachment struct {
	Label     string   // 附件, 附件1
	Title     []Run    // to be cut as that of the report is
	Whole     []string // as in Title
	Words     []string // as in Title
	Landscape bool     // for wide tables (clause 8)
	Blocks    []Block
}

// Colophon is 版记 (7.4), on the last face. Addressees is 主送 that left no room for
// text on the first page (7.3.2). What is empty is not printed.
type Colophon struct {
	Addressees []Run
	CopyTo     []Run // 抄送机关 (7.4.2), without label and end mark
	Printer    Run   // 印发机关 (7.4.3)
	PrintDate  Run   // 印发日期, without 印发
}

func (Letterhead) block()     {}
func (Title) block()          {}
func (Salutation) block()     {}
func (Addressees) block()     {}
func (Heading) block()        {}
func (Para) block()           {}
func (Table) block()          {}
func (Figure) block()         {}
func (AttachmentNote) block() {}
func (Signature) block()      {}
func (Remark) block()         {}
func (Attachment) block()     {}
func (Colophon) block()       {}
