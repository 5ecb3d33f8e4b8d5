package templates_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/internal/casefile"
)

// TestBrokenSummaries reads testdata/summary.txt: 汇总表 as a maintainer may get it
// wrong, and where the finding points.
func TestBrokenSummaries(t *testing.T) {
	casefile.Run(t, "testdata/summary.txt", *update, func(t *testing.T, c *casefile.Case) string {
		text := c.Part("in")
		fsys := fstest.MapFS{"甲/包.yaml": {Data: []byte(text + minimal(text))}}
		_, found := templates.Load(templates.Folder{FS: fsys, Dir: "甲", Name: "甲"})
		var b strings.Builder
		for _, d := range found {
			if d.Hint == "" {
				t.Errorf("no remedy: %s", d)
			}
			fmt.Fprintf(&b, "%s %s %s %s → %s\n", d.Pos, d.Level, d.Code, d.Message, d.Hint)
		}
		return b.String()
	})
}

// TestSummaryNotInGo: what the summary of a package calls its sheets and columns
// stands in no Go file that is no test (contract §2). What a column shows is a word
// of the package language and may be its head too.
func TestSummaryNotInGo(t *testing.T) {
	words := map[string]bool{}
	names := map[string]bool{}
	for _, f := range templates.Folders(templates.Official(), "official") {
		p, found := templates.Load(f)
		if p == nil {
			t.Fatal(found)
		}
		r, m := p.Returns(), p.Marked()
		for _, line := range []data.Line{r.File, r.Title, r.Due, r.Undue, m.File, m.Intro[0], r.Intro[0], r.Broken[0], r.Close[0], p.ProblemBook().File} {
			names[line.Text] = true
		}
		for _, s := range slices.Concat(p.Summary(), p.ProblemBook().Sheets) {
			names[s.Name.Text], names[s.Title.Text], names[s.Note.Text] = true, true, true
			for _, c := range s.Columns {
				names[c.Head], words[c.Shows] = true, true
			}
		}
	}
	if len(names) < 50 {
		t.Fatalf("only %d names: the test looks at nothing", len(names))
	}
	for _, file := range goFiles(t) {
		literals := literals(t, file, readAll(t, file))
		for name := range names {
			for _, piece := range holder.Split(name, -1) {
				if len([]rune(piece)) <= 3 || words[piece] {
					continue
				}
				for _, l := range literals {
					if strings.Contains(l, piece) {
						t.Errorf("%s holds %q of a summary", file, piece)
					}
				}
			}
		}
	}
}

func readAll(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
