package pdf

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"nianbao/render/page"
)

// What the file says about itself, twice: in the Info dictionary, which every
// reader shows, and in XMP, which archives read. ISO 19005-1 6.7.3 wants them
// equal, so both are made from one list.

// producer is what both say wrote the file.
const producer = "nianbao"

// claim is what the file says it keeps to. Preflight does not check tags; that level A
// is true is for package audit to prove. PDF/UA-1 is not claimed: it stands on
// ISO 32000-1, and a file of PDF 1.4 keeps its rules without the name.
type claim struct {
	version string // of PDF
	part    int    // of PDF/A
	level   string
}

// claim is PDF/A-1 unless files travel inside, which part 1 forbids.
func (d *document) claim() claim {
	c := claim{"1.4", 1, "A"}
	if len(d.pages.Files) > 0 {
		c.version, c.part = "1.7", 3
	}
	if d.tags == nil {
		c.level = "B"
	}
	return c
}

// property is one entry of Info with its place in XMP; an empty one is left out of
// both.
type property struct {
	key, value string // in Info
	xmp        string // element, with %s for the escaped value
}

// textProperties returns the entries that are text.
func textProperties(in page.Info) []property {
	return []property{
		{"Title", oneLine(in.Title), `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>`},
		{"Author", oneLine(in.Author), `<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>`},
		{"Subject", oneLine(in.Subject), `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:description>`},
		{"Creator", oneLine(in.Creator), `<xmp:CreatorTool>%s</xmp:CreatorTool>`},
		{"Producer", producer, `<pdf:Producer>%s</pdf:Producer>`},
	}
}

// describe returns the Info dictionary and the XMP packet of a file with the given
// claim.
func describe(in page.Info, c claim) (info, xmp string, err error) {
	if in.Language != "" && !languageTag(in.Language) {
		return "", "", fmt.Errorf("文件语言“%s”应写成 zh-CN 的样子", in.Language)
	}
	var i, x strings.Builder
	for _, p := range textProperties(in) {
		if p.value != "" {
			fmt.Fprintf(&i, "/%s%s", p.key, textString(p.value))
			fmt.Fprintf(&x, p.xmp+"\n", xmlEscaped(p.value))
		}
	}
	if in.Date != "" {
		day, err := time.Parse(time.DateOnly, in.Date)
		if err != nil {
			return "", "", fmt.Errorf("文件日期“%s”应写成 2024-01-31 的样子", in.Date)
		}
		date := pdfDate(day)
		fmt.Fprintf(&i, "/CreationDate(%s)/ModDate(%s)", date, date)
		stamp := day.Format(time.DateOnly) + "T00:00:00+08:00"
		fmt.Fprintf(&x, "<xmp:CreateDate>%s</xmp:CreateDate>\n<xmp:ModifyDate>%s</xmp:ModifyDate>\n", stamp, stamp)
	}
	return "<<" + i.String() + ">>", fmt.Sprintf(packet, x.String(), c.part, c.level), nil
}

// pdfDate is midnight of China Standard Time, as plain text: the zone of the machine
// must not show in the file.
func pdfDate(day time.Time) string { return day.Format("D:20060102") + "000000+08'00'" }

// languageTag reports whether s is made as a BCP 47 tag is: letters and digits in
// groups joined by hyphens.
func languageTag(s string) bool {
	for group := range strings.SplitSeq(s, "-") {
		if group == "" || len(group) > 8 || strings.Trim(group, alphanumeric) != "" {
			return false
		}
	}
	return true
}

const alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// packet is the frame of the XMP packet; ISO 19005-1 6.7.5 forbids the bytes and
// encoding attributes of its header.
const packet = "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>" + `
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
%s<pdfaid:part>%d</pdfaid:part>
<pdfaid:conformance>%s</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`

// oneLine returns s on one line and free of characters XML cannot hold: a title of
// several lines is one string here, the same in Info, XMP and bookmarks.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\uFFFE' || r == '\uFFFF' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.TrimSpace(s)
}

func xmlEscaped(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
