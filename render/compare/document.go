package compare

import (
	"slices"
	"strings"

	"nianbao/render/doc"
)

// Documents marks what became of a in b: the blocks of b, with what was struck at the
// place it had. Blocks other than text that did not change stand as they are; red head,
// 版记 and attachments are left out where they did not. changed tells whether anything
// did.
func Documents(a, b doc.Document, words Words) (marked []doc.Block, changed bool) {
	c := &comparer{words: words}
	out := c.blocks(a.Blocks, b.Blocks)
	return out, c.changed
}

type comparer struct {
	words   Words
	changed bool
}

// The kinds of entries that are more than their text.
const (
	kindTitle    = "title"
	kindHeading  = "heading"
	kindText     = "text"
	kindTable    = "table"
	kindFigure   = "figure"
	kindAttached = "attached"
	kindAround   = "around" // red head and 版记
	kindOther    = "other"
)

func (c *comparer) blocks(a, b []doc.Block) (out []doc.Block) {
	was, is := entries(a), entries(b)
	for _, p := range align(was, is) {
		switch {
		case p.b < 0:
			c.changed = true
			out = append(out, c.only(&was[p.a], doc.Struck)...)
		case p.a < 0:
			c.changed = true
			out = append(out, c.only(&is[p.b], doc.Added)...)
		default:
			out = append(out, c.both(&was[p.a], &is[p.b])...)
		}
	}
	return out
}

// entries are the blocks as they are compared.
func entries(blocks []doc.Block) (out []entry) {
	for _, block := range blocks {
		e := entry{kind: kindOther, block: block}
		switch x := block.(type) {
		case doc.Title:
			e.kind = kindTitle
			for _, l := range x.Lines {
				e.text += l.Text
			}
		case doc.Heading:
			e.kind, e.label, e.text = kindHeading, x.Label, doc.Plain(x.Text)
			e.head = len(e.text)
			e.text += doc.Plain(x.Body)
		case doc.Para:
			e.kind, e.label, e.text = kindText, x.Label, doc.Plain(x.Text)
		case doc.Table:
			e.kind, e.text = kindTable, printed(x)
		case doc.Figure:
			e.kind, e.text = kindFigure, printed(x)
		case doc.Attachment:
			e.kind, e.text = kindAttached, printed(x)
		case doc.Letterhead, doc.Colophon:
			e.kind, e.text = kindAround, strings.ReplaceAll(printed(x), "\n", "　")
		default:
			e.text = strings.ReplaceAll(strings.TrimSpace(printed(x)), "\n", "　")
		}
		out = append(out, e)
	}
	return out
}

func printed(b doc.Block) string { return doc.Document{Blocks: []doc.Block{b}}.Text() }

// only is an entry of one draft.
func (c *comparer) only(e *entry, as doc.Edit) []doc.Block {
	switch x := e.block.(type) {
	case doc.Heading:
		return []doc.Block{doc.Heading{Level: x.Level, Text: all(as, e.label+e.text[:e.head]), Body: all(as, e.text[e.head:])}}
	case doc.Table:
		return []doc.Block{c.wholeTable(x, as)}
	case doc.Attachment:
		y := doc.Attachment{Title: all(as, strings.TrimSpace(x.Label+"　"+doc.Plain(x.Title)))}
		out := []doc.Block{doc.Para{Text: y.Title}}
		for _, inner := range entries(x.Blocks) {
			out = append(out, c.only(&inner, as)...)
		}
		return out
	}
	if e.text == "" {
		return nil
	}
	return []doc.Block{doc.Para{Text: all(as, e.label+strings.ReplaceAll(strings.TrimSpace(e.text), "\n", "；"))}}
}

// both is an entry of both drafts.
func (c *comparer) both(was, is *entry) []doc.Block {
	if was.text == is.text && was.label == is.label {
		if is.kind == kindAround || is.kind == kindAttached {
			return nil
		}
		return []doc.Block{is.block}
	}
	c.changed = true
	switch x := is.block.(type) {
	case doc.Title:
		return []doc.Block{x, doc.Para{Text: Text(was.text, is.text, c.words)}}
	case doc.Heading:
		head := append(c.label(was, is), Text(was.text[:was.head], is.text[:is.head], c.words)...)
		return []doc.Block{doc.Heading{Level: x.Level, Text: head, Body: Text(was.text[was.head:], is.text[is.head:], c.words)}}
	case doc.Table:
		return c.tables(was.block.(doc.Table), x)
	case doc.Figure:
		return []doc.Block{x, doc.Para{Text: Text(oneLine(was.text), oneLine(is.text), c.words)}}
	case doc.Attachment:
		old := was.block.(doc.Attachment)
		name := Text(strings.TrimSpace(old.Label+"　"+doc.Plain(old.Title)), strings.TrimSpace(x.Label+"　"+doc.Plain(x.Title)), c.words)
		return append([]doc.Block{doc.Para{Text: name}}, c.blocks(old.Blocks, x.Blocks)...)
	}
	return []doc.Block{doc.Para{Text: append(c.label(was, is), Text(was.text, is.text, c.words)...)}}
}

func oneLine(s string) string { return strings.ReplaceAll(strings.TrimSpace(s), "\n", "；") }

// label is the labels of both, as text that is compared.
func (c *comparer) label(was, is *entry) []doc.Run {
	if was.label == is.label {
		return all(doc.Kept, is.label)
	}
	return append(all(doc.Struck, was.label), all(doc.Added, is.label)...)
}

// tables marks the cells of a table that changed. One of another shape is struck whole,
// and the new one added.
func (c *comparer) tables(was, is doc.Table) []doc.Block {
	if columns(was) != columns(is) {
		return []doc.Block{c.wholeTable(was, doc.Struck), c.wholeTable(is, doc.Added)}
	}
	a, b := rows(was), rows(is)
	out := is
	out.Rows, out.Totals, out.Spans = nil, nil, nil
	for _, p := range align(a, b) {
		n := len(out.Rows)
		switch {
		case p.b < 0:
			out.Rows = append(out.Rows, was.Rows[p.a])
			out.Marked = append(out.Marked, marks(n, was.Rows[p.a], doc.Struck)...)
		case p.a < 0:
			out.Rows = append(out.Rows, is.Rows[p.b])
			out.Marked = append(out.Marked, marks(n, is.Rows[p.b], doc.Added)...)
		default:
			out.Rows = append(out.Rows, is.Rows[p.b])
			if slices.Contains(is.Totals, p.b) {
				out.Totals = append(out.Totals, n)
			}
			for col, text := range is.Rows[p.b] {
				old := ""
				if col < len(was.Rows[p.a]) {
					old = was.Rows[p.a][col]
				}
				if old != text {
					out.Marked = append(out.Marked, doc.MarkedCell{Row: n, Col: col, Text: Text(flatCell(old), flatCell(text), c.words)})
				}
			}
		}
	}
	return []doc.Block{out}
}

// rows are the rows of a table as they are compared: alike are those that begin alike.
func rows(t doc.Table) (out []entry) {
	for _, r := range t.Rows {
		name := ""
		if len(r) > 0 {
			name = r[0]
		}
		out = append(out, entry{kind: name, text: strings.Join(r, "\t"), sure: name != ""})
	}
	return out
}

func columns(t doc.Table) int {
	n := 0
	for _, r := range t.Rows {
		n = max(n, len(r))
	}
	return n
}

// wholeTable is a table of one draft.
func (c *comparer) wholeTable(t doc.Table, as doc.Edit) doc.Table {
	t.Marked = nil
	for i, r := range t.Rows {
		t.Marked = append(t.Marked, marks(i, r, as)...)
	}
	return t
}

func marks(row int, cells []string, as doc.Edit) (out []doc.MarkedCell) {
	for col, text := range cells {
		if text != "" {
			out = append(out, doc.MarkedCell{Row: row, Col: col, Text: all(as, flatCell(text))})
		}
	}
	return out
}

// flatCell is a cell's text on one line.
func flatCell(s string) string { return strings.ReplaceAll(s, "\n", " ") }
