// Package intake reads other people's files into data: what a person did with a report
// in a word processor comes back into the data file it was made of; a report somebody
// published becomes a data file; the text of a report may stand in a file of its own.
//
//	docx.go    the paragraphs of a DOCX, as a reader sees them
//	parts.go   the parts beside the text: styles, numbering, comments, what we wrote
//
// A report somebody published:
//
//	paper.go     a file → paragraphs: text, DOCX, web page (web.go); broken lines put
//	             together (wrap.go), simplified characters (simplify.go), glosses off
//	labels.go    一、 （一） ① 一是 and their levels → the marks of a data file
//	sections.go  title, introduction, the parts by their headings, what stands behind
//	draft.go     the data file, figures still in its text
//	fill.go      figures (of rules.Guess) → 统计, placeholders in their places
//	textfile.go  正文: 名称.docx
//
// A corrected report:
//
//	align.go   which paragraph is which
//	patch.go   one paragraph changed: the words taken over, the figures kept
//	revise.go  the whole: changes → edits of the data file
package intake

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"nianbao/render/docx"
)

// What is read of a file at most: a report has some hundred kilobytes.
const (
	maxFile  = 64 << 20 // of the file itself
	maxPart  = 64 << 20 // of a part, unpacked
	maxParts = 5000
	maxDepth = 256
	maxParas = 200_000
)

// Para is a paragraph as it reads with all tracked changes accepted.
type Para struct {
	Style string // ours, by its name; see docx.StyleID
	Text  string // with the label of an automatic list before it; \n is a line end
	Made  int    // number of the paragraph we wrote it from, 0 for none
}

// Docx is what a file says.
type Docx struct {
	Paras    []Para
	Made     []Para // the paragraphs as we wrote them, in order; none when the part is gone
	Comments []Comment
	Tracked  int // insertions and deletions read as accepted
}

// Comment is a remark somebody put beside the text.
type Comment struct{ By, Text, At string }

// ReadDocx reads a file. The error says in Chinese, as a sentence without end mark, why
// it is none.
func ReadDocx(content []byte) (*Docx, error) {
	if len(content) > maxFile {
		return nil, fmt.Errorf("文件有 %d MB，超过上限 %d MB", len(content)>>20, maxFile>>20)
	}
	if bytes.HasPrefix(content, []byte("\xD0\xCF\x11\xE0")) {
		return nil, errors.New("这是旧格式的 Word 文件（.doc）或加了密码，请用 Word 或 WPS 打开，另存为 .docx")
	}
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, errors.New("这不是 Word 文件（.docx），或文件已损坏")
	}
	if len(z.File) > maxParts {
		return nil, errors.New("文件里的部件太多，不像 Word 文件")
	}
	p := &parts{zip: z}
	main := p.main()
	if main == "" {
		return nil, errors.New("这不是 Word 文件（.docx）：里面没有正文")
	}
	r := &reader{styles: p.styles(main), lists: p.numbering(main), doc: &Docx{Made: p.made()}, comments: p.comments(main)}
	if err := p.walk(main, r); err != nil {
		return nil, err
	}
	if p.err != nil {
		return nil, p.err
	}
	return r.doc, nil
}

// open is a paragraph being read.
type open struct {
	Para
	text    strings.Builder
	list    listRef
	joins   bool     // its end was deleted: it goes on with the next one
	tables  int      // depth of tables it stands in
	remarks []string // comments that stand in it
}

// table is a table being read: its cells, one after the other.
type table struct{ text strings.Builder }

// reader goes through the text.
type reader struct {
	styles   styleSheet
	lists    *numbering
	comments map[string]Comment
	doc      *Docx
	paras    []*open
	tables   []*table
	pending  *open // a paragraph whose end was deleted
	inText   bool
	inProps  int // depth of w:pPr
}

// skipped are elements whose content is not text of the document as accepted.
var skipped = map[string]bool{"del": true, "moveFrom": true, "Fallback": true, "instrText": true, "delText": true, "delInstrText": true, "pPrChange": true, "rPrChange": true, "sectPrChange": true, "tblPrChange": true, "rt": true}

// start takes an element's beginning; skip tells to leave out all that is in it.
func (r *reader) start(e xml.StartElement) (skip bool, err error) {
	name := e.Name.Local
	if name == "del" || name == "ins" || name == "moveFrom" || name == "moveTo" {
		r.doc.Tracked++
	}
	if name == "del" && r.inProps > 0 { // of the mark of the paragraph
		if p := r.top(); p != nil {
			p.joins = true
		}
		return true, nil
	}
	if skipped[name] {
		return true, nil
	}
	switch name {
	case "p":
		if len(r.doc.Paras) > maxParas {
			return false, errors.New("文件里的段落太多，不像一份报告")
		}
		r.paras = append(r.paras, &open{tables: len(r.tables)})
	case "tbl":
		r.tables = append(r.tables, &table{})
	case "pPr":
		r.inProps++
	}
	p := r.top()
	if p == nil {
		return false, nil
	}
	switch name {
	case "pStyle":
		p.Style = attr(e, "val")
	case "ilvl":
		p.list.level, _ = strconv.Atoi(attr(e, "val"))
	case "numId":
		p.list.id, p.list.set = attr(e, "val"), true
	case "t":
		r.inText = true
	case "tab":
		if r.inProps == 0 {
			p.text.WriteByte('\t')
		}
	case "br", "cr":
		if kind := attr(e, "type"); kind == "" || kind == "textWrapping" {
			p.text.WriteByte('\n')
		}
	case "noBreakHyphen":
		p.text.WriteByte('-')
	case "bookmarkStart":
		if n, ok := strings.CutPrefix(attr(e, "name"), docx.BookmarkPrefix); ok && p.Made == 0 {
			p.Made, _ = strconv.Atoi(n)
		}
	case "commentReference":
		p.remarks = append(p.remarks, attr(e, "id"))
	}
	return false, nil
}

func (r *reader) top() *open {
	if len(r.paras) == 0 {
		return nil
	}
	return r.paras[len(r.paras)-1]
}

func (r *reader) end(name string) {
	switch name {
	case "t":
		r.inText = false
	case "pPr":
		r.inProps--
	case "p":
		if p := r.top(); p != nil {
			r.paras = r.paras[:len(r.paras)-1]
			r.finish(p)
		}
	case "tbl":
		if n := len(r.tables); n > 0 {
			t := r.tables[n-1]
			r.tables = r.tables[:n-1]
			if n == 1 && t.text.Len() > 0 {
				r.doc.Paras = append(r.doc.Paras, Para{Style: docx.TableStyle, Text: t.text.String()})
			} else if n > 1 {
				r.tables[n-2].text.WriteString(t.text.String())
			}
		}
	}
}

func (r *reader) chars(s string) {
	if p := r.top(); p != nil && r.inText {
		p.text.WriteString(s)
	}
}

// finish takes a paragraph that ends. Inside a box it comes before the paragraph the
// box belongs to.
func (r *reader) finish(p *open) {
	p.Text = strings.Trim(p.text.String(), " \t\n\u3000\u00a0")
	ref := p.list
	if !ref.set {
		ref = r.styles.list(p.Style)
	}
	p.Style = r.styles.ours(p.Style)
	if r.pending != nil && len(r.paras) == 0 {
		p.Text, p.Style = r.pending.Text+p.Text, r.pending.Style
		if p.Made == 0 {
			p.Made = r.pending.Made
		}
		r.pending = nil
	} else if label := r.lists.label(ref); p.Text != "" {
		p.Text = label + p.Text
	}
	for _, id := range p.remarks {
		c := r.comments[id]
		c.At = p.Text
		r.doc.Comments = append(r.doc.Comments, c)
	}
	switch {
	case p.Text == "" && !p.joins:
	case p.tables > 0 && ownStyle(p.Style):
		r.doc.Paras = append(r.doc.Paras, p.Para) // 版头 and 版记 stand in tables for their looks
	case p.tables > 0:
		if n := len(r.tables); n > 0 {
			r.tables[n-1].text.WriteString(p.Text)
		}
	case p.joins && len(r.paras) == 0:
		r.pending = p
	default:
		r.doc.Paras = append(r.doc.Paras, p.Para)
	}
}

func ownStyle(id string) bool { return id == docx.MarkStyle || id == docx.ColophonStyle }

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// visitor goes through a part.
type visitor interface {
	start(xml.StartElement) (skip bool, err error)
	chars(string)
	end(name string)
}

// walk goes through a part element by element, no deeper than maxDepth.
func walk(in io.Reader, v visitor) error {
	dec := xml.NewDecoder(io.LimitReader(in, maxPart))
	depth := 0
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return errors.New("文件里的内容读不懂，可能已损坏：用 Word 或 WPS 打开，另存一次")
		}
		switch x := tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return errors.New("文件里的内容嵌套太深，不像 Word 文件")
			}
			skip, err := v.start(x)
			if err != nil {
				return err
			}
			if skip {
				if err := dec.Skip(); err != nil {
					return errors.New("文件里的内容读不懂，可能已损坏：用 Word 或 WPS 打开，另存一次")
				}
				depth--
			}
		case xml.CharData:
			v.chars(string(x))
		case xml.EndElement:
			depth--
			v.end(x.Name.Local)
		}
	}
}
