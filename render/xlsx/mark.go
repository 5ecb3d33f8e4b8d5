// Giving a workbook back with its cells coloured and noted.

package xlsx

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"nianbao/render/doc"
)

// markAuthor signs what Mark writes, so that it can be taken off again.
const markAuthor = program

// given is the formula of the colours Mark lays over cells; no form has another.
const given = "TRUE"

// Mark gives a workbook back with its cells coloured and a note at each. Earlier marks
// are taken off. Everything else stays as it was.
func Mark(content []byte, marks []doc.Mark) (out []byte, err error) {
	defer func() {
		if recover() != nil {
			out, err = nil, ErrBroke
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped / 4})
	if err != nil {
		return nil, ErrBroke
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		if err := unmark(f, name); err != nil {
			return nil, err
		}
	}
	colours := map[bool]int{}
	for _, grave := range []bool{true, false} {
		fill := fillRemark
		if grave {
			fill = fillAlarm
		}
		id, err := f.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}})
		if err != nil {
			return nil, err
		}
		colours[grave] = id
	}
	for _, m := range joined(marks) {
		id := colours[m.Grave]
		if err := f.SetConditionalFormat(m.Sheet, m.Cell, []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: given, Format: &id}}); err != nil {
			return nil, fmt.Errorf("%s!%s：%w", m.Sheet, m.Cell, err)
		}
		if _, row, err := excelize.CellNameToCoordinates(m.Cell); err == nil { // a folded row is opened
			if err := f.SetRowVisible(m.Sheet, row, true); err != nil {
				return nil, err
			}
		}
		lines := strings.Count(m.Text, "\n") + 1 + len([]rune(m.Text))/22
		if err := f.AddComment(m.Sheet, excelize.Comment{Author: markAuthor, Cell: m.Cell, Width: 320, Height: uint(20 + 18*lines),
			Paragraph: []excelize.RichTextRun{{Text: m.Text, Font: &excelize.Font{Family: faceText, Size: 9}}}}); err != nil {
			return nil, fmt.Errorf("%s!%s：%w", m.Sheet, m.Cell, err)
		}
	}
	w, err := packed(f, nil, nil)
	if err != nil {
		return nil, err
	}
	var buffer bytes.Buffer
	err = w.Write(&buffer)
	return buffer.Bytes(), err
}

// unmark takes off what an earlier Mark put on a sheet.
func unmark(f *excelize.File, sheet string) error {
	notes, err := f.GetComments(sheet)
	if err != nil {
		return err
	}
	for _, n := range notes {
		if n.Author == markAuthor {
			if err := f.DeleteComment(sheet, n.Cell); err != nil {
				return err
			}
		}
	}
	formats, err := f.GetConditionalFormats(sheet)
	if err != nil {
		return err
	}
	for area, rules := range formats {
		if len(rules) == 1 && rules[0].Type == "formula" && rules[0].Criteria == given {
			if err := f.UnsetConditionalFormat(sheet, area); err != nil {
				return err
			}
		}
	}
	return nil
}

// joined puts what is said about one cell into one mark, in the order of the first.
func joined(marks []doc.Mark) []doc.Mark {
	var out []doc.Mark
	at := map[[2]string]int{}
	for _, m := range marks {
		key := [2]string{m.Sheet, m.Cell}
		if i, ok := at[key]; ok {
			out[i].Text += "\n" + m.Text
			out[i].Grave = out[i].Grave || m.Grave
			continue
		}
		at[key] = len(out)
		out = append(out, m)
	}
	return out
}
