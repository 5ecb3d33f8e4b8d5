package press

import (
	"path/filepath"
	"testing"

	"nianbao/fonts"
)

// BenchmarkCheck is the same unit through the checker alone; it is to take less than
// a third of BenchmarkBuild/both.
func BenchmarkCheck(b *testing.B) {
	faces, err := fonts.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	p := New(Options{Faces: faces})
	b.ReportAllocs()
	for b.Loop() {
		if r := p.Check(filepath.Join("..", "..", "..", "examples", "清城区2024.yaml")); !r.Built {
			b.Fatal(r.Err, r.Findings)
		}
	}
}
