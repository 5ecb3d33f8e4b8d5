package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestImplied: arguments without a command, as typed, dropped and double-clicked.
func TestImplied(t *testing.T) {
	dir := t.TempDir()
	full, empty := filepath.Join(dir, "有 空格"), filepath.Join(dir, "空")
	for _, d := range []string{full, empty} {
		if err := os.Mkdir(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	file, other := filepath.Join(full, "甲.yaml"), filepath.Join(full, "说明.docx")
	for _, f := range []string{file, other} {
		if err := os.WriteFile(f, []byte("甲"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root := newRoot(&ui{}, func(string) string { return "" }, nil)
	beside := filepath.Join(full, "out")
	for _, c := range []struct {
		name string
		args []string
		own  bool
		home string
		want string
	}{
		{"nothing typed", nil, false, full, ""},
		{"double click beside data files", nil, true, full, "build|" + full + "|-o|" + beside},
		{"double click, no data files", nil, true, empty, ""},
		{"file typed", []string{file, "-f", "pdf"}, false, "", "build|" + file + "|-f|pdf"},
		{"file dropped", []string{file}, true, "", "build|" + file + "|-o|" + beside},
		{"folder dropped", []string{full}, true, "", "build|" + full + "|-o|" + beside},
		{"dropped with an out folder", []string{file, "-o", "x"}, true, "", "build|" + file + "|-o|x"},
		{"other file dropped", []string{other}, true, "", other},
		{"no such file", []string{file + "x"}, false, "", file + "x"},
		{"command", []string{"check", file}, false, "", "check|" + file},
		{"Chinese command", []string{"生成", file}, true, "", "生成|" + file},
		{"option", []string{"-h"}, false, "", "-h"},
		{"completion", []string{"__complete", ""}, false, "", "__complete|"},
	} {
		if got := strings.Join(implied(root, c.args, c.own, c.home), "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestLocaleCharset: the first of the variables that is set counts.
func TestLocaleCharset(t *testing.T) {
	for _, c := range [][4]string{
		{"", "", "zh_CN.GB18030", "GB18030"}, {"", "zh_CN.UTF-8", "zh_CN.GBK", "UTF-8"}, {"C", "", "zh_CN.GBK", ""}, {"zh_CN.gb2312@euro", "", "", "gb2312"}, {"", "", "", ""},
	} {
		env := map[string]string{"LC_ALL": c[0], "LC_CTYPE": c[1], "LANG": c[2]}
		if got := localeCharset(func(name string) string { return env[name] }); got != c[3] {
			t.Errorf("%v: %q", c, got)
		}
	}
}
