package press

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nianbao/fonts"
	"nianbao/render/diag"
	"nianbao/render/doc"
)

var update = flag.Bool("update", false, "rewrite the expected texts and page dumps")

// examples are the data files of examples/, by name without extension.
func examples(t *testing.T) map[string]string {
	files, err := filepath.Glob("../../../examples/*.yaml")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d examples: %v", len(files), err)
	}
	out := map[string]string{}
	for _, f := range files {
		out[strings.TrimSuffix(filepath.Base(f), ".yaml")] = f
	}
	return out
}

func testPress(t testing.TB, opt Options) *Press {
	t.Helper()
	faces, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	opt.Faces = faces
	if opt.Formats == nil {
		opt.Formats = []string{"pdf", "xlsx"}
	}
	return New(opt)
}

// TestExamplesText: the text every example must carry, as a person reads it. The
// finished PDF is held against the same files by .ci/accept.
func TestExamplesText(t *testing.T) {
	p := testPress(t, Options{})
	for name, file := range examples(t) {
		r, u := p.prepare(file)
		if r.Findings.Stops() || r.Findings.Count(diag.Error) > 0 {
			t.Errorf("%s: %v", name, r.Findings)
			continue
		}
		// sheets printed behind the report are compared as tables elsewhere
		body := u.reports[0].doc
		body.Blocks = slices.DeleteFunc(slices.Clone(body.Blocks), func(b doc.Block) bool { _, ok := b.(doc.Attachment); return ok })
		same(t, "../../../examples/expected/"+name+".txt", body.Text())
	}
}

// TestExamplePages: where every character of one example stands, in which face and
// size.
func TestExamplePages(t *testing.T) {
	const name = "昌华街道2024"
	_, u := testPress(t, Options{}).prepare(examples(t)[name])
	same(t, "testdata/"+name+".pages.txt", u.reports[0].pages.Dump())
}

// TestSpecimen: every element of the standard once, its clause in the margin, and
// where each stands; documentation and regression test in one.
func TestSpecimen(t *testing.T) {
	files, err := filepath.Glob("../../../examples/公文要素样张/*.yaml")
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		r, u := testPress(t, Options{}).prepare(file)
		if len(r.Findings) > 0 {
			t.Errorf("%s: %v", file, r.Findings)
			continue
		}
		name, _, _ := strings.Cut(filepath.Base(file), " ")
		dump := ""
		for _, report := range u.reports {
			dump += report.name + "\n" + report.pages.Dump()
		}
		same(t, "testdata/"+name+".pages.txt", dump)
	}
}

func same(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	w, g := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			t.Errorf("%s line %d:\n want %s\n  got %s", file, i+1, w[i], g[i])
			return
		}
	}
	if len(w) != len(g) {
		t.Errorf("%s: want %d lines, got %d", file, len(w), len(g))
	}
}
