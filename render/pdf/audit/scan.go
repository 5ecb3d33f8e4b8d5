package audit

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// scanner reads PDF values; s is what is left. Limits are those of ISO 19005-1 6.1.12.
type scanner struct {
	f   *File // notes faults; nil in content streams
	s   []byte
	err error
}

const (
	maxInt    = 1<<31 - 1
	maxReal   = 32767
	maxString = 32767 // 65535 in PDF 1.4
	maxName   = 127
	maxArray  = 8191
	maxDict   = 4095
	delimit   = "()<>[]{}/% \n\r\t\f\x00"
)

func (s *scanner) note(rule, format string, args ...any) {
	if s.f != nil {
		s.f.fault(rule, format, args...)
	}
}

func (s *scanner) fail(format string, args ...any) any {
	if s.err == nil {
		s.err = fmt.Errorf(format, args...)
	}
	s.s = nil
	return nil
}

func (s *scanner) space() { s.s = bytes.TrimLeft(s.s, " \n\r\t") }

func (s *scanner) eat(token string) bool {
	s.space()
	rest, found := bytes.CutPrefix(s.s, []byte(token))
	if found {
		s.s = rest
	}
	return found
}

// word returns the regular characters that come next.
func (s *scanner) word() string {
	n := bytes.IndexAny(s.s, delimit)
	if n < 0 {
		n = len(s.s)
	}
	w := string(s.s[:n])
	s.s = s.s[n:]
	return w
}

func (s *scanner) value() any {
	switch {
	case s.err != nil:
		return nil
	case s.eat("<<"):
		return s.dict()
	case s.eat("["):
		list := []any{}
		for !s.eat("]") {
			if list = append(list, s.value()); s.err != nil || len(s.s) == 0 {
				return s.fail("array without end")
			}
		}
		if len(list) > maxArray && strings.HasPrefix(s.version(), "1.4") {
			s.note("6.1.12", "array of %d", len(list))
		}
		return list
	case s.eat("<"):
		return s.hex()
	case s.eat("("):
		return s.literal()
	case s.eat("/"):
		return s.name()
	}
	return s.atom()
}

func (s *scanner) version() string {
	if s.f == nil {
		return ""
	}
	return s.f.Version
}

func (s *scanner) dict() any {
	d := Dict{}
	for !s.eat(">>") {
		key, is := s.value().(Name)
		if !is || s.err != nil {
			return s.fail("dictionary without end, or a key that is no name")
		}
		if _, twice := d[string(key)]; twice {
			s.note("7.3.7", "key %s twice", key)
		}
		d[string(key)] = s.value()
	}
	if len(d) > maxDict {
		s.note("6.1.12", "dictionary of %d", len(d))
	}
	return d
}

func (s *scanner) hex() any {
	digits, rest, found := bytes.Cut(s.s, []byte(">"))
	if !found {
		return s.fail("string without end")
	}
	s.s = rest
	data, err := hex.DecodeString(string(digits))
	if err != nil {
		s.note("6.1.6", "hexadecimal string <%.20s>: %v", digits, err)
	}
	s.long(data)
	return data
}

func (s *scanner) literal() any {
	var out []byte
	for depth := 1; ; {
		if len(s.s) == 0 {
			return s.fail("string without end")
		}
		c := s.s[0]
		s.s = s.s[1:]
		switch {
		case c == '\\' && len(s.s) > 0: // no octals are written, of line ends this one
			if c, s.s = s.s[0], s.s[1:]; c == 'r' {
				c = '\r'
			}
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				s.long(out)
				return out
			}
		}
		out = append(out, c)
	}
}

func (s *scanner) long(data []byte) {
	if len(data) > maxString {
		s.note("6.1.12", "string of %d bytes", len(data))
	}
}

func (s *scanner) name() any {
	w := s.word()
	for at := strings.IndexByte(w, '#'); at >= 0 && at+2 < len(w); at = strings.IndexByte(w, '#') {
		c, err := strconv.ParseUint(w[at+1:at+3], 16, 8)
		if err != nil {
			break
		}
		w = w[:at] + string([]byte{byte(c)}) + w[at+3:]
	}
	if !utf8.ValidString(w) {
		s.note("6.1.8", "name %q is no UTF-8", w)
	}
	if len(w) > maxName {
		s.note("6.1.12", "name of %d bytes", len(w))
	}
	return Name(w)
}

// atom is a number, a reference, true, false or null.
func (s *scanner) atom() any {
	before := s.s
	switch w := s.word(); w {
	case "true", "false":
		return w == "true"
	case "null":
		return nil
	default:
		v, err := strconv.ParseFloat(w, 64)
		if err != nil {
			return s.fail("what is %.30q", before)
		}
		whole, err := strconv.ParseInt(w, 10, 64)
		if err != nil {
			if math.Abs(v) > maxReal && strings.HasPrefix(s.version(), "1.4") {
				s.note("6.1.12", "number %s", w)
			}
			return v
		}
		if whole > maxInt || whole < -maxInt-1 {
			s.note("6.1.12", "number %s", w)
		}
		if rest, found := bytes.CutPrefix(s.s, []byte(" 0 R")); found && s.f != nil && (len(rest) == 0 || strings.IndexByte(delimit, rest[0]) >= 0) {
			s.s = rest
			return Ref(whole)
		}
		return whole
	}
}

// num is a number as a float; 0 for anything else.
func num(v any) float64 {
	switch n := v.(type) {
	case int64:
		return float64(n)
	case float64:
		return n
	}
	return 0
}

// Text is a PDF text string.
func Text(v any) string {
	b, _ := v.([]byte)
	if rest, is := bytes.CutPrefix(b, []byte{0xFE, 0xFF}); is {
		return fromUTF16(rest)
	}
	return string(b)
}

func fromUTF16(b []byte) string {
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	return string(utf16.Decode(u))
}
