package audit

import (
	"bytes"
	"encoding/xml"
	"strings"
	"unicode/utf8"
)

// The schemas ISO 19005-1 6.7.8 knows without a description of them.
var schemas = map[string]bool{
	"http://purl.org/dc/elements/1.1/":            true,
	"http://ns.adobe.com/xap/1.0/":                true,
	"http://ns.adobe.com/xap/1.0/mm/":             true,
	"http://ns.adobe.com/pdf/1.3/":                true,
	"http://www.aiim.org/pdfa/ns/id/":             true,
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#": true,
	"adobe:ns:meta/":                              true,
}

// packet is the XMP packet, its properties by namespace and name.
type packet map[string]string

// readPacket reads properties with the text inside, whatever array it stands in.
func readPacket(data []byte) (packet, error) {
	p := packet{}
	d := xml.NewDecoder(bytes.NewReader(data))
	depth, key := 0, ""
	for {
		token, err := d.Token()
		if token == nil {
			if err.Error() == "EOF" {
				return p, nil
			}
			return p, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth == 4 { // xmpmeta, RDF, Description, property
				key = t.Name.Space + t.Name.Local
				p[key] = ""
			}
			for _, a := range t.Attr {
				if a.Name.Space == "http://www.w3.org/XML/1998/namespace" || a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
					continue
				}
				if a.Name.Space+a.Name.Local != "http://www.w3.org/1999/02/22-rdf-syntax-ns#about" {
					p[a.Name.Space+a.Name.Local] = a.Value
				}
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth > 4 || depth == 4 {
				p[key] += strings.TrimSpace(string(t))
			}
		}
	}
}

const (
	dc     = "http://purl.org/dc/elements/1.1/"
	xmp    = "http://ns.adobe.com/xap/1.0/"
	adobe  = "http://ns.adobe.com/pdf/1.3/"
	pdfaid = "http://www.aiim.org/pdfa/ns/id/"
)

// meta reads the claim and checks what the file says about itself (6.7).
func (j *judge) meta() {
	v := j.Catalog()["Metadata"]
	d := j.Dict(v)
	if d["Type"] != Name("Metadata") || d["Subtype"] != Name("XML") {
		j.add("6.7.2", "no Metadata")
	}
	if d["Filter"] != nil {
		j.add("6.7.2", "Metadata are packed")
	}
	data := j.Data(v)
	head, _, _ := bytes.Cut(data, []byte("?>"))
	if !bytes.HasPrefix(head, []byte("<?xpacket begin=")) || !bytes.Contains(data, []byte("<?xpacket end=")) ||
		bytes.Contains(head, []byte("bytes=")) || bytes.Contains(head, []byte("encoding=")) || !utf8.Valid(data) {
		j.add("6.7.5", "packet begins with %q", head)
	}
	x, err := readPacket(data)
	if err != nil {
		j.add("6.7.2", "XMP: %v", err)
	}
	for key := range x {
		space := key[:strings.LastIndexAny(key, "/#")+1]
		if !schemas[space] {
			j.add("6.7.8", "property %s is of no known schema", key)
		}
	}
	j.level = x[pdfaid+"conformance"]
	switch part := x[pdfaid+"part"]; part {
	case "1", "3":
		j.part = int(part[0] - '0')
	default:
		j.add("6.7.11", "part %q", part)
		j.part = 1
	}
	if j.level != "A" && j.level != "B" {
		j.add("6.7.11", "level %q", j.level)
	}
	j.sameInfo(x)
}

// sameInfo holds Info against XMP (6.7.3).
func (j *judge) sameInfo(x packet) {
	info := j.Dict(j.Trailer["Info"])
	for _, c := range []struct{ key, in string }{
		{"Title", dc + "title"}, {"Author", dc + "creator"}, {"Subject", dc + "description"}, {"Keywords", adobe + "Keywords"},
		{"Creator", xmp + "CreatorTool"}, {"Producer", adobe + "Producer"},
	} {
		if got := Text(info[c.key]); got != x[c.in] {
			j.add("6.7.3", "%s is %q in Info, %q in XMP", c.key, got, x[c.in])
		}
	}
	for key, in := range map[string]string{"CreationDate": xmp + "CreateDate", "ModDate": xmp + "ModifyDate"} {
		got := Text(info[key])
		if len(got) < 23 && (got != "" || x[in] != "") {
			j.add("6.7.3", "%s is %q in Info, %q in XMP", key, got, x[in])
			continue
		}
		if got == "" {
			continue
		}
		iso := got[2:6] + "-" + got[6:8] + "-" + got[8:10] + "T" + got[10:12] + ":" + got[12:14] + ":" + got[14:16] + got[16:19] + ":" + got[20:22]
		if iso != x[in] {
			j.add("6.7.3", "%s is %q in Info, %q in XMP", key, got, x[in])
		}
	}
}
