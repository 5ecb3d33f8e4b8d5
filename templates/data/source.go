// Package data reads YAML: a unit's data file and the files of a report package,
// into values that keep the place they were written at. It is the only importer
// of the YAML library, which it uses for structure alone: figures, dates and texts
// are taken as they are typed, never as YAML would read them.
package data

import (
	"bytes"
	"strings"
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
	Name  string
	lines []string
	shift map[int]int // line → column after which text stands one further right than typed
}

// Excerpt gives d the line it points at, if that line is in s.
func (s *Source) Excerpt(d diag.Diagnostic) diag.Diagnostic {
	if d.File == s.Name && d.Excerpt == "" && d.Line >= 1 && d.Line <= len(s.lines) {
		d.Excerpt = s.lines[d.Line-1]
	}
	return d
}

// Excerpts gives every finding of l that points into s its line.
func (s *Source) Excerpts(l diag.List) {
	for i := range l {
		l[i] = s.Excerpt(l[i])
	}
}

// Text is the file as it was read, with \n for line ends.
func (s *Source) Text() string { return strings.Join(s.lines, "\n") }

// Line returns the text of line n, counted from 1, as it was typed; "" when there is
// no such line.
func (s *Source) Line(n int) string { return s.line(n) }

// line returns the text of line n, counted from 1.
func (s *Source) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	return s.lines[n-1]
}

// pos turns a place in the text given to the YAML reader into the typed one.
func (s *Source) pos(line, col int) diag.Pos {
	if at, ok := s.shift[line]; ok && col > at {
		col--
	}
	return diag.Pos{File: s.Name, Line: line, Col: col}
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
	content = bytes.TrimPrefix(content, []byte("\xEF\xBB\xBF"))
	if len(bytes.TrimSpace(content)) == 0 {
		return fail(codeEmpty, "请填写后再生成", "文件是空的")
	}
	if n := len(content); n >= 2 && (content[0] == 0xFF && content[1] == 0xFE || content[0] == 0xFE && content[1] == 0xFF) {
		return fail(codeEncoding, "请用记事本打开，另存为时“编码”选 UTF-8", "文件是 UTF-16 编码，本程序读 UTF-8")
	}
	if bytes.IndexByte(content, 0) >= 0 {
		return fail(codeBinary, "请确认选的是 .yaml 文本文件，而不是 Word、Excel 或图片", "这不是文本文件")
	}
	if !utf8.Valid(content) {
		at, line := 0, 1
		for at < len(content) {
			r, n := utf8.DecodeRune(content[at:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			if r == '\n' {
				line++
			}
			at += n
		}
		d := diag.Errorf(diag.Pos{File: name, Line: line}, codeEncoding, "从第 %d 行起不是 UTF-8 编码的文字（可能是 GBK/GB18030）", line).
			Do("请用记事本打开，另存为时“编码”选 UTF-8")
		return nil, &d
	}
	text := strings.ReplaceAll(string(content), "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	return &Source{Name: name, lines: strings.Split(text, "\n"), shift: map[int]int{}}, nil
}
