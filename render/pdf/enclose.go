package pdf

import (
	"crypto/md5"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"nianbao/render/deflate"
	"nianbao/render/page"
)

// Files that travel inside the file (ISO 19005-3 6.8): each with its type, its name
// twice and what it is to the pages.

// checkFiles refuses what no reader could hand out again.
func checkFiles(files []page.File) error {
	seen := map[string]bool{}
	for _, f := range files {
		switch {
		case oneLine(f.Name) == "" || strings.ContainsAny(f.Name, `/\`):
			return fmt.Errorf("随文件走的附件名“%s”不能用", f.Name)
		case seen[f.Name]:
			return fmt.Errorf("随文件走的附件有两个都叫“%s”", f.Name)
		case strings.Count(f.Type, "/") != 1:
			return fmt.Errorf("附件“%s”没有类型", f.Name)
		case f.Relation != page.RelationSource && f.Relation != page.RelationData:
			return fmt.Errorf("附件“%s”没有说明与报告是什么关系", f.Name)
		}
		seen[f.Name] = true
	}
	return nil
}

// enclose writes the files and returns the entries of the catalog that name them.
func (d *document) enclose(f *file) string {
	if len(d.pages.Files) == 0 {
		return ""
	}
	files := slices.Clone(d.pages.Files)
	// names stand in the order of their bytes, ISO 32000-1 7.9.6
	slices.SortFunc(files, func(a, b page.File) int { return strings.Compare(textString(a.Name), textString(b.Name)) })
	names, refs := "", ""
	for i, in := range files {
		content, spec := f.reserve(), f.reserve()
		d.embed(f, content, in)
		fallback := fmt.Sprintf("%d%s", i+1, plainASCII(path.Ext(in.Name))) // for readers that know no UF
		f.object(spec, fmt.Sprintf("<</Type/Filespec/F(%s)/UF%s/Desc%s/AFRelationship/%s/EF<</F %d 0 R/UF %[5]d 0 R>>>>",
			fallback, textString(in.Name), textString(oneLine(in.About)), in.Relation, content))
		names += fmt.Sprintf("%s %d 0 R", textString(in.Name), spec)
		refs += fmt.Sprintf(" %d 0 R", spec)
	}
	return fmt.Sprintf("/AF[%s]/Names<</EmbeddedFiles<</Names[%s]>>>>", strings.TrimPrefix(refs, " "), names)
}

// embed writes the stream of one file: as it is when packing gains nothing, as with a
// workbook, which is packed already.
func (d *document) embed(f *file, n int, in page.File) {
	dates := ""
	if day, err := time.Parse(time.DateOnly, d.pages.Info.Date); err == nil { // describe has refused any other
		dates = fmt.Sprintf("/CreationDate(%s)/ModDate(%[1]s)", pdfDate(day))
	}
	dict := fmt.Sprintf("/Type/EmbeddedFile/Subtype/%s/Params<</Size %d%s/CheckSum<%X>>>",
		strings.ReplaceAll(in.Type, "/", "#2F"), len(in.Content), dates, md5.Sum(in.Content))
	var packed file
	if deflate.Zlib(&packed, in.Content); len(packed.buf) < len(in.Content)*9/10 {
		f.stream(n, dict, packed.buf, deflated)
		return
	}
	f.stream(n, dict, in.Content, plain)
}

// plainASCII is s without what a literal string of PDF would need escapes for.
func plainASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(alphanumeric+".-_", r) {
			return r
		}
		return -1
	}, s)
}
