package data

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What isKey and openKey stand for.
var (
	keyForm  = regexp.MustCompile(`^\s*(?:- +)?(?:"[^"]*"|'[^']*'|[^\s#"'\[\]{},][^:#]*)\s*:(?:\s|$)`)
	openForm = regexp.MustCompile(`^\s*(?:- +)?([^\s#"'\[\]{},:：][^#:：]*)[:：]\s*(?:#.*)?$`)
)

func checkKeyLine(t *testing.T, line string) {
	t.Helper()
	if got, want := isKey(line), keyForm.MatchString(line); got != want {
		t.Errorf("isKey(%q) is %v", line, got)
	}
	m := openForm.FindStringSubmatch(line)
	if key, ok := openKey(line); ok != (m != nil) || ok && key != m[1] {
		t.Errorf("openKey(%q) is %q, %v; want %q", line, key, ok, m)
	}
	// The quick looks before an expression is tried must leave no line out.
	for _, c := range []struct {
		name string
		form *regexp.Regexp
		got  bool
	}{{"wideKey", wideForm(), wideKey(line) != nil}, {"tightKey", tightForm(), tightKey(line) != nil}, {"opensBlock", blockForm(), opensBlock(line)}} {
		if want := c.form.MatchString(line); c.got != want {
			t.Errorf("%s(%q) is %v", c.name, line, c.got)
		}
	}
}

var keyLines = []string{"", "甲: 乙", "  - 甲: 乙", "- ", "-", "- 甲", "-甲:", "- -: x", `- "a: b`, `"甲" : 乙`, `'甲':乙`, "::", ":: x", ": x", "甲：", "甲： # 注", "甲:#", "甲: # 注",
	"甲 #: 乙", "- '甲：", "甲:乙", "甲:/乙", "甲::乙", "甲：乙:丙", "【甲:乙", "甲: |", "|", "甲: >-  # 注", "甲:|", "\t- \t甲:", "-  [甲: 乙", "- #甲:", "：:", "甲\u3000：乙"}

func TestKeyLines(t *testing.T) {
	for _, line := range keyLines {
		checkKeyLine(t, line)
	}
	for _, dir := range []string{"testdata", "../official", "../../examples"} {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			for line := range strings.Lines(string(content)) {
				checkKeyLine(t, strings.TrimRight(line, "\r\n"))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzKeyLine(f *testing.F) {
	for _, line := range keyLines {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if line = strings.ToValidUTF8(line, ""); !strings.ContainsAny(line, "\n\v") {
			checkKeyLine(t, line)
		}
	})
}
