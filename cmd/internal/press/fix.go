package press

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"nianbao/cmd/internal/disk"
	"nianbao/templates/rules"
)

// Mended is a data file with what has one right answer put right, not written yet.
type Mended struct {
	Path    string
	Places  int
	Diff    string // unified, without context; "" when nothing was to be mended
	Err     error
	Form    bool // errors of form come first: nothing was looked at
	content string
}

// errMend says that mending would have changed what the report says.
var errMend = errors.New("自动改正会改变报告的内容，没有写")

// Mend puts right in a data file what has one right answer. Nothing is written: Put
// does that. There is nothing to put unless the mended file reads as the same report.
func (p *Press) Mend(path string) Mended {
	m := Mended{Path: path}
	if IsBook(path) { // whose cells only its user writes
		return m
	}
	content, err := read(path)
	if err != nil {
		return m // check reports it
	}
	before := p.readingOf(path, content)
	if before == nil {
		m.Form = true
		return m
	}
	edits := before.Mend()
	m.content = rules.Apply(string(content), edits)
	if len(edits) == 0 || m.content == string(content) {
		return m
	}
	if after := p.readingOf(path, []byte(m.content)); after == nil || !before.SameMeaning(after) {
		m.Err = errMend
		return m
	}
	m.Places, m.Diff = len(edits), unified(filepath.ToSlash(path), string(content), m.content)
	return m
}

// Put writes a mended data file in its place, all or nothing.
func (m Mended) Put() error {
	info, err := os.Stat(m.Path)
	if err != nil {
		return err
	}
	temp, err := beside(filepath.Dir(m.Path), []byte(m.content))
	if err == nil {
		err = os.Chmod(temp, info.Mode().Perm())
	}
	if err == nil {
		err = os.Rename(temp, m.Path)
	}
	if err != nil {
		if temp != "" {
			os.Remove(temp)
		}
		return &disk.Error{Path: m.Path, Err: err}
	}
	return nil
}

// readingOf reads content as the data file at path; nil when its form stops it.
func (p *Press) readingOf(path string, content []byte) *rules.Reading {
	q := *p
	q.noPages = true
	r, u := q.understand(path, content)
	if u == nil || u.reading == nil || r.Findings.Stops() {
		return nil
	}
	return u.reading
}

// unified is the difference of two texts that have the same lines but for some.
func unified(name, old, new string) string {
	a, b := rules.SplitLines(old), rules.SplitLines(new)
	if len(a) != len(b) {
		return ""
	}
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", name, name)
	for i := 0; i < len(a); i++ {
		if a[i] == b[i] {
			continue
		}
		end := i
		for end < len(a) && a[end] != b[end] {
			end++
		}
		fmt.Fprintf(&out, "@@ -%d,%d +%d,%d @@\n", i+1, end-i, i+1, end-i)
		for _, side := range []struct {
			sign  string
			lines []string
		}{{"-", a[i:end]}, {"+", b[i:end]}} {
			for _, l := range side.lines {
				out.WriteString(side.sign + strings.TrimRight(l, "\r\n") + "\n")
			}
		}
		i = end
	}
	return out.String()
}
