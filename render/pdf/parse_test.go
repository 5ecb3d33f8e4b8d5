package pdf

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/klauspost/compress/zlib"
)

// A reader of PDF files for the tests, strict where PDF/A is: it finds objects only
// through the cross-reference table and fails on anything it does not know.

type (
	name string
	ref  int
	dict map[string]any // values: dict, []any, name, ref, float64, []byte, bool, nil
)

type object struct {
	value  any
	stream []byte // as it stands in the file; nil if none
}

type parsed struct {
	t       testing.TB
	file    []byte
	objects []object // by number
	trailer dict
}

func parseFile(t testing.TB, file []byte) *parsed {
	t.Helper()
	f := &parsed{t: t, file: file}
	tail := file[bytes.LastIndex(file, []byte("startxref\n")):]
	var xref, count int
	if _, err := fmt.Sscanf(string(tail), "startxref\n%d\n%%%%EOF\n", &xref); err != nil {
		t.Fatalf("end of file %q: %v", tail, err)
	}
	table := string(file[xref:])
	if _, err := fmt.Sscanf(table, "xref\n0 %d\n", &count); err != nil {
		t.Fatalf("xref at %d: %v", xref, err)
	}
	table = table[len(fmt.Sprintf("xref\n0 %d\n", count)):]
	if first := table[:20]; first != "0000000000 65535 f \n" {
		t.Fatalf("first xref entry %q", first)
	}
	f.objects = make([]object, count)
	for n := 1; n < count; n++ {
		entry := table[20*n : 20*n+20]
		at, err := strconv.Atoi(entry[:10])
		if err != nil || entry[10:] != " 00000 n \n" {
			t.Fatalf("xref entry %d: %q", n, entry)
		}
		f.objects[n] = f.objectAt(n, at)
	}
	rest, found := strings.CutPrefix(table[20*count:], "trailer\n")
	if !found {
		t.Fatalf("no trailer after the table")
	}
	s := &scanner{t: t, s: []byte(rest)}
	f.trailer = s.value().(dict)
	if size := f.trailer["Size"]; size != float64(count) {
		t.Errorf("/Size %v, want %d", size, count)
	}
	return f
}

func (f *parsed) objectAt(n, at int) object {
	rest, found := bytes.CutPrefix(f.file[at:], fmt.Appendf(nil, "%d 0 obj\n", n))
	if !found {
		f.t.Fatalf("no object %d at %d but %.20q", n, at, f.file[at:])
	}
	s := &scanner{t: f.t, s: rest}
	o := object{value: s.value()}
	if after, isStream := bytes.CutPrefix(s.s, []byte("\nstream\n")); isStream {
		length := int(o.value.(dict)["Length"].(float64))
		o.stream = after[:length]
		s.s, found = bytes.CutPrefix(after[length:], []byte("\nendstream"))
		if !found {
			f.t.Fatalf("object %d: no endstream after %d bytes", n, length)
		}
	}
	if !bytes.HasPrefix(s.s, []byte("\nendobj\n")) {
		f.t.Fatalf("object %d: no endobj but %.20q", n, s.s)
	}
	return o
}

// dict returns the dictionary v is or refers to.
func (f *parsed) dict(v any) dict {
	f.t.Helper()
	if r, ok := v.(ref); ok {
		v = f.objects[r].value
	}
	d, ok := v.(dict)
	if !ok {
		f.t.Fatalf("%v is no dictionary", v)
	}
	return d
}

// data returns the unpacked stream v refers to.
func (f *parsed) data(v any) []byte {
	f.t.Helper()
	o := f.objects[v.(ref)]
	if o.value.(dict)["Filter"] == nil {
		return o.stream
	}
	z, err := zlib.NewReader(bytes.NewReader(o.stream))
	if err != nil {
		f.t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		f.t.Fatal(err)
	}
	return data
}

func (f *parsed) catalog() dict { return f.dict(f.trailer["Root"]) }

func (f *parsed) pages() []dict {
	var out []dict
	for _, kid := range f.dict(f.catalog()["Pages"])["Kids"].([]any) {
		out = append(out, f.dict(kid))
	}
	return out
}

// fonts returns the Type0 fonts of the file by number.
func (f *parsed) fonts() []dict {
	var out []dict
	for _, o := range f.objects {
		if d, ok := o.value.(dict); ok && d["Subtype"] == name("Type0") {
			out = append(out, d)
		}
	}
	return out
}

// scanner reads PDF values; s is what is left.
// The judge in audit has one of its own, much like it: a test that read with the
// judge's eyes would be blind where it is.
type scanner struct {
	t testing.TB
	s []byte
}

const delimiters = "()<>[]{}/% \n"

func (s *scanner) space() { s.s = bytes.TrimLeft(s.s, " \n") }

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
	n := bytes.IndexAny(s.s, delimiters)
	if n < 0 {
		n = len(s.s)
	}
	w := string(s.s[:n])
	s.s = s.s[n:]
	return w
}

// literal reads a string behind its (; of the escapes only those we write.
func (s *scanner) literal() []byte {
	text := []byte{}
	for i := 0; i < len(s.s); i++ {
		c := s.s[i]
		switch {
		case c == ')':
			s.s = s.s[i+1:]
			return text
		case c == '(' || c == '\r':
			s.t.Fatalf("bare %q in a string", c)
		case c == '\\':
			i++
			if c = s.s[i]; c == 'r' {
				c = '\r'
			}
		}
		text = append(text, c)
	}
	s.t.Fatal("string without end")
	return nil
}

func (s *scanner) value() any {
	s.t.Helper()
	switch {
	case s.eat("<<"):
		d := dict{}
		for !s.eat(">>") {
			key := s.value().(name)
			if _, twice := d[string(key)]; twice {
				s.t.Fatalf("key %s twice", key)
			}
			d[string(key)] = s.value()
		}
		return d
	case s.eat("["):
		list := []any{}
		for !s.eat("]") {
			list = append(list, s.value())
		}
		return list
	case s.eat("<"):
		digits, rest, _ := bytes.Cut(s.s, []byte(">"))
		s.s = rest
		data, err := hex.DecodeString(string(digits))
		if err != nil {
			s.t.Fatalf("string <%s>: %v", digits, err)
		}
		return data
	case s.eat("("):
		return s.literal()
	case s.eat("/"):
		return name(s.word())
	}
	w := s.word()
	switch w {
	case "true", "false":
		return w == "true"
	case "null":
		return nil
	}
	v, err := strconv.ParseFloat(w, 64)
	if err != nil {
		s.t.Fatalf("what is %q before %.30q", w, s.s)
	}
	if rest, found := bytes.CutPrefix(s.s, []byte(" 0 R")); found && (len(rest) == 0 || strings.IndexByte(delimiters, rest[0]) >= 0) {
		s.s = rest
		return ref(v)
	}
	return v
}
