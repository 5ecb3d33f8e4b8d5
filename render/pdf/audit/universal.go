package audit

import (
	"fmt"
	"strings"
)

// Universal returns every rule of PDF/UA-1 (ISO 14289-1) the file breaks that a
// program can judge and that applies to what the writer makes. It does not ask for
// the claim of clause 5: PDF/UA-1 stands on ISO 32000-1, a file of PDF 1.4 keeps its
// rules without calling itself so.
func Universal(f *File) []Fault {
	u := &reader{File: f}
	c := f.Catalog()
	if f.Dict(c["MarkInfo"])["Marked"] != true {
		u.add("6.2", "not marked")
	}
	if f.Dict(c["MarkInfo"])["Suspects"] == true {
		u.add("7.1", "suspects")
	}
	if f.Dict(c["ViewerPreferences"])["DisplayDocTitle"] != true {
		u.add("7.1", "the window shows the file's name, not the title")
	}
	if x, _ := readPacket(f.Data(c["Metadata"])); x[dc+"title"] == "" {
		u.add("7.1", "no dc:title")
	}
	if !language.MatchString(Text(c["Lang"])) {
		u.add("7.2", "no language")
	}
	for i, p := range f.Pages() {
		u.page(i, p)
	}
	u.outline(c)
	top, faults := Structure(f)
	for _, fault := range faults {
		u.add("7.1", "%s", fault.Text)
	}
	if top != nil {
		u.headings(top)
		top.Walk(u.element)
	}
	return u.faults
}

type reader struct {
	*File
	faults []Fault
}

func (u *reader) add(rule, format string, args ...any) {
	u.faults = append(u.faults, Fault{rule, fmt.Sprintf(format, args...)})
}

// page: all content is marked, none inside other; lines are artifacts; links are
// tagged and read in the order of the structure.
func (u *reader) page(i int, p Ref) {
	c := u.Content(p)
	for _, fault := range c.Faults {
		if fault.Rule == "7.1" {
			u.add("7.1", "page %d: %s", i+1, fault.Text)
		}
	}
	d := u.Dict(p)
	for _, a := range u.List(d["Annots"]) {
		if annotation := u.Dict(a); annotation["Contents"] == nil || annotation["StructParent"] == nil {
			u.add("7.18", "page %d: annotation without Contents, or in no element", i+1)
		}
		if d["Tabs"] != Name("S") {
			u.add("7.18", "page %d: annotations in no order", i+1)
		}
	}
}

// outline: bookmarks have titles, true counts and a place on a page.
func (u *reader) outline(c Dict) {
	pages := map[any]bool{}
	for _, p := range u.Pages() {
		pages[p] = true
	}
	var walk func(parent any, depth int) int64
	walk = func(parent any, depth int) (n int64) {
		d := u.Dict(parent)
		var last any
		for next := d["First"]; next != nil && depth < maxDepth; next = u.Dict(next)["Next"] {
			item := u.Dict(next)
			dest, direct := item["Dest"].([]any)
			if Text(item["Title"]) == "" || item["Parent"] != parent || item["Prev"] != last || !direct || !pages[dest[0]] {
				u.add("12.3.3", "bookmark %q: %v", Text(item["Title"]), item)
			}
			n += 1 + walk(next, depth+1)
			last = next
		}
		if count, _ := d["Count"].(int64); count != n || d["Last"] != last {
			u.add("12.3.3", "bookmark %q: Count %v of %d, Last %v", Text(d["Title"]), d["Count"], n, d["Last"])
		}
		return n
	}
	if c["Outlines"] != nil {
		walk(c["Outlines"], 0)
	}
}

// headings begin with H1 and leave none out (7.4.2).
func (u *reader) headings(top *Element) {
	last := 0
	top.Walk(func(e *Element, _ []*Element) {
		if len(e.Kind) != 2 || e.Kind[0] != 'H' || e.Kind[1] < '1' || e.Kind[1] > '6' {
			if e.Kind == "H" {
				u.add("7.4.4", "H beside numbered headings")
			}
			return
		}
		level := int(e.Kind[1] - '0')
		if level > last+1 {
			u.add("7.4.2", "H%d behind H%d: %.20s", level, last, e.Read())
		}
		last = level
	})
}

// inside says what an element may stand in; those not listed may stand anywhere.
var inside = map[string]string{
	"LI": " L ", "Lbl": " LI Note ", "LBody": " LI ", "TR": " Table THead TBody TFoot ", "TH": " TR ", "TD": " TR ",
	"THead": " Table ", "TBody": " Table ", "TFoot": " Table ",
}

// within says what an element may have inside; those not listed may have anything.
var within = map[string]string{
	"L": " LI Caption L ", "LI": " Lbl LBody ", "Table": " TR THead TBody TFoot Caption ", "TR": " TH TD ",
	"THead": " TR ", "TBody": " TR ", "TFoot": " TR ",
}

func (u *reader) element(e *Element, around []*Element) {
	if allowed := inside[e.Kind]; allowed != "" {
		if n := len(around); n == 0 || !strings.Contains(allowed, " "+around[n-1].Kind+" ") {
			u.add("7.2", "%s in the wrong place: %.20s", e.Kind, e.Read())
		}
	}
	captions := 0
	for i, k := range e.Kids {
		if allowed := within[e.Kind]; allowed != "" && !strings.Contains(allowed, " "+k.Kind+" ") {
			u.add("7.2", "%s inside %s: %.20s", k.Kind, e.Kind, k.Read())
		}
		if k.Kind == "Caption" {
			if captions++; captions > 1 || i > 0 && i < len(e.Kids)-1 {
				u.add("7.2", "the caption stands in the middle: %.20s", k.Read())
			}
		}
	}
	if strings.Contains(" L Table TR ", " "+e.Kind+" ") && e.Text != "" {
		u.add("7.2", "%s has text of its own: %.20s", e.Kind, e.Text)
	}
	switch e.Kind {
	case "Table":
		u.table(e)
	case "Figure", "Formula":
		if strings.TrimSpace(e.Alt) == "" {
			u.add("7.3", "%s without Alt", e.Kind)
		}
	case "TH":
		if s := e.Table["Scope"]; s != Name("Column") && s != Name("Row") && s != Name("Both") {
			u.add("7.5", "head %.20q has Scope %v", e.Read(), s)
		}
	case "Note":
		u.add("7.9", "Note without ID")
	}
}

// table: every row covers the same columns, and nothing is covered twice (7.2).
func (u *reader) table(e *Element) {
	var rows []*Element
	e.Walk(func(k *Element, around []*Element) {
		if k.Kind == "TR" {
			rows = append(rows, k)
		}
	})
	columns := -1
	below := map[int]int{} // column → rows below it still covered
	for i, row := range rows {
		n := len(below)
		next := map[int]int{}
		for col, left := range below {
			if left > 1 {
				next[col] = left - 1
			}
		}
		col := 0
		for _, cell := range row.Kids {
			for below[col] > 0 {
				col++
			}
			cols, tall := span(cell, "ColSpan"), span(cell, "RowSpan")
			for range cols {
				if below[col] > 0 {
					u.add("7.2", "row %d covers column %d twice", i+1, col+1)
				}
				if tall > 1 {
					next[col] = tall - 1
				}
				n++
				col++
			}
		}
		if columns < 0 {
			columns = n
		}
		if n != columns {
			u.add("7.2", "row %d has %d columns, the first %d", i+1, n, columns)
		}
		below = next
	}
	if len(below) > 0 {
		u.add("7.2", "a cell reaches below the table")
	}
}

func span(e *Element, key string) int {
	if n, is := e.Table[key].(int64); is && n > 0 {
		return int(n)
	}
	return 1
}
