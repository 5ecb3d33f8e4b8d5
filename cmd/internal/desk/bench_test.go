//go:build unix

package desk

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"nianbao/cmd/internal/press"
	"nianbao/fonts"
)

// edits is how many saves are measured; the median counts.
const edits = 50

// cpu is the processor time of this process so far, all threads.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// median is the median processor time of n runs of f.
func median(b *testing.B, n int, f func(i int)) time.Duration {
	all := make([]time.Duration, n)
	for i := range all {
		from := cpu(b)
		f(i)
		all[i] = cpu(b) - from
	}
	slices.Sort(all)
	return all[n/2]
}

// BenchmarkSaveToPage is what a save costs until everything the browser asks for is
// there: the file read, checked, laid out, all pages drawn, the faces of new
// characters cut. Each edit changes a paragraph of the first page so that text moves
// on the others, and brings a character. Beside it, a cold build: a press that has
// loaded nothing, PDF and workbook.
func BenchmarkSaveToPage(b *testing.B) {
	set, err := fonts.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{"清城区2024.yaml", "古荡街道2024.yaml"} {
		b.Run(strings.TrimSuffix(name, ".yaml"), func(b *testing.B) { saveToPage(b, set, name) })
	}
}

func saveToPage(b *testing.B, set *fonts.Set, name string) {
	content, err := os.ReadFile(filepath.Join("..", "..", "..", "examples", name))
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), name)
	before, after, ok := strings.Cut(string(content), "正文:\n")
	first := strings.Index(after, "|\n")
	if !ok || first < 0 {
		b.Fatal("no text to edit")
	}
	save := func(i int) {
		text := before + "正文:\n" + after[:first+2] + fmt.Sprintf("    第%d次改动，多出一个“%c”字，其余各行顺延。\n", i, rune(0x4E00+i*7)) + after[first+2:]
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	save(0)
	for b.Loop() {
		cold := median(b, 9, func(int) {
			p := press.New(press.Options{Out: b.TempDir(), Formats: []string{"pdf", "xlsx"}, Faces: set})
			if r := p.Build(path); !r.Built {
				b.Fatal(r.Err, r.Findings)
			}
		})
		d := New(Options{Path: path, Press: press.New(press.Options{Faces: set})})
		d.show(d.proof(), time.Now())
		known := map[string]bool{}
		for _, f := range d.faces.list() {
			known[f.Name] = true
		}
		warm := median(b, edits, func(i int) {
			save(i + 1)
			p := d.proof()
			if d.show(p, time.Now()); !p.Built {
				b.Fatal(p.Err, p.Findings)
			}
			for _, f := range d.faces.list() {
				if !known[f.Name] {
					known[f.Name] = true
					face, runes := d.faces.batch(f.Name)
					if _, err := face.Web(runes); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		b.ReportMetric(warm.Seconds()*1000, "ms-cpu/save")
		b.ReportMetric(cold.Seconds()*1000, "ms-cpu/cold")
		b.ReportMetric(100*warm.Seconds()/cold.Seconds(), "%ofcold")
		b.ReportMetric(float64(len(d.last.Reports[0].Pages.Pages)), "pages")
	}
}
