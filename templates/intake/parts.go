// parts.go reads the parts beside the text: what styles are called, how automatic lists
// count, what people remarked, and the part in which we noted what we wrote.

package intake

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"

	"nianbao/render/docx"
	"nianbao/render/hanzi"
)

// parts is the file as parts.
type parts struct {
	zip *zip.Reader
	err error // of a part that could not be read
}

// walk goes through a part; one that is not there has nothing in it.
func (p *parts) walk(name string, v visitor) error {
	i := slices.IndexFunc(p.zip.File, func(f *zip.File) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	if p.zip.File[i].UncompressedSize64 > maxPart {
		return errors.New("文件里有一个部件大得不合常理，不像 Word 文件")
	}
	in, err := p.zip.File[i].Open()
	if err != nil {
		return errors.New("文件已损坏，打不开里面的内容")
	}
	defer in.Close()
	return walk(in, v)
}

// see is walk with two functions; a part that cannot be read is remembered.
func (p *parts) see(name string, begin func(xml.StartElement), text func(string), end func(string)) {
	if err := p.walk(name, funcs{begin, text, end}); err != nil && p.err == nil {
		p.err = err
	}
}

// funcs is a visitor made of functions; any may be nil.
type funcs struct {
	begin func(xml.StartElement)
	text  func(string)
	done  func(string)
}

func (f funcs) start(e xml.StartElement) (bool, error) {
	if f.begin != nil {
		f.begin(e)
	}
	return false, nil
}

func (f funcs) chars(s string) {
	if f.text != nil {
		f.text(s)
	}
}

func (f funcs) end(name string) {
	if f.done != nil {
		f.done(name)
	}
}

// main is the name of the part with the text.
func (p *parts) main() (name string) {
	p.see("_rels/.rels", func(e xml.StartElement) {
		if strings.HasSuffix(attr(e, "Type"), "/officeDocument") {
			name = strings.TrimPrefix(path.Clean("/"+attr(e, "Target")), "/")
		}
	}, nil, nil)
	return name
}

// styleSheet is what styles are called and based on.
type styleSheet map[string]*styleInfo

type styleInfo struct {
	name, based string
	list        listRef
	outline     int // 1 … 9, 0 for none
}

func (p *parts) styles(main string) styleSheet {
	sheet := styleSheet{}
	var s *styleInfo
	p.see(path.Join(path.Dir(main), "styles.xml"), func(e xml.StartElement) {
		if e.Name.Local == "style" {
			s = &styleInfo{}
			sheet[attr(e, "styleId")] = s
		}
		if s == nil {
			return
		}
		switch v := attr(e, "val"); e.Name.Local {
		case "name":
			s.name = v
		case "basedOn":
			s.based = v
		case "numId":
			s.list.id, s.list.set = v, true
		case "ilvl":
			s.list.level, _ = strconv.Atoi(v)
		case "outlineLvl":
			if n, err := strconv.Atoi(v); err == nil && n < 9 {
				s.outline = n + 1
			}
		}
	}, nil, nil)
	return sheet
}

// ours is the identifier of our style a style stands for: by its name, for programs
// give identifiers anew; else that of the style it is based on, or of its outline level.
func (s styleSheet) ours(id string) string {
	for range 20 {
		info := s[id]
		if info == nil {
			break
		}
		if own := docx.StyleID(info.name); own != "" {
			return own
		}
		if info.outline >= 1 && info.outline <= 4 {
			return docx.LevelStyle + strconv.Itoa(info.outline)
		}
		id = info.based
	}
	return docx.TextStyle
}

func (s styleSheet) list(id string) listRef {
	for range 20 {
		info := s[id]
		if info == nil || info.list.set {
			if info == nil {
				return listRef{}
			}
			return info.list
		}
		id = info.based
	}
	return listRef{}
}

// listRef is the list and level a paragraph is numbered in.
type listRef struct {
	id    string
	level int
	set   bool
}

// listLevel is how one level of a list is numbered: %1 in text is its number.
type listLevel struct {
	format, text string
	start        int
}

// numbering counts automatic lists.
type numbering struct {
	abstract map[string]string // list → its definition
	levels   map[string]map[int]*listLevel
	count    map[string][]int
}

func (p *parts) numbering(main string) *numbering {
	n := &numbering{map[string]string{}, map[string]map[int]*listLevel{}, map[string][]int{}}
	def, list, level := "", "", (*listLevel)(nil)
	p.see(path.Join(path.Dir(main), "numbering.xml"), func(e xml.StartElement) {
		v := attr(e, "val")
		switch e.Name.Local {
		case "abstractNum":
			def, list = attr(e, "abstractNumId"), ""
			n.levels[def] = map[int]*listLevel{}
		case "num":
			list = attr(e, "numId")
		case "abstractNumId":
			n.abstract[list] = v
		case "lvl":
			level = &listLevel{start: 1}
			if i, err := strconv.Atoi(attr(e, "ilvl")); err == nil && n.levels[def] != nil && list == "" {
				n.levels[def][i] = level
			}
		}
		if level == nil {
			return
		}
		switch e.Name.Local {
		case "numFmt":
			level.format = v
		case "lvlText":
			level.text = v
		case "start":
			if i, err := strconv.Atoi(v); err == nil {
				level.start = i
			}
		}
	}, nil, nil)
	return n
}

// label is the label of the next paragraph of a list, "" when it has none a reader
// would take for a number.
func (n *numbering) label(ref listRef) string {
	def := n.abstract[ref.id]
	level := n.levels[def][ref.level]
	if level == nil || ref.level < 0 || ref.level > 8 || level.format == "bullet" || level.format == "none" {
		return ""
	}
	if n.count[def] == nil {
		n.count[def] = make([]int, 9)
	}
	count := n.count[def]
	if count[ref.level] == 0 {
		count[ref.level] = level.start - 1
	}
	count[ref.level]++
	clear(count[ref.level+1:])
	text := level.text
	for i := range 9 {
		mark := "%" + strconv.Itoa(i+1)
		if !strings.Contains(text, mark) {
			continue
		}
		number := strconv.Itoa(max(1, count[i]))
		if l := n.levels[def][i]; l != nil && chineseNumber(l.format) {
			number = hanzi.Numeral(max(1, count[i]))
		}
		text = strings.ReplaceAll(text, mark, number)
	}
	return strings.TrimSpace(text)
}

func chineseNumber(format string) bool {
	return strings.HasPrefix(format, "chinese") || strings.HasPrefix(format, "japanese") || strings.HasPrefix(format, "ideograph") || format == "taiwaneseCounting" || format == "taiwaneseCountingThousand"
}

// comments are the remarks by their identifiers.
func (p *parts) comments(main string) map[string]Comment {
	out := map[string]Comment{}
	id := ""
	p.see(path.Join(path.Dir(main), "comments.xml"), func(e xml.StartElement) {
		if e.Name.Local == "comment" {
			id = attr(e, "id")
			out[id] = Comment{By: attr(e, "author")}
		}
	}, func(text string) {
		if c, ok := out[id]; ok {
			c.Text = strings.TrimSpace(c.Text + text)
			out[id] = c
		}
	}, nil)
	return out
}

// made is the part in which we noted the paragraphs we wrote.
func (p *parts) made() []Para {
	for _, f := range p.zip.File {
		if path.Dir(f.Name) != "customXml" || path.Ext(f.Name) != ".xml" {
			continue
		}
		var out []Para
		ours := false
		p.see(f.Name, func(e xml.StartElement) {
			if e.Name.Space != docx.BaseSpace {
				return
			}
			ours = true
			if e.Name.Local == "p" && len(out) < maxParas {
				n, _ := strconv.Atoi(attr(e, "n"))
				out = append(out, Para{Style: attr(e, "style"), Made: n})
			}
		}, func(text string) {
			if n := len(out); ours && n > 0 {
				out[n-1].Text += text
			}
		}, nil)
		if ours {
			return out
		}
	}
	return nil
}
