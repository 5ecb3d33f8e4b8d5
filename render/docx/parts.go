// parts.go lists the parts of the file and says what each is.

package docx

import (
	"fmt"
	"strings"

	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/opc"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	// spaces are the namespaces of the parts of the text.
	spaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" ` +
		`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`

	relSpace  = `http://schemas.openxmlformats.org/package/2006/relationships`
	officeRel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	wordType  = `application/vnd.openxmlformats-officedocument.wordprocessingml.`
)

// part is one file within the file.
type part struct{ name, content string }

// relation is one entry of a relationships part.
type relation struct{ id, kind, target string }

func relations(list []relation) string {
	var x strings.Builder
	x.WriteString(xmlHead + `<Relationships xmlns="` + relSpace + `">`)
	for _, r := range list {
		kind := r.kind
		if !strings.Contains(kind, ":") {
			kind = officeRel + kind
		}
		fmt.Fprintf(&x, `<Relationship Id="%s" Type="%s" Target="%s"/>`, r.id, kind, r.target)
	}
	x.WriteString(`</Relationships>`)
	return x.String()
}

// parts are all of them.
func (b *body) parts(i doc.Info) []part {
	document, styles := b.document(), b.styles() // before the table of fonts they make
	upright := gridOf(b.base)
	rels := []relation{
		{"rIdStyles", "styles", "styles.xml"}, {"rIdSettings", "settings", "settings.xml"}, {"rIdFonts", "fontTable", "fontTable.xml"},
		{"rIdOdd", "footer", "footerOdd.xml"}, {"rIdEven", "footer", "footerEven.xml"}, {"rIdOddT", "footer", "footerOddTurned.xml"}, {"rIdEvenT", "footer", "footerEvenTurned.xml"},
		{"rIdMade", "customXml", "../customXml/item1.xml"},
	}
	out := []part{
		{"word/document.xml", document}, {"word/styles.xml", styles}, {"word/settings.xml", b.settings()}, {"word/fontTable.xml", b.names.table()},
		{"word/footerOdd.xml", upright.folio(true, false)}, {"word/footerEven.xml", upright.folio(false, false)},
		{"word/footerOddTurned.xml", upright.folio(true, true)}, {"word/footerEvenTurned.xml", upright.folio(false, true)},
		{"customXml/item1.xml", b.made(i)},
		{"customXml/itemProps1.xml", xmlHead + `<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{6E69616E-6261-6F00-0000-000000000001}"><ds:schemaRefs><ds:schemaRef ds:uri="` + BaseSpace + `"/></ds:schemaRefs></ds:datastoreItem>`},
		{"customXml/_rels/item1.xml.rels", relations([]relation{{"rId1", "customXmlProps", "itemProps1.xml"}})},
		{"docProps/core.xml", core(i)}, {"docProps/app.xml", xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>年报 nianbao</Application></Properties>`},
		{"_rels/.rels", relations([]relation{{"rId1", "officeDocument", "word/document.xml"}, {"rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"}, {"rId3", "extended-properties", "docProps/app.xml"}})},
	}
	for n, c := range b.charts {
		name := fmt.Sprintf("charts/chart%d.xml", n+1)
		rels = append(rels, relation{fmt.Sprintf("rIdChart%d", n+1), "chart", name})
		out = append(out, part{"word/" + name, c})
	}
	return append(out, part{"word/_rels/document.xml.rels", relations(rels)}, part{opc.ContentTypes, contentTypes(len(b.charts))})
}

func contentTypes(charts int) string {
	var x strings.Builder
	x.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`)
	is := func(name, kind string) { fmt.Fprintf(&x, `<Override PartName="/%s" ContentType="%s"/>`, name, kind) }
	is("word/document.xml", wordType+"document.main+xml")
	is("word/styles.xml", wordType+"styles+xml")
	is("word/settings.xml", wordType+"settings+xml")
	is("word/fontTable.xml", wordType+"fontTable+xml")
	for _, f := range []string{"Odd", "Even", "OddTurned", "EvenTurned"} {
		is("word/footer"+f+".xml", wordType+"footer+xml")
	}
	for n := range charts {
		is(fmt.Sprintf("word/charts/chart%d.xml", n+1), "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")
	}
	is("customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")
	is("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
	is("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
	x.WriteString(`</Types>`)
	return x.String()
}

// core is the properties of the file; the dates are the report's.
func core(i doc.Info) string {
	date := ""
	if i.Date != "" {
		for _, what := range []string{"created", "modified"} {
			date += fmt.Sprintf(`<dcterms:%[1]s xsi:type="dcterms:W3CDTF">%[2]sT00:00:00Z</dcterms:%[1]s>`, what, esc(i.Date))
		}
	}
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		fmt.Sprintf(`<dc:title>%s</dc:title><dc:subject>%s</dc:subject><dc:creator>%s</dc:creator><dc:language>%s</dc:language>%s`, esc(i.Title), esc(i.Subject), esc(i.Author), esc(i.Language), date) +
		`</cp:coreProperties>`
}

// settings: page numbers differ by side; marks are drawn together only where the sheet
// asks for it.
func (b *body) settings() string {
	squeeze := "doNotCompress"
	if b.base.Profile == gbt9704.LineCLREQ {
		squeeze = "compressPunctuation"
	}
	return xmlHead + `<w:settings ` + spaces + `><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>` +
		fmt.Sprintf(`<w:drawingGridVerticalSpacing w:val="%d"/>`, b.grid.pitch) +
		`<w:characterSpacingControl w:val="` + squeeze + `"/>` +
		`<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>` +
		`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
		`<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`
}

// table is the table of fonts: each name with the one to take where it is missing.
func (n *names) table() string {
	var x strings.Builder
	x.WriteString(xmlHead + `<w:fonts ` + spaces + `>`)
	for _, name := range n.used {
		fmt.Fprintf(&x, `<w:font w:name="%s">`, esc(name))
		if other := n.alt[name]; other != "" {
			fmt.Fprintf(&x, `<w:altName w:val="%s"/>`, esc(other))
		}
		charset := "86" // GB 2312
		if name[0] < 0x80 {
			charset = "00"
		}
		x.WriteString(`<w:charset w:val="` + charset + `"/></w:font>`)
	}
	x.WriteString(`</w:fonts>`)
	return x.String()
}
