package pdf

import (
	"fmt"

	"nianbao/render/page"
)

// Bookmarks. gopdf v0.37.0 writes a flat list whose parents carry no /Count, and
// destinations measured from the page height of the first page; the tree is made
// here from the marks of the pages instead (ISO 32000-1 12.3.3).

// bookmark is one item of the outline.
type bookmark struct {
	object   int
	title    string
	dest     string
	level    int
	children []*bookmark
}

// bookmarks returns the tree of the marks of all pages. A mark belongs to the last
// one before it of a smaller level, whether or not levels are left out between.
// pageObject gives the object number of page i.
func bookmarks(pages []page.Page, pageObject func(i int) int) *bookmark {
	root := &bookmark{}
	path := []*bookmark{root}
	for i := range pages {
		pg := &pages[i]
		for _, m := range pg.Marks {
			for len(path) > 1 && path[len(path)-1].level >= m.Level {
				path = path[:len(path)-1]
			}
			top := appendFixed(nil, scaled(pg.Height-m.Y, 0), 0) // where a window begins: whole points do
			item := &bookmark{
				title: oneLine(m.Title),
				level: m.Level,
				dest:  fmt.Sprintf("[%d 0 R/XYZ 0 %s null]", pageObject(i), top),
			}
			parent := path[len(path)-1]
			parent.children = append(parent.children, item)
			path = append(path, item)
		}
	}
	return root
}

// visible returns how many items stand below b when all are open, as they are.
func (b *bookmark) visible() int {
	n := len(b.children)
	for _, c := range b.children {
		n += c.visible()
	}
	return n
}

// write writes b's items and returns the entries that tie b to them. The
// destination stands in the item itself: Apache Preflight refuses an indirect one.
func (b *bookmark) write(f *file) string {
	if len(b.children) == 0 {
		return ""
	}
	for _, c := range b.children {
		c.object = f.reserve()
	}
	for i, c := range b.children {
		siblings := ""
		if i > 0 {
			siblings += fmt.Sprintf("/Prev %d 0 R", b.children[i-1].object)
		}
		if i < len(b.children)-1 {
			siblings += fmt.Sprintf("/Next %d 0 R", b.children[i+1].object)
		}
		f.object(c.object, fmt.Sprintf("<</Title%s/Parent %d 0 R%s%s/Dest%s>>", textString(c.title), b.object, siblings, c.write(f), c.dest))
	}
	return fmt.Sprintf("/First %d 0 R/Last %d 0 R/Count %d", b.children[0].object, b.children[len(b.children)-1].object, b.visible())
}

// writeOutline writes the outline of the document and returns its object number.
func writeOutline(f *file, root *bookmark) int {
	root.object = f.reserve()
	f.object(root.object, "<</Type/Outlines"+root.write(f)+">>")
	return root.object
}
