package audit

import (
	"fmt"
	"regexp"
	"strings"
)

// Element is a structure element as a reader of the file finds it.
type Element struct {
	Kind string
	Text string // of its own content
	Alt  string
	// Table is what /A says of a cell: Scope, ColSpan, RowSpan.
	Table Dict
	Kids  []*Element
}

// Read is the text of e and all inside it, as it is read aloud.
func (e *Element) Read() string {
	var b strings.Builder
	e.Walk(func(k *Element, _ []*Element) { b.WriteString(k.Text) })
	return b.String()
}

// Walk calls do for e and all inside it, with the elements around each.
func (e *Element) Walk(do func(e *Element, around []*Element)) { e.walk(nil, do) }

func (e *Element) walk(around []*Element, do func(*Element, []*Element)) {
	do(e, around)
	around = append(around[:len(around):len(around)], e)
	for _, k := range e.Kids {
		k.walk(around, do)
	}
}

// String writes e and all inside it on one line: kind, what it covers, own text,
// elements inside.
func (e *Element) String() string {
	s := e.Kind
	for _, key := range []string{"Scope", "ColSpan", "RowSpan"} {
		if v := e.Table[key]; v != nil {
			s += fmt.Sprintf("[%s %v]", key, v)
		}
	}
	if e.Alt != "" {
		s += "=" + e.Alt
	}
	if e.Text != "" {
		s += ":" + e.Text
	}
	if len(e.Kids) > 0 {
		parts := make([]string, len(e.Kids))
		for i, k := range e.Kids {
			parts[i] = k.String()
		}
		s += "(" + strings.Join(parts, " ") + ")"
	}
	return s
}

// place is a marked-content sequence of a page.
type place struct {
	page Ref
	id   int64
}

// piece is what stands in one, and whose it is by the parent tree.
type piece struct {
	tag   Name
	text  string
	owner Ref
	taken bool
}

// Structure returns the structure tree with the text of every element, and what does
// not hold together: content in no element, elements without content they name,
// a parent tree that says otherwise.
func Structure(f *File) (*Element, []Fault) {
	r := &treeReader{File: f, pieces: map[place]*piece{}, texts: map[Ref]map[uint16]string{}}
	root := f.Dict(f.Catalog()["StructTreeRoot"])
	if root["Type"] != Name("StructTreeRoot") {
		r.bad("no structure tree")
		return nil, r.faults
	}
	r.content()
	r.parents(root)
	first, _ := root["K"].(Ref)
	self, _ := f.Catalog()["StructTreeRoot"].(Ref)
	top := r.element(first, self, 0)
	for at, p := range r.pieces {
		if !p.taken {
			r.bad("%.20q (%s) of page object %d is in no element", p.text, p.tag, at.page)
		}
	}
	return top, r.faults
}

type treeReader struct {
	*File
	pieces map[place]*piece
	texts  map[Ref]map[uint16]string // of a font
	seen   map[Ref]bool
	faults []Fault
}

func (r *treeReader) bad(format string, args ...any) {
	r.faults = append(r.faults, Fault{"6.8.3", fmt.Sprintf(format, args...)})
}

// content reads the marked content of all pages.
func (r *treeReader) content() {
	for i, p := range r.Pages() {
		last := map[place]*Sequence{}
		for _, s := range r.Content(p).Shown {
			if s.Marked == nil {
				r.bad("page %d draws outside marked content", i+1)
				continue
			}
			id, has := s.Marked.Properties["MCID"].(int64)
			if !has {
				if s.Marked.Tag != "Artifact" {
					r.bad("page %d: %s without MCID", i+1, s.Marked.Tag)
				}
				continue
			}
			at := place{p, id}
			if r.pieces[at] == nil {
				r.pieces[at] = &piece{tag: s.Marked.Tag}
				last[at] = s.Marked
			}
			if last[at] != s.Marked {
				r.bad("page %d: MCID %d twice", i+1, id)
			}
			if s.Font != 0 {
				r.pieces[at].text += r.text(s)
			}
		}
	}
}

func (r *treeReader) text(s Shown) string {
	if r.texts[s.Font] == nil {
		r.texts[s.Font], _ = ReadToUnicode(r.Data(r.Dict(s.Font)["ToUnicode"]))
	}
	var b strings.Builder
	for _, c := range s.Codes {
		b.WriteString(r.texts[s.Font][c])
	}
	return b.String()
}

// parents reads the parent tree.
func (r *treeReader) parents(root Dict) {
	lists := map[int64][]any{}
	nums := r.List(r.Dict(root["ParentTree"])["Nums"])
	last := int64(-1)
	for i := 0; i+1 < len(nums); i += 2 {
		key, _ := nums[i].(int64)
		if key <= last {
			r.bad("parent tree: %d behind %d", key, last)
		}
		last = key
		lists[key] = r.List(nums[i+1])
	}
	if next, _ := root["ParentTreeNextKey"].(int64); next <= last {
		r.bad("next key of the parent tree is %d", next)
	}
	for _, p := range r.Pages() {
		key, has := r.Dict(p)["StructParents"].(int64)
		if !has {
			continue
		}
		for id, owner := range lists[key] {
			if got := r.pieces[place{p, int64(id)}]; got == nil {
				r.bad("parent tree has MCID %d of page object %d, the page has not", id, p)
			} else {
				got.owner, _ = owner.(Ref)
			}
		}
		delete(lists, key)
	}
	if len(lists) > 0 {
		r.bad("parent tree has %d lists of no page", len(lists))
	}
}

const maxDepth = 40

func (r *treeReader) element(self, parent Ref, depth int) *Element {
	d := r.Dict(self)
	kind, _ := d["S"].(Name)
	e := &Element{Kind: string(kind), Alt: Text(d["Alt"])}
	if r.seen == nil {
		r.seen = map[Ref]bool{}
	}
	if d["P"] != parent || kind == "" || r.seen[self] || depth > maxDepth {
		r.bad("element %d (%s): its parent is %v, it stands in %d", self, kind, d["P"], parent)
		return e
	}
	r.seen[self] = true
	if a := r.Dict(d["A"]); a["O"] == Name("Table") {
		e.Table = a
	}
	kids := r.List(d["K"])
	if kids == nil && d["K"] != nil {
		kids = []any{d["K"]}
	}
	for _, kid := range kids {
		at, _ := d["Pg"].(Ref)
		switch k := kid.(type) {
		case Ref:
			e.Kids = append(e.Kids, r.element(k, self, depth+1))
			continue
		case Dict:
			at, _ = k["Pg"].(Ref)
			kid = k["MCID"]
		}
		id, _ := kid.(int64)
		p := r.pieces[place{at, id}]
		if p == nil || p.taken || p.owner != self || p.tag != kind {
			r.bad("element %d (%s) has MCID %d of page object %d, which is %+v", self, kind, id, at, p)
			continue
		}
		p.taken = true
		e.Text += p.text
	}
	return e
}

// standard are the structure types of PDF 1.4 (PDF Reference 1.4, 9.7.4).
const standard = " Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form "

var language = regexp.MustCompile(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`)

// levelA is ISO 19005-1 6.8.
func (j *judge) levelA() {
	c := j.Catalog()
	if j.Dict(c["MarkInfo"])["Marked"] != true {
		j.add("6.8.2", "not marked")
	}
	if lang := Text(c["Lang"]); !language.MatchString(lang) {
		j.add("6.8.4", "language %q", lang)
	}
	top, faults := Structure(j.File)
	j.faults = append(j.faults, faults...)
	if top == nil {
		return
	}
	roles := j.Dict(j.Dict(c["StructTreeRoot"])["RoleMap"])
	for role, as := range roles {
		if strings.Contains(standard, " "+role+" ") || as == Name(role) {
			j.add("6.8.3", "%s is called %v", role, as)
		}
	}
	top.Walk(func(e *Element, _ []*Element) {
		kind := e.Kind
		for range len(roles) {
			if as, is := roles[kind].(Name); is {
				kind = string(as)
			}
		}
		if !strings.Contains(standard, " "+kind+" ") {
			j.add("6.8.3", "structure type %s is not known", e.Kind)
		}
	})
}
