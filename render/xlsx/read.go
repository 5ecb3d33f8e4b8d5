// Reading a workbook back: what each cell shows, as a person would type it.

package xlsx

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"nianbao/render/doc"
)

// Limits of what is read: a form has some thousand cells.
const (
	maxUnzipped = 64 << 20
	maxRows     = 20000
	maxColumns  = 64
	maxCells    = 60000 // of all sheets: excelize takes some 3 KB for each
)

// Errors of Read.
var (
	ErrOld   = errors.New("是旧格式（.xls、.et）或加了密码的文件")
	ErrBroke = errors.New("不是工作簿，或文件已损坏")
	ErrLarge = errors.New("工作簿太大，超过 " + strconv.Itoa(maxCells/10000) + " 万格")
)

// oldFormat begins files of Excel before 2007, and encrypted ones
// ([MS-CFB], 2.2).
var oldFormat = []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")

// Read returns the visible sheets of a workbook in order. Figures are given by their
// plain decimal, with % in cells that show one, dates as YYYY-MM-DD; of a formula the
// stored result counts. Errors are ErrOld, ErrBroke and ErrLarge.
func Read(content []byte) ([]doc.Grid, error) { return read(content, "") }

// ReadSheet is Read for the sheets whose first cell holds title alone; the others are
// left unread.
func ReadSheet(content []byte, title string) ([]doc.Grid, error) { return read(content, title) }

func read(content []byte, title string) (sheets []doc.Grid, err error) {
	if bytes.HasPrefix(content, oldFormat) {
		return nil, ErrOld
	}
	defer func() {
		if recover() != nil { // excelize takes parts of a damaged file for granted
			sheets, err = nil, ErrBroke
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped / 4})
	if err != nil {
		return nil, ErrBroke
	}
	defer f.Close()
	r := reader{file: f, formats: map[int]format{}}
	for _, name := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		if title != "" && r.title(name) != title {
			continue
		}
		grid, err := r.sheet(name)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, grid)
	}
	return sheets, nil
}

type reader struct {
	file    *excelize.File
	formats map[int]format // by style
	cells   int            // read so far
}

// format is how a number is shown, as far as it changes what it means.
type format uint8

const (
	plainFormat format = iota
	percentFormat
	dateFormat
)

// title is the first cell of a sheet.
func (r *reader) title(name string) string {
	rows, err := r.file.Rows(name)
	if err != nil {
		return ""
	}
	defer rows.Close()
	if !rows.Next() {
		return ""
	}
	cells, err := rows.Columns()
	if err != nil || len(cells) == 0 {
		return ""
	}
	return strings.TrimSpace(cells[0])
}

func (r *reader) sheet(name string) (doc.Grid, error) {
	grid := doc.Grid{Name: name}
	rows, err := r.rows(name)
	if err != nil {
		return grid, err
	}
	for i, raw := range rows {
		if len(raw) > maxColumns {
			raw = raw[:maxColumns]
		}
		row := make([]string, len(raw))
		for j, text := range raw {
			if row[j], err = r.cell(name, j+1, i+1, text); err != nil {
				return grid, ErrBroke
			}
		}
		grid.Rows = append(grid.Rows, row)
	}
	return grid, nil
}

// rows are the stored values of a sheet, as far as it is not too large: they are read as
// they come, before anything holds the whole of it.
func (r *reader) rows(name string) (out [][]string, err error) {
	rows, err := r.file.Rows(name)
	if err != nil {
		return nil, ErrBroke
	}
	defer rows.Close()
	for n := 0; rows.Next(); n++ {
		row, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, ErrBroke
		}
		if len(row) == 0 {
			continue
		}
		if r.cells += len(row); r.cells > maxCells || n >= maxRows {
			return nil, ErrLarge
		}
		out = append(out, make([][]string, n-len(out))...) // empty rows above it
		out = append(out, row)
	}
	if rows.Error() != nil {
		return nil, ErrBroke
	}
	return out, nil
}

// cell is what a cell shows whose stored value is raw.
func (r *reader) cell(sheet string, col, row int, raw string) (string, error) {
	if raw == "" {
		return "", nil
	}
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return raw, nil // only text holds what is no number
	}
	v = shown(v)
	at, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return "", err
	}
	kind, err := r.file.GetCellType(sheet, at)
	if err != nil {
		return "", err
	}
	switch kind {
	case excelize.CellTypeUnset, excelize.CellTypeNumber, excelize.CellTypeFormula:
	default:
		return raw, nil
	}
	style, err := r.file.GetCellStyle(sheet, at)
	if err != nil {
		return "", err
	}
	switch r.format(style) {
	case percentFormat:
		return percent(v), nil
	case dateFormat:
		if d, err := excelize.ExcelDateToTime(v, false); err == nil {
			return d.Format(time.DateOnly), nil
		}
	}
	return strconv.FormatFloat(v, 'f', -1, 64), nil
}

// shown rounds to the 15 digits spreadsheets work with: 0.1+0.2 is 0.3.
func shown(v float64) float64 {
	w, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 14, 64), 64)
	if err != nil {
		return v
	}
	return w
}

// percent writes 0.9856 as 98.56%: the point of its shortest decimal two places on.
func percent(v float64) string {
	s := strconv.FormatFloat(v, 'e', -1, 64) // d.ddde±xx
	mantissa, exponent, _ := strings.Cut(s, "e")
	e, _ := strconv.Atoi(exponent)
	w, _ := strconv.ParseFloat(mantissa+"e"+strconv.Itoa(e+2), 64)
	return strconv.FormatFloat(w, 'f', -1, 64) + "%"
}

// format tells percentages and dates by the number format of a style (ISO 29500-1,
// 18.8.30).
func (r *reader) format(style int) format {
	if known, ok := r.formats[style]; ok {
		return known
	}
	out := plainFormat
	if s, err := r.file.GetStyle(style); err == nil {
		code := ""
		if s.CustomNumFmt != nil {
			code = *s.CustomNumFmt
		}
		switch n := s.NumFmt; {
		case n == 9 || n == 10 || strings.Contains(code, "%"):
			out = percentFormat
		case n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 31 || n >= 50 && n <= 58 || dated(code):
			out = dateFormat
		}
	}
	r.formats[style] = out
	return out
}

// dated tells a format code of dates: years and days outside quotes and brackets.
func dated(code string) bool {
	var bare strings.Builder
	quoted, bracket := false, false
	for _, c := range strings.ToLower(code) {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case !bracket:
			bare.WriteRune(c)
		}
	}
	return strings.Contains(bare.String(), "yy") || strings.Contains(bare.String(), "m") && strings.Contains(bare.String(), "d")
}
