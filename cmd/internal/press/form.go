package press

import (
	"os"
	"path/filepath"

	"nianbao/cmd/internal/disk"
	"nianbao/render/diag"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/form"
)

// Package is the report package for data files in dir that name report, or the one
// there is when report is "".
func (p *Press) Package(dir, report string) (*templates.Package, diag.List) {
	pkg, _, found := p.choose(dir, data.Header{Report: report}, &data.Source{})
	return pkg, found
}

// Tree reads a data file or a fill-in workbook as far as its structure goes. The tree
// is nil when findings stop it.
func (p *Press) Tree(path string) (*data.Node, diag.List, error) {
	content, err := read(path)
	if err != nil {
		if d, form := asFinding(path, err); form {
			return nil, diag.List{d}, nil
		}
		return nil, nil, err
	}
	root, src, found, _ := readTree(path, content)
	if found.Stops() {
		return nil, found, nil
	}
	if pkg, _, _ := p.choose(filepath.Dir(path), data.ReadHeader(root), src); pkg != nil {
		var said diag.List // a text that cannot be read is none
		root, _ = textFile(path, root, pkg, &said)
	}
	return root, found, nil
}

// Offices gives who gives each figure by a fill-in workbook; nil for a data file.
func Offices(path string) map[string]form.Office {
	if !IsBook(path) {
		return nil
	}
	return form.Offices(bookAt(path))
}

// WriteNew writes a file that must not be there yet, whole or not at all.
func WriteNew(path string, content []byte) error {
	if _, err := os.Lstat(path); err == nil {
		return &disk.Error{Path: path, Err: os.ErrExist}
	}
	temp, err := beside(filepath.Dir(path), content)
	if temp != "" {
		defer os.Remove(temp)
	}
	if err != nil {
		return &disk.Error{Path: path, Err: err}
	}
	// a link fails where a rename would put one file over another
	if err := os.Link(temp, path); err == nil {
		return nil
	} else if os.IsExist(err) {
		return &disk.Error{Path: path, Err: os.ErrExist}
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) // file systems without links
	if err != nil {
		return &disk.Error{Path: path, Err: err}
	}
	_, err = f.Write(content)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		os.Remove(path)
		return &disk.Error{Path: path, Err: err}
	}
	return nil
}
