package doc

import (
	"strconv"
	"strings"
)

// Text is the document as plain text, one paragraph a line: what a reader of the
// printed page reads, in order, page numbers left out.
func (d Document) Text() string {
	var b strings.Builder
	line := func(parts ...string) {
		for _, p := range parts {
			b.WriteString(p)
		}
		b.WriteByte('\n')
	}
	for _, block := range d.Blocks {
		switch x := block.(type) {
		case Title:
			for _, l := range x.Lines {
				line(l.Text)
			}
		case Addressees:
			line(Plain(x.Text), "：")
		case Heading:
			line(x.Label, Plain(x.Text), Plain(x.Body))
		case Para:
			line(x.Label, Plain(x.Text))
		case Table:
			line(x.Caption)
			line(strings.Join(x.Head, "\t"))
			for _, r := range x.Rows {
				line(strings.Join(r, "\t"))
			}
		case AttachmentNote:
			for i, n := range x.Names {
				label, number := "", ""
				if i == 0 {
					label = "附件："
				}
				if len(x.Names) > 1 {
					number = strconv.Itoa(i+1) + "."
				}
				line(label, number, n.Text)
			}
		case Signature:
			for _, o := range x.Organs {
				line(o.Text)
			}
			line(x.Date.Text)
		case Remark:
			line("（", Plain(x.Text), "）")
		}
	}
	return b.String()
}

// Plain joins the text of runs.
func Plain(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}
