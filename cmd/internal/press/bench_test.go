package press

import (
	"path/filepath"
	"testing"

	"nianbao/fonts"
)

// BenchmarkBuild is one unit from its file to its results, everything warm.
func BenchmarkBuild(b *testing.B) {
	faces, err := fonts.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	file := filepath.Join("..", "..", "..", "examples", "清城区2024.yaml")
	for _, formats := range [][]string{{"pdf"}, {"xlsx"}, {"pdf", "xlsx"}} {
		name := formats[0]
		if len(formats) > 1 {
			name = "both"
		}
		b.Run(name, func(b *testing.B) {
			p := New(Options{Out: b.TempDir(), Formats: formats, Faces: faces})
			b.ReportAllocs()
			for b.Loop() {
				if r := p.Build(file); !r.Built {
					b.Fatal(r.Err, r.Findings)
				}
			}
		})
	}
}
