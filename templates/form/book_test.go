package form

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/render/xlsx"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/internal/random"
)

// through writes a tree as a workbook and reads it back.
func through(t *testing.T, p *templates.Package, k *templates.Kind, tree *data.Node) *data.Node {
	t.Helper()
	f := New(p, k, "甲", "甲", 2024)
	f.Tree = tree
	content, err := xlsx.Write(f.Book())
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := xlsx.Read(content)
	if err != nil || !IsForm(sheets) {
		t.Fatal("not read as a form: ", err)
	}
	root, _, found := Read("甲.xlsx", sheets)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return data.Tidy(root, &p.Schema)
}

// TestBookLosesNothing: any data file goes into the workbook and comes back, every
// type of field and every key in it.
func TestBookLosesNothing(t *testing.T) {
	seeds := uint64(40)
	if testing.Short() {
		seeds = 10
	}
	types := map[data.Type]bool{}
	for _, p := range packages(t) {
		for _, f := range p.Schema.Fields {
			types[f.Type] = true
		}
		n := seeds
		if len(p.Schema.Fields) > 100 {
			n = seeds / 10 // a workbook of all its figures takes a while
		}
		for seed := range n {
			made := data.Tidy(random.Tree(seed, &p.Schema), &p.Schema)
			want := data.WriteYAML(made)
			if got := data.WriteYAML(through(t, p, p.Kinds[seed%uint64(len(p.Kinds))], made)); got != want {
				t.Fatalf("%s, seed %d: %s", p.Name, seed, cmp.Diff(want, got))
			}
		}
	}
	if len(types) != len(data.TypeNames) {
		t.Errorf("only types %v tried", types)
	}
}

// TestBookOfRealFiles: the examples and the real data files, too.
func TestBookOfRealFiles(t *testing.T) {
	p := packages(t)[0]
	for _, path := range dataFiles(t) {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		root := parse(t, path, string(content))
		k := p.Kind(root.Get(keyKind).Text())
		if k == nil || root.Get("报告") != nil {
			continue
		}
		made := data.Tidy(root, &p.Schema)
		want := data.WriteYAML(made)
		if got := data.WriteYAML(through(t, p, k, made)); got != want {
			t.Errorf("%s: %s", path, cmp.Diff(want, got))
		}
	}
}
