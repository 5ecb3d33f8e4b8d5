// web.go reads a saved web page: the paragraphs of the part that holds the report, and
// the title over it.

package intake

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"nianbao/templates/data"
	"nianbao/templates/internal/pattern"
)

var pageStart = pattern.Later(`(?i)<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|span)\b`)

// looksLikeHTML goes by the beginning of a file, whatever it is encoded in.
func looksLikeHTML(content []byte) bool {
	text, _, _ := data.UTF8(content[:min(len(content), 4096)&^1])
	head := strings.TrimLeft(strings.ToValidUTF8(string(text), ""), " \r\n\t\ufeff")
	return strings.HasPrefix(head, "<") && pageStart().MatchString(head)
}

// maxNest is how deep elements may stand in each other; deeper ones are left out.
const maxNest = 400

// block is a paragraph of a page with the elements it stands in.
type block struct {
	Line
	in   []*html.Node
	long bool // a sentence, not the word on a button
}

// pager collects the paragraphs of a page.
type pager struct {
	blocks []block
	text   strings.Builder
	in     []*html.Node
	page   string // <title>
}

// htmlLines are the paragraphs of the report on a page.
func htmlLines(content []byte, drop []string) (lines []Line, converted bool) {
	text, _, ok := data.UTF8(content)
	if !ok {
		text = bytes.ToValidUTF8(content, nil)
	}
	root, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, false
	}
	g := &pager{}
	g.walk(root, 0)
	g.end()
	var all []Line
	for _, b := range g.blocks {
		all = append(all, b.Line)
	}
	if converted = traditional(all); converted { // before its title is looked for
		for i := range g.blocks {
			g.blocks[i].Text = simplified(g.blocks[i].Text)
		}
		g.page = simplified(g.page)
	}
	return g.report(drop), converted
}

// breaking elements end a paragraph.
var breaking = map[atom.Atom]bool{atom.P: true, atom.Div: true, atom.Br: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Tr: true, atom.Table: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Section: true, atom.Article: true, atom.Header: true,
	atom.Footer: true, atom.Nav: true, atom.Blockquote: true, atom.Hr: true, atom.Dd: true, atom.Dt: true, atom.Td: true, atom.Th: true, atom.Center: true, atom.Body: true, atom.Main: true}

// unread elements hold nothing a reader sees, or the spelling of a character.
var unread = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Rt: true, atom.Rp: true, atom.Iframe: true, atom.Select: true, atom.Button: true, atom.Template: true, atom.Textarea: true, atom.Svg: true, atom.Object: true}

func (g *pager) walk(n *html.Node, depth int) {
	if depth > maxNest {
		return
	}
	switch {
	case n.Type == html.TextNode:
		g.text.WriteString(strings.NewReplacer("\n", " ", "\r", "", "\t", " ").Replace(n.Data))
		return
	case n.Type == html.CommentNode:
		return
	case n.Type == html.ElementNode && n.DataAtom == atom.Title && g.page == "":
		if n.FirstChild != nil {
			g.page = n.FirstChild.Data
		}
		return
	case n.Type == html.ElementNode && (unread[n.DataAtom] || hidden(n)):
		return
	}
	breaks := n.Type == html.ElementNode && breaking[n.DataAtom]
	if breaks {
		g.end()
		g.in = append(g.in, n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		g.walk(c, depth+1)
	}
	if breaks {
		g.end()
		g.in = g.in[:len(g.in)-1]
	}
}

// heads tells an element that holds the title of a page's text.
func heads(n *html.Node) bool {
	return n.DataAtom == atom.H1 || n.DataAtom == atom.H2 || strings.Contains(strings.ToLower(attribute(n, "class")+attribute(n, "id")), "title")
}

var hiding = pattern.Later(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

func hidden(n *html.Node) bool { return hiding().MatchString(attribute(n, "style")) }

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// end ends a paragraph.
func (g *pager) end() {
	text := spaced(g.text.String())
	g.text.Reset()
	if text == "" || len(g.blocks) >= maxParas {
		return
	}
	b := block{in: append([]*html.Node(nil), g.in...), long: len([]rune(text)) >= shortLine && strings.ContainsAny(text, "。；，")}
	b.Text, b.Title, b.N = text, slices.ContainsFunc(g.in, heads), len(g.blocks)+1
	g.blocks = append(g.blocks, b)
}

// report are the paragraphs of the smallest element that holds most of the sentences,
// and the title that stands nearest before.
func (g *pager) report(drop []string) []Line {
	weight := map[*html.Node]int{}
	all := 0
	for _, b := range g.blocks {
		if !b.long {
			continue
		}
		n := len([]rune(b.Text))
		all += n
		for _, e := range b.in {
			weight[e] += n
		}
	}
	var home *html.Node
	for _, b := range g.blocks {
		for _, e := range b.in { // from the outermost in
			if weight[e]*100 >= all*97 && (home == nil || weight[e] <= weight[home]) && all > 0 {
				home = e
			}
		}
	}
	var out []Line
	var before []block
	for _, b := range g.blocks {
		inside := home == nil
		for _, e := range b.in {
			inside = inside || e == home
		}
		if inside {
			out = append(out, b.Line)
		} else if len(out) == 0 {
			before = append(before, b)
		}
	}
	var head []Line
	for i, b := range before { // what stands over the report: its title, when it was published
		row := b.Title && i+1 < len(before) && before[i+1].Title && namesReport(before[i+1].Text) && before[i+1].in[len(before[i+1].in)-1] == b.in[len(b.in)-1]
		if row || b.Title && namesReport(b.Text) || !b.long && factOf(b.Text).known() {
			head = append(head, b.Line)
		}
	}
	if len(head) == 0 && !hasTitle(out, drop) && g.page != "" {
		title, _, _ := strings.Cut(strings.NewReplacer("|", "_", "-", "_", "—", "_", "–", "_").Replace(spaced(g.page)), "_")
		if title = strings.TrimSpace(title); namesReport(title) {
			head = []Line{{Text: title, Title: true}}
		}
	}
	return append(head, out...)
}
