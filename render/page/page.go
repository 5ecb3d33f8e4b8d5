// Package page is the tree of positions: pages of runs, rules and bookmarks at
// fixed places. It is the last thing before a fixed-page file and knows nothing
// of paragraphs. Fixed-page formats (PDF, later OFD and pictures) read it.
//
// The origin is the upper left corner of the sheet, y grows downwards.
package page

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

// Run is a piece of one line: characters of one face at one size on one baseline.
// The origin of character i lies at X + Σ(advance of the characters before it at
// Size) + i·Spacing; advances are those of the face named Face in the fonts.Set
// the pages were laid out with.
type Run struct {
	X, Y    Length // origin of the first character, on the baseline
	Face    string // key of a face in the fonts.Set
	Size    Length // em size
	Spacing Length // added after each character; may be negative
	Color   Color
	Text    string
	Of      int // index of the Element this run belongs to, -1 for page furniture
}

// Rule is a straight line, horizontal or vertical, drawn with the given weight.
type Rule struct {
	X1, Y1, X2, Y2 Length
	Weight         Length
	Color          Color
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
	Marks         []Mark
}

// Role is what an Element is in the meaning of the document, in the terms a
// tagged file needs.
type Role string

// The roles a report uses.
const (
	RoleTitle     Role = "Title"
	RoleHeading   Role = "H"
	RoleParagraph Role = "P"
	RoleItem      Role = "LI"
	RoleCell      Role = "TD"
	RoleHeadCell  Role = "TH"
	RoleCaption   Role = "Caption"
)

// Element is one unit of meaning whose runs stand on the pages; Run.Of points here.
type Element struct {
	Role  Role
	Level int // for headings 1…4
}

// Info is what a reader's "properties" dialogue shows.
type Info struct {
	Title, Author, Subject, Creator string
	Language                        string // BCP 47, zh-CN
	Date                            string // YYYY-MM-DD, never from the clock
}

// Pages is a laid-out document.
type Pages struct {
	Info     Info
	Elements []Element
	Pages    []Page
}
