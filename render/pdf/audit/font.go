package audit

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
)

// usedFont is a font with the codes the pages show.
type usedFont struct {
	dict  Dict
	pages map[uint16]int // code → a page that shows it
}

// shows notes the codes a page shows.
func (j *judge) shows(page int, s Shown) {
	if j.used == nil {
		j.used = map[Ref]*usedFont{}
	}
	u := j.used[s.Font]
	if u == nil {
		u = &usedFont{dict: j.Dict(s.Font), pages: map[uint16]int{}}
		j.used[s.Font] = u
	}
	for _, c := range s.Codes {
		u.pages[c] = page + 1
	}
}

var tagged = regexp.MustCompile(`^[A-Z]{6}\+[!-~]+$`)

// fonts checks every font a page shows text in (6.3).
func (j *judge) fonts() {
	for _, r := range slices.Sorted(maps.Keys(j.used)) {
		j.font(j.used[r])
	}
}

func (j *judge) font(u *usedFont) {
	font := u.dict
	base, _ := font["BaseFont"].(Name)
	bad := func(rule, format string, args ...any) {
		j.add(rule, "font %s: %s", base, fmt.Sprintf(format, args...))
	}
	kids := j.List(font["DescendantFonts"])
	if font["Type"] != Name("Font") || font["Subtype"] != Name("Type0") || len(kids) != 1 {
		bad("6.3.2", "no complete Type0 font")
		return
	}
	cid := j.Dict(kids[0])
	desc := j.Dict(cid["FontDescriptor"])
	if cid["Type"] != Name("Font") || cid["Subtype"] != Name("CIDFontType2") || cid["BaseFont"] != font["BaseFont"] || desc["FontName"] != font["BaseFont"] {
		bad("6.3.2", "CIDFont %v, BaseFont %v, FontName %v", cid["Subtype"], cid["BaseFont"], desc["FontName"])
	}
	for _, key := range []string{"Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV"} {
		if desc[key] == nil {
			bad("6.3.2", "no %s", key)
		}
	}
	info := j.Dict(cid["CIDSystemInfo"])
	if len(Text(info["Registry"])) == 0 || len(Text(info["Ordering"])) == 0 || info["Supplement"] == nil {
		bad("6.3.3.1", "CIDSystemInfo %v", info)
	}
	if font["Encoding"] != Name("Identity-H") && font["Encoding"] != Name("Identity-V") {
		bad("6.3.3.3", "Encoding %v", font["Encoding"])
	}
	if cid["CIDToGIDMap"] != Name("Identity") {
		bad("6.3.3.2", "CIDToGIDMap %v", cid["CIDToGIDMap"])
	}
	if !tagged.MatchString(string(base)) {
		bad("9.6.4", "no subset tag")
	}
	program := readTrueType(j.Data(desc["FontFile2"]))
	if program == nil {
		bad("6.3.4", "no program embedded that can be read")
		return
	}
	if length := j.Dict(desc["FontFile2"])["Length1"]; length != int64(len(j.Data(desc["FontFile2"]))) {
		bad("6.3.4", "Length1 is %v", length)
	}
	if set := j.Data(desc["CIDSet"]); j.part == 1 && set == nil {
		bad("6.3.5", "no CIDSet")
	} else if set != nil {
		for c := range max(8*len(set), program.glyphs) {
			if in := c/8 < len(set) && set[c/8]>>(7-c%8)&1 == 1; in != (c < program.glyphs) {
				bad("6.3.5", "CIDSet and the %d glyphs differ at %d", program.glyphs, c)
				break
			}
		}
	}
	widths := j.widths(cid)
	text, fault := ReadToUnicode(j.Data(font["ToUnicode"]))
	if fault != "" {
		bad("6.3.8", "%s", fault)
	}
	for _, code := range slices.Sorted(maps.Keys(u.pages)) {
		page := u.pages[code]
		say := func(rule, format string, args ...any) {
			bad(rule, "code %d on page %d %s", code, page, fmt.Sprintf(format, args...))
		}
		switch {
		case code == 0:
			say("6.2.11.8", "is .notdef")
			continue
		case int(code) >= program.glyphs:
			say("6.3.4", "has no glyph")
			continue
		}
		if got, want := widths(int(code)), program.width(int(code)); math.Abs(got-want) > 1 {
			say("6.3.6", "is %v wide, in the program %v", got, want)
		}
		runes := []rune(text[code])
		if len(runes) == 0 {
			say("6.3.8", "stands for no character")
		}
		for _, r := range runes {
			switch {
			case r == 0 || r == 0xFEFF || r == 0xFFFE:
				say("6.3.8", "stands for U+%04X", r)
			case r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000:
				say("6.2.11.7.3", "stands for U+%04X of the private use area", r)
			}
		}
	}
}

// widths returns the width of a CID by DW and W.
func (j *judge) widths(cid Dict) func(int) float64 {
	given := map[int]float64{}
	list := j.List(cid["W"])
	for i := 0; i+1 < len(list); {
		first := int(num(list[i]))
		if run, is := list[i+1].([]any); is {
			for k, w := range run {
				given[first+k] = num(w)
			}
			i += 2
			continue
		}
		for c := first; i+2 < len(list) && c <= int(num(list[i+1])); c++ {
			given[c] = num(list[i+2])
		}
		i += 3
	}
	usual := 1000.0
	if cid["DW"] != nil {
		usual = num(cid["DW"])
	}
	return func(c int) float64 {
		if w, is := given[c]; is {
			return w
		}
		return usual
	}
}

// ReadToUnicode returns the text of each code of a CMap, and what is wrong with its
// form: ranges that go over a last byte or have other texts than codes, odd digits.
func ReadToUnicode(cmap []byte) (map[uint16]string, string) {
	out := map[uint16]string{}
	if len(cmap) == 0 {
		return out, "no ToUnicode"
	}
	fault := ""
	if !strings.Contains(string(cmap), "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n") {
		fault = "codespace"
	}
	parts := strings.Split(string(cmap), " beginbfrange\n")
	for i := 1; i < len(parts); i++ {
		body, _, ended := strings.Cut(parts[i], "endbfrange\n")
		s := &scanner{s: []byte(body)}
		from, _ := s.value().([]byte)
		to, _ := s.value().([]byte)
		texts, _ := s.value().([]any)
		if !strings.HasSuffix(parts[i-1], "\n1") || !ended || s.err != nil || len(from) != 2 || len(to) != 2 || from[0] != to[0] ||
			len(texts) != int(to[1])-int(from[1])+1 {
			fault = fmt.Sprintf("range %.30q", body)
			continue
		}
		for k, v := range texts {
			text, _ := v.([]byte)
			c := uint16(from[0])<<8 | uint16(int(from[1])+k)
			switch {
			case len(text) == 0 || len(text)%2 != 0:
				fault = fmt.Sprintf("text of code %d", c)
				continue
			case out[c] != "":
				fault = fmt.Sprintf("code %d twice", c)
			}
			if out[c] = fromUTF16(text); strings.ContainsRune(out[c], '\uFFFD') {
				fault = fmt.Sprintf("code %d is half a surrogate pair", c)
			}
		}
	}
	return out, fault
}

// trueType is what a font program says of its glyphs.
type trueType struct {
	glyphs, full, upem int
	hmtx               []byte
}

// readTrueType reads the directory; nil when the tables a subset needs are not there.
func readTrueType(b []byte) *trueType {
	be := binary.BigEndian
	if len(b) < 12 {
		return nil
	}
	table := map[string][]byte{}
	for i := range int(be.Uint16(b[4:])) {
		if len(b) < 28+16*i {
			return nil
		}
		e := b[12+16*i:]
		from, size := int(be.Uint32(e[8:])), int(be.Uint32(e[12:]))
		if from+size > len(b) {
			return nil
		}
		table[string(e[:4])] = b[from : from+size]
	}
	for name, least := range map[string]int{"glyf": 0, "head": 54, "hhea": 36, "hmtx": 4, "loca": 4, "maxp": 6} {
		if t, has := table[name]; !has || len(t) < least {
			return nil
		}
	}
	t := &trueType{glyphs: int(be.Uint16(table["maxp"][4:])), full: int(be.Uint16(table["hhea"][34:])), upem: int(be.Uint16(table["head"][18:])), hmtx: table["hmtx"]}
	if t.full < 1 || len(t.hmtx) < 4*t.full || t.upem == 0 {
		return nil
	}
	return t
}

// width is the advance of a glyph in 1/1000 em.
func (t *trueType) width(g int) float64 {
	return float64(binary.BigEndian.Uint16(t.hmtx[4*min(g, t.full-1):])) * 1000 / float64(t.upem)
}
