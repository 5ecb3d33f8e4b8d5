package main

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// sheetXML is as much of a worksheet as a reader sees (ISO 29500-1, 18.3).
type sheetXML struct {
	Rows []struct {
		Cells []struct {
			At    string `xml:"r,attr"`
			Value string `xml:"v"`
			Text  string `xml:"is>t"`
		} `xml:"c"`
	} `xml:"sheetData>row"`
}

// list BOOK SHEET: prints a sheet of a workbook, a row a line, cells parted by bars,
// formulas by their values.
func list(ts *testscript.TestScript, neg bool, args []string) {
	content := ts.ReadFile(args[0])
	z, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	ts.Check(err)
	part := func(name string, into any) {
		f, err := z.Open(name)
		ts.Check(err)
		ts.Check(xml.NewDecoder(f).Decode(into))
	}
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
		} `xml:"sheets>sheet"`
	}
	part("xl/workbook.xml", &book)
	for i, s := range book.Sheets {
		if s.Name != args[1] {
			continue
		}
		var sheet sheetXML
		part(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), &sheet)
		for _, r := range sheet.Rows {
			cells := make([]string, len(r.Cells))
			for j, c := range r.Cells {
				cells[j] = c.Value + c.Text
			}
			_, _ = io.WriteString(ts.Stdout(), strings.TrimRight(strings.Join(cells, "|"), "|")+"\n")
		}
		return
	}
	ts.Fatalf("%s has no sheet %s", args[0], args[1])
}
