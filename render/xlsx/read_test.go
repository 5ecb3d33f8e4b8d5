package xlsx

import (
	"bytes"
	"math/big"
	"testing"

	"github.com/xuri/excelize/v2"

	"nianbao/render/doc"
)

// typed makes a workbook with a value and a number format in each cell of column A.
func typed(t *testing.T, cells []typedCell) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, c := range cells {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		style := excelize.Style{NumFmt: c.number}
		if c.format != "" {
			style.CustomNumFmt = &c.format
		}
		id, err := f.NewStyle(&style)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellStyle("Sheet1", at, at, id); err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellValue("Sheet1", at, c.value); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type typedCell struct {
	value  any
	number int
	format string
	want   string
}

// TestRead: a cell is read as a person would type it.
func TestRead(t *testing.T) {
	cells := []typedCell{
		{286, 0, "", "286"},
		{496793.68, 0, "", "496793.68"},
		{496793.68, 4, "", "496793.68"}, // #,##0.00
		{1234567890123, 0, "", "1234567890123"},
		{0.30000000000000004, 0, "", "0.3"}, // 0.1+0.2
		{1e-7, 0, "", "0.0000001"},
		{0.9856, 10, "", "98.56%"},
		{0.985, 10, "", "98.5%"},
		{1, 9, "", "100%"},
		{0.07, 0, "0.0%", "7%"},
		{45677, 14, "", "2025-01-20"},
		{45677, 31, "", "2025-01-20"},
		{45677, 0, `yyyy"年"m"月"d"日"`, "2025-01-20"},
		{45677, 0, "[$-804]yyyy/m/d", "2025-01-20"},
		{45677, 0, `0" month day"`, "45677"},
		{"935余", 0, "", "935余"},
		{"286", 0, "", "286"},
		{"0.9856", 10, "", "0.9856"}, // text stays what it says
		{"甲\n乙", 0, "", "甲\n乙"},
	}
	sheets, err := Read(typed(t, cells))
	if err != nil || len(sheets) != 1 || len(sheets[0].Rows) != len(cells) {
		t.Fatalf("%v %v", sheets, err)
	}
	for i, c := range cells {
		if got := sheets[0].Rows[i][0]; got != c.want {
			t.Errorf("%v as %d %q: read %q, want %q", c.value, c.number, c.format, got, c.want)
		}
	}
}

// TestReadBroken: what is no workbook is refused, not crashed on.
func TestReadBroken(t *testing.T) {
	good := typed(t, []typedCell{{286, 0, "", ""}})
	for n := range len(good) / 397 {
		cut := append([]byte{}, good[:n*397]...)
		if _, err := Read(cut); err == nil {
			t.Errorf("read the first %d bytes", len(cut))
		}
		flipped := append([]byte{}, good...)
		flipped[n*397] ^= 0x55
		_, _ = Read(flipped)
		_, _ = Mark(flipped, []doc.Mark{{Sheet: "Sheet1", Cell: "A1", Text: "甲"}})
	}
	if _, err := Read(append([]byte{}, oldFormat...)); err != ErrOld {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	content, err := Write(doc.Annex{Sheets: []doc.Sheet{{Name: "甲", Widths: []int{8}, Rows: []doc.Row{{Cells: []doc.Cell{{Number: big.NewRat(1, 2)}}}}}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(content)
	f.Add([]byte("PK"))
	f.Fuzz(func(t *testing.T, content []byte) { _, _ = Read(content) })
}

// TestMark: marks stand at their cells; marking again takes the old ones off; the same
// marks give the same bytes; the rest is as it was.
func TestMark(t *testing.T) {
	content, err := Write(doc.Annex{Sheets: []doc.Sheet{{Name: "甲", Widths: []int{8, 8}, Open: true, Rows: []doc.Row{
		{Cells: []doc.Cell{{Text: "一", Style: doc.CellEntry}, {Number: big.NewRat(5, 1), Style: doc.CellNeeded}}},
		{Level: 1, Folded: true, Cells: []doc.Cell{{Text: "二", Style: doc.CellEntry}}},
	}, Checks: []doc.Check{{Area: "A1", Options: []string{"一", "二"}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	marks := []doc.Mark{{Sheet: "甲", Cell: "A2", Grave: true, Text: "错"}, {Sheet: "甲", Cell: "B1", Text: "疑"}, {Sheet: "甲", Cell: "A2", Text: "又错"}}
	once, err := Mark(content, marks)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := Mark(content, marks); !bytes.Equal(once, again) {
		t.Error("the same marks give other bytes")
	}
	f, err := excelize.OpenReader(bytes.NewReader(once))
	if err != nil {
		t.Fatal(err)
	}
	notes, _ := f.GetComments("甲")
	formats, _ := f.GetConditionalFormats("甲")
	visible, _ := f.GetRowVisible("甲", 2)
	checks, _ := f.GetDataValidations("甲")
	if len(notes) != 2 || len(formats) != 2 || !visible || len(checks) != 1 {
		t.Errorf("%d notes, %d colours, row 2 visible %v, %d checks", len(notes), len(formats), visible, len(checks))
	}
	twice, err := Mark(once, marks[1:2])
	if err != nil {
		t.Fatal(err)
	}
	f, err = excelize.OpenReader(bytes.NewReader(twice))
	if err != nil {
		t.Fatal(err)
	}
	notes, _ = f.GetComments("甲")
	formats, _ = f.GetConditionalFormats("甲")
	if len(notes) != 1 || notes[0].Cell != "B1" || len(formats) != 1 {
		t.Errorf("after marking again: %v, %v", notes, formats)
	}
	sheets, err := Read(twice)
	if err != nil || sheets[0].Rows[0][1] != "5" || sheets[0].Rows[1][0] != "二" {
		t.Errorf("%v %v", sheets, err)
	}
}
