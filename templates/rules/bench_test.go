package rules

import (
	"os"
	"strings"
	"testing"

	"nianbao/templates/data"
	"nianbao/templates/ledger"
	"nianbao/templates/merge"
)

// megabyte is a data file with a megabyte of text: the text of an example again and
// again.
func megabyte(tb testing.TB) []byte {
	content, err := os.ReadFile("../../examples/清城区2024.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	head, body, _ := strings.Cut(string(content), "  举措成效: |\n")
	text, _, _ := strings.Cut(body, "\n  不足原因: |")
	return []byte(head + "  举措成效: |\n" + strings.Repeat(text+"\n", 1<<20/len(text)+1))
}

// BenchmarkMegabyte is the checker alone over 1 MB of text; it is to take less than a
// second.
func BenchmarkMegabyte(b *testing.B) {
	pkg := officialPackage(b)
	content := megabyte(b)
	root, src, _, broken := data.Parse("甲.yaml", content)
	u, _ := data.Decode(root, src, &pkg.Schema, broken)
	kind := pkg.Kind(u.Kind.Text)
	l := ledger.New(pkg, u)
	d := merge.New(kind, u, l, "", "").Document()
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		r := Read(kind, u, l, d, false, nil)
		if len(r.Check()) == 0 {
			b.Fatal("nothing found")
		}
	}
}

// BenchmarkUnit is the checker alone over one unit.
func BenchmarkUnit(b *testing.B) {
	pkg := officialPackage(b)
	content, err := os.ReadFile("../../examples/清城区2024.yaml")
	if err != nil {
		b.Fatal(err)
	}
	root, src, _, broken := data.Parse("甲.yaml", content)
	u, _ := data.Decode(root, src, &pkg.Schema, broken)
	kind := pkg.Kind(u.Kind.Text)
	l := ledger.New(pkg, u)
	d := merge.New(kind, u, l, "", "").Document()
	b.ReportAllocs()
	for b.Loop() {
		Read(kind, u, l, d, false, nil).Check()
	}
}
