package press

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nianbao/render/diag"
	"nianbao/render/doc"
	"nianbao/render/xlsx"
	"nianbao/templates"
	"nianbao/templates/data"
	"nianbao/templates/form"
	"nianbao/templates/intake"
)

// Codes of findings about a workbook or a file of the text as a whole.
const (
	codeWorkbook = "Y005" // 不是填报表
	codeTextFile = "Y211" // 正文的文件
)

// isBook goes by the name; Office's lock files (~$…) are no workbooks.
func isBook(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return (ext == ".xlsx" || ext == ".xlsm" || ext == ".xls" || ext == ".et") && !strings.HasPrefix(name, "~$")
}

// mayBeData goes by the name.
func mayBeData(name string) bool {
	return IsYAML(name) || isBook(name) && strings.EqualFold(filepath.Ext(name), ".xlsx")
}

// readTree reads a data file or a fill-in workbook into its tree.
func readTree(path string, content []byte) (*data.Node, *data.Source, diag.List, bool) {
	name := filepath.ToSlash(path)
	if !isBook(filepath.Base(path)) {
		return data.Parse(name, content)
	}
	fail := func(fact, hint string) (*data.Node, *data.Source, diag.List, bool) {
		return nil, nil, diag.List{diag.Errorf(diag.Pos{File: name}, codeWorkbook, "%s", fact).Do("%s", hint)}, true
	}
	sheets, err := xlsx.Read(content)
	switch {
	case errors.Is(err, xlsx.ErrOld):
		return fail(err.Error(), "在 Excel、WPS 里打开，去掉密码，另存为 .xlsx")
	case errors.Is(err, xlsx.ErrLarge):
		return fail(err.Error(), "填报表一般只有几千格：请确认没有选错文件；多出来的行、列选中后删去")
	case err != nil:
		return fail(err.Error(), "在 Excel、WPS 里打开，看看能否另存为一份新的 .xlsx")
	case !form.IsForm(sheets):
		return fail("这本工作簿不是填报表", "用 nianbao new --xlsx 新建填报表；生成的统计表不能当数据文件")
	}
	root, src, found := form.Read(name, sheets)
	return root, src, found, false
}

// IsFormBook tells a fill-in workbook. One that cannot be read counts, so that it is
// reported.
func IsFormBook(path string) bool {
	content, err := read(path)
	if err != nil {
		return true
	}
	sheets, err := xlsx.ReadSheet(content, form.FactsTitle)
	return err != nil || form.IsForm(sheets)
}

// bookAt is the sheets of a workbook, nil when it cannot be read.
func bookAt(path string) []doc.Grid {
	content, err := read(path)
	if err != nil {
		return nil
	}
	sheets, err := xlsx.Read(content)
	if err != nil {
		return nil
	}
	return sheets
}

// headLines gives what choosing among files reads of a workbook as the lines of a data
// file would say it.
func headLines(content []byte) string {
	sheets, _ := xlsx.ReadSheet(content, form.FactsTitle)
	facts := form.Facts(sheets)
	var b strings.Builder
	for _, key := range []string{"单位", "类型", "年度", "稿次", "正文"} {
		if v := facts[key]; v != "" {
			b.WriteString(key + ": " + v + "\n")
		}
	}
	return b.String()
}

// textEnds are the ends of names of files that may hold the text of a report.
var textEnds = []string{".txt", ".docx", ".doc", ".wps", ".rtf", ".pdf"}

// IsText tells by its name a file that may hold the text of a report.
func IsText(name string) bool {
	return slices.Contains(textEnds, strings.ToLower(filepath.Ext(name)))
}

// textFile puts the text of the file that 正文 names in its place. more is the source
// of what it read, for excerpts; nil when the text stands in the data file.
func textFile(path string, root *data.Node, pkg *templates.Package, found *diag.List) (whole *data.Node, more *data.Source) {
	text := root.Get("正文")
	kind := pkg.Kind(strings.TrimSpace(root.Get("类型").Text()))
	if text == nil || text.Kind != data.Scalar || text.Block || kind == nil {
		return root, nil
	}
	line := text.Lines()[0]
	bad := func(format string, args ...any) *diag.Diagnostic {
		d := diag.Errorf(line.Pos, codeTextFile, format, args...).Over(len([]rune(line.Text)))
		return &d
	}
	name := filepath.FromSlash(line.Text)
	if !IsText(name) {
		return root, nil // no name of a file: Decode says what is to stand here
	}
	none := &data.Node{Kind: data.Map, Pos: root.Pos, Pairs: []data.Pair{{Key: "正文", Pos: text.Pos, Value: &data.Node{Kind: data.Map}}}}
	content, why := readBeside(path, name)
	if why != nil {
		found.Add(bad("正文的文件“%s”%s", line.Text, why.fact).Do("%s", why.hint))
		return data.Overlay(root, none), nil
	}
	more, said := intake.OpenText(filepath.ToSlash(filepath.Join(filepath.Dir(path), name)), content)
	if found.Add(said...); more == nil {
		return data.Overlay(root, none), nil
	}
	parts, said := intake.Split(more, kind)
	found.Add(said...)
	for _, key := range []string{"标题", data.IntroPart} { // the data file's own stand
		if given, theirs := root.Get(key), parts.Get(key); given != nil && theirs != nil {
			parts.Pairs = slices.DeleteFunc(parts.Pairs, func(p data.Pair) bool { return p.Key == key })
			if key == data.IntroPart {
				found.Add(diag.Warnf(theirs.Pos, codeTextFile, "数据文件写了“%s”，正文文件里的这一段不印", key).Do("留一处，删去另一处"))
			}
		}
	}
	for i := range parts.Pairs {
		parts.Pairs[i].Pos = text.Pos
	}
	return data.Overlay(root, parts), more
}

// refusal is why a file beside a data file is not read.
type refusal struct{ fact, hint string }

// readBeside reads a file in the folder of the data file at path or below it, never one a
// link leads out to.
func readBeside(path, name string) ([]byte, *refusal) {
	dir := filepath.Dir(path)
	if !filepath.IsLocal(name) {
		return nil, &refusal{"不在数据文件旁边", "放在数据文件旁边，只写文件名，如 正文: 正文.docx"}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, &refusal{"读不了", "核对数据文件所在的文件夹"}
	}
	defer root.Close()
	info, err := root.Stat(name)
	switch {
	case err == nil && info.Mode().IsRegular():
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, &refusal{"读不了，或是指到别处的链接", "把文件本身放在数据文件旁边"}
	default:
		return nil, &refusal{"没有找到", "放在数据文件旁边，核对文件名"}
	}
	if info.Size() > largestPaper {
		return nil, &refusal{"太大", "去掉里面的图片，另存一份"}
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, &refusal{"读不了", "在别的程序里关上它，再来一次"}
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		return nil, &refusal{"读不了", "在别的程序里关上它，再来一次"}
	}
	return content, nil
}
