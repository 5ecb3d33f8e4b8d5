package merge

import (
	"unicode/utf8"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/templates/data"
)

// room is how much more a report may hold: a short file can ask for the same large
// table ten thousand times.
type room struct {
	left int // characters
	told bool
}

// What stands for more than its characters, in characters: a paragraph, a cell of a
// table and a figure take memory of their own, an attachment a page.
const (
	paraRoom       = 20
	cellRoom       = 10
	figureRoom     = 500
	attachmentRoom = data.PageText
)

// takes tells whether n more characters fit. The first that do not are reported at pos.
func (m *Merger) takes(n int, pos diag.Pos) bool {
	if m.quiet {
		return true
	}
	if m.room.left -= n; m.room.left >= 0 {
		return true
	}
	if !m.room.told {
		m.room.told = true
		m.found.Add(data.TooLong(pos))
	}
	return false
}

// fitting are the runs put in for a placeholder, nothing when they do not fit.
func (m *Merger) fitting(runs []doc.Run, pos diag.Pos) []doc.Run {
	n := 0
	for i := range runs {
		n += utf8.RuneCountInString(runs[i].Text)
	}
	if !m.takes(n, pos) {
		return nil
	}
	return runs
}
