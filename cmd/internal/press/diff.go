// diff.go lays two drafts of a report side by side: one marked page, and the figures
// that changed.
package press

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"nianbao/cmd/internal/disk"
	"nianbao/render"
	"nianbao/render/compare"
	"nianbao/render/layout"
	"nianbao/templates/merge"
	"nianbao/templates/review"
	"nianbao/templates/rules"
)

// Compared is what became of two drafts.
type Compared struct {
	Drafts  [2]Result // as they were read; with form errors nothing is compared
	Equal   bool      // they print the same, and no figure differs
	Changes []review.Change
	Outputs []Output
	Err     error // the page could not be written
}

// Failed tells that a draft could not be understood.
func (c *Compared) Failed() bool {
	return slices.ContainsFunc(c.Drafts[:], func(r Result) bool { return r.Err != nil || !r.Built })
}

// Diff compares the data files of two drafts, the earlier one first, and writes the
// marked page into the out folder unless they are equal.
func (p *Press) Diff(was, is string) (out Compared) {
	var drafts [2]review.Draft
	var units [2]*unit
	for i, path := range []string{was, is} {
		q := *p
		q.noPages = true
		var r Result
		r, units[i] = q.prepare(path)
		u := units[i]
		r.Built = r.Err == nil && !r.Findings.Stops() && u != nil && u.ledger != nil
		if out.Drafts[i] = r; r.Built {
			drafts[i] = review.Draft{Name: draftName(path, u), File: filepath.Base(path), Document: u.reports[0].doc, Ledger: u.ledger, Figures: textFigures(&r.Figures)}
		}
	}
	if out.Failed() {
		return out
	}
	u := units[1]
	pkg := u.ledger.Package
	spec := *pkg.Marked()
	if !spec.Filled() {
		spec = review.Neutral()
	}
	f := &review.Facts{Unit: u.data.Name.Text, Full: u.data.FullName.Text, Year: u.data.Year, File: filepath.Base(is), Draft: u.data.Draft}
	d, changes, ok := review.Marked(&spec, f, drafts[0], drafts[1], compare.NewWords(pkg.Words, pkg.Schema.Groups))
	if !ok {
		out.Equal = true
		return out
	}
	out.Changes = changes
	sheet, _ := u.kind.SheetFor(u.data)
	if missing := p.useFaces(u.kind, &sheet); missing.Stops() {
		out.Drafts[1].Findings.Add(missing...)
		out.Drafts[1].Built, out.Drafts[1].BadPackage = false, true
		return out
	}
	pages, _ := layout.Lay(d, &sheet, p.opt.Faces) // what no face has is the report's affair
	name := merge.SafeName(review.FileName(spec.File, f))
	var files []File
	for _, format := range render.Formats() {
		if !slices.Contains(p.opt.Formats, format.Name) {
			continue
		}
		one := File{File: disk.File{Name: name + format.Ext}}
		switch {
		case format.FromPages != nil:
			one.Content, out.Err = format.FromPages(pages, p.opt.Faces)
			one.Out.Pages = len(pages.Pages)
		case format.FromDocument != nil:
			one.Content, out.Err = format.FromDocument(d, &sheet)
		default:
			continue
		}
		if out.Err != nil {
			return out
		}
		files = append(files, one)
	}
	out.Outputs, out.Err = p.write(files)
	return out
}

// textFigures are the figures of a draft's text.
func textFigures(a *rules.Account) (out []review.Typed) {
	for _, m := range a.Mentions {
		out = append(out, review.Typed{Text: m.Text, Measure: strings.TrimLeft(m.Text, "0123456789.,，"), Line: m.Pos.Line, Cited: m.Class == rules.Cited})
	}
	return out
}

// draftName is how a reader tells a draft: its file and its 稿次.
func draftName(path string, u *unit) string {
	name := filepath.Base(path)
	if u.data.Draft > 0 {
		name += fmt.Sprintf("（第%d稿）", u.data.Draft)
	}
	return name
}
