package main

import (
	"encoding/binary"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
)

// sfnt is a font file as its tables, for making faces no project may hold.
type sfnt map[string][]byte

func readFace(file []byte) sfnt {
	f := sfnt{}
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		e := file[12+16*i:]
		off, size := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		f[string(e[:4])] = file[off : off+size]
	}
	return f
}

// writeFaces writes one face, or several as a collection that shares equal tables.
func writeFaces(faces ...sfnt) []byte {
	var head, body []byte
	size := ahead(faces)
	for _, f := range faces {
		size += 12 + 16*len(f)
	}
	at := map[string]int{}
	var dirs []byte
	starts := []int{}
	for _, f := range faces {
		starts = append(starts, ahead(faces)+len(dirs))
		dirs = binary.BigEndian.AppendUint32(dirs, 0x00010000)
		dirs = binary.BigEndian.AppendUint16(dirs, uint16(len(f)))
		dirs = append(dirs, 0, 0, 0, 0, 0, 0)
		tags := []string{}
		for tag := range f {
			tags = append(tags, tag)
		}
		slices.Sort(tags)
		for _, tag := range tags {
			off, ok := at[string(f[tag])]
			if !ok {
				off = size + len(body)
				at[string(f[tag])] = off
				body = append(body, f[tag]...)
				body = append(body, make([]byte, -len(body)&3)...)
			}
			dirs = append(dirs, tag...)
			dirs = binary.BigEndian.AppendUint32(dirs, 0) // sums are not looked at
			dirs = binary.BigEndian.AppendUint32(dirs, uint32(off))
			dirs = binary.BigEndian.AppendUint32(dirs, uint32(len(f[tag])))
		}
	}
	if len(faces) > 1 {
		head = append(head, "ttcf\x00\x01\x00\x00"...)
		head = binary.BigEndian.AppendUint32(head, uint32(len(faces)))
		for _, s := range starts {
			head = binary.BigEndian.AppendUint32(head, uint32(s))
		}
	}
	return slices.Concat(head, dirs, body)
}

// ahead is the length of the header before the first directory.
func ahead(faces []sfnt) int {
	if len(faces) > 1 {
		return 12 + 4*len(faces)
	}
	return 0
}

// nameTable gives a face Chinese Windows names: family, full name, PostScript name.
func nameTable(family, full, ps string) []byte {
	var dir, text []byte
	n := 0
	for _, r := range []struct {
		id, lang int
		s        string
	}{{1, 0x0804, family}, {4, 0x0804, full}, {6, 0x0409, ps}} {
		from := len(text)
		for _, u := range utf16.Encode([]rune(r.s)) {
			text = binary.BigEndian.AppendUint16(text, u)
		}
		for _, v := range []int{3, 1, r.lang, r.id, len(text) - from, from} {
			dir = binary.BigEndian.AppendUint16(dir, uint16(v))
		}
		n++
	}
	out := binary.BigEndian.AppendUint16([]byte{0, 0}, uint16(n))
	out = binary.BigEndian.AppendUint16(out, uint16(6+len(dir)))
	return slices.Concat(out, dir, text)
}

// glyphOf searches a format 12 subtable of the face.
func glyphOf(cmap []byte, r rune) uint32 {
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		sub := cmap[binary.BigEndian.Uint32(cmap[8+8*i:]):]
		if binary.BigEndian.Uint16(sub) != 12 {
			continue
		}
		for g := range int(binary.BigEndian.Uint32(sub[12:])) {
			e := sub[16+12*g:]
			from, to := rune(binary.BigEndian.Uint32(e)), rune(binary.BigEndian.Uint32(e[4:]))
			if r >= from && r <= to {
				return binary.BigEndian.Uint32(e[8:]) + uint32(r-from)
			}
		}
	}
	return 0
}

// face OUT FROM CHANGE...: a face made from one in fonts/. Changes:
// 名=family,full,PostScript; fsType=0002; 字=𠮷吉, which makes it draw 𠮷 alone, as 吉;
// 截=1000, which leaves that many bytes; CFF, which makes it one of that kind.
func face(ts *testscript.TestScript, neg bool, args []string) {
	file, err := os.ReadFile(ts.MkAbs(ts.Getenv("PROJECT") + "/fonts/" + args[1]))
	ts.Check(err)
	f, cut, cff := readFace(file), 0, false
	for _, change := range args[2:] {
		what, value, _ := strings.Cut(change, "=")
		switch what {
		case "名":
			n := strings.Split(value, ",")
			f["name"] = nameTable(n[0], n[1], n[2])
		case "fsType":
			v, err := strconv.ParseUint(value, 16, 16)
			ts.Check(err)
			f["OS/2"] = slices.Clone(f["OS/2"])
			binary.BigEndian.PutUint16(f["OS/2"][8:], uint16(v))
		case "字":
			pair := []rune(value)
			cmap := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0, 0, 0, 0, 28, 0, 0, 0, 0, 0, 0, 0, 1}
			for _, v := range []uint32{uint32(pair[0]), uint32(pair[0]), glyphOf(f["cmap"], pair[1])} {
				cmap = binary.BigEndian.AppendUint32(cmap, v)
			}
			f["cmap"] = cmap
		case "截":
			cut, err = strconv.Atoi(value)
			ts.Check(err)
		case "CFF":
			cff = true
		default:
			ts.Fatalf("no change %s", what)
		}
	}
	out := writeFaces(f)
	if cff {
		copy(out, "OTTO")
	}
	if cut > 0 {
		out = out[:cut]
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out, 0o666))
}

// collection OUT FACE...: faces in one file.
func collection(ts *testscript.TestScript, neg bool, args []string) {
	var faces []sfnt
	for _, a := range args[1:] {
		faces = append(faces, readFace([]byte(ts.ReadFile(a))))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), writeFaces(faces...), 0o666))
}
