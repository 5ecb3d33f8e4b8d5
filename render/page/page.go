// Package page is the tree of positions: pages of runs, rules, shapes and bookmarks
// at fixed places. It is the last thing before a fixed-page file and knows nothing
// of paragraphs. Fixed-page formats (PDF, later OFD and pictures) read it.
//
// The origin is the upper left corner of the sheet, y grows downwards.
package page

import (
	"fmt"
	"slices"

	"nianbao/render/diag"
)

// Length is an exact length in EMU: 36,000 to the millimetre, 12,700 to the point.
// Both the millimetres of GB/T 9704 and the points of typefaces are whole numbers
// of it, so positions are equal or not, never nearly equal.
type Length int64

const (
	Millimetre Length = 36000
	Point      Length = 12700
)

// Pt returns l in points, for writers.
func (l Length) Pt() float64 { return float64(l) / float64(Point) }

// MM returns l in millimetres, for reports and dumps.
func (l Length) MM() float64 { return float64(l) / float64(Millimetre) }

// Color is an RGB colour, 8 bits a channel. The zero value is black.
type Color struct{ R, G, B uint8 }

// String is the colour as #RRGGBB.
func (c Color) String() string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

// Run is a piece of one line: characters of one face at one size on one baseline.
// The origin of character i lies at X + Σ(advance of the characters before it at
// Size) + i·Spacing; advances are those of the face named Face in the fonts.Set
// the pages were laid out with. In a turned run these steps go down the page, from Y.
type Run struct {
	X, Y    Length // origin of the first character, on the baseline
	Face    string // key of a face in the fonts.Set
	Size    Length // em size
	Spacing Length // added after each character; may be negative
	Color   Color
	Text    string
	Of      int // index of the Element this run belongs to, -1 for page furniture
	// Turned is a run that reads downwards, as the page number of a landscape page
	// does (GB/T 9704—2012 clause 8): its characters are turned 90° clockwise about
	// their origins and its baseline runs down the page.
	Turned bool
	// Scale narrows the characters, in thousandths of their width; 0 is 1000. The
	// long name of a 发文机关标志 is fitted to the page this way. Spacing is not scaled.
	Scale int
	// From is where the text was written, for who looks for the line behind a place on
	// the page: no file's content depends on it. Then has the places where what follows
	// was written elsewhere, in order; it is empty for most runs.
	From Source
	Then []Seam
}

// Source is where text was written; the zero Source is nowhere, as of the text's
// labels and page numbers.
type Source struct {
	diag.Pos
	Fixed bool // all characters share the place: they stand for a placeholder or were cut to lines
}

// Seam begins, within a run, what was written elsewhere than the characters before it.
type Seam struct {
	At   int // index of the character
	From Source
}

// Source is where character i of the run was written.
func (r *Run) Source(i int) Source {
	from, at := r.From, 0
	for _, s := range r.Then {
		if s.At > i {
			break
		}
		from, at = s.From, s.At
	}
	if !from.Fixed {
		from.Pos = from.Right(i - at)
	}
	return from
}

// Narrowed is l at the run's Scale.
func (r *Run) Narrowed(l Length) Length {
	if r.Scale == 0 {
		return l
	}
	return l * Length(r.Scale) / 1000
}

// Rule is a straight line, horizontal or vertical, drawn with the given weight.
type Rule struct {
	X1, Y1, X2, Y2 Length
	Weight         Length
	Color          Color
}

// Vertex is a point of a page.
type Vertex struct{ X, Y Length }

// Shape is a part of a picture: straight pieces from point to point, filled, stroked
// or both. It belongs to a figure that has text on the same page, and is drawn before
// that text, in order.
type Shape struct {
	Points []Vertex
	Closed bool   // back to the first point
	Filled bool   // the inside, in Fill; the shape is closed then
	Weight Length // of the stroke; 0 is none
	Fill   Color
	Color  Color // of the stroke
	Of     int   // index of its Element
}

// Lower returns s moved down by y.
func (s Shape) Lower(y Length) Shape {
	s.Points = slices.Clone(s.Points)
	for i := range s.Points {
		s.Points[i].Y += y
	}
	return s
}

// Mark is a place in the outline (bookmark) of the document.
type Mark struct {
	Level int // 1…
	Title string
	Y     Length // upper edge of the marked line
}

// Page is one finished sheet side.
type Page struct {
	Width, Height Length
	Number        int // printed page number; 0 when none is printed
	Runs          []Run
	Rules         []Rule
	Shapes        []Shape
	Marks         []Mark
	Places        []Place
}

// Place is room left for what another system puts on the finished page, such as the
// seal an electronic signature shows. Nothing is drawn there.
type Place struct {
	Kind          PlaceKind
	For           string // whose: 署名
	X, Y          Length // upper left corner
	Width, Height Length
}

// PlaceKind is what a Place is for.
type PlaceKind string

// The kinds of places.
const (
	PlaceSeal  PlaceKind = "印章"  // GB/T 9704—2012 7.3.5.1
	PlaceStamp PlaceKind = "签名章" // 7.3.5.3
)

// Role is what an Element is in the meaning of the document, in the terms a
// tagged file needs.
type Role string

// The roles a report uses.
const (
	RoleTitle     Role = "Title"
	RoleHeading   Role = "H"
	RoleParagraph Role = "P"
	RoleList      Role = "L"
	RoleItem      Role = "LI"
	RoleItemLabel Role = "Lbl"
	RoleItemBody  Role = "LBody"
	RoleTable     Role = "Table"
	RoleRow       Role = "TR"
	RoleCell      Role = "TD"
	RoleHeadCell  Role = "TH"
	RoleCaption   Role = "Caption"
	RoleFigure    Role = "Figure"
	RoleSpan      Role = "Span" // a part of a line of text
)

// holds says which roles an element of a role may have inside it (ISO 32000-1
// 14.8.4.3); a role that is not listed holds text only.
var holds = map[Role][]Role{
	RoleList:     {RoleItem, RoleCaption},
	RoleItem:     {RoleItemLabel, RoleItemBody},
	RoleItemBody: {RoleParagraph, RoleList, RoleTable, RoleFigure, RoleSpan},
	RoleTable:    {RoleRow, RoleCaption},
	RoleRow:      {RoleHeadCell, RoleCell},
	RoleHeadCell: {RoleParagraph, RoleList, RoleFigure},
	RoleCell:     {RoleParagraph, RoleList, RoleFigure, RoleSpan},
	RoleCaption:  {RoleParagraph},
	RoleFigure:   {RoleParagraph, RoleCaption},
	// all text behind the first Span of one of these stands in Spans
	RoleParagraph: {RoleSpan},
	RoleHeading:   {RoleSpan},
}

// HoldsText reports whether runs may belong to an element of role r itself. Those
// of a table, a row or a list belong to the cells and items inside.
func (r Role) HoldsText() bool { return r != RoleTable && r != RoleRow && r != RoleList }

// Element is one unit of meaning whose runs stand on the pages; Run.Of points here.
type Element struct {
	Role  Role
	Level int // for headings 1…4
	// Parent is the index of the element this one is part of, which stands before it;
	// -1 when it is part of the document alone. A parent that cannot hold the role
	// counts as none (see Pages.Parent), so that 0, left unset, makes a flat document
	// as long as element 0 is no table or list.
	Parent int
	Alt    string // of a figure: what it shows, in words; of a span: what is said for it
	// Cols and Rows are how many columns and rows of the table a cell covers; 0 is 1.
	Cols, Rows int
}

// Info is what a reader's "properties" dialogue shows.
type Info struct {
	Title, Author, Subject, Creator string
	Language                        string // BCP 47, zh-CN
	Date                            string // YYYY-MM-DD, never from the clock
}

// File is a file that travels inside the finished one, such as the workbook whose
// figures the pages show.
type File struct {
	Name     string // with its extension
	Type     string // MIME
	Relation Relation
	About    string // what it is, in words
	Content  []byte
}

// Relation is what a File is to the pages (ISO 19005-3 annex E, AFRelationship).
type Relation string

// The relations used.
const (
	RelationSource Relation = "Source" // the pages were made from it
	RelationData   Relation = "Data"   // figures the pages show
)

// Pages is a laid-out document. The runs of a page stand in reading order, and so do
// the elements inside another one.
type Pages struct {
	Info     Info
	Elements []Element
	Pages    []Page
	Files    []File // none by default: they make a PDF file one of PDF/A-3
}

// Parent returns the index of the element that element i is part of, or -1 for the
// document: what Elements[i].Parent says when that stands before i and may hold it.
func (p Pages) Parent(i int) int {
	e := p.Elements[i]
	if e.Parent < 0 || e.Parent >= i || !slices.Contains(holds[p.Elements[e.Parent].Role], e.Role) {
		return -1
	}
	return e.Parent
}
