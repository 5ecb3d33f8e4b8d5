//go:build unix

package press

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/klauspost/compress/zlib"

	"nianbao/fonts"
)

// floorUnit is what no way of making a PDF gets round: the characters of each face, and
// the streams that have to be packed.
type floorUnit struct {
	runes   map[string][]rune
	streams [][]byte // pages and all else, as they are
	size    int      // of the file
}

// TestFloor measures the least a batch could take: the same subsets made, the same
// streams deflated at the same level, as many bytes written and forced to disk; nothing
// is read, laid out, checked or listed. NIANBAO_FLOOR=FOLDER is the folder of data
// files, NIANBAO_FLOOR_UNITS how many reports, NIANBAO_FLOOR_JOBS how many at once. It
// prints processor and wall seconds for .ci/bench.
func TestFloor(t *testing.T) {
	dir := cmp.Or(os.Getenv("NIANBAO_FLOOR"), filepath.Join("..", "..", "..", "examples"))
	number := func(name string) (n int) { fmt.Sscan(os.Getenv(name), &n); return max(n, 1) }
	n, jobs := number("NIANBAO_FLOOR_UNITS"), number("NIANBAO_FLOOR_JOBS")
	faces, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.yaml"))
	var units []*floorUnit
	p := New(Options{Formats: []string{"pdf"}, Faces: faces})
	for _, file := range files[:min(len(files), 100)] {
		units = append(units, floorOf(t, p, file))
	}
	out := t.TempDir()
	runtime.GOMAXPROCS(jobs)
	runtime.GC()
	var before, after syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &before)
	began := time.Now()
	var all sync.WaitGroup
	for k := range jobs {
		all.Go(func() {
			w, _ := zlib.NewWriterLevel(nil, floorLevel)
			for i := k; i < n; i += jobs {
				if err := units[i%len(units)].make(faces, w, filepath.Join(out, fmt.Sprint(i, ".pdf"))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	wall := time.Since(began)
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &after)
	spent := func(r *syscall.Rusage) float64 {
		return float64(r.Utime.Sec+r.Stime.Sec) + float64(r.Utime.Usec+r.Stime.Usec)/1e6
	}
	fmt.Printf("floor cpu %.3f wall %.3f peak %d\n", spent(&after)-spent(&before), wall.Seconds(), after.Maxrss)
}

// floorLevel is the level of render/pdf.
const floorLevel = 3

func (u *floorUnit) make(faces *fonts.Set, w *zlib.Writer, path string) error {
	var out bytes.Buffer
	pack := func(data []byte) {
		w.Reset(&out)
		_, _ = w.Write(data) // a buffer takes everything
		_ = w.Close()
	}
	for key, runes := range u.runes {
		face, ok := faces.Face(key)
		if !ok {
			return fmt.Errorf("no face %s", key)
		}
		s, err := face.Subset(runes)
		if err != nil {
			return err
		}
		pack(s.Program)
	}
	for _, data := range u.streams {
		pack(data)
	}
	out.Write(make([]byte, max(0, u.size-out.Len()))) // what is not in streams
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Write(out.Bytes()); err != nil {
		return err
	}
	return f.Sync()
}

// floorOf makes a report and takes from it what the floor needs.
func floorOf(t *testing.T, p *Press, file string) *floorUnit {
	r, made := p.Of(Source{Path: file}).prepare(file)
	if made == nil || r.Findings.Stops() {
		t.Fatal(file, r.Findings, r.Err)
	}
	files, err := p.render(made)
	if err != nil {
		t.Fatal(err)
	}
	u := &floorUnit{runes: map[string][]rune{}, size: len(files[0].Content)}
	pages := made.reports[0].pages.Pages
	for i := range pages {
		for k := range pages[i].Runs {
			run := &pages[i].Runs[k]
			u.runes[run.Face] = append(u.runes[run.Face], []rune(run.Text)...)
		}
	}
	rest := files[0].Content
	for {
		at := bytes.Index(rest, []byte("stream\n"))
		if at < 0 {
			return u
		}
		from := max(0, at-400)
		dict := string(rest[from:at])
		dict = dict[strings.LastIndex(dict, " obj")+1:]
		rest = rest[at+len("stream\n"):]
		end := bytes.Index(rest, []byte("endstream"))
		if in, err := zlib.NewReader(bytes.NewReader(rest[:end])); err == nil && !strings.Contains(dict, "/Length1") {
			data, err := io.ReadAll(in)
			if err != nil {
				t.Fatal(err)
			}
			u.streams = append(u.streams, data)
		}
		rest = rest[end+len("endstream"):]
	}
}
