package press

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nianbao/render/compare"
	"nianbao/render/doc"
	"nianbao/render/layout"
	"nianbao/render/pdf"
	"nianbao/render/pdf/audit"
)

// redrafted is d with some of every kind of thing changed, left out and put in.
func redrafted(blocks []doc.Block) (out []doc.Block) {
	edit := func(runs []doc.Run) []doc.Run {
		text := doc.Plain(runs)
		text = strings.NewReplacer("2024", "2025", "工作", "任务", "法治", "依法治理", "，", "，并", "86", "91").Replace(text)
		return []doc.Run{{Text: text}}
	}
	for i, b := range blocks {
		switch x := b.(type) {
		case doc.Heading:
			if i%5 == 0 {
				x.Text, x.Label = edit(x.Text), "新"+x.Label
			}
			out = append(out, x)
		case doc.Para:
			switch i % 4 {
			case 0:
				x.Text = edit(x.Text)
			case 1:
				continue
			case 2:
				out = append(out, doc.Para{Text: []doc.Run{{Text: "新写的一段，共12件。"}}})
			}
			out = append(out, x)
		case doc.Table:
			rows := [][]string{}
			for k, r := range x.Rows {
				r = append([]string(nil), r...)
				if k%3 == 1 && len(r) > 1 {
					r[len(r)-1] += "7"
				}
				if k%5 != 4 {
					rows = append(rows, r)
				}
			}
			x.Rows, x.Spans = rows, nil
			out = append(out, x)
		case doc.Attachment:
			x.Blocks = redrafted(x.Blocks)
			out = append(out, x)
		default:
			out = append(out, b)
		}
	}
	return out
}

// TestMarkedPagesAreSound: marked pages of all examples are valid, tagged as a screen
// reader needs, and read out all of both drafts; what is struck is said to be.
func TestMarkedPagesAreSound(t *testing.T) {
	p := testPress(t, Options{})
	for name, file := range examples(t) {
		r, u := p.prepare(file)
		if r.Findings.Stops() {
			t.Fatal(r.Findings)
		}
		was := u.reports[0].doc
		is := was
		is.Blocks = redrafted(was.Blocks)
		d := was
		var changed bool
		d.Blocks, changed = compare.Documents(was, is, nil)
		if !changed {
			t.Errorf("%s: nothing changed", name)
		}
		sheet, _ := u.kind.SheetFor(u.data)
		p.useFaces(u.kind, &sheet)
		pages, found := layout.Lay(d, &sheet, p.opt.Faces)
		if len(found) > 0 {
			t.Errorf("%s: %v", name, found)
		}
		content, err := pdf.Write(pages, p.opt.Faces)
		if err != nil {
			t.Fatal(err)
		}
		judgeContent(t, name, content, d)
		f, _ := audit.Open(content)
		top, _ := audit.Structure(f)
		struck, added := 0, 0
		top.Walk(func(e *audit.Element, _ []*audit.Element) {
			if e.Kind != "Span" || e.Alt == "" {
				return
			}
			if strings.HasPrefix(e.Alt, "删去“") {
				struck++
			} else if strings.HasPrefix(e.Alt, "增加“") {
				added++
			}
			if !strings.Contains(packed(e.Alt), packed(e.Text)) {
				t.Errorf("%s: %q is said as %q", name, e.Text, e.Alt)
			}
		})
		if struck < 3 || added < 3 {
			t.Errorf("%s: %d struck and %d added spans", name, struck, added)
		}
	}
}

// TestReviewPages: the page sent back is valid and says what is in it; all findings of
// broken real files find a place.
func TestReviewPages(t *testing.T) {
	p := testPress(t, Options{})
	dir := t.TempDir()
	for name, file := range examples(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		damaged := strings.ReplaceAll(string(text), "{{", "{{没有.")
		path := filepath.Join(dir, name+".yaml")
		if err := os.WriteFile(path, []byte(damaged), 0o644); err != nil {
			t.Fatal(err)
		}
		v := p.Review(Source{Path: path, Shown: path}, ReadHead(path), "2025-02-20")
		if v.Page == nil || v.Err != nil {
			t.Fatalf("%s: no page: %v", name, v.Err)
		}
		if len(v.Brief.Apart.Findings) != len(v.Findings) {
			t.Errorf("%s: %d of %d findings", name, len(v.Brief.Apart.Findings), len(v.Findings))
		}
		for _, f := range v.Brief.Apart.Findings {
			if f.Place == "" || f.Line > 0 && f.Under == "" {
				t.Errorf("%s: %+v has no place", name, f)
			}
		}
		f, err := audit.Open(v.Page.Content)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range append(audit.Archive(f), audit.Universal(f)...) {
			t.Errorf("%s: %s", name, fault)
		}
		top, _ := audit.Structure(f)
		if said := packed(top.Read()); !strings.Contains(said, "2025年2月20日") || !strings.Contains(said, packed(v.Brief.Apart.Findings[0].Message)) {
			t.Errorf("%s: the page does not say it: %s", name, said)
		}
	}
}

// TestDiffIsQuick: two drafts of a real report of eight pages are compared well within a
// second.
func TestDiffIsQuick(t *testing.T) {
	p := testPress(t, Options{Out: t.TempDir(), Formats: []string{"pdf"}})
	for _, file := range examples(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, body, _ := strings.Cut(string(text), "\n正文:")
		second := filepath.Join(t.TempDir(), filepath.Base(file))
		if err := os.WriteFile(second, []byte(head+"\n正文:"+strings.ReplaceAll(body, "。\n", "。全年如此。\n")), 0o644); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		c := p.Diff(file, second)
		if spent := time.Since(began); c.Failed() || c.Equal || c.Err != nil || len(c.Outputs) != 1 || spent > 5*time.Second {
			t.Errorf("%s: %+v in %s", file, c.Outputs, spent)
		} else {
			t.Logf("%s: %s", filepath.Base(file), spent)
		}
	}
}
