// The rows of a sheet. excelize's StreamWriter keeps some 16 to 32 MiB a sheet until the
// whole workbook is written, and makes several objects a cell: a summary of ten thousand
// units would take half a gigabyte. Here rows are written as they come, squeezed by the
// piece and put into the sheet's part when that is packed.

package xlsx

import (
	"bytes"
	"encoding/xml"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"nianbao/render/doc"
)

// rows are the rows of one sheet as they stand in its part (ISO 29500-1, 18.3.1.73).
type rows struct {
	spool
	columns []string // names of the columns so far
}

// value is what a row writes of a cell. Without set there is no cell.
type value struct {
	set           bool
	style         int
	formula, text string
	number        *big.Rat // instead of text
}

// begin starts row n (from 1).
func (r *rows) begin(n int, height float64, row *doc.Row) {
	r.text.WriteString(`<row r="`)
	r.int(n)
	if height != plainRow { // the sheet's default
		r.text.WriteString(`" ht="`)
		r.text.Write(strconv.AppendFloat(r.text.AvailableBuffer(), height, 'f', -1, 64))
		r.text.WriteString(`" customHeight="1`)
	}
	if row.Level > 0 {
		r.text.WriteString(`" outlineLevel="`)
		r.int(row.Level)
	}
	if row.Folded {
		r.text.WriteString(`" hidden="1`)
	}
	r.text.WriteString(`">`)
}

// end ends a row.
func (r *rows) end() error {
	r.text.WriteString(`</row>`)
	return r.rest()
}

// cell writes the cell in column c (from 0) of row n (18.3.1.4). A figure is kept as the
// binary64 spreadsheets hold (18.3.1.96), by its shortest decimal, which is the exact one
// up to 15 digits; a text beside a formula is its value, any other stands in the cell.
func (r *rows) cell(c, n int, v *value) {
	for len(r.columns) <= c {
		r.columns = append(r.columns, doc.Column(len(r.columns)))
	}
	w := &r.text
	w.WriteString(`<c`)
	if v.formula != "" && v.number == nil {
		w.WriteString(preserve(v.text))
	}
	w.WriteString(` r="`)
	w.WriteString(r.columns[c])
	r.int(n)
	if v.style != 0 {
		w.WriteString(`" s="`)
		r.int(v.style)
	}
	switch {
	case v.number != nil:
	case v.formula != "":
		w.WriteString(`" t="str`)
	case v.text != "":
		w.WriteString(`" t="inlineStr`)
	}
	w.WriteString(`">`)
	if v.formula != "" {
		w.WriteString(`<f>`)
		escape(w, v.formula)
		w.WriteString(`</f>`)
	}
	switch {
	case v.number != nil:
		f, _ := v.number.Float64()
		w.WriteString(`<v>`)
		w.Write(strconv.AppendFloat(w.AvailableBuffer(), f, 'f', -1, 64))
		w.WriteString(`</v>`)
	case v.text == "":
	case v.formula != "":
		w.WriteString(`<v>`)
		escape(w, literal(v.text))
		w.WriteString(`</v>`)
	default:
		w.WriteString(`<is><t`)
		w.WriteString(preserve(v.text))
		w.WriteString(`>`)
		for i, line := range strings.Split(literal(v.text), "\n") { // a new line stays one
			if i > 0 {
				w.WriteByte('\n')
			}
			escape(w, line)
		}
		w.WriteString(`</t></is>`)
	}
	w.WriteString(`</c>`)
}

func (r *rows) int(n int) { r.text.Write(strconv.AppendInt(r.text.AvailableBuffer(), int64(n), 10)) }

// preserve is the attribute of a text that begins or ends with white space, which
// readers drop without it.
func preserve(s string) string {
	const white = "\t\n\r "
	if s != "" && (strings.IndexByte(white, s[0]) >= 0 || strings.IndexByte(white, s[len(s)-1]) >= 0) {
		return ` xml:space="preserve"`
	}
	return ""
}

// escape writes s as character data.
func escape(w *bytes.Buffer, s string) {
	for _, c := range s {
		switch {
		case c < ' ', c == '"', c == '\'', c == '&', c == '<', c == '>', c == utf8.RuneError, c == 0xFFFE, c == 0xFFFF:
			_ = xml.EscapeText(w, []byte(s)) // a Buffer takes everything
			return
		}
	}
	w.WriteString(s)
}

// literal keeps what reads like an escaped character, _x0041_, from being taken for one
// (ISO 29500-1, 22.9.2.19, ST_Xstring).
func literal(s string) string {
	const start, digits = "_x", 4
	if !strings.Contains(s, start) {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if rest := s[i:]; len(rest) > len(start)+digits && strings.HasPrefix(rest, start) && rest[len(start)+digits] == '_' &&
			strings.Trim(rest[len(start):len(start)+digits], "0123456789abcdefABCDEF") == "" {
			b.WriteString("_x005F")
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
