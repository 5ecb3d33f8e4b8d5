package pdf

import (
	"fmt"
	"strings"

	"nianbao/render/page"
)

// The finishing stage: gopdf's pages, exact and with real fonts, put together with
// all that gopdf does not write. What PDF/A-1 asks of each object stands in
// ISO 19005-1 clause 6; check_test.go checks it without other programs.

// finish returns the finished file; drawn is gopdf's.
func (d *document) finish(drawn []byte) ([]byte, error) {
	contents, err := split(drawn, len(d.pages.Pages))
	if err != nil {
		return nil, err
	}
	size := 16 << 10
	for _, u := range d.faces {
		if err := u.embedFace(); err != nil {
			return nil, err
		}
		size += len(u.program.font.Program)*3/4 + 16*len(u.runes) + 1024
	}
	for i := range contents {
		if contents[i], err = d.rewrite(i, contents[i]); err != nil {
			return nil, err
		}
		size += len(contents[i])/2 + 512
	}
	for i := range d.pages.Files {
		size += len(d.pages.Files[i].Content) + 512
	}
	defer func() {
		for _, u := range d.faces {
			u.program.font.Release()
		}
	}()
	return d.assemble(newFile(d.claim().version, size), contents)
}

// assemble writes the objects of the file.
func (d *document) assemble(f *file, contents [][]byte) ([]byte, error) {
	catalog, tree, info := f.reserve(), f.reserve(), f.reserve()
	infoDict, xmp, err := describe(d.pages.Info, d.claim())
	if err != nil {
		return nil, err
	}
	f.object(info, infoDict)

	fonts := make(map[*faceUse]int, len(d.faces))
	for _, u := range d.faces {
		fonts[u] = f.reserve()
		writeFace(f, fonts[u], u)
	}
	pages := make([]int, len(d.pages.Pages))
	for i := range pages {
		pages[i] = f.reserve()
		content := f.reserve()
		f.packed(content, "", contents[i])
		f.object(pages[i], d.pageDict(i, tree, content, fonts))
	}
	f.object(tree, pageTree(pages))
	f.object(catalog, d.catalogDict(f, tree, pages, xmp))
	return f.finish(catalog, info)
}

// pageDict returns the dictionary of page i. Its resources name the fonts of this
// page and nothing else.
func (d *document) pageDict(i, parent, content int, fonts map[*faceUse]int) string {
	pg := &d.pages.Pages[i]
	used := map[*faceUse]bool{}
	for _, pc := range d.text[i] {
		used[pc.face] = true
	}
	resources := ""
	for _, u := range d.faces { // in order, so that equal documents are equal files
		if used[u] {
			resources += fmt.Sprintf("/%s %d 0 R", u.name, fonts[u])
		}
	}
	if resources != "" {
		resources = "/Font<<" + resources + ">>"
	}
	width := appendFixed(nil, scaled(pg.Width, exactDecimals), exactDecimals)
	height := appendFixed(nil, scaled(pg.Height, exactDecimals), exactDecimals)
	structure := ""
	if d.tags != nil && len(d.tags.pages[i]) > 0 {
		structure = fmt.Sprintf("/StructParents %d", i)
	}
	return fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources<<%s>>/Contents %d 0 R%s>>",
		parent, width, height, resources, content, structure)
}

// pageTree returns the one node above all pages.
func pageTree(pages []int) string {
	var kids strings.Builder
	for i, n := range pages {
		if i > 0 {
			kids.WriteByte(' ')
		}
		fmt.Fprintf(&kids, "%d 0 R", n)
	}
	return fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids.String())
}

// catalogDict writes what hangs on the catalog and returns its dictionary.
func (d *document) catalogDict(f *file, tree int, pages []int, xmp string) string {
	metadata, profile := f.reserve(), f.reserve()
	// never filtered: ISO 19005-1 6.7.2 wants programs that know no PDF to find it
	f.stream(metadata, "/Type/Metadata/Subtype/XML", []byte(xmp), plain)
	f.stream(profile, "/N 3/Alternate/DeviceRGB", packedProfile(), deflated)

	var b strings.Builder
	fmt.Fprintf(&b, "<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R", tree, metadata)
	fmt.Fprintf(&b, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(%s)/DestOutputProfile %d 0 R>>]",
		profileName, profile)
	if lang := d.pages.Info.Language; lang != "" {
		fmt.Fprintf(&b, "/Lang(%s)", lang)
	}
	if d.tags != nil {
		fmt.Fprintf(&b, "/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R", d.tags.write(f, pages))
	}
	b.WriteString("/ViewerPreferences<</DisplayDocTitle true>>")
	b.WriteString(pageLabels(d.pages.Pages))
	if root := bookmarks(d.pages.Pages, func(i int) int { return pages[i] }); len(root.children) > 0 {
		fmt.Fprintf(&b, "/PageMode/UseOutlines/Outlines %d 0 R", writeOutline(f, root))
	}
	b.WriteString(d.enclose(f))
	b.WriteString(">>")
	return b.String()
}

// pageLabels returns the entry that makes a reader show the printed page numbers
// (ISO 32000-1 12.4.2); empty when no page has one. A page without a number, such
// as the blank one before 版记 (GB/T 9704—2012 7.5), is shown as "-".
func pageLabels(pages []page.Page) string {
	var nums strings.Builder
	numbered, next := false, -1 // next: the number that continues the range
	for i, pg := range pages {
		switch {
		case pg.Number > 0 && pg.Number != next:
			fmt.Fprintf(&nums, "%d<</S/D/St %d>>", i, pg.Number)
		case pg.Number <= 0 && next != 0:
			fmt.Fprintf(&nums, "%d<</P(-)>>", i)
		}
		if pg.Number > 0 {
			numbered, next = true, pg.Number+1
		} else {
			next = 0
		}
	}
	if !numbered {
		return ""
	}
	return "/PageLabels<</Nums[" + nums.String() + "]>>"
}
