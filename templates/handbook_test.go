package templates_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"nianbao/render/gbt9704"
	"nianbao/templates/relation"
)

// TestHandbookIsComplete: every key and word the loader knows stands in the handbook. The
// keys are read from the source: those of every map of readers, and every list of words.
func TestHandbookIsComplete(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	files, _ := filepath.Glob("*.go")
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		readerKeys(t, file, known)
	}
	for _, i := range gbt9704.Items() {
		known[i.Group], known[i.Name] = "版式", "版式"
	}
	for _, f := range relation.Functions() {
		known[f] = "关系"
	}
	if len(known) < 200 {
		t.Fatalf("only %d keys found: the test looks at nothing", len(known))
	}
	for word, where := range known {
		if !strings.Contains(string(text), "`"+word) && !strings.Contains(string(text), word+"`") && !strings.Contains(string(text), word+":") {
			t.Errorf("the handbook does not speak of “%s” (%s)", word, where)
		}
	}
}

// readerKeys collects the keys of the maps of readers in a file, and the words of its lists
// and constants of words.
func readerKeys(t *testing.T, file string, to map[string]string) {
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && isWord(s) {
				to[s] = file
			}
		}
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			if _, readers := n.Type.(*ast.MapType); readers {
				for _, e := range n.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok {
						if _, call := kv.Value.(*ast.BasicLit); !call {
							add(kv.Key)
						}
					}
				}
			}
			if list, ok := n.Type.(*ast.ArrayType); ok {
				if id, ok := list.Elt.(*ast.Ident); ok && id.Name == "string" {
					for _, e := range n.Elts {
						add(e)
					}
				}
			}
		case *ast.ValueSpec:
			if id, ok := n.Type.(*ast.Ident); ok && (id.Name == "BlockKind" || id.Name == "SummaryKind") {
				for _, e := range n.Values {
					add(e)
				}
			}
		}
		return true
	})
}

// isWord tells a word of the language from a code or a message.
func isWord(s string) bool {
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return s != "" && len([]rune(s)) <= 10
}
