package press

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
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

// finished is a report as a file.
type finished struct {
	what    string
	content []byte
	report  *report
}

// everyReport is every report in every form, and with its annex in print.
func everyReport(t *testing.T) []finished {
	t.Helper()
	files := examples(t)
	for name, file := range realReports(t) {
		files[name] = file
	}
	var out []finished
	for name, file := range files {
		for form, file := range map[string]string{"web": file, "plain": file, "redhead": file, "": withAnnex(t, file)} {
			p := testPress(t, Options{Form: form})
			r, u := p.prepare(file)
			if r.Findings.Stops() || u == nil {
				t.Fatalf("%s: %v", file, r.Findings)
			}
			for i := range u.reports {
				content, err := pdf.Write(u.reports[i].pages, p.opt.Faces)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, finished{name + " " + form + " " + u.reports[i].name, content, &u.reports[i]})
			}
		}
	}
	return out
}

// TestFinishedFiles: every report keeps the rules of PDF/A-1a and PDF/UA-1, its
// structure reads as the document does, and another program gets the text out.
func TestFinishedFiles(t *testing.T) {
	files := everyReport(t)
	t.Run("for archive and every reader", func(t *testing.T) {
		for _, f := range files {
			judgeContent(t, f.what, f.content, f.report.doc)
		}
	})
	t.Run("pdftotext", func(t *testing.T) {
		program, err := exec.LookPath("pdftotext")
		if err != nil {
			t.Skip("pdftotext is not installed")
		}
		for _, f := range files {
			f.extracted(t, program)
		}
	})
}

// extracted compares, page by page, what another program gets out with the characters
// that stand there, in their order. Heads of tables that are repeated are among them;
// they are no text of the document, which the structure shows.
func (f *finished) extracted(t *testing.T, program string) {
	run := exec.Command(program, "-raw", "-enc", "UTF-8", "-", "-")
	run.Stdin = bytes.NewReader(f.content)
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%s: %v", f.what, err)
	}
	got := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	if len(got) != len(f.report.pages.Pages) {
		t.Fatalf("%s: %d pages of text, want %d", f.what, len(got), len(f.report.pages.Pages))
	}
	for i := range got {
		want := ""
		for _, run := range f.report.pages.Pages[i].Runs {
			want += run.Text
		}
		if g, w := packed(got[i]), packed(want); g != w {
			t.Errorf("%s, page %d: extracted\n%s\nwant\n%s", f.what, i+1, g, w)
			return
		}
	}
}

// TestSameBytes: results do not depend on how many cores there are, nor on the run.
func TestSameBytes(t *testing.T) {
	path := examples(t)["昌华街道2024"]
	build := func(cores int) []File {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		p := testPress(t, Options{Form: "redhead", Attach: true})
		_, u := p.prepare(path)
		out, err := p.render(u)
		if err != nil || len(out) < 2 {
			t.Fatalf("%d files, %v", len(out), err)
		}
		return out
	}
	first := build(1)
	for _, cores := range []int{1, 2, 8} {
		for i, f := range build(cores) {
			if !bytes.Equal(f.Content, first[i].Content) {
				t.Errorf("%s on %d cores is another file", f.Name, cores)
			}
		}
	}
}

// TestWhatTravels: the workbook beside the report travels as it is; where it bears a
// telephone, one without.
func TestWhatTravels(t *testing.T) {
	const source = "单位: 甲街道\n全称: 某市甲街道办事处\n类型: 街道乡镇\n年度: 2024\n成文日期: 2025-01-20\n" +
		"统计: {执法: {案件总数: 286, 案件分类: {城管: 280, 消防: 6}}}\n正文:\n  举措成效: 办案{{执法.案件总数}}宗。 # 估的\n"
	for filing, same := range map[string]bool{"": true, "填报: {填报人: 张三, 电话: 020-12345678}\n": false} {
		file := filepath.Join(t.TempDir(), "甲.yaml")
		if err := os.WriteFile(file, []byte(source+filing), 0o644); err != nil {
			t.Fatal(err)
		}
		p := testPress(t, Options{Attach: true})
		r, u := p.prepare(file)
		if r.Findings.Stops() {
			t.Fatal(r.Findings)
		}
		files, err := p.render(u)
		if err != nil {
			t.Fatal(err)
		}
		f, err := audit.Open(files[0].Content)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range append(audit.Archive(f), audit.Universal(f)...) {
			t.Error(fault)
		}
		var book []byte
		for _, v := range f.List(f.Catalog()["AF"]) {
			content := f.Data(f.Dict(f.Dict(v)["EF"])["F"])
			if f.Dict(v)["AFRelationship"] == audit.Name("Data") {
				book = content
			} else if strings.Contains(string(content), "020-") || !strings.Contains(string(content), "案件总数: 286") {
				t.Errorf("the data are\n%s", content)
			}
		}
		if bytes.Equal(book, files[1].Content) != same {
			t.Errorf("the workbook inside is that beside it: %v", !same)
		}
		z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range z.File {
			if text, _ := fs.ReadFile(z, part.Name); bytes.Contains(text, []byte("020-12345678")) {
				t.Errorf("the telephone is in %s", part.Name)
			}
		}
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
