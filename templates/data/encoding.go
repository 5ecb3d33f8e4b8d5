// encoding.go turns the bytes of a text file into UTF-8: what Notepad, WPS and older
// programs on a Chinese Windows write is read as well.
package data

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"nianbao/render/diag"
)

// Encodings a text file may have, by the names their users know.
const (
	EncodingUTF8    = ""
	EncodingUTF16   = "UTF-16"
	EncodingGB18030 = "GB18030"
)

// UTF8 gives content as UTF-8 without a byte order mark, and the encoding it had. A
// mark tells UTF-16; without one, text whose every other byte is 0 is UTF-16 too. What
// is no UTF-8 but reads as GB18030 (which holds GBK and GB2312) is that. ok is false
// when it is none of these; content is then as it was.
func UTF8(content []byte) (text []byte, from string, ok bool) {
	text = bytes.TrimPrefix(content, []byte("\xEF\xBB\xBF"))
	if bytes.IndexByte(text, 0) < 0 && utf8.Valid(text) { // nearly every file
		return text, EncodingUTF8, true
	}
	if is, order := utf16(content); is {
		text, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(content)
		if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
			return content, EncodingUTF16, false
		}
		return text, EncodingUTF16, true
	}
	if utf8.Valid(text) {
		return text, EncodingUTF8, true
	}
	if bytes.IndexByte(text, 0) >= 0 || mostlyUTF8(text) {
		return text, EncodingUTF8, false
	}
	text, ok = decoded(simplifiedchinese.GB18030, content)
	return text, EncodingGB18030, ok
}

func decoded(e encoding.Encoding, content []byte) ([]byte, bool) {
	text, err := e.NewDecoder().Bytes(content)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return content, false
	}
	return text, true
}

// utf16 tells UTF-16 and its byte order, by its mark or by the zero bytes that every
// ASCII character leaves: keys of a data file stand on lines with a colon and a line
// end each.
func utf16(content []byte) (bool, unicode.Endianness) {
	switch {
	case bytes.HasPrefix(content, []byte{0xFF, 0xFE}):
		return true, unicode.LittleEndian
	case bytes.HasPrefix(content, []byte{0xFE, 0xFF}):
		return true, unicode.BigEndian
	}
	var zeros [2]int
	for i, c := range content {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case len(content)%2 != 0, zeros[0]+zeros[1] == 0:
	case mostlyUTF8(content): // with a stray zero byte behind a line end, like one of UTF-16
	case zeros[1] > zeros[0] && lines16(content, 0):
		return true, unicode.LittleEndian
	case zeros[0] > zeros[1] && lines16(content, 1):
		return true, unicode.BigEndian
	}
	return false, unicode.LittleEndian
}

// lines16 tells that content has the line ends of UTF-16 text, whose low byte stands at
// low, and no other control characters.
func lines16(content []byte, low int) bool {
	ends := false
	for i := 0; i+1 < len(content); i += 2 {
		c, high := content[i+low], content[i+1-low]
		if high == 0 && c < 0x20 && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
		ends = ends || high == 0 && c == '\n'
	}
	return ends
}

// mostlyUTF8 tells UTF-8 with a damaged place from another encoding: GBK text read as
// UTF-8 is wrong at nearly every character.
func mostlyUTF8(content []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(content); {
		r, n := utf8.DecodeRune(content[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 2: // two bytes of GBK may look like a character of two bytes
			good++
		}
		i += n
	}
	return good > 4*bad
}

// EncodingNote says once that a file is in another encoding than UTF-8.
func (s *Source) EncodingNote() diag.List {
	if s.Encoding == EncodingUTF8 {
		return nil
	}
	return diag.List{diag.Hintf(diag.Pos{File: s.Name}, codeEncoding, "文件是 %s 编码，已照读", s.Encoding).Do("以后用记事本另存为时“编码”选 UTF-8，别的程序也认得")}
}

// Encode gives a writer that turns UTF-8 into charset, by its name or the number of
// its Windows code page; what charset cannot hold becomes a question mark. UTF-8 and
// charsets not known are left as they are.
func Encode(w io.Writer, charset string) io.Writer {
	var e encoding.Encoding
	switch strings.ToUpper(strings.NewReplacer("-", "", "_", "").Replace(charset)) {
	case "936", "CP936", "GBK", "GB2312", "EUCCN":
		e = simplifiedchinese.GBK
	case "54936", "GB18030":
		e = simplifiedchinese.GB18030
	case "950", "CP950", "BIG5":
		e = traditionalchinese.Big5
	default:
		return w
	}
	return &encoder{w, e}
}

// encoder encodes each piece written as a whole: those of a program's messages end with
// a line.
type encoder struct {
	to io.Writer
	by encoding.Encoding
}

// Write encodes p; it reports all of p as written, or nothing.
func (e *encoder) Write(p []byte) (int, error) {
	text, err := encoding.ReplaceUnsupported(e.by.NewEncoder()).Bytes(p)
	if err != nil {
		return 0, err
	}
	if _, err := e.to.Write(bytes.ReplaceAll(text, []byte{encoding.ASCIISub}, []byte("?"))); err != nil {
		return 0, err
	}
	return len(p), nil
}
