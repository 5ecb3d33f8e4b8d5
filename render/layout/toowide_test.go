package layout_test

import (
	"testing"

	"nianbao/fonts"
	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/gbt9704"
	"nianbao/render/layout"
)

// TestTableTooWide: a table of which no size of type saves the numbers is reported where
// it is asked for; one that a smaller size saves is not.
func TestTableTooWide(t *testing.T) {
	faces, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		columns int
		want    string
	}{{15, ""}, {60, "表“很宽”有 60 列，最小的字也排不下，数和字会拆开、重叠"}} {
		tab := doc.Table{Grid: true, Caption: "很宽", Pos: diag.Pos{File: "甲.yaml", Line: 3, Col: 5}}
		head, row := make([]doc.HeadCell, c.columns), make([]string, c.columns)
		for i := range head {
			head[i], row[i] = doc.HeadCell{Text: "列"}, "1234"
		}
		tab.Head, tab.Rows = [][]doc.HeadCell{head}, [][]string{row}
		s := gbt9704.Standard()
		_, found := layout.Lay(doc.Document{Blocks: []doc.Block{tab}}, &s, faces)
		got := ""
		for _, f := range found {
			got += f.Message
			if f.Pos != tab.Pos || f.Code != "L22" {
				t.Errorf("%v", f)
			}
		}
		if got != c.want {
			t.Errorf("%d columns: %q, want %q", c.columns, got, c.want)
		}
	}
}
