// enclosure.go prints sheets of the annex as 附件 of the report: the same tables, the
// same figures, ruled and headed for paper.
package merge

import (
	"slices"
	"strconv"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/templates/data"
)

// codeSheet is 附件 naming a sheet the unit has not.
const codeSheet = "Y406"

func (m *Merger) attachments() []data.Attachment {
	if m.leavesOut(data.AttachmentsPart) {
		return nil
	}
	if m.unit.Attachments != nil {
		return m.unit.Attachments
	}
	return m.kind.Attachments
}

func (m *Merger) attachmentName(a data.Attachment) doc.Run {
	return doc.Run{Text: strings.TrimRight(plainText(m.expand(a.Name)), "。；，、 "), Pos: a.Name.Pos}
}

// Encloses tells whether any attachment is to be printed.
func (m *Merger) Encloses() bool {
	return slices.ContainsFunc(m.attachments(), func(a data.Attachment) bool { return len(a.Sheets) > 0 })
}

// Enclosures are the attachments that are printed, from the sheets of the annex. In
// the form for the web there are none.
func (m *Merger) Enclosures(annex doc.Annex) []doc.Block {
	var out []doc.Block
	if m.form == formWeb {
		return nil
	}
	list := m.attachments()
	for i, a := range list {
		label := "附件"
		if len(list) > 1 {
			label += strconv.Itoa(i + 1)
		}
		sheets := m.enclosed(a, annex)
		title := []doc.Run{m.attachmentName(a)}
		for len(sheets) > 0 {
			n := 1
			for n < len(sheets) && sheets[n].Landscape == sheets[0].Landscape {
				n++
			}
			e := doc.Attachment{Label: label, Title: title, Landscape: sheets[0].Landscape,
				Whole: []string{m.unit.FullName.Text, m.unit.Name.Text}, Words: m.ledger.Package.Words}
			for _, s := range sheets[:n] {
				if !m.takes(attachmentRoom+cellRoom*len(s.Rows)*len(s.Widths), a.Name.Pos) {
					return out
				}
				e.Blocks = append(e.Blocks, printed(s, s.Title() != plainText(title) || len(sheets) > 1)...)
			}
			for i, b := range e.Blocks {
				if t, ok := b.(doc.Table); ok {
					t.Pos = a.Name.Pos
					e.Blocks[i] = t
				}
			}
			normalize(e)
			out = append(out, e)
			sheets, label, title = sheets[n:], "", nil
		}
	}
	return out
}

// enclosed are the sheets an attachment names.
func (m *Merger) enclosed(a data.Attachment, annex doc.Annex) []*doc.Sheet {
	var out []*doc.Sheet
	if a.All {
		for i := range annex.Sheets {
			if s := &annex.Sheets[i]; !s.Working && len(printed(s, false)) > 0 {
				out = append(out, &annex.Sheets[i])
			}
		}
		return out
	}
	for _, name := range a.Sheets {
		if i := sheetCalled(annex.Sheets, name.Text); i >= 0 && len(printed(&annex.Sheets[i], false)) > 0 {
			out = append(out, &annex.Sheets[i])
			continue
		}
		x := diag.Errorf(name.Pos, codeSheet, "附件要印的“%s”，统计表里没有这张表，或里面没有表格", name.Text).Over(len([]rune(name.Text)))
		var have []string
		for i := range annex.Sheets {
			if len(printed(&annex.Sheets[i], false)) > 0 {
				have = append(have, annex.Sheets[i].Name)
			}
		}
		m.found.Add(x.Do("现有：%s；全部都印写 表: 全部", strings.Join(have, "、")))
	}
	return out
}

// sheetCalled is the sheet of that name, or the only one whose name begins so (表五
// for 表五 and what it is about).
func sheetCalled(sheets []doc.Sheet, name string) int {
	found := -1
	for i, s := range sheets {
		switch {
		case s.Name == name:
			return i
		case strings.HasPrefix(s.Name, name+" ") && found >= 0:
			return -1
		case strings.HasPrefix(s.Name, name+" "):
			found = i
		}
	}
	return found
}

// printed turns a sheet into tables for paper. Rows mean what their first cell is:
// heads begin a table, notes belong to the table above, or name the one below. A
// sheet without heads (a cover) has none. Columns with nothing in them are left out.
func printed(s *doc.Sheet, caption bool) []doc.Block {
	var out []doc.Block
	var t *doc.Table
	var title, called, note string
	under := map[int]int{} // column → rows of heads its cells still cover
	end := func() {
		if t != nil && len(t.Rows) > 0 {
			out = append(out, slim(*t))
		}
		t = nil
	}
	for _, row := range s.Rows {
		if len(row.Cells) == 0 {
			end()
			continue
		}
		first := row.Cells[0]
		switch {
		case first.Style == doc.CellTitle:
			title = first.Text
		case first.Style == doc.CellCaption:
			end()
			called = first.Text
		case first.Style == doc.CellNote && t == nil:
			note = strings.TrimPrefix(note+"\n"+first.Text, "\n")
		case first.Style == doc.CellNote:
			t.Note = strings.TrimPrefix(t.Note+"\n"+first.Text, "\n")
		case first.Style == doc.CellHead && t != nil && len(t.Rows) == 0: // heads below heads
			t.Head = append(t.Head, headCells(row.Cells[:min(len(row.Cells), len(t.Align))], under))
		case first.Style == doc.CellHead:
			end()
			clear(under)
			t = &doc.Table{Grid: true, Widths: slices.Clone(s.Widths), Caption: called, Note: note}
			if caption && len(out) == 0 {
				t.Caption = title
				if called != "" {
					t.Caption += "：" + called
				}
			}
			called, note = "", ""
			t.Align = make([]doc.Align, len(row.Cells))
			t.Head = [][]doc.HeadCell{headCells(row.Cells, under)}
			t.Widths = t.Widths[:min(len(t.Widths), len(row.Cells))] // a sheet is as wide as its widest table
		case t != nil:
			addRow(t, row.Cells)
		}
	}
	end()
	return out
}

func addRow(t *doc.Table, cells []doc.Cell) {
	texts := make([]string, len(t.Align))
	for c := range min(len(cells), len(texts)) {
		texts[c] = cells[c].Shown()
		if t.Align[c] == doc.AlignAuto {
			switch {
			case cells[c].Center:
				t.Align[c] = doc.AlignCentre
			case cells[c].Number != nil:
				t.Align[c] = doc.AlignRight
			case texts[c] != "":
				t.Align[c] = doc.AlignLeft
			}
		}
	}
	for c := range min(len(cells), len(texts)) {
		if cells[c].Span > 1 || cells[c].Down > 1 {
			t.Spans = append(t.Spans, doc.Span{Row: len(t.Rows), Col: c, Rows: cells[c].Down, Cols: cells[c].Span})
		}
	}
	if cells[0].Style == doc.CellTotal {
		t.Totals = append(t.Totals, len(t.Rows))
	}
	t.Rows = append(t.Rows, texts)
}

// headCells are the heads of one row; under counts the rows that heads above still
// cover, by column.
func headCells(cells []doc.Cell, under map[int]int) []doc.HeadCell {
	var out []doc.HeadCell
	for c := 0; c < len(cells); c++ {
		if under[c] > 0 {
			under[c]--
			continue
		}
		h := doc.HeadCell{Text: cells[c].Text, Cols: cells[c].Span, Rows: cells[c].Down}
		for k := c; k < c+max(h.Cols, 1); k++ {
			under[k] = max(h.Rows, 1) - 1
		}
		c += max(h.Cols, 1) - 1
		out = append(out, h)
	}
	return out
}

// slim leaves out columns that say nothing in any row, unless cells cover others.
func slim(t doc.Table) doc.Table {
	if len(t.Head) > 1 || len(t.Spans) > 0 {
		return t
	}
	for c := len(t.Align) - 1; c > 0; c-- {
		if slices.ContainsFunc(t.Rows, func(r []string) bool { return r[c] != "" && r[c] != "—" }) {
			continue
		}
		t.Head[0] = slices.Delete(t.Head[0], c, c+1)
		t.Align = slices.Delete(t.Align, c, c+1)
		if c < len(t.Widths) {
			t.Widths = slices.Delete(t.Widths, c, c+1)
		}
		for i := range t.Rows {
			t.Rows[i] = slices.Delete(t.Rows[i], c, c+1)
		}
	}
	return t
}
