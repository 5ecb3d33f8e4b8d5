// Package diag holds findings as values: a place, a fact, a way out.
//
// Nothing here prints. Each stage returns a List; the command layer sorts it and
// shows it once, so a clerk sees every finding of a unit in order of place.
package diag

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Level is the weight of a finding.
type Level uint8

const (
	Error   Level = iota // 错误: must not be printed like this
	Warning              // 警告: a person has to decide
	Hint                 // 提示: understood, but better written otherwise
)

// String returns the Chinese word a reader sees.
func (l Level) String() string { return [...]string{"错误", "警告", "提示"}[l] }

// Pos is a place in an input file. Line and Col count from 1, Col in characters
// (not bytes). The zero Pos means "no place"; Line 0 means the file as a whole.
//
// In a workbook Sheet and Cell (B7) name the cell; Line is then its number in the order
// of reading, which sorts findings, and Col a character within it.
type Pos struct {
	File        string
	Line, Col   int
	Sheet, Cell string
}

// String gives 文件:行:列 or 文件:表!格, leaving out what is unknown.
func (p Pos) String() string {
	switch {
	case p.Cell != "":
		return p.File + ":" + p.Sheet + "!" + p.Cell
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Where names the place within its file, for a sentence: 第 3 行, “表”的 B7 格.
func (p Pos) Where() string {
	if p.Cell != "" {
		return fmt.Sprintf("“%s”表的 %s 格", p.Sheet, p.Cell)
	}
	return fmt.Sprintf("第 %d 行", p.Line)
}

// RowCol is the line and column for programs: those of a text file, or the row and
// column of the cell.
func (p Pos) RowCol() (row, col int) {
	if p.Cell == "" {
		return p.Line, p.Col
	}
	for _, r := range p.Cell {
		if r >= 'A' && r <= 'Z' {
			col = col*26 + int(r-'A') + 1
		} else if r >= '0' && r <= '9' {
			row = row*10 + int(r-'0')
		}
	}
	return row, col
}

// Right is the place n characters further on the same line.
func (p Pos) Right(n int) Pos {
	if p.Col > 0 {
		p.Col += n
	}
	return p
}

// Diagnostic is one finding. Codes that begin with Y are form errors: at level
// Error they stop the unit. All others are content findings and stop it only
// under --strict.
type Diagnostic struct {
	Pos
	Span    int // characters the caret underlines; 0 counts as 1
	Level   Level
	Code    string // Y101, A1, C05 …
	Message string // the fact, one sentence without end mark
	Hint    string // what to write instead
	Excerpt string // the source line, without its line end
}

// Errorf makes an Error at pos.
func Errorf(pos Pos, code, format string, args ...any) Diagnostic {
	return Diagnostic{Pos: pos, Level: Error, Code: code, Message: fmt.Sprintf(format, args...)}
}

// Warnf makes a Warning at pos.
func Warnf(pos Pos, code, format string, args ...any) Diagnostic {
	return Diagnostic{Pos: pos, Level: Warning, Code: code, Message: fmt.Sprintf(format, args...)}
}

// Hintf makes a Hint at pos.
func Hintf(pos Pos, code, format string, args ...any) Diagnostic {
	return Diagnostic{Pos: pos, Level: Hint, Code: code, Message: fmt.Sprintf(format, args...)}
}

// Do returns d with a remedy.
func (d Diagnostic) Do(format string, args ...any) Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// Over returns d with its caret n characters wide.
func (d Diagnostic) Over(n int) Diagnostic {
	d.Span = n
	return d
}

// Form reports whether d is a form error, which stops its unit.
func (d Diagnostic) Form() bool { return d.Level == Error && strings.HasPrefix(d.Code, "Y") }

// String lays d out for a person: place and fact, the line, the caret, the remedy.
// The caret line is padded with full-width spaces under full-width characters, so
// that it stands right in a terminal.
func (d Diagnostic) String() string {
	var b strings.Builder
	if at := d.Pos.String(); at != "" {
		b.WriteString(at)
		b.WriteString(": ")
	}
	fmt.Fprintf(&b, "%s %s %s", d.Level, d.Code, d.Message)
	if d.Excerpt != "" && d.Line > 0 {
		line, caret := excerpt(d.Excerpt, d.Col, max(d.Span, 1))
		number := d.Cell
		if number == "" {
			number = strconv.Itoa(d.Line)
		}
		fmt.Fprintf(&b, "\n%6s | %s", number, line)
		if d.Col > 0 {
			fmt.Fprintf(&b, "\n       | %s", caret)
		}
	}
	if d.Hint != "" {
		b.WriteString("\n  提示: ")
		b.WriteString(d.Hint)
	}
	return b.String()
}

// MarshalJSON gives the machine form of contract §4.
func (d Diagnostic) MarshalJSON() ([]byte, error) {
	row, col := d.RowCol()
	return json.Marshal(struct {
		Type    string `json:"type"`
		File    string `json:"file"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Sheet   string `json:"sheet,omitempty"` // of a workbook; line and column are those of the cell
		Cell    string `json:"cell,omitempty"`
		Level   string `json:"level"`
		Code    string `json:"code"`
		Message string `json:"message"`
		Hint    string `json:"hint"`
	}{"finding", d.File, row, col, d.Sheet, d.Cell, d.Level.String(), d.Code, d.Message, d.Hint})
}

// List is the findings of one unit or one package.
type List []Diagnostic

// Add appends findings.
func (l *List) Add(d ...Diagnostic) { *l = append(*l, d...) }

// Sort orders by place, then level, then code; the order is stable for equal keys.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Level, b.Level), cmp.Compare(a.Code, b.Code))
	})
}

// Count returns how many findings have level v.
func (l List) Count(v Level) int {
	n := 0
	for _, d := range l {
		if d.Level == v {
			n++
		}
	}
	return n
}

// Stops reports whether any finding is a form error.
func (l List) Stops() bool { return slices.ContainsFunc(l, Diagnostic.Form) }
