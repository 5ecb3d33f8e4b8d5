package doc

import (
	"slices"
	"strconv"
	"strings"
)

// Text is the document as plain text, one paragraph a line: what a reader of the
// printed page reads, in order, page numbers and repeated heads of tables left out.
func (d Document) Text() string {
	var t text
	t.blocks(d.Blocks)
	return t.String()
}

type text struct{ strings.Builder }

func (t *text) line(parts ...string) {
	for _, p := range parts {
		t.WriteString(p)
	}
	t.WriteByte('\n')
}

// blocks writes the blocks. Their set is closed.
func (t *text) blocks(blocks []Block) {
	for _, block := range blocks {
		switch x := block.(type) {
		case Letterhead:
			t.letterhead(x)
		case Title:
			for _, l := range slices.Concat(x.Lines, x.Under) {
				t.line(l.Text)
			}
		case Addressees:
			t.line(Plain(x.Text), "：")
		case Salutation:
			t.line(Plain(x.Text))
		case Heading:
			t.line(x.Label, Plain(x.Text), Plain(x.Body))
		case Para:
			t.line(x.Label, Plain(x.Text))
		case Table:
			t.table(x)
		case Figure:
			t.figure(x)
		case AttachmentNote:
			t.names(x)
		case Signature:
			for _, o := range x.Signs() {
				t.line(o.Text)
			}
			t.line(x.Date.Text)
		case Remark:
			t.line("（", Plain(x.Text), "）")
		case Attachment:
			t.line(x.Label)
			if title := Plain(x.Title); title != "" {
				t.line(title)
			}
			t.blocks(x.Blocks)
		case Colophon:
			t.colophon(x)
		}
	}
}

// letterhead writes a row of the paper a line.
func (t *text) letterhead(x Letterhead) {
	for _, r := range []Run{x.CopyNumber, x.Secrecy, x.Urgency} {
		t.filled(r.Text)
	}
	if !x.Preprinted {
		for _, o := range x.Organs {
			t.filled(o.Text)
		}
		t.filled(x.Suffix)
	}
	row := x.DocNumber.Text
	for i, s := range x.Signatory {
		if i == 0 {
			row += SignatoryLabel
		}
		row += s.Text
	}
	t.filled(row)
}

func (t *text) colophon(x Colophon) {
	if len(x.Addressees) > 0 {
		t.line(AddresseesLabel, Plain(x.Addressees), "。")
	}
	if len(x.CopyTo) > 0 {
		t.line(CopyToLabel, Plain(x.CopyTo), "。")
	}
	if x.Printer.Text != "" || x.PrintDate.Text != "" {
		t.line(x.Printer.Text, x.PrintDate.Text, PrintedMark)
	}
}

// filled writes a line unless it is empty.
func (t *text) filled(s string) {
	if s != "" {
		t.line(s)
	}
}

// The words the standard itself puts before or behind an element.
const (
	SignatoryLabel  = "签发人：" // 7.2.6
	AddresseesLabel = "主送："  // 7.4.2
	CopyToLabel     = "抄送："  // 7.4.2
	PrintedMark     = "印发"   // 7.4.3, behind the date
)

// Signs are the lines above the date: the organs, or the office beside a stamp.
func (s Signature) Signs() []Run {
	if s.Seal != Stamped {
		return s.Organs
	}
	if s.Office.Text == "" {
		return nil
	}
	return []Run{s.Office}
}

// table writes a row a line, cells parted by tabs; lines of one cell are joined.
func (t *text) table(x Table) {
	row := func(cells []string) {
		t.line(strings.ReplaceAll(strings.Join(cells, "\t"), "\n", ""))
	}
	if x.Caption != "" {
		t.line(x.Caption)
	}
	for _, heads := range x.Head {
		cells := make([]string, len(heads))
		for i, h := range heads {
			cells[i] = h.Text
		}
		row(cells)
	}
	for i, r := range x.Rows {
		if len(x.Marked) > 0 {
			r = slices.Clone(r)
			for c := range r {
				if m := x.Marks(i, c); m != nil {
					r[c] = Plain(m)
				}
			}
		}
		row(r)
	}
	if x.Note != "" {
		t.line(x.Note)
	}
}

func (t *text) names(x AttachmentNote) {
	for i, n := range x.Names {
		label, number := "", ""
		if i == 0 {
			label = "附件："
		}
		if len(x.Names) > 1 {
			number = strconv.Itoa(i+1) + "."
		}
		t.line(label, number, n.Text)
	}
}

// Plain joins the text of runs.
func Plain(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}
