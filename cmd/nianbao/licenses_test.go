package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// platforms are those released (design.md, contract §6); a library may be linked on
// one of them alone.
var platforms = []string{"linux/amd64", "linux/arm64", "linux/loong64", "windows/amd64", "darwin/arm64"}

// TestLicensesComplete: the licence of every module linked on any platform is
// printed, none is missing, none is left over, and each has a text.
func TestLicensesComplete(t *testing.T) {
	linked := map[string]string{}
	for _, p := range platforms {
		system, arch, _ := strings.Cut(p, "/")
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", ".")
		cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+arch, "CGO_ENABLED=0")
		out, err := cmd.Output()
		if err != nil {
			t.Skipf("the go command cannot list modules here: %v", err)
		}
		for _, module := range strings.Fields(strings.ReplaceAll(strings.TrimSpace(string(out)), " ", "@")) {
			linked[strings.ReplaceAll(module, "@", " ")] = p
		}
	}
	if len(linked) < 10 {
		t.Fatalf("only %d modules found: the test looks at nothing", len(linked))
	}
	var printed []string
	for _, l := range libraries() {
		if len(l.Text) < 400 {
			t.Errorf("%s: the licence has only %d bytes", l.Name, len(l.Text))
		}
		printed = append(printed, l.Name)
	}
	for module, p := range linked {
		if !slices.Contains(printed, module) {
			t.Errorf("licenses.txt has no part “==== %s” (linked on %s)", module, p)
		}
	}
	for _, name := range printed {
		if linked[name] == "" && !strings.HasPrefix(name, "The Go standard library") && !strings.HasPrefix(name, "OpenCC") { // tables, no module
			t.Errorf("licenses.txt holds %q, which is not linked", name)
		}
	}
	if !slices.ContainsFunc(printed, func(n string) bool { return strings.HasPrefix(n, "The Go standard library") }) {
		t.Error("licenses.txt does not hold the licence of Go itself")
	}
}
