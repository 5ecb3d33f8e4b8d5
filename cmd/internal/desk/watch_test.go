package desk

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nianbao/cmd/internal/press"
	"nianbao/fonts"
	"nianbao/render/page"
)

// follow starts a watcher on a file in a new folder and gives what it sees.
func follow(t *testing.T) (path string, seen <-chan change) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "甲.yaml")
	put(t, path, "单位: 甲\n")
	w := newWatcher(path, []string{filepath.Join(filepath.Dir(path), "模板")}, 10*time.Millisecond)
	ctx, stop := context.WithCancel(context.Background())
	out, ended := make(chan change, 10), make(chan bool)
	go func() {
		defer close(ended)
		for {
			c, ok := w.next(ctx)
			if !ok {
				return
			}
			out <- c
		}
	}()
	t.Cleanup(func() { stop(); <-ended })
	return path, out
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// expect waits for one change, and that no other follows.
func expect(t *testing.T, seen <-chan change, want change) {
	t.Helper()
	select {
	case got := <-seen:
		if got != want {
			t.Fatalf("saw %+v, want %+v", got, want)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("saw nothing")
	}
	quiet(t, seen)
}

func quiet(t *testing.T, seen <-chan change) {
	t.Helper()
	select {
	case got := <-seen:
		t.Fatalf("saw %+v besides", got)
	case <-time.After(300 * time.Millisecond):
	}
}

func TestSaveIsSeenOnce(t *testing.T) {
	path, seen := follow(t)
	put(t, path, "单位: 乙\n")
	expect(t, seen, change{data: true})
}

func TestSaveByRenameIsSeen(t *testing.T) {
	path, seen := follow(t)
	put(t, path+".tmp", "单位: 丙丁\n")
	if err := os.Rename(path, path+"~"); err != nil { // vim's way: the file is away for a moment
		t.Fatal(err)
	}
	time.Sleep(80 * time.Millisecond)
	if err := os.Rename(path+".tmp", path); err != nil {
		t.Fatal(err)
	}
	expect(t, seen, change{data: true})
}

// A file that is emptied and written piece by piece is not shown empty, and what is
// shown in the end is all of it. How many pieces are seen depends on the machine.
func TestSlowWriteIsSeenWhole(t *testing.T) {
	path, seen := follow(t)
	f, err := os.Create(path) // empties it
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	select {
	case got := <-seen:
		t.Fatalf("saw the empty file: %+v", got)
	default:
	}
	for range 20 {
		f.WriteString("单位: 甲乙丙丁\n")
		time.Sleep(8 * time.Millisecond)
	}
	for len(seen) > 0 {
		<-seen
	}
	f.WriteString("年度: 2024\n")
	f.Close()
	select {
	case <-seen:
	case <-time.After(10 * time.Second):
		t.Fatal("the end was not seen")
	}
}

func TestTouchIsNoChange(t *testing.T) {
	path, seen := follow(t)
	later := time.Now().Add(time.Minute)
	if err := os.Chtimes(path, later, later); err != nil {
		t.Fatal(err)
	}
	quiet(t, seen)
}

// A drive with coarse times may give a new content the size and time of the old one.
func TestContentOfSameSizeAndTimeIsSeen(t *testing.T) {
	path, seen := follow(t)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString("单位: 乙\n")
	f.Close()
	os.Chtimes(path, info.ModTime(), info.ModTime())
	select {
	case got := <-seen:
		if !got.data {
			t.Errorf("saw %+v", got)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("saw nothing")
	}
}

func TestPackageAndNeighboursAreSeen(t *testing.T) {
	path, seen := follow(t)
	dir := filepath.Join(filepath.Dir(path), "模板", "报告")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "版式.yaml"), "版式: {}\n")
	expect(t, seen, change{others: true})
	put(t, filepath.Join(filepath.Dir(path), "甲2023.yaml"), "单位: 甲\n")
	expect(t, seen, change{others: true})
}

func TestDeletedFileIsSeenAndItsReturn(t *testing.T) {
	path, seen := follow(t)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	expect(t, seen, change{data: true})
	put(t, path, "单位: 甲\n")
	expect(t, seen, change{data: true})
}

// A fault in the program is shown, and the next save gets another try.
func TestFaultDoesNotEndThePreview(t *testing.T) {
	path := filepath.Join("..", "..", "..", "examples", "昌华街道2024.yaml")
	d := New(Options{Path: path, Press: press.New(press.Options{}), Token: "x"}) // no faces to set the pages with
	p := d.proof()
	if p.fault == "" {
		t.Fatal("there was no fault")
	}
	if d.show(p, time.Now()); !strings.Contains(string(d.shown), "程序内部错误") {
		t.Errorf("shown: %s", d.shown)
	}
}

// Batches of characters are made one before there are many, and keep their content.
func TestBatchesOfFacesAreMerged(t *testing.T) {
	set, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	f := faces{set: set}
	text := []rune("的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会")
	for i, r := range text {
		f.take(&page.Pages{Pages: []page.Page{{Runs: []page.Run{{Face: "仿宋", Text: string(r)}}}}})
		list := f.list()
		if len(list) > mostBatches {
			t.Fatalf("%d batches", len(list))
		}
		n := 0
		for _, b := range list {
			_, rs := f.batch(b.Name)
			n += len(rs)
		}
		if n != i+1 {
			t.Fatalf("%d characters in the batches, want %d", n, i+1)
		}
	}
}
