package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// correct FROM.docx TO.docx OLD NEW...: changes the text of a DOCX as a person would.
// OLD must be there. The last may be LIST: a file of lines OLD=>NEW in XML, for tracked
// changes and comments.
func correct(ts *testscript.TestScript, neg bool, args []string) {
	from := ts.ReadFile(args[0])
	z, err := zip.NewReader(strings.NewReader(from), int64(len(from)))
	ts.Check(err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	changes := args[2:]
	if len(changes) == 1 {
		list := ts.ReadFile(changes[0])
		changes = nil
		for line := range strings.Lines(list) {
			was, now, ok := strings.Cut(strings.TrimRight(line, "\n"), "=>")
			if ok {
				changes = append(changes, was, now)
			}
		}
	}
	for _, f := range z.File {
		in, err := f.Open()
		ts.Check(err)
		data, err := io.ReadAll(in)
		ts.Check(err)
		if text := string(data); f.Name == "word/document.xml" {
			for i := 0; i+1 < len(changes); i += 2 {
				if !strings.Contains(text, changes[i]) {
					ts.Fatalf("no %s in %s", changes[i], args[0])
				}
				text = strings.Replace(text, changes[i], changes[i+1], 1)
			}
			data = []byte(text)
		}
		part, err := w.Create(f.Name)
		ts.Check(err)
		_, err = part.Write(data)
		ts.Check(err)
	}
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out.Bytes(), 0o644))
}
