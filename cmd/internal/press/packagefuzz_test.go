package press

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"nianbao/templates"
)

// watched is the files of a package; what is asked for outside of them is noted.
type watched struct {
	fstest.MapFS
	outside []string
}

func (w *watched) Open(name string) (fs.File, error) {
	if _, ok := w.MapFS[name]; !ok && name != "." {
		w.outside = append(w.outside, name)
	}
	return w.MapFS.Open(name)
}

// pieces are put into packages at random: what the loader, the language of relations
// and placeholders, and the layout react to.
var pieces = []string{":", "- ", "{", "}", "[", "]", "\"", "|", "#", " ", "\t", "\n", "&a", "*a", "~", "+:", "-:", "0", "99", "-1", "999999999999", "1e9", "0mm", "300mm", "二号",
	"{{", "}}", "{{如果 ", "{{每个 ", "{{否则}}", "{{结束}}", "{{表 ", "{{图 ", "{{用语.", "Σ ", "/", "÷", "(", ")", "*", "= ", "最大(", "上年.", "目标.", "求和: 全部", "含: [", "印: ", "名: ",
	"继承: 部门", "../../etc/passwd", "/dev/zero", "C:\\", "\x00", "\uFEFF", "𠮷", "！", "。", "行数: 99", "字数: 99", "类型: {}", "型: 矩阵", "型: 表", "缺格: 0", "格: 额", "改名: {执法.立案: 执法.结案}"}

// spoil changes one line of a text.
func spoil(r *rand.Rand, text string) string {
	lines := strings.SplitAfter(text, "\n")
	i := r.IntN(len(lines))
	rs := []rune(lines[i])
	switch r.IntN(7) {
	case 0:
		lines = slices.Delete(lines, i, i+1)
	case 1:
		lines = slices.Insert(lines, i, lines[r.IntN(len(lines))])
	case 2:
		lines[i] = strings.TrimLeft(lines[i], " ")
	case 3:
		lines[i] = "  " + lines[i]
	case 4:
		at := r.IntN(len(rs) + 1)
		lines[i] = string(rs[:at]) + pieces[r.IntN(len(pieces))] + string(rs[at:])
	case 5:
		if from := r.IntN(len(rs) + 1); from < len(rs) {
			lines[i] = string(rs[:from]) + string(rs[min(len(rs), from+1+r.IntN(4)):])
		}
	case 6: // a value in the place of another
		_, value, ok := strings.Cut(lines[r.IntN(len(lines))], ": ")
		if key, _, has := strings.Cut(lines[i], ": "); ok && has {
			lines[i] = key + ": " + value
		}
	}
	return strings.Join(lines, "")
}

// packageFiles are the files of a package.
func packageFiles(t testing.TB, f templates.Folder) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	entries, err := fs.ReadDir(f.FS, f.Dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		content, err := fs.ReadFile(f.FS, path.Join(f.Dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = &fstest.MapFile{Data: content}
	}
	return out
}

// try loads a spoiled package and sets a made-up unit with what is left of it.
func try(t testing.TB, p *Press, files fstest.MapFS, seed uint64) (loads bool) {
	t.Helper()
	w := &watched{MapFS: files}
	start := time.Now()
	list := templates.Folders(w, "某包")
	for _, f := range list {
		pkg, found := templates.Partly(f) // a check looks at what is left of a broken one
		if pkg == nil || len(pkg.Kinds) == 0 {
			continue
		}
		loads = loads || !found.Stops()
		root, _, _ := templates.Tree(f)
		templates.Advise(pkg, root)
		k := pkg.Kinds[int(seed)%len(pkg.Kinds)]
		if templates.Export(f); found.Stops() {
			p.glance(pkg, root, k, seed%2 == 0)
			continue
		}
		p.trial(pkg, k, seed%2 == 0)
	}
	if len(w.outside) > 0 {
		t.Errorf("seed %d: read outside the folder: %q", seed, w.outside)
	}
	if d := time.Since(start); d > time.Minute {
		t.Errorf("seed %d: took %v", seed, d)
	}
	return loads
}

// TestSpoiledPackages: random edits of the official packages never crash, never hang and
// never read outside their folder. Seeds are fixed; the fuzz test below takes more.
func TestSpoiledPackages(t *testing.T) {
	p := testPress(t, Options{})
	loaded, n := 0, 60
	if testing.Short() {
		n = 20
	}
	if s := os.Getenv("NIANBAO_SEEDS"); s != "" { // for a long look
		n, _ = strconv.Atoi(s)
	}
	for _, f := range builtin() {
		whole := packageFiles(t, f)
		for seed := range uint64(n) {
			if try(t, p, spoiled(whole, seed), seed) {
				loaded++
			}
		}
	}
	if loaded < n/4 {
		t.Errorf("only %d spoiled packages could still be loaded: the test looks at nothing", loaded)
	}
}

// spoiled is a copy of a package with one to four lines changed; half of the time only
// in the layout or the wording, which a package survives more often.
func spoiled(whole fstest.MapFS, seed uint64) fstest.MapFS {
	r := rand.New(rand.NewPCG(seed, 7))
	out := fstest.MapFS{}
	var names []string
	for name, f := range whole {
		out[name] = f
		names = append(names, name)
	}
	slices.Sort(names)
	for range 1 + r.IntN(4) {
		name := names[r.IntN(len(names))]
		out[name] = &fstest.MapFile{Data: []byte(spoil(r, string(out[name].Data)))}
	}
	return out
}

// FuzzPackage lays a text over the smallest package there is.
func FuzzPackage(f *testing.F) {
	for _, seed := range []string{
		"报告: 甲\n版式: {页面: {行数: 99}}\n", "附表+: [{名: 甲, 块: [{矩阵: {表: 隐患.等级, 行合计: 合计}}]}]\n", "字段-: {应急: [演练]}\n",
		"槽位: {今后打算: {末尾: \"{{每个 隐患.行业}}{{名}}{{结束}}\"}}\n", "字段: {甲: {乙: {型: 矩阵, 行: [{名: 一, 求和: 全部}, 二], 列: [{三: [四, {五: [六]}]}]}}}\n",
		"版式: {字号: {正文: 1pt}, 间距: {段首空字: 99}}\n", "关系+: [{式: \"隐患.等级.*.上半年 ≤ 隐患.等级.*.下半年\"}]\n",
	} {
		f.Add(seed)
	}
	faces := testPress(f, Options{})
	base := templates.Folder{FS: os.DirFS("../../../templates/testdata/安全生产总结"), Dir: ".", Name: "小包"}
	f.Fuzz(func(t *testing.T, text string) {
		over := templates.Folder{FS: fstest.MapFS{"改.yaml": {Data: []byte(text)}}, Dir: ".", Name: "改"}
		pkg, found := templates.Partly(base, over)
		switch {
		case pkg == nil || len(pkg.Kinds) == 0:
		case found.Stops():
			root, _, _ := templates.Tree(base, over)
			faces.glance(pkg, root, pkg.Kinds[0], true)
		default:
			faces.trial(pkg, pkg.Kinds[0], true)
		}
	})
}

// TestPackageLinks: a file of a package that is a link out of its folder is not read.
func TestPackageLinks(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "外面.yaml")
	own := filepath.Join(dir, "包")
	if err := os.MkdirAll(own, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{secret: "用语: {秘密: 不该读到}\n", filepath.Join(own, "包.yaml"): "报告: 法治政府建设年度报告\n"} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(secret, filepath.Join(own, "链接.yaml")); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	list, found := testPress(t, Options{Templates: []string{own}}).Packages(".")
	if len(list) == 0 || !found.Stops() || !strings.Contains(found[0].Message, "读不了这个文件") {
		t.Fatal(list, found)
	}
}
