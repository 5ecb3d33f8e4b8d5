package docx

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"nianbao/render/doc"
)

// order is the sequence of children the schema asks for (ISO/IEC 29500-1 annex A,
// wml.xsd), by their parent. Programs other than Word repair a file that breaks it.
var order = map[string]string{
	"pPr":    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
	"rPr":    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
	"tblPr":  "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
	"tcPr":   "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
	"sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
	"tbl":    "tblPr tblGrid tr", "tr": "tblPrEx trPr tc", "tc": "tcPr p tbl", "p": "pPr bookmarkStart r bookmarkEnd",
	"tblBorders": "top left start bottom right end insideH insideV", "tcBorders": "top left start bottom right end insideH insideV", "pBdr": "top left bottom right between bar",
	"tblCellMar": "top left start bottom right end",
	"style":      "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr trPr tcPr",
	"styles":     "docDefaults latentStyles style", "docDefaults": "rPrDefault pPrDefault",
	"font":     "altName panose1 charset family notTrueType pitch sig embedRegular",
	"settings": "writeProtection view zoom defaultTabStop evenAndOddHeaders drawingGridHorizontalSpacing drawingGridVerticalSpacing characterSpacingControl compat themeFontLang",
	"ser":      "idx order tx spPr invertIfNegative marker dPt dLbls trendline errBars cat val smooth shape", "dLbl": "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator",
	"dLbls": "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator showLeaderLines",
	"catAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt", "valAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt crossBetween majorUnit",
	"scaling": "logBase orientation max min", "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId", "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
	"plotArea": "layout barChart lineChart catAx valAx dTable spPr", "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs", "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart spPr txPr externalData",
	"anchor": "simplePos positionH positionV extent effectExtent wrapNone wrapSquare wrapTight wrapThrough wrapTopAndBottom docPr cNvGraphicFramePr graphic", "inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
}

// TestSchemaOrder walks every part.
func TestSchemaOrder(t *testing.T) {
	joint := sample()
	head := joint.Blocks[0].(doc.Letterhead)
	head.Organs = append(head.Organs, run("乙局"))
	joint.Blocks[0] = head
	bar, line := sample(), sample()
	for i, b := range bar.Blocks {
		if f, ok := b.(doc.Figure); ok {
			f.Shape = doc.ChartBar
			bar.Blocks[i] = f
			f.Shape = doc.ChartLine
			line.Blocks[i] = f
		}
	}
	for _, d := range []doc.Document{sample(), joint, bar, line} {
		for name, part := range write(t, d) {
			inOrder(t, name, part)
		}
	}
}

func inOrder(t *testing.T, name, part string) {
	t.Helper()
	type level struct {
		name string
		at   int
	}
	var stack []level
	dec := xml.NewDecoder(strings.NewReader(part))
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			if n := len(stack); n > 0 && !strings.Contains(x.Name.Space, "drawingml/2006/main") && !strings.Contains(x.Name.Space, "nianbao") {
				up := &stack[n-1]
				if list, ok := order[up.name]; ok {
					at := slices.Index(strings.Fields(list), x.Name.Local)
					if at < 0 || at < up.at && !(up.name == "p" || up.name == "chart" && x.Name.Local == "chart") {
						t.Errorf("%s: %s stands wrong in %s", name, x.Name.Local, up.name)
					}
					up.at = at
				}
			}
			stack = append(stack, level{name: x.Name.Local})
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		}
	}
}
