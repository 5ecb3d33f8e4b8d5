package press

import "nianbao/cmd/internal/disk"

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
