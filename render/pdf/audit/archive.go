package audit

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// Archive returns every rule of PDF/A that the file breaks, by the part and level it
// claims: ISO 19005-1 level A or B, and of ISO 19005-3 what the files inside need.
// Clauses are those of part 1, or, where part 1 has no such rule, of part 2 and 3.
func Archive(f *File) []Fault {
	j := &judge{File: f, faults: slices.Clone(f.syntax)}
	j.meta()
	j.frame()
	j.intent()
	for i, p := range f.Pages() {
		j.page(i, p)
	}
	for n, o := range f.Objects {
		j.object(n, o)
	}
	j.fonts()
	if j.part == 1 {
		j.onlyPartOne()
	} else {
		j.embedded()
	}
	if j.level == "A" {
		j.levelA()
	}
	return j.faults
}

// judge collects what is wrong with a file.
type judge struct {
	*File
	part   int
	level  string
	faults []Fault
	used   map[Ref]*usedFont
}

func (j *judge) add(rule, format string, args ...any) {
	j.faults = append(j.faults, Fault{rule, fmt.Sprintf(format, args...)})
}

// frame is the trailer and the catalog.
func (j *judge) frame() {
	id := j.List(j.Trailer["ID"])
	if len(id) != 2 || len(Text(id[0])) == 0 || len(Text(id[1])) == 0 {
		j.add("6.1.3", "the trailer has no ID")
	}
	if j.Trailer["Encrypt"] != nil {
		j.add("6.1.3", "encrypted")
	}
	if _, direct := j.Trailer["Info"].(Dict); direct {
		j.add("6.1.3", "Info is no object of its own")
	}
	c := j.Catalog()
	if c["Type"] != Name("Catalog") {
		j.add("6.1.3", "the root is %v", c["Type"])
	}
	if c["AA"] != nil {
		j.add("6.6.2", "the catalog has AA")
	}
	for _, key := range []string{"Requirements", "Perms"} {
		if c[key] != nil {
			j.add("6.11", "the catalog has %s", key)
		}
	}
	names := j.Dict(c["Names"])
	for _, key := range []string{"JavaScript", "AlternatePresentations"} {
		if names[key] != nil {
			j.add("6.6.1", "names have %s", key)
		}
	}
	if form := j.Dict(c["AcroForm"]); form != nil && (form["XFA"] != nil || form["NeedAppearances"] == true) {
		j.add("6.9", "form with XFA or NeedAppearances")
	}
	if n := len(j.Objects); n > 8388607 {
		j.add("6.1.12", "%d objects", n)
	}
}

// intent is the OutputIntent with its profile.
func (j *judge) intent() {
	const rule = "6.2.2"
	ours := 0
	for _, v := range j.List(j.Catalog()["OutputIntents"]) {
		in := j.Dict(v)
		if in["S"] != Name("GTS_PDFA1") {
			continue
		}
		ours++
		if len(Text(in["OutputConditionIdentifier"])) == 0 {
			j.add(rule, "the intent names no condition")
		}
		profile := j.Data(in["DestOutputProfile"])
		if len(profile) < 128 {
			j.add(rule, "the intent has no profile")
			continue
		}
		class, space := string(profile[12:16]), string(profile[16:20])
		if class != "mntr" && class != "prtr" || space != "RGB " || profile[8] > 2 && j.part == 1 || profile[8] > 4 || string(profile[36:40]) != "acsp" {
			j.add(rule, "profile of class %q, space %q, version %d", class, space, profile[8])
		}
		if size := int(profile[0])<<24 | int(profile[1])<<16 | int(profile[2])<<8 | int(profile[3]); size != len(profile) {
			j.add(rule, "profile of %d bytes says %d", len(profile), size)
		}
		if n := j.Dict(in["DestOutputProfile"])["N"]; n != int64(3) {
			j.add(rule, "profile of %v channels", n)
		}
	}
	if ours != 1 {
		j.add(rule, "%d intents for PDF/A", ours)
	}
}

// page is what a page says and draws.
func (j *judge) page(i int, p Ref) {
	d := j.Dict(p)
	if d["AA"] != nil {
		j.add("6.6.2", "page %d has AA", i+1)
	}
	if d["PresSteps"] != nil {
		j.add("6.11", "page %d has PresSteps", i+1)
	}
	if d["Group"] != nil && j.part == 1 {
		j.add("6.4", "page %d has a transparency group", i+1)
	}
	box := j.List(d["MediaBox"])
	if len(box) != 4 {
		j.add("6.1.12", "page %d has no MediaBox of its own", i+1)
	} else {
		for k := range 2 {
			if side := num(box[k+2]) - num(box[k]); side < 3 || side > 14400 {
				j.add("6.1.12", "page %d has a side of %v", i+1, side)
			}
		}
	}
	c := j.Content(p)
	for _, fault := range c.Faults {
		if fault.Rule != "7.1" { // of PDF/UA
			j.add(fault.Rule, "page %d: %s", i+1, fault.Text)
		}
	}
	for _, op := range c.Colors {
		if strings.ContainsAny(op, "Kk") {
			j.add("6.2.3", "page %d: CMYK with an intent for RGB", i+1)
		}
	}
	for _, s := range c.Shown {
		if s.Font != 0 {
			j.shows(i, s)
		}
	}
}

// forbidden are values no dictionary of the file may have under a key, and why.
var forbidden = []struct {
	key  string
	is   func(v any) bool
	rule string
}{
	{"S", oneOf("JavaScript", "Launch", "Sound", "Movie", "ResetForm", "ImportData", "SetState", "NoOp"), "6.6.1"},
	{"TR", anything, "6.2.8"}, {"HTP", anything, "6.2.8"},
	{"TR2", func(v any) bool { return v != Name("Default") }, "6.2.8"},
	{"Interpolate", func(v any) bool { return v == true }, "6.2.4"}, {"Alternates", anything, "6.2.4"},
	{"OPI", anything, "6.2.4"}, {"PS", anything, "6.2.7"}, {"Ref", anything, "6.2.6"},
	{"F", func(v any) bool { _, flags := v.(int64); return !flags }, "6.1.7"}, // of a stream: see object
	{"FFilter", anything, "6.1.7"}, {"FDecodeParms", anything, "6.1.7"},
}

func anything(any) bool { return true }

func oneOf(names ...string) func(any) bool {
	return func(v any) bool { n, _ := v.(Name); return slices.Contains(names, string(n)) }
}

// object is what holds for every object, whatever it is for.
func (j *judge) object(n int, o Object) {
	d, _ := o.Value.(Dict)
	for _, no := range forbidden {
		v, has := d[no.key]
		if no.rule == "6.1.7" && o.Stream == nil || no.rule == "6.6.1" && d["Type"] == Name("StructElem") {
			continue
		}
		if has && no.is(v) {
			j.add(no.rule, "object %d has %s %v", n, no.key, v)
		}
	}
	if o.Stream != nil {
		for _, filter := range append(j.List(d["Filter"]), j.Get(d["Filter"])) {
			if filter == Name("LZWDecode") || filter == Name("Crypt") {
				j.add("6.1.10", "object %d is packed by %v", n, filter)
			}
		}
		if j.Data(Ref(n)) == nil && d["Filter"] == Name("FlateDecode") {
			j.add("6.1.7", "object %d cannot be unpacked", n)
		}
		if d["Type"] == Name("ObjStm") || d["Type"] == Name("XRef") {
			j.add("6.1.4", "object %d is %v", n, d["Type"])
		}
	}
	if d["Type"] == Name("Annot") {
		j.annotation(n, d)
	}
	if j.part == 1 {
		j.transparent(n, d)
	}
}

func (j *judge) annotation(n int, d Dict) {
	flags, _ := d["F"].(int64)
	const hidden, printed, noView = 1<<0 | 1<<1, 1 << 2, 1 << 5
	if flags&printed == 0 || flags&(hidden|noView) != 0 {
		j.add("6.5.3", "annotation %d has flags %d", n, flags)
	}
	if !oneOf("Link", "Text", "FreeText", "Line", "Square", "Circle", "Highlight", "Underline", "StrikeOut", "Stamp", "Ink", "Popup", "Widget", "PrinterMark", "TrapNet")(d["Subtype"]) {
		j.add("6.5.2", "annotation %d is %v", n, d["Subtype"])
	}
	if ap := j.Dict(d["AP"]); ap["R"] != nil || ap["D"] != nil {
		j.add("6.5.3", "annotation %d has appearances besides N", n)
	}
}

// transparent is what part 1 says of transparency.
func (j *judge) transparent(n int, d Dict) {
	if mask, has := d["SMask"]; has && mask != Name("None") {
		j.add("6.4", "object %d has a soft mask", n)
	}
	for _, key := range []string{"CA", "ca"} {
		if v, has := d[key]; has && num(v) != 1 {
			j.add("6.4", "object %d has %s %v", n, key, v)
		}
	}
	if mode, has := d["BM"]; has && mode != Name("Normal") && mode != Name("Compatible") {
		j.add("6.4", "object %d has BM %v", n, mode)
	}
	if j.Dict(d["Group"])["S"] == Name("Transparency") && d["Type"] != Name("Page") {
		j.add("6.4", "object %d is a transparency group", n)
	}
}

// onlyPartOne is what part 1 forbids and later parts allow.
func (j *judge) onlyPartOne() {
	if j.Version != "1.4" {
		j.add("6.1.2", "PDF %s", j.Version)
	}
	if j.Dict(j.Catalog()["Names"])["EmbeddedFiles"] != nil {
		j.add("6.1.11", "files inside")
	}
	if j.Catalog()["OCProperties"] != nil {
		j.add("6.1.13", "optional content")
	}
	for n, o := range j.Objects {
		if d, is := o.Value.(Dict); is && d["EF"] != nil {
			j.add("6.1.11", "object %d has EF", n)
		}
	}
}

// embedded is what part 3 asks of files inside (6.8).
func (j *judge) embedded() {
	names := j.List(j.Dict(j.Dict(j.Catalog()["Names"])["EmbeddedFiles"])["Names"])
	associated := j.List(j.Catalog()["AF"])
	last := ""
	for i := 0; i+1 < len(names); i += 2 {
		spec, title := j.Dict(names[i+1]), Text(names[i])
		if i > 0 && bytes.Compare(names[i-2].([]byte), names[i].([]byte)) >= 0 {
			j.add("7.9.6", "%q does not stand behind %q", title, last)
		}
		last = title
		if spec["Type"] != Name("Filespec") || Text(spec["F"]) == "" || Text(spec["UF"]) == "" {
			j.add("6.8-2", "%q has F %q and UF %q", title, Text(spec["F"]), Text(spec["UF"]))
		}
		if !oneOf("Source", "Data", "Alternative", "Supplement", "Unspecified")(spec["AFRelationship"]) {
			j.add("6.8-3", "%q has AFRelationship %v", title, spec["AFRelationship"])
		}
		if !slices.Contains(associated, names[i+1]) {
			j.add("6.8-4", "%q is not in AF of the catalog", title)
		}
		ef := j.Dict(spec["EF"])
		stream := j.Dict(ef["F"])
		if ef["F"] != ef["UF"] || stream["Type"] != Name("EmbeddedFile") {
			j.add("6.8-2", "%q has EF %v", title, ef)
		}
		if mime, _ := stream["Subtype"].(Name); !strings.Contains(string(mime), "/") {
			j.add("6.8-1", "%q is of type %q", title, mime)
		}
		if size, given := j.Dict(stream["Params"])["Size"]; given && size != int64(len(j.Data(ef["F"]))) {
			j.add("6.8-1", "%q is %v bytes long, the file has %d", title, size, len(j.Data(ef["F"])))
		}
	}
	if len(associated) != len(names)/2 {
		j.add("6.8-4", "%d files associated, %d inside", len(associated), len(names)/2)
	}
}
