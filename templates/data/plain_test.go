package data

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// differ reports where two trees differ in what was typed; places do not count.
func differ(a, b *Node, path string) string {
	if a == nil || b == nil {
		if a == b {
			return ""
		}
		return path + ": one is missing"
	}
	if a.Kind != b.Kind || a.Kind == Scalar && a.Value != b.Value || a.Block != b.Block && strings.Trim(a.Value, "\n") != "" || len(a.Pairs) != len(b.Pairs) || len(a.Items) != len(b.Items) {
		return path + ": " + strings.TrimSpace(treeText(a, "")) + " ≠ " + strings.TrimSpace(treeText(b, ""))
	}
	for i := range a.Pairs {
		if a.Pairs[i].Key != b.Pairs[i].Key {
			return path + ": " + a.Pairs[i].Key + " ≠ " + b.Pairs[i].Key
		}
		if d := differ(a.Pairs[i].Value, b.Pairs[i].Value, path+"."+a.Pairs[i].Key); d != "" {
			return d
		}
	}
	for i := range a.Items {
		if d := differ(a.Items[i], b.Items[i], path+"[]"); d != "" {
			return d
		}
	}
	return ""
}

// TestPlain: the copy of a data file reads as the file does, and holds none of its
// comments.
func TestPlain(t *testing.T) {
	files, _ := filepath.Glob("../../examples/*.yaml")
	if dir := os.Getenv("NIANBAO_SHARED"); dir != "" {
		real, _ := filepath.Glob(filepath.Join(dir, "reports/data/*.yaml"))
		files = append(files, real...)
	}
	if len(files) < 5 {
		t.Fatalf("%d files", len(files))
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		root, _, _, broken := Parse(file, content)
		if broken {
			t.Fatalf("%s is broken", file)
		}
		plain := Plain(root, nil)
		again, _, found, _ := Parse(file, plain)
		if found.Stops() {
			t.Errorf("%s: %s\n%s", file, findingLines(found), plain)
			continue
		}
		if d := differ(root, again, ""); d != "" {
			t.Errorf("%s: %s", file, d)
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(plain, &doc); err != nil {
			t.Fatal(err)
		}
		if c := comment(&doc); c != "" {
			t.Errorf("%s: comment %q", file, c)
		}
	}
}

// comment is the first comment in a document.
func comment(n *yaml.Node) string {
	found := n.HeadComment + n.LineComment + n.FootComment
	for _, kid := range n.Content {
		if found == "" {
			found = comment(kid)
		}
	}
	return found
}

// TestPlainWriting shows what is written.
func TestPlainWriting(t *testing.T) {
	in := `# 抬头
单位: 甲街道 # 简称
年度: 2024
稿次: "2"
空:
标题: '关于: 甲'
列: [甲, "乙 # 丙", {名: 丁, 表: [一, 二]}, []]
填报: {填报人: 甲, 电话: 020-12345678}
统计:
  组:
    数: 约8.1万 # 估的
    "键: 怪": -1
    0: {}
正文:
  段: |
    # 标题不是注释
      缩进

    末段
  首: |2
      先缩进
  止: |-
    没有换行
`
	const want = `单位: 甲街道
年度: 2024
稿次: "2"
空:
标题: "关于: 甲"
列:
  - 甲
  - "乙 # 丙"
  - 名: 丁
    表:
      - 一
      - 二
  - []
填报:
  填报人: 甲
统计:
  组:
    数: 约8.1万
    "键: 怪": "-1"
    0: {}
正文:
  段: |
    # 标题不是注释
      缩进

    末段
  首: |2
      先缩进
  止: |-
    没有换行
`
	root, _, found, _ := Parse("甲.yaml", []byte(in))
	if found.Stops() {
		t.Fatal(findingLines(found))
	}
	got := string(Plain(root, func(path string) bool { return path == "填报.电话" }))
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	again, _, found, _ := Parse("甲.yaml", Plain(root, nil))
	if d := differ(root, again, ""); d != "" || found.Stops() {
		t.Errorf("%s %s", d, findingLines(found))
	}
}

// FuzzPlain: whatever can be read without fault reads the same from its copy.
func FuzzPlain(f *testing.F) {
	for _, seed := range []string{"甲: 1\n乙: {丙: [丁, '戊']}\n", "a:\n- - b\n  - |\n    c\n", "甲: |+\n  乙\n\n", "甲: \"\\t乙\\n\"\n", "？: ~\n\"\": ''\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		root, _, found, broken := Parse("甲.yaml", []byte(text))
		if root == nil || root.Kind != Map || broken || len(found) > 0 {
			return
		}
		again, _, found, _ := Parse("甲.yaml", Plain(root, nil))
		if d := differ(root, again, ""); d != "" {
			t.Errorf("%q is written %q: %s %s", text, Plain(root, nil), d, findingLines(found))
		}
	})
}
