package data

import (
	"strings"
	"testing"

	"nianbao/templates/internal/casefile"
)

// TestTree reads testdata/tree.txt.
func TestTree(t *testing.T) {
	casefile.Run(t, "testdata/tree.txt", *update, func(t *testing.T, c *casefile.Case) string {
		root, _, found, _ := Parse("甲.yaml", []byte(c.Part("in")))
		return treeText(root, "") + findingLines(found)
	})
}

// TestSyntaxErrors reads testdata/syntax.txt. It fails when the texts of
// gopkg.in/yaml.v3 v3.0.1 change, on which the table syntax rests.
func TestSyntaxErrors(t *testing.T) {
	casefile.Run(t, "testdata/syntax.txt", *update, func(t *testing.T, c *casefile.Case) string {
		_, _, found, broken := Parse("甲.yaml", []byte(c.Part("in")))
		if broken != found.Stops() {
			t.Errorf("broken is %v, findings stop: %v", broken, found.Stops())
		}
		for _, d := range found {
			if strings.Contains(d.Message, "读不懂") {
				t.Errorf("a message of the library without a Chinese fact: %s", d)
			}
		}
		return findingLines(found)
	})
}

// tree parses text that has no fault.
func tree(t *testing.T, text string) *Node {
	t.Helper()
	root, _, found, _ := Parse("甲.yaml", []byte(text))
	if len(found) > 0 {
		t.Fatal(findingLines(found))
	}
	return root
}

// TestLineEnds: a BOM, CRLF and lone CR move no place.
func TestLineEnds(t *testing.T) {
	text := "单位: 甲\n正文:\n  乙: |\n    第一段\n    第二段\n"
	want := treeText(tree(t, text), "")
	for name, written := range map[string]string{
		"BOM":             "\uFEFF" + text,
		"CRLF":            strings.ReplaceAll(text, "\n", "\r\n"),
		"CR":              strings.ReplaceAll(text, "\n", "\r"),
		"BOM and CRLF":    "\uFEFF" + strings.ReplaceAll(text, "\n", "\r\n"),
		"no last newline": strings.TrimSuffix(text, "\n"),
	} {
		if got := treeText(tree(t, written), ""); got != want {
			t.Errorf("%s:\n%swant\n%s", name, got, want)
		}
	}
}

// TestExcerpts: a finding carries the line as typed, not as mended.
func TestExcerpts(t *testing.T) {
	_, src, found, _ := Parse("甲.yaml", []byte("单位：甲\r\n标题: {{年度}}\r\n"))
	if len(found) != 2 || found[0].Excerpt != "单位：甲" || found[1].Excerpt != "标题: {{年度}}" {
		t.Errorf("excerpts: %q", found)
	}
	d := src.Excerpt(found[0])
	d.File, d.Excerpt = "乙.yaml", ""
	if src.Excerpt(d).Excerpt != "" {
		t.Error("a line of one file was given to a finding in another")
	}
}

// TestNoTree: files none of ours are refused with a reason before YAML sees them.
func TestNoTree(t *testing.T) {
	for _, c := range []struct{ name, content, code, fact string }{
		{"empty", "", codeEmpty, "文件是空的"},
		{"blank", " \r\n\n\t", codeEmpty, "文件是空的"},
		{"BOM alone", "\uFEFF", codeEmpty, "文件是空的"},
		{"zero byte behind a line end", "单位: 甲街道\n年度: 2024\n\x00", codeBinary, "这不是文本文件"},
		{"UTF-16 alone", "\xFF\xFE", codeEmpty, "文件是空的"},
		{"half a UTF-16 pair", "\xFF\xFE\x55\x53\x00\xD8", codeEncoding, "UTF-16"},
		{"no encoding", "a: 1\nb: \xFF\xFF\xFF\n", codeEncoding, "从第 2 行起"},
		{"damaged UTF-8", "单位: 甲街道\n全称: 某市甲\xE8街道办事处\n", codeEncoding, "从第 2 行起"},
		{"zip", "PK\x03\x04\x00\x00", codeBinary, "不是文本文件"},
		{"too large", strings.Repeat("# 注释\n", MaxBytes/8), codeSize, "超过上限 8 MB"},
		{"comments", "# 甲\n", codeEmpty, "只有注释"},
	} {
		root, _, found, _ := Parse("甲.yaml", []byte(c.content))
		if root != nil || len(found) != 1 || found[0].Code != c.code || !strings.Contains(found[0].Message, c.fact) || !found.Stops() || found[0].Hint == "" {
			t.Errorf("%s: %s", c.name, findingLines(found))
		}
	}
}

// TestLimits: depth and aliases are reported once and read no further.
func TestLimits(t *testing.T) {
	deep := strings.Repeat("[", 60) + strings.Repeat("]", 60)
	_, _, found, _ := Parse("甲.yaml", []byte("甲: "+deep+"\n乙: "+deep+"\n"))
	if len(found) != 1 || found[0].Code != codeDepth {
		t.Errorf("nesting: %s", findingLines(found))
	}
	// beyond what the library itself takes
	_, _, found, _ = Parse("甲.yaml", []byte("甲: "+strings.Repeat("[", 20000)))
	if !found.Stops() {
		t.Error("20000 open brackets are no error")
	}
	bomb := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'z'; c++ {
		bomb += string(c) + ": &" + string(c) + " [" + strings.TrimSuffix(strings.Repeat("*"+string(c-1)+", ", 9), ", ") + "]\n"
	}
	_, _, found, _ = Parse("甲.yaml", []byte(bomb))
	if len(found) != 1 || found[0].Code != codeAlias {
		t.Errorf("aliases: %s", findingLines(found))
	}
}

// FuzzParse: no input panics; every finding has a place in the file, a fact in
// Chinese and a remedy.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"单位: 甲", "单位：甲\n统计:\n\t学法: 3", "甲: {{乙}}", "甲: [", "甲: \"", "a: &a *a", "甲: |\n  乙\n 丙", "- : ：", "{值：3}", "甲: >-\n  乙", "? [甲]\n: 乙", "%YAML 1.1\n---\n甲: 1", "\xFF\xFE", "甲: !!binary aaa", "<<: {甲: 1}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		root, src, found, broken := Parse("甲.yaml", content)
		if root == nil && !found.Stops() {
			t.Fatal("no tree and no error")
		}
		for _, d := range found {
			if d.Message == "" || d.Hint == "" || d.File != "甲.yaml" || src != nil && d.Line > len(src.lines) {
				t.Fatalf("finding without place, fact or remedy: %#v", d)
			}
		}
		if root == nil {
			return
		}
		treeText(root, "")
		u, found := Decode(root, src, testSchema(), broken)
		unitText(u)
		for _, d := range found {
			_ = d.String()
		}
	})
}

// TestShapes: what the forms are made from is what the reader knows.
func TestShapes(t *testing.T) {
	d := &decoder{schema: testSchema(), unit: &Unit{}}
	shapes := Shapes(d.schema)
	for i, k := range d.keys() {
		if i >= len(shapes) || shapes[i].Key != k.name {
			t.Fatalf("key %d: the reader knows %s", i, k.name)
		}
	}
	if len(shapes) != len(d.keys()) {
		t.Errorf("%d shapes, %d keys", len(shapes), len(d.keys()))
	}
}
