package docx

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/render/gbt9704"
)

// The styles a reader of a corrected file asks for by name.
const (
	TextStyle       = styleText
	TitleStyle      = styleTitle
	UnderStyle      = styleUnder
	AddresseesStyle = styleAddressees
	SalutationStyle = styleSalutation
	LevelStyle      = styleLevel // with 1 … 4
	NoteStyle       = styleNote
	OrganStyle      = styleOrgan
	DateStyle       = styleDate
	RemarkStyle     = styleRemark
	LabelStyle      = styleLabel
	MarkStyle       = styleMark
	HeadStyle       = styleHead
	ColophonStyle   = styleColophon
	CaptionStyle    = styleCaption
	TableStyle      = styleTable // of the cells of a table in the text, all together
)

// StyleID is the identifier of our style of that name, "" when it is none of ours. Word
// and others give styles identifiers of their own when they save, but keep the names.
func StyleID(name string) string {
	s := gbt9704.Standard()
	b := &body{base: &s, grid: gridOf(&s), names: newNames(&s)}
	list := b.styleList()
	is := func(st style) bool { return strings.EqualFold(st.name, name) }
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i].id
	}
	if i := slices.IndexFunc(list, func(st style) bool { return st.alias != "" && strings.EqualFold(st.alias, name) }); i >= 0 {
		return list[i].id
	}
	return ""
}

// cells is what the cells of a table say, one after the other.
func (t *tableBox) cells() string {
	var b strings.Builder
	for _, row := range t.Head {
		for _, h := range row {
			fmt.Fprint(&b, h.Text)
		}
	}
	for _, row := range t.Rows {
		for _, text := range row {
			b.WriteString(text)
		}
	}
	return b.String()
}
