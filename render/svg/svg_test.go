package svg_test

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"nianbao/fonts"
	"nianbao/render/page"
	"nianbao/render/svg"
)

const mm = page.Millimetre

// draw draws runs and the rest on a page and fails the test when the result is no XML.
func draw(t *testing.T, pg page.Page) string {
	t.Helper()
	faces, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	pg.Width, pg.Height = 210*mm, 297*mm
	b, err := svg.Page(nil, &pg, faces, func(key string) string { return "f-" + key })
	if err != nil {
		t.Fatal(err)
	}
	for d := xml.NewDecoder(strings.NewReader(string(b))); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%v in %s", err, b)
		}
	}
	return string(b)
}

func TestPage(t *testing.T) {
	pt := page.Point
	for name, c := range map[string]struct {
		page page.Page
		want string
	}{
		"text":          {page.Page{Runs: []page.Run{{X: 10 * pt, Y: 20 * pt, Face: "仿宋", Size: 16 * pt, Spacing: -pt / 4, Text: "依法"}}}, `<text data-r="0" font-family="f-仿宋" font-size="16" y="20" x="10 25.75">依法</text>`},
		"escaped":       {page.Page{Runs: []page.Run{{Face: "西文", Size: 16 * pt, Text: "<&>\""}}}, `>&lt;&amp;&gt;&quot;</text>`},
		"beyond BMP":    {page.Page{Runs: []page.Run{{Face: "生僻字", Size: 10 * pt, Text: "𬭚𬭚", Y: pt}}}, ` y="1"><tspan x="0">𬭚</tspan><tspan x="10">𬭚</tspan></text>`},
		"narrowed":      {page.Page{Runs: []page.Run{{X: 5 * pt, Y: 9 * pt, Face: "小标宋", Size: 20 * pt, Scale: 800, Spacing: 4 * pt, Color: page.Color{R: 255}, Text: "机关"}}}, `fill="#FF0000" transform="matrix(0.8 0 0 1 5 9)" x="0 25">`},
		"turned":        {page.Page{Runs: []page.Run{{X: 5 * pt, Y: 9 * pt, Face: "宋体", Size: 14 * pt, Turned: true, Text: "—"}}}, `transform="matrix(0 1 -1 0 5 9)" x="0">`},
		"rule":          {page.Page{Rules: []page.Rule{{X1: pt, Y1: 2 * pt, X2: 3 * pt, Y2: 2 * pt, Weight: pt / 2}}}, `<line x1="1" y1="2" x2="3" y2="2" stroke="#000000" stroke-width="0.5"/>`},
		"filled shape":  {page.Page{Shapes: []page.Shape{{Points: []page.Vertex{{}, {X: pt}, {Y: pt}}, Filled: true, Fill: page.Color{G: 16}}}}, `<path d="M0 0L1 0L0 1Z" fill="#001000"/>`},
		"stroked shape": {page.Page{Shapes: []page.Shape{{Points: []page.Vertex{{}, {X: pt}, {Y: pt}}, Weight: pt}}}, `<path d="M0 0L1 0L0 1" fill="none" stroke="#000000" stroke-width="1" stroke-linejoin="round"/>`},
		"seal":          {page.Page{Places: []page.Place{{Kind: page.PlaceSeal, For: "甲局", Width: 10 * pt, Height: 10 * pt}}}, `<ellipse class="place" fill="none" cx="5" cy="5" rx="5" ry="5"><title>印章的位置（甲局）</title></ellipse>`},
		"stamp":         {page.Page{Places: []page.Place{{Kind: page.PlaceStamp, For: "张三", Width: 10 * pt, Height: 10 * pt}}}, `height="10"><title>签名章的位置（张三）</title></rect>`},
	} {
		if got := draw(t, c.page); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s\nwant %s", name, got, c.want)
		}
	}
}

func TestUnknownFace(t *testing.T) {
	faces := fonts.NewSet()
	if _, err := svg.Page(nil, &page.Page{Runs: []page.Run{{Face: "无", Text: "字"}}}, faces, strings.ToLower); err == nil || !strings.Contains(err.Error(), "无") {
		t.Errorf("error %v", err)
	}
}
