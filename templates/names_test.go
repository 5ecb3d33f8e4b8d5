package templates_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"nianbao/templates"
	"nianbao/templates/data"
)

// everyday are names of the official packages that are ordinary words, so that Go
// may use them for something else. Each needs a reason.
var everyday = map[string]string{
	"文件":    "a file on disk, in messages",
	"其他":    "the word “other”",
	"部门":    "an office, in a remedy about rare characters",
	"合计":    "total: part of the placeholder language ({{组.表.合计}}, contract §3)",
	"汇总":    "summary: a key of 文件名 in a package",
	"校验":    "check",
	"01-31": "the end of a sample date (2024-01-31) in a message",
	"件数":    "an element of DA/T 46",

	"manifest": "English for the list of what was made; its file's name comes from the package",
}

// TestNoReportNameInGo fails when Go that is no test holds a full path, indicator,
// kind, slot, heading, sheet, due date, file name or sentence of a package
// (contract §2). Names of up to three characters count only as a whole string
// literal, longer ones anywhere in the file, comments too.
func TestNoReportNameInGo(t *testing.T) {
	names := map[string]string{}
	folders := templates.Folders(templates.Official(), "official")
	folders = append(folders, templates.Folders(os.DirFS("testdata"), "testdata")...)
	if len(folders) == 0 {
		t.Fatal("no packages")
	}
	for _, f := range folders {
		p, found := templates.Load(f)
		if p == nil {
			t.Fatalf("%s: %v", f.Name, found)
		}
		collect(names, p)
	}
	if len(names) < 200 {
		t.Fatalf("only %d names collected: the test looks at nothing", len(names))
	}
	for _, file := range goFiles(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		literals := literals(t, file, text)
		for name, what := range names {
			if everyday[name] != "" {
				continue
			}
			short := len([]rune(name)) <= 3
			if short && slices.Contains(literals, name) || !short && strings.Contains(string(text), name) {
				t.Errorf("%s holds %q, %s of a package", file, name, what)
			}
		}
	}
}

var holder = regexp.MustCompile(`\{\{[^}]*\}\}`)

// collect gathers what a package calls things. Texts with placeholders are cut at
// them; pieces of one character say nothing.
func collect(names map[string]string, p *templates.Package) {
	add := func(what, text string) {
		for _, piece := range holder.Split(text, -1) {
			if piece = strings.Trim(strings.TrimSpace(piece), "，。：、"); len([]rune(piece)) > 1 {
				names[piece] = what
			}
		}
	}
	add("the name", p.Name)
	for _, f := range p.Schema.Fields {
		add("a path", f.Path())
		add("an indicator", f.Indicator)
		for _, name := range slices.Concat(f.Rows, f.Cols) {
			add("a row or column", name)
		}
	}
	for _, c := range p.Classes {
		add("a class", c.Name)
	}
	for _, k := range p.Kinds {
		add("a kind", k.Name)
		add("a due date", k.Due.Report)
		add("a due date", k.Due.Publish)
		for _, text := range []data.Text{k.Title, k.Intro, k.Remark} {
			for _, line := range text {
				for sentence := range strings.SplitSeq(line.Text, "。") {
					add("a sentence", sentence)
				}
			}
		}
		for _, s := range k.Slots {
			add("a slot", s.Name)
			add("a heading", s.Title.Text)
			add("a sentence", s.Default.String())
		}
		for _, w := range k.Wording {
			add("wording", w.Text.Text)
		}
		for _, n := range []data.Line{k.Files.Report, k.Files.Annex, k.Files.Summary, k.Files.Manifest} {
			add("a file name", n.Text)
		}
		for _, s := range k.Annex() {
			add("a sheet", s.Name.Text)
			add("a heading", s.Title.Text)
			for _, b := range s.Blocks {
				add("a heading", b.Title.Text)
			}
		}
	}
}

// goFiles lists the Go files of the module that are no tests.
func goFiles(t *testing.T) []string {
	var out []string
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && e.Name() != ".." && strings.HasPrefix(e.Name(), ".") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			out = append(out, path)
		}
		return nil
	})
	if err != nil || len(out) < 20 {
		t.Fatalf("found %d Go files: %v", len(out), err)
	}
	return out
}

func literals(t *testing.T, file string, text []byte) []string {
	tree, err := parser.ParseFile(token.NewFileSet(), file, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(tree, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				out = append(out, s)
			}
		}
		return true
	})
	return out
}
