// Package audit reads finished PDF files and judges them by the rules of PDF/A and
// PDF/UA, as far as a program can. It shares nothing with the writer, and only tests
// use it: a machine without Java and other people's checkers is not blind.
//
// It is strict: it finds objects only through a classic cross-reference table, and
// what the writer never makes (images, forms, several content streams of a page) is
// judged as far as the rules go and not read further.
package audit

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strconv"
)

// Name, Ref and Dict are PDF values; the others are []any, []byte for strings, int64,
// float64, bool and nil.
type (
	Name string
	Ref  int
	Dict map[string]any
)

// Object is an indirect object. Stream is nil for one that is no stream.
type Object struct {
	Value  any
	Stream []byte // as it stands in the file
}

// File is a file taken apart. Objects stand at their numbers; 0 is unused.
type File struct {
	Bytes   []byte
	Version string // of the header
	Objects []Object
	Trailer Dict

	syntax []Fault // found on the way
}

// Fault is one rule a file breaks.
type Fault struct {
	Rule string // clause of the standard
	Text string
}

func (f Fault) String() string { return f.Rule + ": " + f.Text }

func (f *File) fault(rule, format string, args ...any) {
	f.syntax = append(f.syntax, Fault{rule, fmt.Sprintf(format, args...)})
}

// Open takes a file apart. It fails when the objects cannot be found; what is wrong
// but can be read is left for Archive to report.
func Open(file []byte) (*File, error) {
	f := &File{Bytes: file}
	f.header()
	at := bytes.LastIndex(file, []byte("startxref"))
	if at < 0 {
		return nil, fmt.Errorf("no startxref")
	}
	tail := string(file[at:])
	var xref int
	if _, err := fmt.Sscanf(tail, "startxref\n%d\n", &xref); err != nil || xref < 0 || xref >= at {
		return nil, fmt.Errorf("startxref: %.40q", tail)
	}
	if want := fmt.Sprintf("startxref\n%d\n%%%%EOF", xref); tail != want && tail != want+"\n" {
		f.fault("6.1.3", "end of file is %.60q", tail)
	}
	return f, f.table(xref)
}

// header notes the version and checks the first two lines.
func (f *File) header() {
	line, rest, _ := bytes.Cut(f.Bytes, []byte("\n"))
	version, isPDF := bytes.CutPrefix(line, []byte("%PDF-"))
	f.Version = string(version)
	if !isPDF || len(version) != 3 || version[0] != '1' || version[1] != '.' || version[2] < '0' || version[2] > '7' {
		f.fault("6.1.2", "header %.20q", line)
	}
	ok := len(rest) > 5 && rest[0] == '%'
	for i := 1; ok && i <= 4; i++ {
		ok = rest[i] > 127
	}
	if !ok {
		f.fault("6.1.2", "no comment of four bytes above 127 behind the header")
	}
}

// table reads the cross-reference table and all objects it names.
func (f *File) table(xref int) error {
	const entry = 20
	var count int
	head := string(f.Bytes[xref:min(xref+30, len(f.Bytes))])
	if _, err := fmt.Sscanf(head, "xref\n0 %d\n", &count); err != nil || count < 2 {
		return fmt.Errorf("6.1.4: no table but %.20q", head)
	}
	table := f.Bytes[xref+len(fmt.Sprintf("xref\n0 %d\n", count)):]
	if len(table) < count*entry {
		return fmt.Errorf("6.1.4: table cut off")
	}
	if string(table[:entry]) != "0000000000 65535 f \n" {
		f.fault("6.1.4", "first entry %q", table[:entry])
	}
	f.Objects = make([]Object, count)
	for n := 1; n < count; n++ {
		line := string(table[n*entry : (n+1)*entry])
		at, err := strconv.Atoi(line[:10])
		if err != nil || line[10:] != " 00000 n \n" {
			f.fault("6.1.4", "entry %d is %q", n, line)
		}
		if err != nil || at >= len(f.Bytes) {
			continue
		}
		if err := f.object(n, at); err != nil {
			return fmt.Errorf("object %d: %w", n, err)
		}
	}
	rest, found := bytes.CutPrefix(table[count*entry:], []byte("trailer\n"))
	if !found {
		return fmt.Errorf("no trailer behind the table")
	}
	s := &scanner{f: f, s: rest}
	f.Trailer, _ = s.value().(Dict)
	if f.Trailer["Size"] != int64(count) {
		f.fault("6.1.4", "Size is %v, the table has %d entries", f.Trailer["Size"], count)
	}
	return s.err
}

// object reads object n, which should begin at.
func (f *File) object(n, at int) error {
	rest, found := bytes.CutPrefix(f.Bytes[at:], fmt.Appendf(nil, "%d 0 obj\n", n))
	if !found {
		f.fault("6.1.8", "no object %d where the table has it, but %.20q", n, f.Bytes[at:min(at+20, len(f.Bytes))])
		return nil
	}
	s := &scanner{f: f, s: rest}
	o := Object{Value: s.value()}
	if s.err != nil {
		return s.err
	}
	if after, is := bytes.CutPrefix(s.s, []byte("\nstream\n")); is {
		length, _ := f.Get(o.Value.(Dict)["Length"]).(int64)
		if length < 0 || int(length) > len(after) || !bytes.HasPrefix(after[length:], []byte("\nendstream")) {
			f.fault("6.1.7", "object %d: %d bytes of stream do not end before endstream", n, length)
			length = int64(max(0, bytes.Index(after, []byte("\nendstream"))))
		}
		o.Stream = after[:length:length]
		s.s = after[length+int64(len("\nendstream")):]
	}
	if !bytes.HasPrefix(s.s, []byte("\nendobj\n")) {
		f.fault("6.1.8", "object %d ends with %.20q", n, s.s[:min(20, len(s.s))])
	}
	f.Objects[n] = o
	return nil
}

// Get follows a reference.
func (f *File) Get(v any) any {
	if r, is := v.(Ref); is {
		if int(r) >= len(f.Objects) {
			return nil
		}
		return f.Objects[r].Value
	}
	return v
}

// Dict is the dictionary v is or refers to, nil when it is none.
func (f *File) Dict(v any) Dict { d, _ := f.Get(v).(Dict); return d }

// List is the array v is or refers to.
func (f *File) List(v any) []any { l, _ := f.Get(v).([]any); return l }

// Data is the unpacked stream v refers to, nil when there is none or it is damaged.
func (f *File) Data(v any) []byte {
	r, is := v.(Ref)
	if !is || int(r) >= len(f.Objects) || f.Objects[r].Stream == nil {
		return nil
	}
	o := f.Objects[r]
	switch f.Dict(r)["Filter"] {
	case nil:
		return o.Stream
	case Name("FlateDecode"):
		z, err := zlib.NewReader(bytes.NewReader(o.Stream))
		if err != nil {
			return nil
		}
		data, err := io.ReadAll(z)
		if err != nil {
			return nil
		}
		return data
	}
	return nil
}

// Catalog is the root of the document.
func (f *File) Catalog() Dict { return f.Dict(f.Trailer["Root"]) }

// Pages are the references of the pages, in order.
func (f *File) Pages() []Ref {
	var out []Ref
	var walk func(v any, depth int)
	walk = func(v any, depth int) {
		d := f.Dict(v)
		if r, is := v.(Ref); is && d["Type"] == Name("Page") {
			out = append(out, r)
		}
		if depth < 20 {
			for _, kid := range f.List(d["Kids"]) {
				walk(kid, depth+1)
			}
		}
	}
	walk(f.Catalog()["Pages"], 0)
	return out
}
