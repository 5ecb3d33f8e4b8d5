// Package render names the formats a report can be written in. A new format is one
// package and one row here.
package render

import (
	"nianbao/fonts"
	"nianbao/render/doc"
	"nianbao/render/docx"
	"nianbao/render/gbt9704"
	"nianbao/render/page"
	"nianbao/render/pdf"
	"nianbao/render/xlsx"
)

// Format is one kind of file. Exactly one of the writers is set: fixed-page formats
// take pages, flowing ones the document itself, workbooks the annex.
type Format struct {
	Name, Ext    string
	Type         string // MIME
	FromPages    func(page.Pages, *fonts.Set) ([]byte, error)
	FromDocument func(doc.Document, *gbt9704.Sheet) ([]byte, error)
	FromAnnex    func(doc.Annex) ([]byte, error)
}

// Formats returns the table of formats, in the order results are listed.
func Formats() []Format {
	return []Format{
		{Name: "pdf", Ext: ".pdf", Type: "application/pdf", FromPages: pdf.Write},
		{Name: "docx", Ext: ".docx", Type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", FromDocument: docx.Write},
		{Name: "xlsx", Ext: ".xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", FromAnnex: xlsx.Write},
	}
}
