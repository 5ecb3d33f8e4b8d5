package desk

import (
	"context"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"nianbao/cmd/internal/press"
)

// Files are looked at again and again: network drives tell nobody of changes, and an
// editor that writes a new file and renames it leaves a watched one behind.

const (
	settle   = 30 * time.Millisecond  // a file is whole when it stays as it is this long
	emptyFor = 600 * time.Millisecond // some editors empty a file before they write it
	goneFor  = 2 * time.Second        // others take it away
	longest  = 3 * time.Second        // what is still being written then is shown as it is

	foldersEach    = 3    // polls between two looks at the folders of packages
	neighboursEach = 8    // at the data files beside
	contentEach    = 8    // at the content: clocks of network drives may be coarse
	mostFiles      = 2000 // looked at in the folders of packages
	costly         = 8    // a look that takes long is followed by a pause this many times longer
)

// change is what has changed.
type change struct {
	data   bool
	others bool // packages, or data files beside
}

// stamp tells two states of a file apart without reading it.
type stamp struct {
	there bool
	size  int64
	mod   int64
}

// watcher follows one data file and what a build of it reads besides.
type watcher struct {
	path    string
	folders []string
	every   time.Duration

	turn       int
	data       stamp
	content    uint64 // hash of the data file
	packages   map[string]stamp
	neighbours map[string]stamp
}

func newWatcher(path string, folders []string, every time.Duration) *watcher {
	w := &watcher{path: path, folders: folders, every: every}
	w.data, w.content = look(path), sum(path)
	w.packages, w.neighbours = w.inPackages(), w.beside()
	return w
}

// next waits for a change that has come to rest; false when ctx ends first.
func (w *watcher) next(ctx context.Context) (change, bool) {
	pause := w.every
	for {
		if !sleep(ctx, pause) {
			return change{}, false
		}
		began := time.Now()
		if c := w.poll(ctx); c.data || c.others {
			return c, true
		}
		pause = max(w.every, min(costly*time.Since(began), 5*time.Second))
	}
}

// within is next with a limit of time.
func (w *watcher) within(ctx context.Context, limit time.Duration) (change, bool) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return w.next(ctx)
}

// poll looks once.
func (w *watcher) poll(ctx context.Context) (c change) {
	w.turn++
	if look(w.path) != w.data || w.turn%contentEach == 0 {
		c.data = w.rest(ctx)
	}
	if w.turn%foldersEach == 0 {
		if now := w.inPackages(); !same(now, w.packages) {
			for again := now; sleep(ctx, settle); now = again {
				if again = w.inPackages(); same(again, now) {
					break
				}
			}
			w.packages, c.others = now, true
		}
	}
	if w.turn%neighboursEach == 0 {
		if now := w.beside(); !same(now, w.neighbours) {
			w.neighbours, c.others = now, true
		}
	}
	return c
}

// rest waits until the data file stays as it is and tells whether its content is
// another one.
func (w *watcher) rest(ctx context.Context) bool {
	now := look(w.path)
	for began, since := time.Now(), time.Now(); now != w.data && time.Since(began) < longest; {
		wait := settle
		switch {
		case !now.there:
			wait = goneFor
		case now.size == 0:
			wait = emptyFor
		}
		if time.Since(since) >= wait {
			break
		}
		if !sleep(ctx, settle/3) {
			return false
		}
		if again := look(w.path); again != now {
			now, since = again, time.Now()
		}
	}
	content := sum(w.path)
	other := content != w.content
	w.data, w.content = now, content
	return other
}

// inPackages stamps the files of the folders of packages.
func (w *watcher) inPackages() map[string]stamp {
	out := map[string]stamp{}
	for _, dir := range w.folders {
		filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || len(out) >= mostFiles {
				return filepath.SkipDir
			}
			if strings.HasPrefix(e.Name(), ".") && path != dir {
				if e.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			if !e.IsDir() {
				out[path] = look(path)
			}
			return nil
		})
	}
	return out
}

// beside stamps the other data files of the folder.
func (w *watcher) beside() map[string]stamp {
	out := map[string]stamp{}
	for _, path := range press.Neighbours(w.path) {
		out[path] = look(path)
	}
	if text := press.ReadHead(w.path).TextFile; text != "" {
		path := filepath.Join(filepath.Dir(w.path), filepath.FromSlash(text))
		out[path] = look(path)
	}
	return out
}

func look(path string) stamp {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}
	}
	return stamp{true, info.Size(), info.ModTime().UnixNano()}
}

// sum is a hash of a file's content, 0 when it cannot be read.
func sum(path string) uint64 {
	f, err := os.Open(path)
	if err != nil {
		return 0
	}
	defer f.Close()
	h := fnv.New64a()
	if _, err := io.Copy(h, io.LimitReader(f, press.MaxBytes+1)); err != nil {
		return 0
	}
	return h.Sum64()
}

func same(a, b map[string]stamp) bool {
	if len(a) != len(b) {
		return false
	}
	for path, s := range a {
		if b[path] != s {
			return false
		}
	}
	return true
}

// sleep pauses; false when ctx ended.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
