// Package disk puts results into the out folder so that nobody sees half a file:
// every content is written beside its place and forced to disk, then renamed. What
// the operating system does stands behind System, so that a full disk or a file held
// open by another program is tested on every system.
package disk

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// Private is the folder inside the out folder that holds what only the program
// reads. It may be deleted between two runs.
const Private = ".nianbao"

const (
	tempStart = ".nianbao-"
	tempEnd   = ".tmp"
)

// Reasons a file could not be put in its place.
var (
	ErrInUse   = errors.New("正被别的程序打开")
	ErrIsDir   = errors.New("是文件夹")
	ErrOutside = errors.New("经由链接指到结果文件夹外面")
	ErrLocked  = errors.New("另一个 nianbao 正在往这个文件夹里生成")
)

// Error says that a result could not be put into the out folder (exit status 3).
type Error struct {
	Path string
	Err  error
}

func (e *Error) Error() string { return fmt.Sprintf("写不了 %s", e.Path) }

// Unwrap gives the system's reason.
func (e *Error) Unwrap() error { return e.Err }

// System is what is asked of the operating system. Names are slash paths below the
// folder.
type System interface {
	MkdirAll(dir string) error
	WriteNew(name string, write func(io.Writer) error) error // creates, writes, forces to disk
	Rename(from, to string) error                            // ErrInUse when another program holds to
	Remove(name string) error
	IsDir(name string) bool
	SyncDir(dir string) error
	Close() error
}

// File is one result. Name has no folder.
type File struct {
	Name    string
	Content []byte
	Write   func(io.Writer) error // instead of Content, for what is too large to hold
}

func (f *File) write(w io.Writer) error {
	if f.Write != nil {
		return f.Write(w)
	}
	_, err := w.Write(f.Content)
	return err
}

// Folder is an out folder. It is safe for concurrent use.
type Folder struct {
	path  string // as the user named it
	sys   System
	mark  string // in the names of temporary files
	next  atomic.Int64
	wait  func(time.Duration)
	mu    sync.Mutex
	known map[string]bool // folders made or found
}

// Opener makes the folder at path if there is none and gives what works in it.
type Opener func(path string) (System, error)

// Open makes the folder at path if there is none. mark tells the temporary files of
// this run from those of others; opener nil is OS.
func Open(path, mark string, opener Opener) (*Folder, error) {
	if opener == nil {
		opener = OS
	}
	sys, err := opener(path)
	if err != nil {
		return nil, &Error{path, err}
	}
	return &Folder{path: path, sys: sys, mark: mark, wait: time.Sleep, known: map[string]bool{}}, nil
}

// Path is the folder as the user named it.
func (f *Folder) Path() string { return f.path }

// Close lets go of the folder.
func (f *Folder) Close() error { return f.sys.Close() }

// At is the path of a file below the folder, as the user would type it.
func (f *Folder) At(name string) string { return filepath.Join(f.path, filepath.FromSlash(name)) }

// Put puts files into sub, all or none as far as a system can: every content is on
// disk before the first takes its place. ready, if any, is called in between; its
// error leaves everything as it was.
func (f *Folder) Put(sub string, files []File, ready func() error) error {
	if err := f.mkdir(sub); err != nil {
		return &Error{f.At(sub), err}
	}
	temps := make([]string, 0, len(files))
	defer func() {
		for _, t := range temps {
			_ = f.sys.Remove(t) // those not renamed
		}
	}()
	for _, file := range files {
		name := join(sub, file.Name)
		if f.sys.IsDir(name) {
			return &Error{f.At(name), ErrIsDir}
		}
		temp := join(sub, tempStart+f.mark+strconv.FormatInt(f.next.Add(1), 36)+tempEnd)
		temps = append(temps, temp)
		if err := f.sys.WriteNew(temp, file.write); err != nil {
			return &Error{f.At(name), err}
		}
	}
	if ready != nil {
		if err := ready(); err != nil {
			return err
		}
	}
	for _, file := range files {
		name := join(sub, file.Name)
		if err := f.rename(temps[0], name); err != nil {
			return &Error{f.At(name), err}
		}
		temps = temps[1:]
	}
	return nil
}

// PutOne is Put for one file at the top of the folder; it gives the path of it.
func (f *Folder) PutOne(file File) (path string, err error) {
	if err := f.Put("", []File{file}, nil); err != nil {
		return "", err
	}
	return f.At(file.Name), nil
}

// patience is how often, and how long in all, a file held open is tried again: a
// virus scanner lets go after a moment, an editor does not.
var patience = [...]time.Duration{20 * time.Millisecond, 80 * time.Millisecond, 200 * time.Millisecond}

// Remove takes a file away.
func (f *Folder) Remove(name string) error {
	if err := f.sys.Remove(name); err != nil {
		return &Error{f.At(name), err}
	}
	return nil
}

func (f *Folder) rename(from, to string) error {
	err := f.sys.Rename(from, to)
	for _, pause := range patience {
		if !errors.Is(err, ErrInUse) {
			break
		}
		f.wait(pause)
		err = f.sys.Rename(from, to)
	}
	return err
}

func (f *Folder) mkdir(sub string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.known[sub] {
		return nil
	}
	if sub != "." && sub != "" {
		if err := f.sys.MkdirAll(sub); err != nil {
			return err
		}
	}
	f.known[sub] = true
	return nil
}

// Sync forces the renames to disk in every folder that was written to.
func (f *Folder) Sync() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for sub := range f.known {
		_ = f.sys.SyncDir(sub) // not every system can; the contents are safe already
	}
}

// IsTemp tells the name of a temporary file made with mark.
func IsTemp(name, mark string) bool {
	return strings.HasPrefix(name, tempStart+mark) && strings.HasSuffix(name, tempEnd)
}

func join(sub, name string) string {
	if sub == "" || sub == "." {
		return name
	}
	return sub + "/" + name
}

// Full tells that err is a full disk.
func Full(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || runtime.GOOS == "windows" && errors.Is(err, diskFull)
}

const diskFull = syscall.Errno(112) // ERROR_DISK_FULL
