// Package data reads YAML: a unit's data file and the files of a report package,
// into values that keep the place they were written at. It is the only importer
// of the YAML library, which it uses for structure alone: figures, dates and texts
// are taken as they are typed, never as YAML would read them.
package data

import (
	"bytes"
	"strings"
	"sync"
	"unicode/utf8"

	"nianbao/render/diag"
)

// MaxBytes is the largest file read: a long report is about 40 kB.
const MaxBytes = 8 << 20

// maxDepth is how deep keys may nest; the deepest key of a data file stands at 5.
const maxDepth = 40

// Source is one file as its writer sees it: lines for excerpts, and the places
// where reading had to move text by a column.
type Source struct {
	Name     string
	Encoding string // what the file was written in, "" for UTF-8
	lines    []string
	later    func() []string  // lines of a restored tree, nil for a file that was read
	shift    map[int]int      // line → column after which text stands one further right than typed
	cells    []cell           // of a workbook: where each line stands
	places   map[string]Place // of a workbook: where each key is filled in
}

type cell struct{ sheet, name string }

// SourceLater is a file that was read before and has nothing wrong; content is asked
// for when somebody looks at a line.
func SourceLater(name string, content func() []byte) *Source {
	return &Source{Name: name, later: sync.OnceValue(func() []string {
		s, bad := open(name, content())
		if bad != nil {
			return nil
		}
		return s.lines
	})}
}

// Excerpt gives d the line it points at, if that line is in s.
func (s *Source) Excerpt(d diag.Diagnostic) diag.Diagnostic {
	if d.File == s.Name && d.Excerpt == "" && d.Line >= 1 && d.Line <= len(s.all()) {
		d.Excerpt = s.all()[d.Line-1]
	}
	return d
}

// Excerpts gives every finding of l that points into s its line, and a remedy in the
// words of the file the unit has.
func (s *Source) Excerpts(l diag.List) {
	for i := range l {
		l[i] = s.Excerpt(l[i])
		if l[i].File == s.Name {
			l[i].Hint = s.reword(l[i].Hint)
		}
	}
}

// Text is the file as it was read, with \n for line ends.
func (s *Source) Text() string { return strings.Join(s.all(), "\n") }

// Line returns the text of line n, counted from 1, as it was typed; "" when there is
// no such line.
func (s *Source) Line(n int) string { return s.line(n) }

// line returns the text of line n, counted from 1.
func (s *Source) line(n int) string {
	if s == nil || n < 1 || n > len(s.all()) { // a node that stands in no file has no source
		return ""
	}
	return s.all()[n-1]
}

func (s *Source) all() []string {
	if s.later != nil {
		return s.later()
	}
	return s.lines
}

// pos turns a place in the text given to the YAML reader into the typed one.
func (s *Source) pos(line, col int) diag.Pos {
	if at, ok := s.shift[line]; ok && col > at {
		col--
	}
	p := diag.Pos{File: s.Name, Line: line, Col: col}
	if line >= 1 && line <= len(s.cells) {
		p.Sheet, p.Cell = s.cells[line-1].sheet, s.cells[line-1].name
	}
	return p
}

// TooLarge is the finding about a file of size bytes, so that a reader of files can
// refuse it unread.
func TooLarge(name string, size int64) diag.Diagnostic {
	return diag.Errorf(diag.Pos{File: name}, codeSize, "文件有 %.1f MB，超过上限 %d MB", float64(size)/(1<<20), MaxBytes>>20).
		Do("一份数据文件一般只有几十 KB，请确认没有选错文件")
}

// open takes bytes apart into lines, or says why the file is none of ours.
func open(name string, content []byte) (*Source, *diag.Diagnostic) {
	fail := func(code, hint, format string, args ...any) (*Source, *diag.Diagnostic) {
		d := diag.Errorf(diag.Pos{File: name}, code, format, args...).Do("%s", hint)
		return nil, &d
	}
	if len(content) > MaxBytes {
		d := TooLarge(name, int64(len(content)))
		return nil, &d
	}
	text8, from, ok := UTF8(content)
	if len(bytes.TrimSpace(text8)) == 0 {
		return fail(codeEmpty, "请填写后再生成", "文件是空的")
	}
	if bytes.IndexByte(text8, 0) >= 0 && from == EncodingUTF8 {
		return fail(codeBinary, "请确认选的是 .yaml 文本文件，而不是 Word、Excel 或图片", "这不是文本文件")
	}
	if !ok {
		line := badLine(text8)
		d := diag.Errorf(diag.Pos{File: name, Line: line}, codeEncoding, "从第 %d 行起有读不出的字：不是完好的 UTF-8、GB18030 或 UTF-16 文字", line).
			Do("请用记事本打开，改好乱码的地方，另存为时“编码”选 UTF-8")
		if from == EncodingUTF16 {
			d.Pos, d.Message = diag.Pos{File: name}, "文件是 UTF-16 编码，但里面有坏字"
		}
		return nil, &d
	}
	text := strings.ReplaceAll(string(text8), "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	return &Source{Name: name, Encoding: from, lines: strings.Split(text, "\n"), shift: map[int]int{}}, nil
}

// badLine is the line of the first byte that is no UTF-8.
func badLine(content []byte) int {
	line := 1
	for at := 0; at < len(content); {
		r, n := utf8.DecodeRune(content[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		at += n
	}
	return line
}
