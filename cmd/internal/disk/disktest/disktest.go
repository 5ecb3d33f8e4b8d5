// Package disktest gives disks with faults, for tests on every system.
package disktest

import (
	"io"
	"path"
	"strings"
	"sync/atomic"
	"syscall"

	"nianbao/cmd/internal/disk"
)

// Full gives a disk that takes n bytes and no more.
func Full(n int64) disk.Opener {
	left := &atomic.Int64{}
	left.Store(n)
	return func(path string) (disk.System, error) {
		s, err := disk.OS(path)
		return full{s, left}, err
	}
}

type full struct {
	disk.System
	left *atomic.Int64
}

func (f full) WriteNew(name string, write func(io.Writer) error) error {
	return f.System.WriteNew(name, func(w io.Writer) error { return write(limited{w, f.left}) })
}

type limited struct {
	io.Writer
	left *atomic.Int64
}

func (l limited) Write(b []byte) (int, error) {
	if l.left.Add(-int64(len(b))) < 0 {
		n, _ := l.Writer.Write(b[:len(b)/2])
		return n, syscall.ENOSPC
	}
	return l.Writer.Write(b)
}

// InUse gives a disk on which files whose names begin with start are held by another
// program for the first n attempts to replace one; n < 0 is for ever.
func InUse(start string, n int64) disk.Opener {
	left := &atomic.Int64{}
	left.Store(n)
	return func(path string) (disk.System, error) {
		s, err := disk.OS(path)
		return inUse{s, start, n < 0, left}, err
	}
}

type inUse struct {
	disk.System
	start   string
	forever bool
	left    *atomic.Int64
}

func (f inUse) Rename(from, to string) error {
	if strings.HasPrefix(path.Base(to), f.start) && (f.forever || f.left.Add(-1) >= 0) {
		return disk.ErrInUse
	}
	return f.System.Rename(from, to)
}
