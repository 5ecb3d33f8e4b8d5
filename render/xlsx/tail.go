// What stands after the rows of a sheet: alerts and links. excelize v2.11.0 looks
// through all of them for each new one, so that twice the rows take four times as long
// (BenchmarkWide); they are written here and put into the sheet's part when it is packed.

package xlsx

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"nianbao/render/doc"
)

// tailMark is what the alerts and links of a sheet stand before: the options for print,
// which every sheet has (ISO 29500-1, 18.3.1.99). Text cannot hold it, as its < is
// escaped.
const tailMark = "<printOptions"

// rowsMark is what the rows of a sheet stand before.
const rowsMark = "</sheetData>"

// relationships is the namespace of a relationships part (ISO 29500-2, 9.3.2).
const relationships = "http://schemas.openxmlformats.org/package/2006/relationships"

// tail collects the alerts and links of one sheet.
type tail struct {
	alerts, links      *spool
	rels, checks       bytes.Buffer
	alert, link, check int // how many
}

// addTail takes over the alert and the link of a cell that covers at.
func (b *book) addTail(c *doc.Cell, at string) error {
	t := &b.tail
	if c.Alert != "" {
		id, err := b.styles.alertID()
		if err != nil {
			return err
		}
		if t.alert++; t.alert == 1 {
			t.alerts = &spool{packed: b.stash()}
		}
		fmt.Fprintf(&t.alerts.text, `<conditionalFormatting sqref="%s"><cfRule type="expression" dxfId="%d" priority="%d"><formula>`, at, id, t.alert)
		escape(&t.alerts.text, c.Alert)
		t.alerts.text.WriteString(`</formula></cfRule></conditionalFormatting>`)
		if err := t.alerts.rest(); err != nil {
			return err
		}
	}
	if c.Link == "" {
		return nil
	}
	to, err := target(c.Link)
	if err != nil {
		return err
	}
	if t.link++; t.link > doc.MostLinks {
		return fmt.Errorf("一张表的链接超过 %d 个", doc.MostLinks)
	}
	if t.link == 1 {
		t.links = &spool{packed: b.stash()}
		t.links.text.WriteString(`<hyperlinks>`)
	}
	fmt.Fprintf(&t.links.text, `<hyperlink ref="%s" r:id="rId%d"/>`, at, t.link)
	fmt.Fprintf(&t.rels, `<Relationship Id="rId%d" Type="%s" Target="`, t.link, excelize.SourceRelationshipHyperLink)
	_ = xml.EscapeText(&t.rels, []byte(to))
	t.rels.WriteString(`" TargetMode="External"/>`)
	return t.links.rest()
}

// longestList is how many characters of options a cell can offer (ISO 29500-1,
// 18.3.1.33, as Excel reads it).
const longestList = 255

// checks takes over what may be typed into the cells of a sheet. Options that do not
// fit are left out: the reader of the form checks them all the same.
func (b *book) checks(s *doc.Sheet) {
	t := &b.tail
	for _, c := range s.Checks {
		kind, formula := "custom", c.Formula
		if len(c.Options) > 0 {
			list := strings.Join(c.Options, ",")
			if units(list) > longestList || strings.Contains(strings.Join(c.Options, ""), ",") {
				continue
			}
			kind, formula = "list", `"`+strings.ReplaceAll(list, `"`, `""`)+`"`
		}
		style := ""
		if !c.Firm {
			style = ` errorStyle="warning"`
		}
		t.check++
		fmt.Fprintf(&t.checks, `<dataValidation type="%s"%s allowBlank="1" showInputMessage="1" showErrorMessage="1" errorTitle="`, kind, style)
		_ = xml.EscapeText(&t.checks, []byte(c.Title))
		t.checks.WriteString(`" error="`)
		_ = xml.EscapeText(&t.checks, []byte(c.Message))
		fmt.Fprintf(&t.checks, `" sqref="%s"><formula1>`, c.Area)
		_ = xml.EscapeText(&t.checks, []byte(formula))
		t.checks.WriteString(`</formula1></dataValidation>`)
	}
}

// endTail hands rows and what is collected to the packer and begins anew. It must run before the
// charts of the sheet: excelize reads the relationships here and adds theirs.
func (b *book) endTail(sheet int) error {
	part := "sheet" + strconv.Itoa(sheet+1) + ".xml"
	t := &b.tail
	into := []insert{{rowsMark, b.rows.each}}
	ended := []*spool{&b.rows.spool}
	if t.alert > 0 {
		into, ended = append(into, insert{tailMark, t.alerts.each}), append(ended, t.alerts)
	}
	if t.check > 0 { // between alerts and links, ISO 29500-1, 18.3.1.99
		list := fmt.Appendf(nil, `<dataValidations count="%d">%s</dataValidations>`, t.check, t.checks.Bytes())
		into = append(into, insert{tailMark, func(put func([]byte) error) error { return put(list) }})
	}
	if t.link > 0 {
		b.file.Pkg.Store("xl/worksheets/_rels/"+part+".rels", fmt.Appendf(nil, `%s<Relationships xmlns="%s">%s</Relationships>`,
			xml.Header, relationships, t.rels.Bytes()))
		t.links.text.WriteString(`</hyperlinks>`)
		into, ended = append(into, insert{tailMark, t.links.each}), append(ended, t.links)
	}
	b.insert["xl/worksheets/"+part] = into
	b.tail = tail{}
	for _, s := range ended {
		if err := s.close(); err != nil {
			return err
		}
	}
	return nil
}
