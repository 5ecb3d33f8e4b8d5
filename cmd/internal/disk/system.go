package disk

import (
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// system is the operating system, held inside one folder: a link that leads out of
// it is not followed.
type system struct{ root *os.Root }

// OS gives the operating system itself.
func OS(path string) (System, error) {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	return system{root}, nil
}

func (s system) MkdirAll(dir string) error {
	return outside(s.root.MkdirAll(filepath.FromSlash(dir), 0o755))
}

func (s system) WriteNew(name string, write func(io.Writer) error) error {
	f, err := s.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return outside(err)
	}
	if err = write(f); err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

func (s system) Rename(from, to string) error {
	to = filepath.FromSlash(to)
	err := s.root.Rename(filepath.FromSlash(from), to)
	if err != nil {
		_, missing := s.root.Lstat(to)
		if inUse(runtime.GOOS, err, missing == nil) {
			return errors.Join(ErrInUse, err)
		}
	}
	return outside(err)
}

func (s system) Remove(name string) error { return s.root.Remove(filepath.FromSlash(name)) }

func (s system) IsDir(name string) bool {
	info, err := s.root.Lstat(filepath.FromSlash(name)) // a link is replaced, whatever it points to
	return err == nil && info.IsDir()
}

func (s system) SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // a folder cannot be forced there
	}
	f, err := s.root.Open(filepath.FromSlash(cmp.Or(dir, ".")))
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

func (s system) Close() error { return s.root.Close() }

// What Windows says of a file another program holds open.
const (
	accessDenied     = syscall.Errno(5) // of a rename onto it
	sharingViolation = syscall.Errno(32)
	lockViolation    = syscall.Errno(33)
)

// inUse tells that another program holds the file a rename was to replace.
func inUse(goos string, err error, exists bool) bool {
	if goos != "windows" {
		return false // a file may be replaced while others read it
	}
	return errors.Is(err, sharingViolation) || errors.Is(err, lockViolation) || exists && errors.Is(err, accessDenied)
}

// outside recognises the refusal to leave the folder; os has no name for it.
func outside(err error) error {
	for e := err; e != nil; e = errors.Unwrap(e) {
		if e.Error() == "path escapes from parent" { // Go 1.26; 批量名字.txt tells when the words change
			return ErrOutside
		}
	}
	return err
}
