package press

import (
	"os"

	"nianbao/cmd/internal/disk"
)

// write puts all files of a unit into the out folder.
func (p *Press) write(files []File) ([]Output, error) {
	folder, err := disk.Open(p.opt.Out, "", p.opt.System)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	names := make([]disk.File, len(files))
	out := make([]Output, len(files))
	for i, f := range files {
		names[i], out[i] = f.File, f.Out
		out[i].Path = folder.At(f.Name)
	}
	if err := folder.Put("", names, nil); err != nil {
		return nil, err
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
