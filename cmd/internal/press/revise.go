package press

import (
	"os"
	"path/filepath"
	"strconv"

	"nianbao/cmd/internal/disk"
	"nianbao/render/diag"
	"nianbao/templates/data"
	"nianbao/templates/intake"
	"nianbao/templates/merge"
)

// codeRevised is a corrected report that would spoil the data file.
const codeRevised = "D09"

// Revised is what became of a corrected report taken back into a data file.
type Revised struct {
	intake.Revision
	Path   string // the data file
	Kept   string // where it is kept as it was, "" when it was not written
	Failed bool   // the data file cannot be understood, before or after
	Err    error  // a file could not be read or written
}

// Revise takes the corrected report into the data file it was made of, and keeps that
// as it was beside it.
func (p *Press) Revise(path, corrected string) Revised {
	out := Revised{Path: path}
	if isBook(path) {
		out.Found.Add(diag.Errorf(diag.Pos{File: filepath.ToSlash(path)}, codeRevised, "工作簿里收不回改稿").Do("先 nianbao import 这本工作簿，变成数据文件，由它生成 DOCX 送改"))
		out.Failed = true
		return out
	}
	content, err := read(path)
	if err != nil {
		out.Err = err
		return out
	}
	text, err := os.ReadFile(corrected)
	if err != nil {
		out.Err = err
		return out
	}
	q := *p
	q.noPages = true
	r, u := q.understand(path, content)
	if u == nil || u.merger == nil {
		out.Found, out.Failed = r.Findings, true
		return out
	}
	if u.data.TextFile != nil {
		out.Found.Add(diag.Errorf(diag.Pos{File: filepath.ToSlash(path)}, codeRevised, "正文写在 %s 里，改稿收不回数据文件", u.data.TextFile.Name).Do("请领导直接改那个文件，占位符留着；或把正文写进数据文件，再送改"))
		out.Failed = true
		return out
	}
	d, err := intake.ReadDocx(text)
	if err != nil {
		out.Found.Add(diag.Errorf(diag.Pos{File: filepath.ToSlash(corrected)}, codeRevised, "%v", err).Do("改稿要用 .docx 保存；其他程序的文件先另存为 .docx"))
		out.Failed = true
		return out
	}
	root, _, _, _ := data.Parse(filepath.ToSlash(path), content)
	written := merge.New(u.kind, u.data, u.ledger, p.opt.Form, p.date(u.data.Year)).Written()
	out.Revision = intake.Revise(d, filepath.ToSlash(corrected), intake.Source{Name: filepath.ToSlash(path), Content: content, Root: root, Written: written})
	u.data.Source.Excerpts(out.Found)
	if out.Nothing() {
		return out
	}
	if after, _ := q.understand(path, out.Content); after.Findings.Stops() && !r.Findings.Stops() {
		for _, f := range after.Findings {
			if f.Form() {
				out.Found.Add(f)
			}
		}
		out.Found.Add(diag.Errorf(diag.Pos{File: filepath.ToSlash(corrected)}, codeRevised, "照改稿改了以后，数据文件会读不懂，所以没有动它").Do("按上面几条改好改稿，或自己改数据文件"))
		out.Failed = true
		return out
	}
	out.Kept, out.Err = keep(path, content)
	if out.Err == nil {
		out.Err = replace(path, out.Content)
	}
	return out
}

// keep writes the content of a file beside it under a name not taken.
func keep(path string, content []byte) (string, error) {
	for n := 1; ; n++ {
		name := path + ".改前"
		if n > 1 {
			name += strconv.Itoa(n)
		}
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if os.IsExist(err) && n < 1000 {
			continue
		}
		if err != nil {
			return "", &disk.Error{Path: name, Err: err}
		}
		_, err = f.Write(content)
		if e := f.Close(); err == nil {
			err = e
		}
		if err != nil {
			return "", &disk.Error{Path: name, Err: err}
		}
		return name, nil
	}
}

// replace puts content in the place of a file.
func replace(path string, content []byte) error {
	temp, err := beside(filepath.Dir(path), content)
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		os.Remove(temp)
		return &disk.Error{Path: path, Err: err}
	}
	return nil
}
