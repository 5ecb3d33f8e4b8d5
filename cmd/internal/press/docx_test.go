package press

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"nianbao/render/doc"
)

// TestDocxOpens: another program opens the DOCX of every example, of the specimens and
// of the real reports, and finds on its pages the text that stands on ours, on as many
// pages give or take one. NIANBAO_DOCX=FOLDER leaves both there, to be looked at.
func TestDocxOpens(t *testing.T) {
	for _, tool := range []string{"soffice", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("no " + tool)
		}
	}
	dir := os.Getenv("NIANBAO_DOCX")
	if dir == "" {
		dir = t.TempDir()
	}
	root := filepath.Join("..", "..", "..")
	shared := os.Getenv("NIANBAO_SHARED")
	if shared == "" {
		shared = filepath.Join(root, "..", "shared")
	}
	patterns := []struct{ folder, files string }{
		{"示例", filepath.Join(root, "examples", "*.yaml")}, {"样张", filepath.Join(root, "examples", "公文要素样张", "*.yaml")}, {"真", filepath.Join(shared, "reports", "data", "*.yaml")},
	}
	n := 0
	for _, from := range patterns {
		files, _ := filepath.Glob(from.files)
		out := filepath.Join(dir, from.folder)
		p := testPress(t, Options{Out: out, Formats: []string{"docx"}})
		reports := map[string]report{}
		args := []string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", filepath.Join(out, "office")}
		for _, file := range files {
			if r := p.Build(file); !r.Built {
				t.Fatalf("%s: %v %v", file, r.Findings, r.Err)
			}
			_, u := p.prepare(file)
			for _, r := range u.reports {
				reports[r.name] = r
				args = append(args, filepath.Join(out, r.name+".docx"))
			}
		}
		if len(files) == 0 {
			continue
		}
		if text, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		for name, r := range reports {
			theirs := filepath.Join(out, "office", name+".pdf")
			if _, err := os.Stat(theirs); err != nil {
				t.Skip("LibreOffice without its writer opens no DOCX")
			}
			text, pages := readPDF(t, theirs)
			if ours := len(r.pages.Pages); pages < ours-1 || pages > ours+1 {
				t.Errorf("%s: %d pages, ours has %d", name, pages, ours)
			}
			if lost := lost(text, r.doc); lost != "" {
				t.Errorf("%s: “%s” is not where it should be", name, lost)
			}
			n++
		}
	}
	t.Logf("%d files", n)
}

var (
	pageNumber = regexp.MustCompile(`(?m)^\s*—\s*\d+\s*—\s*$`)
	// What may differ: space, and marks LibreOffice hangs in the margin, where pdftotext
	// loses some.
	loose = regexp.MustCompile(`[\s\x{3000}，。、；：]+`)
)

func tight(s string) string { return loose.ReplaceAllString(s, "") }

// readPDF is the text of a file without page numbers, and how many pages it has.
func readPDF(t *testing.T, path string) (text string, pages int) {
	t.Helper()
	out, err := exec.Command("pdftotext", "-raw", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return tight(pageNumber.ReplaceAllString(string(out), "")), strings.Count(string(out), "\f")
}

// lost is the first paragraph of d that does not stand in text behind the one before
// it; of tables and figures, whose cells are read in any order, the first cell that is
// not in it. Names set side by side under seals are read row by row.
func lost(text string, d doc.Document) string {
	rest := text
	for _, b := range d.Blocks {
		one := doc.Document{Blocks: []doc.Block{b}}.Text()
		inOrder := true
		switch x := b.(type) {
		case doc.Table, doc.Figure, doc.Attachment:
			inOrder = false
			if f, ok := b.(doc.Figure); ok {
				one = f.Caption + "\n" + strings.Join(f.Categories, "\n")
			}
		case doc.Letterhead, doc.Colophon:
			inOrder = false
			one = strings.NewReplacer(doc.SignatoryLabel, "\n", doc.PrintedMark, "\n").Replace(one)
			if l, ok := b.(doc.Letterhead); ok && len(l.Signatory) > 1 {
				continue
			}
		case doc.Signature:
			if len(x.Organs) > 1 {
				continue
			}
		}
		for _, line := range strings.FieldsFunc(one, func(r rune) bool { return r == '\n' || !inOrder && r == '\t' }) {
			line = tight(line)
			switch at := strings.Index(rest, line); {
			case inOrder && at < 0, !inOrder && !strings.Contains(text, line):
				return line
			case inOrder:
				rest = rest[at+len(line):]
			}
		}
	}
	return ""
}
