package rules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMend mends the five real reports and our examples: nothing but their text
// changes, it says the same, and a second time there is nothing to mend.
func TestMend(t *testing.T) {
	pkg := officialPackage(t)
	files := examples(t)
	if dir := os.Getenv("NIANBAO_SHARED"); dir != "" {
		real, _ := filepath.Glob(filepath.Join(shared(t), "reports", "data", "*.yaml"))
		files = append(files, real...)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, ends := range []string{"\n", "\r\n"} {
			text := "\uFEFF" + strings.ReplaceAll(string(content), "\n", ends)
			name := filepath.Base(file)
			before, _ := readUnit(pkg, name, []byte(text))
			edits := before.Mend()
			mended := Apply(text, edits)
			after, found := readUnit(pkg, name, []byte(mended))
			if after == nil || !before.SameMeaning(after) {
				t.Fatalf("%s: says something else: %v", name, found)
			}
			if more := after.Mend(); len(more) > 0 {
				t.Errorf("%s: a second time %d places: %+v", name, len(more), more[0])
			}
			for _, d := range found {
				if d.Code == "P01" || d.Code == "S01" {
					t.Errorf("%s: still %s", name, d)
				}
			}
			a, b := SplitLines(text), SplitLines(mended)
			if len(a) != len(b) {
				t.Fatalf("%s: %d lines became %d", name, len(a), len(b))
			}
			touched := map[int]bool{}
			for _, e := range edits {
				touched[e.Line-1] = true
			}
			for i := range a {
				if a[i] != b[i] && !touched[i] {
					t.Errorf("%s:%d: changed without an edit", name, i+1)
				}
			}
		}
	}
}

// TestMendLeaves what has no one right answer: quotes that do not pair up, blanks
// between words, text in quotes of YAML, placeholders.
func TestMendLeaves(t *testing.T) {
	pkg := officialPackage(t)
	text := unitHead + "统计: {执法: {案件总数: 286, 案件分类: {甲类: 280, 乙类: 6}}}\n引言: \"甲,乙\"\n正文:\n  举措成效: |\n" +
		"    落实\"三项制度，围绕中心 服务大局。\n    办案{{列举 执法.案件分类 宗}}，使用 ODR 平台1,234次，12:30开始。\n"
	r, found := readUnit(pkg, "甲.yaml", []byte(text))
	if r == nil {
		t.Fatal(found)
	}
	if edits := r.Mend(); len(edits) > 0 {
		t.Errorf("%+v", edits)
	}
}
