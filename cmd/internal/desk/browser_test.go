package desk_test

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/cmd/internal/desk"
	"nianbao/cmd/internal/press"
	"nianbao/fonts"
	"nianbao/render/page"
)

var shots = flag.String("shots", "", "folder for pictures of the preview")

const token = "0123456789abcdef0123456789abcdef"

// example copies an example into a folder of its own.
func example(t testing.TB, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", "..", "examples", name))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func builtin(t testing.TB) *fonts.Set {
	t.Helper()
	set, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// serve shows a file until the test ends and returns the port.
func serve(t *testing.T, path string) (port string) {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	check(t, err)
	d := desk.New(desk.Options{Path: path, Press: press.New(press.Options{Faces: builtin(t)}), Token: token, Reason: func(err error) string { return err.Error() }})
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- d.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	_, port, err = net.SplitHostPort(l.Addr().String())
	check(t, err)
	return port
}

// edit replaces a piece of a file the way most editors do: a new file is renamed into
// the old one's place.
func edit(t testing.TB, path, from, to string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(content), from) {
		t.Fatalf("no %q in %s", from, path)
	}
	if err := os.WriteFile(path+"~", []byte(strings.Replace(string(content), from, to, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+"~", path); err != nil {
		t.Fatal(err)
	}
}

// placeOf is where text stands in a file, as file:line:column.
func placeOf(t *testing.T, path, text string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	check(t, err)
	for n, line := range strings.Split(string(content), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			return fmt.Sprintf("%s:%d:%d", filepath.ToSlash(path), n+1, len([]rune(before))+1)
		}
	}
	t.Fatalf("no %q in %s", text, path)
	return ""
}

// pageText is the text of the pages, their lines joined.
const pageText = `[...document.querySelectorAll("#pages text")].map(t => t.textContent).join("")`

// clickOn clicks on the first character of a text on the pages, from its offset on.
func (b *chromium) clickOn(text string) {
	b.t.Helper()
	var at struct{ X, Y float64 }
	b.run(fmt.Sprintf(`(() => {
		const t = [...document.querySelectorAll("#pages text")].find(t => t.textContent.includes(%q));
		t.scrollIntoView({ block: "center" });
		const e = t.getExtentOfChar(t.textContent.indexOf(%q));
		const p = new DOMPoint(e.x + e.width / 2, e.y + e.height / 2).matrixTransform(t.getScreenCTM());
		return { X: p.x, Y: p.y };
	})()`, text, text), &at)
	b.click(at.X, at.Y)
}

// A maintainer opens the preview, edits, sees the new text where it was, clicks on a
// line and is led to its source.
func TestBrowser(t *testing.T) {
	full := example(t, "清城区2024.yaml")
	t.Chdir(filepath.Dir(full))
	path := filepath.Base(full)
	b := startChromium(t, "--host-resolver-rules=MAP evil.example 127.0.0.1")
	port := serve(t, path)
	home := "http://127.0.0.1:" + port + "/" + token + "/"
	b.open(home)
	b.until(`document.documentElement.dataset.version >= 1`)
	if n := b.text(`document.querySelectorAll("#pages .page").length + " " + document.querySelectorAll("#list button").length`); n != "7 7" {
		t.Errorf("pages and page list: %s", n)
	}
	b.shot("预览")

	step := func(name string, f func(t *testing.T)) {
		if !t.Run(name, func(t *testing.T) {
			b.t = t
			f(t)
		}) {
			t.FailNow() // the steps follow on each other
		}
		b.t = t
	}
	step("faces are the PDF's", func(t *testing.T) {
		// a Han character is one em wide, and so is “, which a browser's own face would draw narrow
		wide := b.text(`[...document.querySelectorAll("#pages text")].flatMap(t => [...t.textContent].map((c, i) => [c, t.getExtentOfChar(i).width / t.getAttribute("font-size")])).filter(x => x[0] === "“" || x[0] === "依").every(x => Math.abs(x[1] - 1) < 0.004)`)
		if wide != "true" {
			t.Error("characters do not have the width of the embedded faces")
		}
		if s := b.text(`[...document.fonts].every(f => f.status === "loaded") && document.fonts.size`); s == "false" || s == "0" {
			t.Errorf("faces loaded: %s", s)
		}
	})

	step("a save is seen where one was", func(t *testing.T) {
		b.run(`document.querySelectorAll(".page")[2].scrollIntoView(); document.querySelector("#pages").scrollTop += 150`, nil)
		was := b.text(`document.querySelector("#pages").scrollTop`)
		edit(t, path, "正文:", "# 多一行\n正文:")
		edit(t, path, "审查意见采纳情况", "审查意见（喆𬭚测试）采纳情况")
		b.until(pageText + `.includes("喆𬭚测试")`)
		if now := b.text(`document.querySelector("#pages").scrollTop`); now != was {
			t.Errorf("the window moved from %s to %s", was, now)
		}
		b.shot("改后")
	})

	step("every character stands where the PDF has it", func(t *testing.T) {
		b.samePlaces(path)
	})

	step("a click leads to the source", func(t *testing.T) {
		b.clickOn("测试）")
		want := placeOf(t, path, "测试）")
		b.until(fmt.Sprintf(`document.querySelector("#place").textContent === %q`, want))
		href := b.text(`decodeURIComponent(document.querySelector("#open").href)`)
		if in, _ := filepath.EvalSymlinks(filepath.Dir(full)); href != "vscode://file/"+strings.TrimPrefix(filepath.ToSlash(in), "/")+"/"+want {
			t.Errorf("link %s, want the place %s in %s", href, want, in)
		}
		b.press("g")
		b.until(`document.querySelector(".grid-line")`)
		b.shot("点一行")
		b.press("j")
		b.until(fmt.Sprintf(`document.querySelector("#place").textContent !== %q`, want))
	})

	step("findings lead to their place", func(t *testing.T) {
		b.run(`document.querySelector("#findings button").click()`, nil)
		want := b.text(`document.querySelector("#findings .where").textContent`)
		b.until(fmt.Sprintf(`document.querySelector("#place").textContent === %q`, want))
	})

	step("a package and its layout are followed too", func(t *testing.T) {
		own := filepath.Join("模板", "本市.yaml")
		check(t, os.Mkdir("模板", 0o755))
		check(t, os.WriteFile(own, []byte("报告: 法治政府建设年度报告\n附注: （包里的附注）\n"), 0o644))
		b.until(pageText + `.includes("包里的附注")`)
		b.clickOn("包里的附注")
		b.until(fmt.Sprintf(`document.querySelector("#place").textContent === %q`, filepath.ToSlash(own)+":2:5"))
		b.run(`document.querySelectorAll(".page")[2].scrollIntoView()`, nil)
		edit(t, own, "附注", "版式: {页面: {行数: 18}}\n附注")
		b.until(`document.querySelectorAll("#pages .page").length > 7`)
		if top := b.text(`Math.round(document.querySelectorAll(".page")[2].getBoundingClientRect().top - document.querySelector("#pages").getBoundingClientRect().top)`); strings.HasPrefix(top, "-") && len(top) > 3 || len(top) > 2 && top[0] != '-' {
			t.Errorf("the third page now begins at %s", top)
		}
		b.shot("改版式")
		check(t, os.RemoveAll("模板"))
		b.until(`document.querySelectorAll("#pages .page").length === 7`)
	})

	step("pages stay while something is wrong", func(t *testing.T) {
		edit(t, path, "年度: 2024", "年度: 二〇二四年度")
		b.until(`document.querySelector("#status").className === "stale" && document.querySelectorAll(".page").length === 7`)
		b.shot("有错")
		edit(t, path, "年度: 二〇二四年度", "年度: 2024")
		b.until(`document.querySelector("#status").className === ""`)
	})

	step("zoom keeps the place", func(t *testing.T) {
		part := `(() => { const r = document.querySelectorAll(".page")[3].getBoundingClientRect(); return Math.round(-r.top / r.height * 200); })()`
		b.run(`document.querySelectorAll(".page")[3].scrollIntoView(); document.querySelector("#pages").scrollTop += 300`, nil)
		was := b.text(part)
		b.press("+")
		b.press("+")
		b.until(`document.querySelector("#percent").textContent !== ""`)
		var before, after float64
		fmt.Sscan(was, &before)
		fmt.Sscan(b.text(part), &after)
		if after < before-4 || after > before+4 {
			t.Errorf("the page moved from %v to %v", before, after)
		}
	})

	if len(b.said) > 0 {
		t.Errorf("the page complains: %v", b.said)
	}

	step("others are refused", func(t *testing.T) {
		for url, want := range map[string]string{
			"http://127.0.0.1:" + port + "/":                      "地址不全",
			"http://127.0.0.1:" + port + "/" + token[1:] + "0/":   "地址不全",
			"http://evil.example:" + port + "/" + token + "/":     "只能用",
			"http://evil.example:" + port + "/" + token + "/page": "只能用",
		} {
			b.open(url)
			if got := b.text("document.body.innerText"); !strings.Contains(got, want) {
				t.Errorf("%s shows %q", url, got)
			}
		}
	})
}

// origins are the x and y of the characters of a run in points, as page.Run has them.
func origins(r *page.Run, faces *fonts.Set) (out []float64) {
	face, _ := faces.Face(r.Face)
	advance, i := page.Length(0), page.Length(0)
	for _, c := range r.Text {
		along := r.Narrowed(r.Size*advance/fonts.Em) + i*r.Spacing
		if r.Turned {
			out = append(out, r.X.Pt(), (r.Y + along).Pt())
		} else {
			out = append(out, (r.X + along).Pt(), r.Y.Pt())
		}
		advance += page.Length(face.Advance(c))
		i++
	}
	return out
}

// samePlaces compares where each character of the pages stands with where the PDF
// has it.
func (b *chromium) samePlaces(path string) {
	b.t.Helper()
	var got [][][]float64 // page, run, then x, y of its characters in points
	b.run(`[...document.querySelectorAll("#pages .page > svg:first-child")].map(s => [...s.querySelectorAll("text")].map(t => {
		const m = t.transform.baseVal.consolidate()?.matrix, out = [];
		for (let i = 0; i < t.textContent.length; i += t.textContent.codePointAt(i) > 0xFFFF ? 2 : 1) {
			let p = t.getStartPositionOfChar(i);
			if (m) p = p.matrixTransform(m);
			out.push(p.x, p.y);
		}
		return out;
	}))`, &got)
	faces := builtin(b.t)
	p := press.New(press.Options{Faces: faces}).Proof(path)
	if len(p.Reports) == 0 || len(p.Reports[0].Pages.Pages) != len(got) {
		b.t.Fatalf("%d pages shown; %v", len(got), p.Findings)
	}
	n := 0
	for i, pg := range p.Reports[0].Pages.Pages {
		for k := range pg.Runs {
			want := origins(&pg.Runs[k], faces)
			if len(got[i][k]) != len(want) {
				b.t.Fatalf("page %d “%s” has %d characters", i+1, pg.Runs[k].Text, len(got[i][k])/2)
			}
			for j := range want {
				if d := got[i][k][j] - want[j]; d > 0.01 || d < -0.01 {
					b.t.Fatalf("page %d “%s”: character %d stands at %v, in the PDF at %v", i+1, pg.Runs[k].Text, j/2, got[i][k][j], want[j])
				}
				n++
			}
		}
	}
	b.t.Logf("%d characters compared", n/2)
}

// Red head, narrowed and turned runs, tables, seals: what else a page may hold.
func TestBrowserShowsAllOfAPage(t *testing.T) {
	b := startChromium(t)
	samples, err := filepath.Glob(filepath.Join("..", "..", "..", "examples", "公文要素样张", "*.yaml"))
	if check(t, err); len(samples) < 4 {
		t.Fatalf("samples: %v", samples)
	}
	wide := example(t, "古荡街道2024.yaml") // its tables stand on landscape pages
	for _, path := range append(samples, wide) {
		name := strings.TrimSuffix(filepath.Base(path), ".yaml")
		t.Run(name, func(t *testing.T) {
			b.t = t
			b.open("http://127.0.0.1:" + serve(t, path) + "/" + token + "/")
			b.until(`document.documentElement.dataset.version >= 1`)
			b.samePlaces(path)
			b.run(`document.querySelector("#seal").click(); document.querySelector(".page").scrollIntoView()`, nil)
			b.shot(name)
			b.press("g")
			b.run(`[...document.querySelectorAll(".page")].at(-1).scrollIntoView()`, nil)
			b.shot(name + "末页")
			b.call("Page.navigate", map[string]any{"url": "about:blank"}, nil) // the server ends now
		})
	}
	if b.t = t; len(b.said) > 0 {
		t.Errorf("the page complains: %v", b.said)
	}
}
