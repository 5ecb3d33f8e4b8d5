package pdf

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// Reading gopdf's file. It has a classic cross-reference table and no object
// streams, so an object is what lies between two offsets of that table; searching
// for "endobj" instead would find it inside binary streams.

// split returns the content stream of each page of a file gopdf wrote with
// SetNoCompression, in page order; nil for a page without content.
func split(file []byte) ([][]byte, error) {
	objects, err := objectsOf(file)
	if err != nil {
		return nil, err
	}
	if len(objects) < 3 { // 1 catalog, 2 pages
		return nil, fmt.Errorf("gopdf 的文件只有 %d 个对象", len(objects)-1)
	}
	kids, err := references(objects, 2, "/Kids [")
	if err != nil {
		return nil, err
	}
	pages := make([][]byte, len(kids))
	for i, kid := range kids {
		contents, err := references(objects, kid, "/Contents ")
		if err != nil {
			return nil, err
		}
		switch len(contents) {
		case 0:
		case 1:
			if pages[i], err = streamOf(objects, contents[0]); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("gopdf 的第 %d 页有 %d 个内容流", i+1, len(contents))
		}
	}
	return pages, nil
}

// objectsOf returns the bytes of every object by its number; 0 is unused.
func objectsOf(file []byte) ([][]byte, error) {
	const entry = 20 // bytes of a cross-reference entry, ISO 32000-1 7.5.4
	at := bytes.LastIndex(file, []byte("startxref\n"))
	if at < 0 {
		return nil, fmt.Errorf("gopdf 的文件没有 startxref")
	}
	number, _, _ := strings.Cut(string(file[at+len("startxref\n"):]), "\n")
	xref, err := strconv.Atoi(number)
	if err != nil || xref < 0 || xref >= at {
		return nil, fmt.Errorf("gopdf 的 startxref 有误：%q", number)
	}
	var count int
	if _, err := fmt.Sscanf(string(file[xref:min(xref+24, at)]), "xref\n0 %d\n", &count); err != nil {
		return nil, fmt.Errorf("gopdf 的交叉引用表有误：%w", err)
	}
	table := file[xref+len("xref\n0 \n")+len(strconv.Itoa(count)):]
	if count < 1 || len(table) < count*entry {
		return nil, fmt.Errorf("gopdf 的交叉引用表不全")
	}
	objects := make([][]byte, count)
	end := xref
	for n := count - 1; n >= 1; n-- { // gopdf writes objects in order of number
		start, err := strconv.Atoi(string(table[n*entry : n*entry+10]))
		if err != nil || start > end || !bytes.HasPrefix(file[start:end], fmt.Appendf(nil, "%d 0 obj\n", n)) {
			return nil, fmt.Errorf("gopdf 的对象 %d 不在其位置", n)
		}
		objects[n], end = file[start:end], start
	}
	return objects, nil
}

// references returns the object numbers that follow key ("a 0 R b 0 R …") in the
// dictionary of object n; none when the key is absent.
func references(objects [][]byte, n int, key string) ([]int, error) {
	_, after, found := bytes.Cut(objects[n], []byte(key))
	if !found {
		return nil, nil
	}
	line, _, _ := bytes.Cut(after, []byte("\n"))
	fields := strings.Fields(strings.TrimRight(string(line), "] "))
	var refs []int
	for i := 0; i+2 < len(fields); i += 3 {
		ref, err := strconv.Atoi(fields[i])
		if err != nil || fields[i+1] != "0" || fields[i+2] != "R" || ref < 1 || ref >= len(objects) {
			return nil, fmt.Errorf("gopdf 的对象 %d 引用有误：%q", n, line)
		}
		refs = append(refs, ref)
	}
	return refs, nil
}

// streamOf returns the bytes of the unfiltered stream that object n is.
func streamOf(objects [][]byte, n int) ([]byte, error) {
	head, data, found := bytes.Cut(objects[n], []byte("stream\n"))
	_, value, hasLength := bytes.Cut(head, []byte("/Length "))
	digits, _, _ := bytes.Cut(value, []byte("\n"))
	length, err := strconv.Atoi(string(digits))
	if !found || !hasLength || err != nil || bytes.Contains(head, []byte("/Filter")) ||
		length > len(data) || !bytes.HasPrefix(data[length:], []byte("endstream\n")) {
		return nil, fmt.Errorf("gopdf 的对象 %d 不是未压缩的内容流", n)
	}
	return data[:length], nil
}
