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

// TestPreviewFromStartToEnd runs the program as a person does: it prints its address,
// answers there and nowhere else, writes nothing and ends with Ctrl-C.
func TestPreviewFromStartToEnd(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no interrupt can be sent to another process")
	}
	dir := t.TempDir()
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
	cmd := exec.Command(self)
	cmd.Args = []string{"nianbao", "预览", "甲.yaml"} // TestMain goes by the name
	cmd.Dir = dir
	var out strings.Builder
	cmd.Stdout = &out
	pipe, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(pipe)
	first, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(first, err)
	}
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
	if out.Len() > 0 {
		t.Errorf("on stdout: %q", out.String())
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("written: %v", entries)
	}
}
