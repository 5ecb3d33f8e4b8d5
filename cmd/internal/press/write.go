package press

import (
	"fmt"
	"os"
	"path/filepath"
)

// OutError says that a result could not be put into the out folder (exit status 3).
type OutError struct {
	Path string
	Err  error
}

func (e *OutError) Error() string { return fmt.Sprintf("写不了 %s", e.Path) }

// Unwrap gives the system's reason.
func (e *OutError) Unwrap() error { return e.Err }

// write puts all files of a unit into the out folder: first every content beside
// its place, then the renames.
func (p *Press) write(files []file) ([]Output, error) {
	if err := os.MkdirAll(p.opt.Out, 0o755); err != nil {
		return nil, &OutError{p.opt.Out, err}
	}
	temps := make([]string, 0, len(files))
	defer func() {
		for _, t := range temps {
			os.Remove(t) // gone already after a rename
		}
	}()
	for _, f := range files {
		path := filepath.Join(p.opt.Out, f.name)
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return nil, &OutError{path, errIsDir}
		}
		temp, err := beside(p.opt.Out, f.content)
		if temp != "" {
			temps = append(temps, temp)
		}
		if err != nil {
			return nil, &OutError{path, err}
		}
	}
	var out []Output
	for i, f := range files {
		path := filepath.Join(p.opt.Out, f.name)
		if err := os.Rename(temps[i], path); err != nil {
			return out, &OutError{path, err}
		}
		f.out.Path = path
		out = append(out, f.out)
	}
	return out, nil
}

// beside writes content to a temporary file in dir and forces it to disk.
func beside(dir string, content []byte) (string, error) {
	f, err := os.CreateTemp(dir, ".nianbao-*.tmp")
	if err != nil {
		return "", err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return f.Name(), err
}
