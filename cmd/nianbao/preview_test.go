package main

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// startPreview runs the preview of an example in a folder of its own; first is the line
// with the address.
func startPreview(t *testing.T) (dir string, cmd *exec.Cmd, lines *bufio.Reader, first string) {
	t.Helper()
	dir = t.TempDir()
	content, err := os.ReadFile(filepath.Join("..", "..", "examples", "昌华街道2024.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "甲.yaml"), content, 0o644); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command(self)
	cmd.Args = []string{"nianbao", "预览", "甲.yaml"} // TestMain goes by the name
	cmd.Dir = dir
	cmd.Stdout = new(strings.Builder)
	pipe, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines = bufio.NewReader(pipe)
	if first, err = lines.ReadString('\n'); err != nil {
		t.Fatal(first, err)
	}
	return dir, cmd, lines, first
}

// TestPreviewOutlivesItsPackage: a package that appears, is broken, and is taken away, and
// the data file too, change what is shown and never end the preview.
func TestPreviewOutlivesItsPackage(t *testing.T) {
	dir, cmd, lines, _ := startPreview(t)
	defer cmd.Wait()
	defer cmd.Process.Kill()
	says := func(want string) {
		t.Helper()
		for line := ""; !strings.Contains(line, want); {
			var err error
			if line, err = lines.ReadString('\n'); err != nil {
				t.Fatalf("ended before it said %q: %v", want, err)
			}
		}
	}
	own, data := filepath.Join(dir, "模板", "本市.yaml"), filepath.Join(dir, "甲.yaml")
	write := func(path, text string) {
		t.Helper()
		os.MkdirAll(filepath.Dir(path), 0o777)
		if err := os.WriteFile(path+"~", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(path+"~", path); err != nil {
			t.Fatal(err)
		}
	}
	says(" 页，")
	write(own, "报告: 法治政府建设年度报告\n版式: {页面: {行数: 20}}\n")
	says(" 页，")
	write(own, "报告: 法治政府建设年度报告\n版式: {页面: {行数: 二十}}\n")
	says("页面是上一次的")
	write(own, "报告: 法治\n\t坏的")
	says("页面是上一次的")
	if err := os.RemoveAll(filepath.Dir(own)); err != nil {
		t.Fatal(err)
	}
	says(" 页，")
	kept, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(data); err != nil {
		t.Fatal(err)
	}
	says("甲.yaml：")
	write(data, string(kept))
	says(" 页，")
}

// TestPreviewFromStartToEnd runs the program as a person does: it prints its address,
// answers there and nowhere else, writes nothing and ends with Ctrl-C.
func TestPreviewFromStartToEnd(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no interrupt can be sent to another process")
	}
	dir, cmd, lines, first := startPreview(t)
	home := regexp.MustCompile(`http://127\.0\.0\.1:\d+/[0-9a-f]{32}/`).FindString(first)
	if home == "" {
		t.Fatalf("no address in %q", first)
	}
	for url, want := range map[string]int{home: 200, home[:len(home)-33]: 403} {
		answer, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		if answer.Body.Close(); answer.StatusCode != want {
			t.Errorf("%s: %d, want %d", url, answer.StatusCode, want)
		}
	}
	for { // until the first pages are there
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(line, "甲.yaml：") {
			break
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	rest, _ := io.ReadAll(lines)
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitInterrupted || !strings.Contains(string(rest), "预览已结束") {
		t.Errorf("status %d, last words %q", code, rest)
	}
	if out := cmd.Stdout.(*strings.Builder); out.Len() > 0 {
		t.Errorf("on stdout: %q", out)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("written: %v", entries)
	}
}
