package form

import (
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/render/doc"
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
			n = seeds / 20 // a workbook of all its figures takes a while
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

// TestTypedAnything: whatever people type, delete, move or insert in a workbook, it is
// read without a crash and every finding names its cell.
func TestTypedAnything(t *testing.T) {
	for _, p := range packages(t) {
		f := New(p, p.Kinds[0], "甲", "甲", 2024)
		content, err := xlsx.Write(f.Book())
		if err != nil {
			t.Fatal(err)
		}
		sheets, err := xlsx.Read(content)
		if err != nil {
			t.Fatal(err)
		}
		for seed := range uint64(30) {
			r := rand.New(rand.NewPCG(seed, 3))
			typed := damaged(r, sheets)
			root, src, found := Read("甲.xlsx", typed)
			_, more := data.Decode(root, src, &p.Schema, false)
			for _, d := range append(found, more...) {
				if d.Line > 0 && (d.Cell == "" && d.Code != "Y202" || d.Message == "" || d.Hint == "") {
					t.Fatalf("seed %d: %#v", seed, d)
				}
			}
		}
	}
}

// damaged is a copy of sheets with some cells changed, rows taken out and put in.
func damaged(r *rand.Rand, sheets []doc.Grid) []doc.Grid {
	words := []string{"", "0", "甲", "二百", "-3", "98%", "甲.乙", "执法.案件总数", "【附件】", none, "=1", "2024-13-40", "甲\n乙", "年", "本年"}
	out := make([]doc.Grid, len(sheets))
	for i, s := range sheets {
		out[i].Name = s.Name
		for _, row := range s.Rows {
			row = slices.Clone(row)
			for j := range row {
				if r.IntN(12) == 0 {
					row[j] = words[r.IntN(len(words))]
				}
			}
			switch r.IntN(40) {
			case 0:
			case 1:
				out[i].Rows = append(out[i].Rows, []string{"", words[r.IntN(len(words))], "", "", words[r.IntN(len(words))]}, row)
			default:
				out[i].Rows = append(out[i].Rows, row)
			}
		}
	}
	return out
}
