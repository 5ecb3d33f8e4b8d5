package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"nianbao/cmd/internal/disk"
)

// TestKilledAnywhere kills a batch again and again at random moments. After every kill
// each result is whole (the last run's or the new one), a last run makes everything as
// an undisturbed one does, and what was finished is never made twice. The kills of a
// developer's run: NIANBAO_KILLS=200 NIANBAO_KILL_UNITS=300.
func TestKilledAnywhere(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process is killed otherwise there")
	}
	kills, units := number(t, "NIANBAO_KILLS", 20), number(t, "NIANBAO_KILL_UNITS", 60)
	data, out, calm := filepath.Join(t.TempDir(), "数据"), filepath.Join(t.TempDir(), "结果"), filepath.Join(t.TempDir(), "参照")
	write := func(draft int) {
		for i := range units {
			street := fmt.Sprintf("%c%c街道", rune('一'+i%40), rune('甲'+i/40))
			text := fmt.Sprintf("单位: %s\n全称: 某市%s\n类型: 街道乡镇\n年度: 2024\n成文日期: 2025-01-20\n统计:\n  执法: {案件总数: %d}\n正文:\n  举措成效: |\n    办理案件{{执法.案件总数}}宗。\n", street, street, i+draft)
			if err := os.MkdirAll(data, 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(data, street+".yaml"), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	before := time.Now()
	write(0)
	if said, err := command("build", data, "-o", calm, "-q").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	whole := time.Since(before)
	want := map[int]map[string]string{0: contents(t, calm)}
	write(1)
	if said, err := command("build", data, "-o", calm, "-q").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	want[1] = contents(t, calm)

	r := rand.New(rand.NewPCG(5, 6))
	draft, made, killed := 1, 0, 0
	for k := range kills {
		if k%4 == 0 { // all data change, so that every result has a last good one
			if said, err := command("build", data, "-o", out, "-q").CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			draft = 1 - draft
			write(draft)
			made = 0
		}
		c := command("build", data, "-o", out)
		var said bytes.Buffer
		c.Stderr = &said
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(r.Int64N(int64(whole) * 2 / 3)))
		_ = c.Process.Kill()
		if err := c.Wait(); err != nil {
			killed++
		}
		got := contents(t, out)
		for name, text := range got {
			if text != want[0][name] && text != want[1][name] {
				t.Fatalf("kill %d: %s is neither the last good one nor the new one (%d bytes)", k, name, len(text))
			}
		}
		if len(got) < len(want[draft]) && k%4 > 0 {
			t.Fatalf("kill %d: %d results of %d", k, len(got), len(want[draft]))
		}
		// finished: its last line came out. At most what the workers had in hand is made again.
		reused := strings.Count(said.String(), "没有变化")
		if reused < made && !strings.Contains(said.String(), "要办的事") && strings.Count(said.String(), "已生成（") > 0 {
			t.Fatalf("kill %d: of %d units made before only %d were not made again", k, made, reused)
		}
		made = max(made, reused+strings.Count(said.String(), "已生成（"))
	}
	said, err := command("build", data, "-o", out).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	same, got := want[draft], contents(t, out)
	for name := range same {
		if got[name] != same[name] {
			t.Errorf("%s is not as of an undisturbed run", name)
		}
	}
	left := 0
	for name := range got {
		if _, ok := same[name]; !ok {
			t.Errorf("%s was left behind", name)
			left++
		}
	}
	t.Logf("%d of %d kills hit a running batch of %d units (%v undisturbed); left behind: %d", killed, kills, units, whole, left)
}

// TestInterrupted: Ctrl-C finishes what is in hand, writes the list, ends with 130; the
// next run goes on from there.
func TestInterrupted(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signal can be sent to one process there")
	}
	data, out := filepath.Join(t.TempDir(), "数据"), filepath.Join(t.TempDir(), "结果")
	if err := os.MkdirAll(data, 0o777); err != nil {
		t.Fatal(err)
	}
	const units = 300
	for i := range units {
		text := fmt.Sprintf("单位: %d街道\n全称: 某市%d街道\n类型: 街道乡镇\n年度: 2024\n成文日期: 2025-01-20\n统计:\n  执法: {案件总数: 9}\n正文:\n  举措成效: |\n    办理案件{{执法.案件总数}}宗。\n", i, i)
		if err := os.WriteFile(filepath.Join(data, fmt.Sprint(i, ".yaml")), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	c := command("build", data, "-o", out, "-j", "1")
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for range 500 { // until the first result is there
		if found, _ := filepath.Glob(filepath.Join(out, "*.pdf")); len(found) > 0 {
			break
		}
		time.Sleep(2 * time.Millisecond)
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err := c.Wait()
	if code := c.ProcessState.ExitCode(); code != exitInterrupted {
		t.Fatalf("status %d (%v)\n%s", code, err, said.String())
	}
	if !strings.Contains(said.String(), "已中断，还有 ") || !strings.Contains(said.String(), "接着做") {
		t.Errorf("it does not say what to do: %s", said.String())
	}
	got := contents(t, out)
	list := got["manifest.json"]
	listed := strings.Count(list, `"status":"ok"`)
	if pdfs := count(got, ".pdf"); listed == 0 || listed == units || pdfs != listed {
		t.Errorf("%d units in the list, %d reports", listed, pdfs)
	}
	text, err := command("build", data, "-o", out).CombinedOutput()
	if want := fmt.Sprintf("不用重做的 %d 家", listed); err != nil || !strings.Contains(string(text), want) {
		t.Errorf("%v: no %q in\n%s", err, want, text)
	}
}

// command is this test program as nianbao.
func command(args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], args...)
	c.Env = append(os.Environ(), "NIANBAO_AS_PROGRAM=1", "SOURCE_DATE_EPOCH=")
	return c
}

func number(t *testing.T, name string, usual int) int {
	if s := os.Getenv(name); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	return usual
}

// contents are the files below dir but for the private folder.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	_ = filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if e.IsDir() {
			if e.Name() == disk.Private {
				return filepath.SkipDir
			}
			return nil
		}
		if disk.IsTemp(e.Name(), "") {
			return nil // removed by the next run, as the end of the test checks
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
		}
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = string(text)
		return nil
	})
	return out
}

func count(files map[string]string, ext string) (n int) {
	for name := range files {
		if strings.HasSuffix(name, ext) {
			n++
		}
	}
	return n
}
