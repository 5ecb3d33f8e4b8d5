// opinion.go checks a unit for its superior: every finding with the heading it stands
// under, and the page that sends the report back.
package press

import (
	"cmp"
	"path/filepath"
	"strconv"
	"strings"

	"nianbao/cmd/internal/disk"
	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/layout"
	"nianbao/render/pdf"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/merge"
	"nianbao/templates/review"
	"nianbao/templates/rollup"
)

// Reviewed is one unit checked for its superior.
type Reviewed struct {
	Result
	Brief *rollup.Unit // with every finding; for the workbook of them
	Page  *File        // 意见单; nil when nothing has to be corrected, or the package has none
	// Usual is what the page is called, made or not; "" when the package has none.
	Usual string
}

// Review checks a data file. due is the date it had to be sent in by, "" for none. The
// page is made, not written.
func (p *Press) Review(s Source, head Head, due string) Reviewed {
	q := p.Of(s)
	q.checking = true
	r, u := q.prepare(s.Path)
	r.Built = r.Err == nil && !r.Findings.Stops()
	out := Reviewed{Result: r, Brief: brief(&r, u, true)}
	b := out.Brief
	b.Name, b.Kind, b.Year = cmp.Or(b.Name, head.Unit), cmp.Or(b.Kind, head.Kind), cmp.Or(b.Year, head.Year)
	if u != nil && u.ledger != nil {
		q.copied(b, u.data)
	}
	items := places(r.Findings, filepath.ToSlash(r.Path), u)
	b.Errors, b.Warnings, b.Tips = r.Findings.Count(diag.Error), r.Findings.Count(diag.Warning), r.Findings.Count(diag.Hint)
	b.Apart.Findings, b.Figures, b.Last, b.Items, b.Own = nil, rollup.Figures{}, rollup.Figures{}, rollup.Items{}, nil // the book shows none of these, and its findings follow
	for _, i := range items {
		b.Apart.Findings = append(b.Apart.Findings, inBook(i))
	}
	if r.Err != nil {
		return out
	}
	pkg := q.PackageFor(s, "")
	if pkg == nil || !pkg.Returns().Filled() {
		return out
	}
	f := &review.Facts{Unit: b.Name, Year: b.Year, File: filepath.Base(r.Path), Draft: head.Draft, Due: cmp.Or(due, b.Due), Date: p.date(b.Year), Words: pkg.Words}
	f.Date = cmp.Or(f.Date, "1980-01-01")
	out.Usual = merge.SafeName(review.FileName(pkg.Returns().File, f)) + ".pdf"
	if review.MustCorrect(pkg.Returns(), items, p.opt.Strict) {
		out.Page, out.Err = q.sheetOf(review.Opinion(pkg.Returns(), f, items), pkg, u, out.Usual)
	}
	return out
}

// sheetOf sets a page about a unit in the layout of its report, as a PDF called name.
func (p *Press) sheetOf(d doc.Document, pkg *templates.Package, u *unit, name string) (*File, error) {
	kind := pkg.Kinds[0]
	sheet := kind.Sheet
	if u != nil && u.kind != nil {
		kind = u.kind
		sheet, _ = kind.SheetFor(u.data)
	}
	if missing := p.useFaces(kind, &sheet); missing.Stops() {
		sheet = gbt9704.Standard()
	}
	pages, _ := layout.Lay(d, &sheet, p.opt.Faces) // characters no face has were told of with the unit
	content, err := pdf.Write(pages, p.opt.Faces)
	if err != nil {
		return nil, err
	}
	return &File{disk.File{Name: name, Content: content}, Output{Pages: len(pages.Pages)}}, nil
}

// places says of every finding where in the data file called own it stands.
func places(found diag.List, own string, u *unit) []review.Item {
	out := make([]review.Item, len(found))
	for i, d := range found {
		at := review.Item{Diagnostic: d}
		switch {
		case d.Cell != "":
			at.Place = d.Cell + " 格" // which sheet says Under
		case d.Line > 0:
			at.Place = d.Where()
		case d.File == own:
			at.Place = "整份"
		}
		if d.File != own && d.File != "" {
			at.Place = strings.TrimSpace(filepath.Base(d.File) + " " + at.Place)
		} else if u != nil {
			at.Under = u.under(d.Pos)
		}
		out[i] = at
	}
	return out
}

// inBook is a finding as the workbook has it.
func inBook(i review.Item) rollup.Finding {
	row, col := i.RowCol()
	f := rollup.Finding{Level: i.Level.String(), Code: i.Code, Place: i.Place, Message: i.Message, Hint: i.Hint, Under: strings.Clone(i.Under), Line: row}
	switch {
	case i.Cell != "":
		f.Column = strings.TrimRight(i.Cell, "0123456789")
	case col > 0:
		f.Column = strconv.Itoa(col)
	}
	return f
}

// under names what stands around a place of the data file: the keys, and in the text
// the heading.
func (u *unit) under(pos diag.Pos) string {
	keys, from := around(u.root, pos)
	if pos.Cell != "" {
		keys, from = []string{pos.Sheet}, 0
	}
	heading := u.headingOver(pos, from)
	if heading != "" && len(keys) > 1 && pos.Cell == "" {
		keys = keys[1:2] // the part of the text says which text it is
	}
	if heading != "" {
		keys = append(keys, heading)
	}
	return strings.Join(keys, "，")
}

// around are the keys of the tree a place stands under, and the line of the last.
func around(n *data.Node, pos diag.Pos) (keys []string, line int) {
	for n != nil && n.Kind == data.Map && pos.Line > 0 {
		var at *data.Pair
		for i := range n.Pairs {
			if p := &n.Pairs[i]; p.Pos.File == pos.File && !after(p.Pos, pos) && (at == nil || !after(at.Pos, p.Pos)) {
				at = p
			}
		}
		if at == nil {
			break
		}
		keys, line, n = append(keys, at.Key), at.Pos.Line, at.Value
	}
	return keys, line
}

// after tells that a stands behind b.
func after(a, b diag.Pos) bool {
	return a.Line > b.Line || a.Line == b.Line && b.Col > 0 && a.Col > b.Col
}

// longHeading is how many characters of a heading name it.
const longHeading = 24

// headingOver is the last heading of the report written at or before a place of its
// text, after line from.
func (u *unit) headingOver(pos diag.Pos, from int) string {
	if len(u.reports) == 0 || pos.Line == 0 {
		return ""
	}
	heading, text := "", false
	for _, b := range u.reports[0].doc.Blocks {
		var runs []doc.Run
		head, is := b.(doc.Heading)
		switch b := b.(type) {
		case doc.Heading:
			runs = append(b.Text[:len(b.Text):len(b.Text)], b.Body...)
		case doc.Para:
			runs = b.Text
		}
		if len(runs) == 0 || runs[0].Pos.File != pos.File || runs[0].Pos.Line > pos.Line || runs[0].Pos.Line < from {
			continue
		}
		text = text || runs[0].Pos.Line == pos.Line
		if is {
			heading = strings.TrimRight(head.Label+doc.Plain(head.Text), "。：")
		}
	}
	if !text {
		return ""
	}
	if rs := []rune(heading); len(rs) > longHeading {
		heading = string(rs[:longHeading]) + "…"
	}
	return heading
}
