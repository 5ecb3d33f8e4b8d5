package batch

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"nianbao/cmd/internal/disk"
	"nianbao/cmd/internal/press"
	"nianbao/render/diag"
)

// breakages are the ways a clerk, an editor or a bad disk spoils a data file.
var breakages = []struct {
	name  string
	spoil func(string) string
}{
	{"Tab 缩进", replace("  执法:", "\t执法:")},
	{"键写了两次", replace("正文:\n", "主送: [区委]\n正文:\n")},
	{"键写错", replace("主送:", "主送机关:")},
	{"花括号没加引号", replace("主送: [区委, 区政府]", "标题: {{单位}}报告")},
	{"不是数", replace("立案: ", "立案: 约莫")},
	{"没有这个指标", replace("统计:\n", "统计:\n  党建: {会议: 3}\n")},
	{"引用错", replace("{{执法.立案}}", "{{执法.立安}}")},
	{"引用没填的", replace("{{执法.立案}}", "{{信访.办结}}")},
	{"单位是空的", func(s string) string { return "单位:\n" + s[strings.Index(s, "\n")+1:] }},
	{"没有这个类型", replace("类型: ", "类型: 省")},
	{"没有这个报告", func(s string) string { return "报告: 工作总结\n" + s }},
	{"模板版本", func(s string) string { return "模板: 法治政府建设年度报告@9.9\n" + s }},
	{"坏字节", func(s string) string { return strings.Replace(s, "单位", "单\xff位", 1) }},
	{"零字节", func(s string) string { return s + "\x00" }},
	{"过大", func(s string) string { return s + strings.Repeat("# 大\n", 9<<20/6) }},
	{"别名炸弹", func(s string) string {
		return s + "备注: {a: &a [x, x], b: &b [*a, *a], c: &c [*b, *b], d: [*c, *c]}\n"
	}},
	{"折叠的正文", replace("举措成效: |", "举措成效: >")},
	{"引号没成对", replace("主送: [区委, 区政府]", "主送: [\"区委, 区政府]")},
	{"占位符没写完", replace("{{执法.结案}}", "{{执法.结案")},
	{"率没有百分号", replace("统计:\n", "目标: {持证率: 8.5.1}\n统计:\n")},
	{"同比没有上年", replace("坚持依法行政", "{{同比 普法.资料}}，坚持依法行政")},
	{"没有这一天", func(s string) string {
		at := strings.Index(s, "成文日期: ")
		return s[:at] + "成文日期: 2025-02-30" + s[at+strings.Index(s[at:], "\n"):]
	}},
	{"成员写错", replace("驻所: {受理:", "驻所: {收理:")},
	{"版式写错", replace("正文:\n", "版式: 彩色\n正文:\n")},
	{"没有字体的字", replace("坚持依法行政", "坚持依法行政\U00030EDD\U0003106C")},
	{"汇入的文件没有", replace("正文:\n", "汇入: 没有.yaml\n正文:\n")},
	{"文件里有两份", func(s string) string { return s + "---\n单位: 又一个\n" }},
	{"自定写错", replace("正文:\n", "自定: 三件\n正文:\n")},
	{"备注指错", replace("正文:\n", "备注: {没有.这项: 说明}\n正文:\n")},
	{"零字节", func(s string) string { return s[:len(s)/2] + "\x00\x00\x00" + s[len(s)/2:] }},
}

func replace(old, new string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, new, 1) }
}

func toUTF16(s string) string {
	out := []byte{0xFF, 0xFE}
	for _, c := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, c)
	}
	return string(out)
}

// TestBrokenAmongMany builds a district in which some units are broken, in thirty ways,
// with 64 at once: the others are built, each broken one is named with a place and a
// remedy, and nothing else lies on the disk. With NIANBAO_BROKEN_UNITS=3000, the size of
// a province, every twentieth is broken.
func TestBrokenAmongMany(t *testing.T) {
	if len(breakages) != 30 {
		t.Fatalf("%d breakages", len(breakages))
	}
	n := size(t, "NIANBAO_BROKEN_UNITS", 120)
	every := 20
	if n < 600 {
		every = n / len(breakages) // every way once
	}
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	f := newFleet(t, dir, 11)
	how := map[string]string{}
	for i := range n {
		name := fmt.Sprintf("第%d街道", i)
		text := f.text(name, kinds[i%3], f.year, 0, 7*i+1) // i that is no multiple of 17: its 调解 has members
		if i%every == every-1 {
			b := breakages[i/every%len(breakages)]
			bad := b.spoil(text)
			if bad == text {
				t.Fatalf("%s spoils nothing", b.name)
			}
			how[name], text = b.name, bad
		}
		f.write(filepath.Join(fmt.Sprintf("片%d", i/50), name+".yaml"), text)
	}
	p := testPress(t, press.Options{Out: out})
	w := &told3{t: t}
	_, got := runAll(t, p, dir, Options{Jobs: 64}, w)
	bad := len(how)
	if got.Built != n-bad || got.Failed != bad {
		t.Errorf("built %d, failed %d of %d with %d broken", got.Built, got.Failed, n, bad)
		for name, b := range how {
			if w.built[name+".yaml"] {
				t.Errorf("%s: %s was built", name, b)
			}
		}
	}
	named := map[string]bool{}
	for _, todo := range got.Todo {
		base := filepath.Base(strings.SplitN(todo.Place, ".yaml", 2)[0])
		if how[base] == "" {
			t.Errorf("%v is not broken", todo)
		}
		if named[base] = true; todo.State != "没有生成" || !strings.Contains(todo.Next, "：") {
			t.Errorf("%s (%s): no remedy in %q", base, how[base], todo.Next)
		}
	}
	for name := range how {
		if !named[name] {
			t.Errorf("%s (%s) is not named", name, how[name])
		}
	}
	if files := below(t, out); len(files) != 2*(n-bad)+2 {
		t.Errorf("%d files in the out folder, want %d", len(files), 2*(n-bad)+2)
	}
}

// told3 keeps what a batch tells.
type told3 struct {
	t      testing.TB
	order  []string
	built  map[string]bool
	reused int
}

func (w *told3) Begin(string) {}

func (w *told3) Done(u Unit) {
	if w.built == nil {
		w.built = map[string]bool{}
	}
	w.order = append(w.order, u.Path)
	if u.Built {
		w.built[filepath.Base(u.Path)] = true
	}
	if u.Reused {
		w.reused++
	}
	for _, d := range u.Findings {
		if d.Form() && (d.Hint == "" || d.File == "") {
			w.t.Errorf("%s: no place or no remedy: %s", u.Path, d)
		}
	}
	if !u.Built && u.Err == nil && u.Findings.Count(diag.Error) == 0 {
		w.t.Errorf("%s was not built, and nothing says why", u.Path)
	}
}

func runAll(t testing.TB, p *press.Press, dir string, opt Options, w Watch) (*Plan, *Outcome) {
	t.Helper()
	b, err := Open(p, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	plan, found, err := b.Ask([]string{dir})
	if err != nil || found.Stops() {
		t.Fatal(found, err)
	}
	got, err := b.Run(context.Background(), plan, w)
	if err != nil {
		t.Fatal(err)
	}
	return plan, got
}

// below lists the files of an out folder but for the private ones.
func below(t testing.TB, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && e.IsDir() && e.Name() == disk.Private {
			return filepath.SkipDir
		}
		if err == nil && !e.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
