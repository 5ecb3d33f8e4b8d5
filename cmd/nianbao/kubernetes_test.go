package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// TestKubernetesExample runs the commands of examples/kubernetes as a cluster would: one
// process for each index, all at once, then the one that joins. The result is that of
// one machine.
func TestKubernetesExample(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the containers' commands are those of a shell")
	}
	work := t.TempDir()
	data := filepath.Join(work, "数据")
	if err := os.CopyFS(data, os.DirFS(filepath.Join("..", "..", "examples"))); err != nil {
		t.Fatal(err)
	}
	shard, n := shellOf(t, "分片生成.yaml")
	join, _ := shellOf(t, "合成.yaml")
	if n < 2 {
		t.Fatalf("%d completions", n)
	}
	bin := t.TempDir()
	if err := os.Symlink(program(t), filepath.Join(bin, "nianbao")); err != nil {
		t.Fatal(err)
	}
	sh := func(script string, env ...string) {
		c := exec.Command("/bin/sh", "-c", strings.ReplaceAll(script, "/data", work))
		c.Env = append(os.Environ(), append(env, "NIANBAO_AS_PROGRAM=1", "PATH="+bin+":"+os.Getenv("PATH"), "SHARDS="+strconv.Itoa(n))...)
		if said, err := c.CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, said)
		}
	}
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { sh(shard, "JOB_COMPLETION_INDEX="+strconv.Itoa(i)) })
	}
	wg.Wait()
	sh(join)
	_, _ = command("build", data, "-o", filepath.Join(work, "一台"), "-q").CombinedOutput() // 1: the examples are of several years
	want, got := contents(t, filepath.Join(work, "一台")), contents(t, filepath.Join(work, "结果", "全部"))
	if len(want) < 4 || len(got) != len(want) {
		t.Fatalf("%d files, want %d", len(got), len(want))
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s is not as one machine makes it", name)
		}
	}
}

func program(t *testing.T) string {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// shellOf reads the shell command and the number of completions of a Job, and checks
// that the count stands in it once.
func shellOf(t *testing.T, name string) (script string, completions int) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "examples", "kubernetes", name))
	if err != nil {
		t.Fatal(err)
	}
	if m := regexp.MustCompile(`(?m)^  completions: (\d+)$`).FindSubmatch(text); m != nil {
		completions, _ = strconv.Atoi(string(m[1]))
		if !strings.Contains(string(text), `{name: SHARDS, value: "`+string(m[1])+`"}`) {
			t.Errorf("%s: SHARDS is not completions", name)
		}
	}
	m := regexp.MustCompile(`(?m)^ +- \|\n +(nianbao .*)$`).FindSubmatch(text)
	if m == nil {
		t.Fatalf("%s: no command", name)
	}
	return string(m[1]), completions
}
