package diag

import "strings"

// Long lines (a paragraph of 正文 is one line) are cut to a window around the
// caret; room is counted in terminal columns.
const (
	windowBefore = 36
	windowAfter  = 36
)

// Wide reports whether a terminal gives r two columns: Han, kana, full-width forms
// and the marks shared with Latin that Chinese fonts draw one em wide.
func Wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115F, r >= 0x2E80 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3,
		r >= 0xF900 && r <= 0xFAFF, r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF00 && r <= 0xFF60,
		r >= 0xFFE0 && r <= 0xFFE6, r >= 0x1F300 && r <= 0x1FAFF, r >= 0x20000 && r <= 0x3FFFD:
		return true
	}
	return false
}

// excerpt returns the part of line around column col and the caret line under it.
func excerpt(line string, col, span int) (string, string) {
	rs := []rune(strings.TrimRight(line, "\r\n"))
	for i, r := range rs {
		if r < 0x20 || r == 0x7F {
			rs[i] = ' ' // a tab or control character must not move the caret
		}
	}
	at := min(max(col-1, 0), len(rs))
	from, to := window(rs, at)
	head, tail := "", ""
	if from > 0 {
		head = "…"
	}
	if to < len(rs) {
		tail = "…"
	}
	var caret strings.Builder
	caret.WriteString(strings.Repeat(" ", len([]rune(head))))
	for _, r := range rs[from:at] {
		if Wide(r) {
			caret.WriteRune('\u3000')
		} else {
			caret.WriteByte(' ')
		}
	}
	end := min(at+span, to)
	if end <= at {
		caret.WriteByte('^')
	}
	for _, r := range rs[at:max(end, at)] {
		caret.WriteByte('^')
		if Wide(r) {
			caret.WriteByte('^')
		}
	}
	return head + string(rs[from:to]) + tail, caret.String()
}

func window(rs []rune, at int) (from, to int) {
	cols := func(r rune) int {
		if Wide(r) {
			return 2
		}
		return 1
	}
	from, to = at, at
	for n := 0; from > 0 && n < windowBefore; from-- {
		n += cols(rs[from-1])
	}
	for n := 0; to < len(rs) && n < windowAfter; to++ {
		n += cols(rs[to])
	}
	return from, to
}
