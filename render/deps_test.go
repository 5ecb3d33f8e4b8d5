package render_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// owners says which package may import a library: each stands behind one of ours
// (rule 1 of the house).
var owners = map[string][]string{
	"github.com/signintech/gopdf":   {"render/pdf"},
	"github.com/xuri/excelize/v2":   {"render/xlsx"},
	"gopkg.in/yaml.v3":              {"templates/data"},
	"github.com/spf13/cobra":        {"cmd/nianbao"},
	"github.com/klauspost/compress": {"render/deflate"},
	"golang.org/x/text":             {"fonts", "templates/data"},
	"golang.org/x/net":              {"templates/intake"},
}

// mayUse says which of our packages another may import; what is not listed is free.
var mayUse = map[string][]string{
	"render/diag":    {},
	"render/page":    {"render/diag"}, // where its text was written
	"render/hanzi":   {},
	"fonts":          {},
	"render/doc":     {"render/diag"},
	"render/gbt9704": {"render/doc", "render/page", "render/diag"},
	"render/layout":  {"fonts", "render/doc", "render/page", "render/diag", "render/gbt9704", "render/hanzi"},
	"render/deflate": {},
	"render/cores":   {},
	"render/pdf":     {"fonts", "render/deflate", "render/page"},
	// only tests use it: a judge knows nothing of what it judges
	"render/pdf/audit": {},
	"render/opc":       {"render/deflate"},
	"render/docx":      {"render/doc", "render/page", "render/gbt9704", "render/hanzi", "render/opc"},
	"render/svg":       {"fonts", "render/page"},
	"render/xlsx":      {"render/deflate", "render/doc", "render/opc"},
	"render/compare":   {"render/doc", "render/hanzi"},
	"templates/data":   {"render/diag", "templates/internal/pattern"},
	"templates/terms":  {"render/diag"},
	"templates/rules":  {"render/cores", "render/diag", "render/doc", "render/hanzi", "templates", "templates/data", "templates/ledger", "templates/relation", "templates/terms"},
	"templates/review": {"render/compare", "render/diag", "render/doc", "render/hanzi", "templates", "templates/data", "templates/ledger"},
	// intake reads what docx wrote, and knows it by the names of its styles.
	"templates/intake": {"render/diag", "render/docx", "render/hanzi", "templates", "templates/data", "templates/internal/pattern", "templates/merge"},
}

type source struct {
	file, pkg string
	imports   []string
	text      string
}

// TestLibrariesStandBehindOnePackage keeps every library behind its owner.
func TestLibrariesStandBehindOnePackage(t *testing.T) {
	for _, s := range sources(t, false) {
		for _, imp := range s.imports {
			if !strings.Contains(strings.Split(imp, "/")[0], ".") {
				continue
			}
			owned := false
			for lib, pkgs := range owners {
				if imp == lib || strings.HasPrefix(imp, lib+"/") {
					owned = slices.Contains(pkgs, s.pkg)
				}
			}
			if !owned {
				t.Errorf("%s imports %s: not its owner", s.file, imp)
			}
		}
	}
}

// TestDataFlowsOneWay: a stage knows only the types on its two sides.
func TestDataFlowsOneWay(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range sources(t, false) {
		allowed, listed := mayUse[s.pkg]
		seen[s.pkg] = true
		for _, imp := range s.imports {
			ours, ok := strings.CutPrefix(imp, "nianbao/")
			if ok && listed && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s", s.file, imp)
			}
			if ok && !strings.HasPrefix(s.pkg, "cmd/") && strings.HasPrefix(ours, "cmd/") {
				t.Errorf("%s imports %s: below cmd nothing knows cmd", s.file, imp)
			}
		}
	}
	for pkg := range mayUse {
		if !seen[pkg] {
			t.Errorf("no package %s: the list is out of date", pkg)
		}
	}
}

// TestNothingHiddenBelowCmd: clock, files, environment and printing come in as
// arguments (rules 2 and 8 of the house).
func TestNothingHiddenBelowCmd(t *testing.T) {
	banned := []string{"time.Now", "os.Getenv", "os.Open", "os.ReadFile", "os.Create", "fmt.Print", "log.", "func init()", "os.Stdout", "os.Stderr", "math/rand"}
	for _, s := range sources(t, false) {
		if strings.HasPrefix(s.pkg, "templates/internal/") {
			continue // reads test cases, makes random ones; only tests import these
		}
		for _, b := range banned {
			if strings.HasPrefix(s.pkg, "cmd/") && b != "func init()" && b != "log." {
				continue
			}
			for n, line := range strings.Split(s.text, "\n") {
				if at := strings.Index(line, b); at >= 0 && !strings.Contains(line[:at], "//") && !word(line, at) {
					t.Errorf("%s:%d holds %s", s.file, n+1, b)
				}
			}
		}
	}
}

// word tells that what stands at is only the tail of a longer name (catalog.).
func word(line string, at int) bool {
	return at > 0 && (line[at-1] >= 'a' && line[at-1] <= 'z' || line[at-1] >= 'A' && line[at-1] <= 'Z')
}

// TestNoMillimetreInLayout: lengths live in gbt9704 (rule 7 of the house).
func TestNoMillimetreInLayout(t *testing.T) {
	for _, s := range sources(t, false) {
		if s.pkg == "render/layout" && (strings.Contains(s.text, "page.Millimetre") || strings.Contains(s.text, "page.Point")) {
			t.Errorf("%s names a unit of length", s.file)
		}
	}
}

// TestOnlyUIPrints: one file of the command prints.
func TestOnlyUIPrints(t *testing.T) {
	for _, s := range sources(t, false) {
		if s.pkg == "cmd/nianbao" && filepath.Base(s.file) != "ui.go" && (strings.Contains(s.text, "fmt.Print") || strings.Contains(s.text, "fmt.Fprintf(os.") || strings.Contains(s.text, "os.Stdout.Write")) {
			t.Errorf("%s prints", s.file)
		}
	}
}

// TestFilesStaySmall: a file is one part of one idea.
func TestFilesStaySmall(t *testing.T) {
	for _, s := range sources(t, false) {
		if n := strings.Count(s.text, "\n"); n > 450 {
			t.Errorf("%s has %d lines", s.file, n)
		}
	}
}

// sources reads the module's Go files, tests too when wanted.
func sources(t *testing.T, tests bool) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && e.Name() != ".." && strings.HasPrefix(e.Name(), ".") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") && !tests {
			return nil
		}
		s, err := readSource(path)
		out = append(out, s)
		return err
	})
	if err != nil || len(out) < 20 {
		t.Fatalf("found %d Go files: %v", len(out), err)
	}
	return out
}

func readSource(path string) (source, error) {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, path, nil, parser.ImportsOnly)
	if err != nil {
		return source{}, err
	}
	s := source{file: strings.TrimPrefix(filepath.ToSlash(path), "../")}
	s.pkg = filepath.ToSlash(filepath.Dir(s.file))
	for _, imp := range tree.Imports {
		name, err := strconv.Unquote(imp.Path.Value)
		if err != nil {
			return s, err
		}
		s.imports = append(s.imports, name)
	}
	content, err := os.ReadFile(path)
	s.text = string(content)
	return s, err
}
