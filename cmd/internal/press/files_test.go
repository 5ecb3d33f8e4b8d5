package press

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"nianbao/render/doc"
	"nianbao/render/pdf"
	"nianbao/render/pdf/audit"
)

// realReports are the data files of the shared folder, by name; none without it.
func realReports(t *testing.T) map[string]string {
	out := map[string]string{}
	files, _ := filepath.Glob(filepath.Join(os.Getenv("NIANBAO_SHARED"), "reports/data/*.yaml"))
	if os.Getenv("NIANBAO_SHARED") == "" {
		t.Log("no shared folder: examples only")
		return out
	}
	for _, f := range files {
		out[strings.TrimSuffix(filepath.Base(f), ".yaml")] = f
	}
	return out
}

// withAnnex is a copy of a data file that prints the annex behind the report.
func withAnnex(t *testing.T, file string) string {
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	own := false // inside the file's own 附件
	for l := range strings.Lines(string(content)) {
		own = strings.HasPrefix(l, "附件:") || own && strings.HasPrefix(l, " ")
		if !own {
			lines = append(lines, l)
		}
	}
	copied := filepath.Join(t.TempDir(), filepath.Base(file))
	if err := os.WriteFile(copied, []byte(strings.Join(lines, "")+"\n附件: [{名: 统计表, 表: 全部}, 说明]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return copied
}

// TestFilesForArchiveAndEveryReader: every report in every form, and with its annex
// in print, keeps the rules of PDF/A-1a and PDF/UA-1, and its structure reads as the
// document does.
func TestFilesForArchiveAndEveryReader(t *testing.T) {
	files := examples(t)
	for name, file := range realReports(t) {
		files[name] = file
	}
	for name, file := range files {
		t.Run(name, func(t *testing.T) {
			for _, form := range []string{"web", "plain", "redhead"} {
				judgeFile(t, form, file)
			}
			judgeFile(t, "plain", withAnnex(t, file))
		})
	}
}

func judgeFile(t *testing.T, form, file string) {
	t.Helper()
	p := testPress(t, Options{Form: form})
	r, u := p.prepare(file)
	if r.Findings.Stops() || u == nil {
		t.Fatalf("%s: %v", file, r.Findings)
	}
	for _, report := range u.reports {
		content, err := pdf.Write(report.pages, p.opt.Faces)
		if err != nil {
			t.Fatal(err)
		}
		judgeContent(t, form+" "+report.name, content, report.doc)
	}
}

func judgeContent(t *testing.T, what string, content []byte, d doc.Document) {
	t.Helper()
	f, err := audit.Open(content)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	for _, fault := range append(audit.Archive(f), audit.Universal(f)...) {
		t.Errorf("%s: %s", what, fault)
	}
	top, _ := audit.Structure(f)
	if top == nil {
		return
	}
	got, want := packed(top.Read()), packed(d.Text())
	if got == want {
		return
	}
	g, w := []rune(got), []rune(want)
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			t.Errorf("%s: the structure reads\n…%s\nthe document\n…%s", what, string(g[max(0, i-20):min(len(g), i+40)]), string(w[max(0, i-20):min(len(w), i+40)]))
			return
		}
	}
	t.Errorf("%s: the structure reads %d characters, the document has %d", what, len(g), len(w))
}

// packed is text without white space: lines end elsewhere on paper.
func packed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
