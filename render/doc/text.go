package doc

import (
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
		case Title:
			for _, l := range x.Lines {
				t.line(l.Text)
			}
		case Addressees:
			t.line(Plain(x.Text), "：")
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
			for _, o := range x.Organs {
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
		}
	}
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
	for _, r := range x.Rows {
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
