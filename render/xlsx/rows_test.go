package xlsx

import (
	"bytes"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"nianbao/render/doc"
)

// TestRowsAsExcelize: a row is, byte for byte, what excelize's StreamWriter makes of it.
func TestRowsAsExcelize(t *testing.T) {
	texts := []string{"", "文字", " 前后 ", "两\n行", "制表\t符", "回\r车", "a<b>&\"c\"'", "_x0041_", "_x005F_x0041_", "_x005f_", "_x00G1_", "_x0041", "x_x1234_，_x5678_",
		"坏\xff字节", "\x01控制", "\uFFFE", "\uFFFD", "𠮷", "\n", "=1+1"}
	numbers := []*big.Rat{big.NewRat(0, 1), big.NewRat(-7, 2), big.NewRat(1, 3), big.NewRat(123456789012345, 100), big.NewRat(1, 1<<40)}
	var values []value
	for i, s := range texts {
		values = append(values, value{set: true, style: i % 3, text: s}, value{}, value{set: true, formula: "A1&\"<" + s + "\"", text: s})
	}
	for i, n := range numbers {
		values = append(values, value{set: true, style: i, number: n}, value{set: true, formula: "B2/3", number: n})
	}
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	var r rows
	for i, row := range []doc.Row{{}, {Level: 3, Folded: true}} {
		height := []float64{plainRow, 33.75}[i]
		var cells []any
		for _, v := range values {
			var content any = v.text
			switch {
			case !v.set:
				cells = append(cells, nil)
				continue
			case v.number != nil:
				content, _ = v.number.Float64()
			case v.text == "" && v.formula == "":
				content = nil
			}
			cells = append(cells, excelize.Cell{StyleID: v.style, Formula: v.formula, Value: content})
		}
		opts := excelize.RowOpts{OutlineLevel: row.Level, Hidden: row.Folded}
		if height != plainRow {
			opts.Height = height
		}
		if err := w.SetRow(fmt.Sprint("A", i+1), cells, opts); err != nil {
			t.Fatal(err)
		}
		r.begin(i+1, height, &row)
		for j := range values {
			if values[j].set {
				r.cell(j, i+1, &values[j])
			}
		}
		if err := r.end(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	theirs := unzip(t, out.Bytes())["xl/worksheets/sheet1.xml"]
	_, theirs, _ = strings.Cut(theirs, "<sheetData>")
	theirs, _, _ = strings.Cut(theirs, "</sheetData>")
	ours := bytes.Buffer{}
	if err := r.each(func(p []byte) error { ours.Write(p); return nil }); err != nil {
		t.Fatal(err)
	}
	a, b := strings.Split(theirs, "</c>"), strings.Split(ours.String(), "</c>")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("excelize %q\nours     %q", a[i], b[i])
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d cells, excelize has %d", len(b), len(a))
	}
}

// TestRowsInPieces: rows that are squeezed meanwhile come back as they were.
func TestRowsInPieces(t *testing.T) {
	var small, large rows
	n := 0
	for ; large.packed.empty() || n%7 != 0; n++ {
		v := value{set: true, text: strings.Repeat(fmt.Sprint("第", n, "家。"), 400)}
		large.begin(n+1, plainRow, &doc.Row{})
		large.cell(n%30, n+1, &v)
		if err := large.end(); err != nil {
			t.Fatal(err)
		}
		small.begin(n+1, plainRow, &doc.Row{})
		small.cell(n%30, n+1, &v)
		small.text.WriteString("</row>")
	}
	if err := large.close(); err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := large.each(func(p []byte) error { got.Write(p); return nil }); err != nil {
		t.Fatal(err)
	}
	if n < 100 || !bytes.Equal(got.Bytes(), small.text.Bytes()) {
		t.Errorf("%d rows: %d bytes came back, %d went in", n, got.Len(), small.text.Len())
	}
}

// TestLiteral: of two that share a mark each is kept; excelize lets the second go.
func TestLiteral(t *testing.T) {
	for in, want := range map[string]string{
		"第_x1234_x5678_": "第_x005F_x1234_x005F_x5678_", "_x12_x1234": "_x12_x1234", "_x005F_": "_x005F_x005F_",
	} {
		if got := literal(in); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
