package batch

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nianbao/cmd/internal/disk"
	"nianbao/cmd/internal/press"
	"nianbao/templates/rollup"
)

// small writes n small data files below dir and returns it.
func small(t testing.TB, dir string, names ...string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text := fmt.Sprintf("单位: '%s'\n全称: 某市%s\n类型: 街道乡镇\n年度: 2024\n成文日期: 2025-01-20\n统计:\n  执法: {案件总数: 9}\n正文:\n  举措成效: |\n    办理案件{{执法.案件总数}}宗。\n", name, name)
		if err := os.WriteFile(filepath.Join(dir, strings.NewReplacer("*", "星", "/", "斜").Replace(name)+".yaml"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// crash makes one unit with a bug in the program.
type crash struct{ *press.Press }

func (c crash) Make(s press.Source) press.Made {
	if strings.Contains(s.Path, "乙") {
		var nobody *press.Made
		return *nobody
	}
	return c.Press.Make(s)
}

// TestPanicIsOneUnits: a bug the program meets in one unit fails that unit by name; it
// is tried again by the next run.
func TestPanicIsOneUnits(t *testing.T) {
	dir := small(t, t.TempDir(), "甲街道", "乙街道", "丙街道")
	p := testPress(t, press.Options{Out: t.TempDir()})
	b, err := Open(p, Options{Jobs: 2})
	if err != nil {
		t.Fatal(err)
	}
	b.maker = crash{p}
	plan, _, err := b.Ask([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	out, err := b.Run(context.Background(), plan, &told3{t: t})
	b.Close()
	if err != nil || out.Built != 2 || out.Failed != 1 {
		t.Fatalf("%+v %v", out, err)
	}
	todo := out.Todo[0]
	if todo.Unit != "乙街道" || !strings.Contains(todo.Next, "程序内部出错：") || !strings.Contains(todo.Next, "发给程序的维护者") {
		t.Errorf("%+v", todo)
	}
	if _, out := runAll(t, p, dir, Options{}, &told3{t: t}); out.Built != 3 || out.Reused != 2 {
		t.Errorf("the next run: %+v", out)
	}
}

// TestFirstHasTheName: of units whose results have one name the first in order of path
// is made, however many work at once and whoever is first; the order of what is told
// is that of the paths.
func TestFirstHasTheName(t *testing.T) {
	dir := small(t, t.TempDir(), "a*街道", "A＊街道", "a＊街道", "甲街道", "丙街道")
	want := ""
	for k := range 12 {
		out := t.TempDir()
		p := testPress(t, press.Options{Out: out, Formats: []string{"pdf"}})
		w := &told3{t: t}
		_, got := runAll(t, p, dir, Options{Jobs: 1 + k*3, Force: k%2 == 0}, w)
		if got.Built != 3 || got.Failed != 2 || !slices.IsSorted(w.order) || len(w.order) != 5 {
			t.Fatalf("%+v, told in order %v", got, w.order)
		}
		list, err := os.ReadFile(got.List)
		if err != nil {
			t.Fatal(err)
		}
		if want == "" {
			want = string(list)
		}
		if string(list) != want || len(below(t, out)) != 4 {
			t.Errorf("with %d at once: %s\n%s", 1+k*3, below(t, out), list)
		}
	}
}

// TestManyWorkersSameBytes: whatever the number at once, the same bytes; the list is
// JSON with every file of the plan.
func TestManyWorkersSameBytes(t *testing.T) {
	dir := t.TempDir()
	makeFleet(t, dir, 60, 3)
	sums := map[int]map[string]string{}
	for _, jobs := range []int{1, 64} {
		out := t.TempDir()
		plan, got := runAll(t, testPress(t, press.Options{Out: out}), dir, Options{Jobs: jobs}, &told3{t: t})
		sums[jobs] = map[string]string{}
		for _, path := range below(t, out) {
			text, _ := os.ReadFile(path)
			rel, _ := filepath.Rel(out, path)
			sums[jobs][rel] = string(text)
		}
		var list struct{ Units []listed }
		text, _ := os.ReadFile(got.List)
		if err := json.Unmarshal(text, &list); err != nil {
			t.Fatal(err)
		}
		missing := 0
		for _, u := range list.Units {
			if u.Status == rollup.Missing {
				missing++
			}
		}
		if len(list.Units)-missing != len(plan.Files) || missing != got.Missing || missing == 0 {
			t.Errorf("%d units in the list, %d of them missing; planned %d", len(list.Units), missing, len(plan.Files))
		}
		if !slices.IsSortedFunc(list.Units, func(a, b listed) int { return strings.Compare(a.Path, b.Path) }) {
			t.Error("the list is not in order of path")
		}
	}
	if len(sums[1]) < 60 || len(sums[1]) != len(sums[64]) {
		t.Fatalf("%d and %d files", len(sums[1]), len(sums[64]))
	}
	for name, text := range sums[1] {
		if sums[64][name] != text {
			t.Errorf("%s differs with 64 at once", name)
		}
	}
}

// TestTornState: whatever stands in the state file after a crash, the next run trusts
// only whole lines, and the results come out the same.
func TestTornState(t *testing.T) {
	dir, out := small(t, t.TempDir(), "甲街道", "乙街道", "丙街道"), t.TempDir()
	p := testPress(t, press.Options{Out: out, Formats: []string{"pdf"}})
	_, first := runAll(t, p, dir, Options{}, &told3{t: t})
	list, _ := os.ReadFile(first.List)
	path := filepath.Join(out, disk.Private, stateName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cut := 0; cut < len(whole); cut += 1 + len(whole)/40 {
		for _, tail := range []string{"", "\n", "garbage", "\x00\x00\n"} {
			if err := os.WriteFile(path, append(slices.Clone(whole[:cut]), tail...), 0o666); err != nil {
				t.Fatal(err)
			}
			_, got := runAll(t, p, dir, Options{}, &told3{t: t})
			if now, _ := os.ReadFile(got.List); got.Built != 3 || string(now) != string(list) {
				t.Fatalf("cut at %d with %q: %+v", cut, tail, got)
			}
		}
	}
}

// TestShareIsStable: a unit stays in its share whoever else reports, and every file of
// it is in the same one.
func TestShareIsStable(t *testing.T) {
	seen := make([]int, 4)
	for i := range 4000 {
		f := &Planned{Input: Input{Rel: fmt.Sprint("甲/", i, ".yaml")}}
		f.Head.Unit = fmt.Sprint("第", i, "街道")
		draft := &Planned{Input: Input{Rel: fmt.Sprint("二稿/", i, ".yaml")}}
		draft.Head.Unit = f.Head.Unit
		in := 0
		for k := range seen {
			s := Share{k + 1, len(seen)}
			if s.has(f) {
				seen[k]++
				in++
			}
			if s.has(f) != s.has(draft) {
				t.Fatal("two drafts in two shares")
			}
		}
		if in != 1 {
			t.Fatalf("unit %d is in %d shares", i, in)
		}
	}
	if slices.Min(seen) < 900 {
		t.Errorf("shares of 4000: %v", seen)
	}
}
