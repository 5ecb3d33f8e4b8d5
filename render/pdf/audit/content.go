package audit

import (
	"bytes"
	"fmt"
	"slices"
)

// Sequence is marked content.
type Sequence struct {
	Tag        Name
	Properties Dict
	inside     *Sequence
}

// Shown is what one operator of a page draws.
type Shown struct {
	Font   Ref      // of text; 0 for anything else
	Codes  []uint16 // of text
	Marked *Sequence
}

// Content is what the content stream of a page does.
type Content struct {
	Shown  []Shown
	Colors []string // operators that set a colour
	Faults []Fault
}

// known reports whether PDF 1.4 has the operator (PDF Reference 1.4, appendix A).
func known(op string) bool {
	const all = " b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" "
	return bytes.Contains([]byte(all), []byte(" "+op+" "))
}

var (
	painting = []string{"b", "B", "b*", "B*", "f", "F", "f*", "s", "S", "sh", "Do", "EI"}
	showing  = []string{"Tj", "TJ", "'", "\""}
	coloring = []string{"CS", "cs", "SC", "sc", "SCN", "scn", "G", "g", "RG", "rg", "K", "k"}
)

// maxNest is how deep q may go (ISO 19005-1 6.1.12).
const maxNest = 28

// Content runs the content stream of a page.
func (f *File) Content(page Ref) *Content {
	c := &Content{}
	fault := func(rule, format string, args ...any) {
		c.Faults = append(c.Faults, Fault{rule, fmt.Sprintf(format, args...)})
	}
	d := f.Dict(page)
	resources := f.Dict(d["Resources"])
	if resources == nil {
		fault("6.2.2", "the page has no Resources of its own")
	}
	var (
		fonts  = f.Dict(resources["Font"])
		font   Ref
		marked *Sequence
		args   []any
		nest   int
		inText bool
	)
	data := f.Data(d["Contents"])
	if data == nil {
		fault("6.1.7", "no content that can be read")
	}
	s := &scanner{s: data}
	for s.space(); len(s.s) > 0 && s.err == nil; s.space() {
		if c := s.s[0]; c == '/' || c == '[' || c == '(' || c == '<' || c == '-' || c == '+' || c == '.' || c >= '0' && c <= '9' {
			args = append(args, s.value())
			continue
		}
		op := s.word()
		switch {
		case op == "":
			s.fail("content stream holds %.20q", s.s)
		case op == "true" || op == "false" || op == "null":
			args = append(args, op)
			continue
		case !known(op):
			fault("6.2.10", "operator %q", op)
		case slices.Contains(coloring, op):
			c.Colors = append(c.Colors, op)
		case slices.Contains(painting, op):
			c.Shown = append(c.Shown, Shown{Marked: marked})
		case slices.Contains(showing, op):
			if !inText || font == 0 {
				fault("6.2.10", "text outside BT … ET, or without a font")
			}
			c.Shown = append(c.Shown, Shown{Font: font, Codes: codes(args), Marked: marked})
		}
		switch op {
		case "q":
			if nest++; nest > maxNest {
				fault("6.1.12", "q nested %d deep", nest)
			}
		case "Q":
			nest--
		case "BT", "ET":
			if inText == (op == "BT") {
				fault("6.2.10", "%s in the wrong place", op)
			}
			inText = op == "BT"
		case "Tf":
			if len(args) == 2 {
				key, _ := args[0].(Name)
				font, _ = fonts[string(key)].(Ref)
			}
		case "BDC", "BMC":
			next := &Sequence{inside: marked}
			if len(args) > 0 {
				next.Tag, _ = args[0].(Name)
			}
			if len(args) > 1 {
				next.Properties, _ = args[1].(Dict)
			}
			if marked != nil {
				fault("7.1", "%s inside %s", next.Tag, marked.Tag)
			}
			marked = next
		case "EMC":
			if marked == nil {
				fault("6.2.10", "EMC without a beginning")
			} else {
				marked = marked.inside
			}
		}
		args = args[:0]
	}
	if s.err != nil {
		fault("6.2.10", "%v", s.err)
	}
	if nest != 0 || inText || marked != nil {
		fault("6.2.10", "the content ends with q, text or marked content open")
	}
	return c
}

// codes are the two-byte codes of the strings in args.
func codes(args []any) (out []uint16) {
	for _, a := range args {
		switch v := a.(type) {
		case []byte:
			for i := 0; i+1 < len(v); i += 2 {
				out = append(out, uint16(v[i])<<8|uint16(v[i+1]))
			}
		case []any:
			out = append(out, codes(v)...)
		}
	}
	return out
}
