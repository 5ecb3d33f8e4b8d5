package audit_test

import (
	"bytes"
	"strings"

	. "nianbao/render/pdf/audit"
)

func archiveBreaches() []breach {
	replaced := func(old, new string) func(*broken) {
		return func(b *broken) {
			b.change(b.Catalog()["Metadata"], func(x []byte) []byte { return bytes.Replace(x, []byte(old), []byte(new), 1) })
		}
	}
	content := func(more string) func(*broken) {
		return func(b *broken) {
			b.change(b.page()["Contents"], func(x []byte) []byte { return append(x, more...) })
		}
	}
	set := func(path []any, key string, v any) func(*broken) {
		return func(b *broken) { b.dict(path...)[key] = v }
	}
	catalog := func(key string, v any) func(*broken) { return set(nil, key, v) }
	page := func(key string, v any) func(*broken) { return func(b *broken) { b.page()[key] = v } }
	object := func(d Dict) func(*broken) { return func(b *broken) { b.add(d, nil) } }
	stream := func(d Dict) func(*broken) { return func(b *broken) { b.add(d, []byte("x")) } }
	profile := func(at int, v byte) func(*broken) {
		return func(b *broken) {
			b.change(b.dict("OutputIntents", 0)["DestOutputProfile"], func(x []byte) []byte { x[at] = v; return x })
		}
	}
	return []breach{
		{"6.1.3", "no ID", func(b *broken) { delete(b.Trailer, "ID") }},
		{"6.1.3", "encrypted", func(b *broken) { b.Trailer["Encrypt"] = b.add(Dict{}, nil) }},
		{"6.1.3", "Info in the trailer", func(b *broken) { b.Trailer["Info"] = b.Dict(b.Trailer["Info"]) }},
		{"6.1.4", "object stream", stream(Dict{"Type": Name("ObjStm")})},
		{"6.1.7", "stream elsewhere", stream(Dict{"F": []byte("x")})},
		{"6.1.7", "its filter", stream(Dict{"FFilter": Name("FlateDecode")})},
		{"6.1.7", "damaged", stream(Dict{"Filter": Name("FlateDecode")})},
		{"6.1.10", "LZW", stream(Dict{"Filter": Name("LZWDecode")})},
		{"6.1.10", "one of several filters", stream(Dict{"Filter": []any{Name("LZWDecode")}})},
		{"6.1.11", "files inside", catalog("Names", Dict{"EmbeddedFiles": Dict{}})},
		{"6.1.11", "a file by EF", object(Dict{"Type": Name("Filespec"), "EF": Dict{}})},
		{"6.1.12", "long string", object(Dict{"X": bytes.Repeat([]byte("x"), 40000)})},
		{"6.1.12", "long name", object(Dict{"X": Name(strings.Repeat("x", 200))})},
		{"6.1.12", "great number", object(Dict{"X": int64(1 << 40)})},
		{"6.1.12", "great real", object(Dict{"X": 40000.5})},
		{"6.1.12", "long array", object(Dict{"X": make([]any, 9000)})},
		{"6.1.12", "small page", page("MediaBox", []any{int64(0), int64(0), int64(2), int64(800)})},
		{"6.1.12", "deep q", content(strings.Repeat("q ", 30) + strings.Repeat("Q ", 30))},
		{"6.1.13", "optional content", catalog("OCProperties", Dict{})},
		{"6.2.2", "no intent", func(b *broken) { delete(b.Catalog(), "OutputIntents") }},
		{"6.2.2", "no profile", func(b *broken) { delete(b.dict("OutputIntents", 0), "DestOutputProfile") }},
		{"6.2.2", "CMYK profile", profile(16, 'C')}, {"6.2.2", "class", profile(12, 'x')}, {"6.2.2", "version", profile(8, 5)},
		{"6.2.2", "cut profile", profile(3, 0)}, {"6.2.2", "channels", func(b *broken) { b.Dict(b.dict("OutputIntents", 0)["DestOutputProfile"])["N"] = int64(4) }},
		{"6.2.2", "condition", func(b *broken) { delete(b.dict("OutputIntents", 0), "OutputConditionIdentifier") }},
		{"6.2.2", "no Resources", func(b *broken) { delete(b.page(), "Resources") }},
		{"6.2.3", "CMYK", content("0 0 0 1 k\n")},
		{"6.2.4", "Interpolate", stream(Dict{"Subtype": Name("Image"), "Interpolate": true})},
		{"6.2.4", "Alternates", stream(Dict{"Subtype": Name("Image"), "Alternates": []any{}})},
		{"6.2.4", "OPI", stream(Dict{"Subtype": Name("Form"), "OPI": Dict{}})},
		{"6.2.6", "reference XObject", stream(Dict{"Subtype": Name("Form"), "Ref": Dict{}})},
		{"6.2.7", "PostScript", stream(Dict{"Subtype": Name("Form"), "PS": Dict{}})},
		{"6.2.8", "TR", object(Dict{"Type": Name("ExtGState"), "TR": Name("Identity")})},
		{"6.2.8", "TR2", object(Dict{"Type": Name("ExtGState"), "TR2": Name("Identity")})},
		{"6.2.8", "HTP", object(Dict{"Type": Name("ExtGState"), "HTP": []any{}})},
		{"6.2.10", "operator", content("1 2 xy\n")}, {"6.2.10", "open text", content("BT\n")}, {"6.2.10", "EMC", content("EMC\n")},
		{"6.4", "soft mask", object(Dict{"SMask": Dict{}})}, {"6.4", "ca", object(Dict{"ca": 0.5})}, {"6.4", "CA", object(Dict{"CA": 0.5})},
		{"6.4", "blend mode", object(Dict{"BM": Name("Multiply")})},
		{"6.4", "group of a form", stream(Dict{"Group": Dict{"S": Name("Transparency")}})}, {"6.4", "group of a page", page("Group", Dict{})},
		{"6.5.2", "annotation", object(Dict{"Type": Name("Annot"), "Subtype": Name("Movie"), "F": int64(4)})},
		{"6.5.3", "not printed", object(Dict{"Type": Name("Annot"), "Subtype": Name("Link")})},
		{"6.5.3", "hidden", object(Dict{"Type": Name("Annot"), "Subtype": Name("Link"), "F": int64(6)})},
		{"6.5.3", "appearances", object(Dict{"Type": Name("Annot"), "Subtype": Name("Link"), "F": int64(4), "AP": Dict{"D": Dict{}}})},
		{"6.6.1", "JavaScript", object(Dict{"S": Name("JavaScript")})}, {"6.6.1", "Launch", object(Dict{"S": Name("Launch")})},
		{"6.6.1", "names", catalog("Names", Dict{"JavaScript": Dict{}})},
		{"6.6.2", "AA", catalog("AA", Dict{})}, {"6.6.2", "AA of a page", page("AA", Dict{})},
		{"6.7.2", "no Metadata", func(b *broken) { delete(b.Catalog(), "Metadata") }},
		{"6.7.2", "packed", func(b *broken) { b.dict("Metadata")["Filter"] = Name("FlateDecode") }},
		{"6.7.2", "no XML", replaced("</rdf:RDF>", "")},
		{"6.7.3", "Title", replaced("年度报告", "报告")}, {"6.7.3", "Author", replaced("甲街道", "乙街道")}, {"6.7.3", "Subject", replaced("法治", "法制")},
		{"6.7.3", "Producer", func(b *broken) { b.Dict(b.Trailer["Info"])["Producer"] = []byte("x") }},
		{"6.7.3", "Creator", func(b *broken) { delete(b.Dict(b.Trailer["Info"]), "Creator") }},
		{"6.7.3", "Keywords", func(b *broken) { b.Dict(b.Trailer["Info"])["Keywords"] = []byte("x") }},
		{"6.7.3", "CreationDate", func(b *broken) { delete(b.Dict(b.Trailer["Info"]), "CreationDate") }},
		{"6.7.3", "ModDate", replaced("<xmp:ModifyDate>2025", "<xmp:ModifyDate>2024")},
		{"6.7.3", "zone", replaced("+08:00</xmp:CreateDate>", "Z</xmp:CreateDate>")},
		{"6.7.5", "encoding", replaced(` id="W5M0`, ` encoding="UTF-8" id="W5M0`)}, {"6.7.5", "no UTF-8", replaced("年度报告", "\xFF")},
		{"6.7.8", "schema", replaced("<dc:format>application/pdf</dc:format>", `<x:y xmlns:x="http://example.org/">z</x:y>`)},
		{"6.7.11", "part", replaced("<pdfaid:part>1", "<pdfaid:part>9")}, {"6.7.11", "level", replaced("conformance>A", "conformance>X")},
		{"6.8.2", "not marked", func(b *broken) { delete(b.Catalog(), "MarkInfo") }},
		{"6.8.3", "no tree", func(b *broken) { delete(b.Catalog(), "StructTreeRoot") }},
		{"6.8.3", "unmarked content", content("0 0 m 9 9 l S\n")},
		{"6.8.3", "unknown type", func(b *broken) { e, _ := b.element("Document"); e["S"] = Name("Report") }},
		{"6.8.3", "circular role", func(b *broken) { b.dict("StructTreeRoot")["RoleMap"] = Dict{"Report": Name("Report")} }},
		{"6.8.3", "standard type renamed", func(b *broken) { b.dict("StructTreeRoot")["RoleMap"] = Dict{"P": Name("Div")} }},
		{"6.8.3", "content in no element", func(b *broken) { e, _ := b.element("P"); delete(e, "K") }},
		{"6.8.3", "wrong parent", func(b *broken) { e, _ := b.element("P"); e["P"] = Ref(1) }},
		{"6.8.3", "parent tree", func(b *broken) { b.dict("StructTreeRoot", "ParentTree")["Nums"] = []any{} }},
		{"6.8.3", "another tag", func(b *broken) { e, _ := b.element("H1"); e["S"] = Name("H2") }},
		{"6.8.4", "no language", func(b *broken) { delete(b.Catalog(), "Lang") }}, {"6.8.4", "no tag", catalog("Lang", []byte("中文"))},
		{"6.9", "form", catalog("AcroForm", Dict{"NeedAppearances": true})}, {"6.9", "XFA", catalog("AcroForm", Dict{"XFA": []any{}})},
		{"6.11", "Requirements", catalog("Requirements", []any{})}, {"6.11", "PresSteps", page("PresSteps", Dict{})},
	}
}

func fontBreaches() []breach {
	font := func(key string, v any) func(*broken) { return func(b *broken) { f, _, _ := b.font(); f[key] = v } }
	cid := func(key string, v any) func(*broken) { return func(b *broken) { _, c, _ := b.font(); c[key] = v } }
	desc := func(key string) func(*broken) { return func(b *broken) { _, _, d := b.font(); delete(d, key) } }
	unicode := func(old, new string) func(*broken) {
		return func(b *broken) {
			f, _, _ := b.font()
			b.change(f["ToUnicode"], func(x []byte) []byte { return bytes.Replace(x, []byte(old), []byte(new), 1) })
		}
	}
	shown := func(code string) func(*broken) {
		return func(b *broken) {
			b.change(b.page()["Contents"], func(x []byte) []byte { return bytes.Replace(x, []byte("(\x00\x01"), []byte("("+code), 1) })
		}
	}
	return []breach{
		{"6.3.2", "no Type", font("Type", Name("X"))}, {"6.3.2", "names differ", font("BaseFont", Name("ABCDEF+X"))}, {"6.3.2", "StemV", desc("StemV")},
		{"6.3.2", "CIDFontType0", cid("Subtype", Name("CIDFontType0"))},
		{"6.3.3.1", "CIDSystemInfo", cid("CIDSystemInfo", Dict{})}, {"6.3.3.2", "CIDToGIDMap", cid("CIDToGIDMap", nil)},
		{"6.3.3.3", "CMap", font("Encoding", Name("GBK-EUC-H"))},
		{"6.3.4", "not embedded", desc("FontFile2")},
		{"6.3.4", "damaged program", func(b *broken) {
			_, _, d := b.font()
			b.change(d["FontFile2"], func(x []byte) []byte { return x[:len(x)/2] })
		}},
		{"6.3.4", "Length1", func(b *broken) { _, _, d := b.font(); b.Dict(d["FontFile2"])["Length1"] = int64(1) }},
		{"6.3.4", "glyph that is not there", shown("\x0F\xFF")},
		{"6.3.5", "no CIDSet", desc("CIDSet")},
		{"6.3.5", "CIDSet short", func(b *broken) {
			_, _, d := b.font()
			b.change(d["CIDSet"], func(x []byte) []byte { x[0] = 0x80; return x })
		}},
		{"6.3.5", "CIDSet long", func(b *broken) {
			_, _, d := b.font()
			b.change(d["CIDSet"], func(x []byte) []byte { return append(x, 0xFF) })
		}},
		{"6.3.6", "widths", cid("DW", int64(500))}, {"6.3.6", "W", cid("W", []any{int64(1), []any{int64(900)}})},
		{"6.3.6", "range of W", cid("W", []any{int64(1), int64(3), int64(900)})},
		{"6.3.8", "no ToUnicode", font("ToUnicode", nil)},
		{"6.3.8", "a code without character", unicode("<0001>", "<0FFF>")},
		{"6.3.8", "U+FEFF", func(b *broken) { mapFirst(b, "FEFF") }}, {"6.3.8", "half a pair", func(b *broken) { mapFirst(b, "D840") }},
		{"6.3.8", "count", unicode("1 beginbfrange", "2 beginbfrange")}, {"6.3.8", "codespace", unicode("<FFFF>", "<00FF>")},
		{"6.3.8", "a text too many", unicode("]\nendbfrange", "<4E00>]\nendbfrange")},
		{"6.2.11.7.3", "private use", func(b *broken) { mapFirst(b, "E000") }},
		{"6.2.11.8", ".notdef", shown("\x00\x00")},
		{"9.6.4", "no subset tag", func(b *broken) {
			f, c, d := b.font()
			f["BaseFont"], c["BaseFont"], d["FontName"] = Name("X"), Name("X"), Name("X")
		}},
	}
}

// mapFirst lets code 1 of the first font stand for other digits.
func mapFirst(b *broken, digits string) {
	f, _, _ := b.font()
	b.change(f["ToUnicode"], func(x []byte) []byte {
		at := bytes.Index(x, []byte("[<")) + len("[<")
		end := at + bytes.IndexByte(x[at:], '>')
		return append(append(bytes.Clone(x[:at]), digits...), x[end:]...)
	})
}

func enclosureBreaches() []breach {
	spec := func(b *broken) Dict { return b.dict("AF", 0) }
	file := func(b *broken) Dict { return b.dict("AF", 0, "EF", "F") }
	return []breach{
		{"6.8-1", "no type", func(b *broken) { delete(file(b), "Subtype") }},
		{"6.8-1", "size", func(b *broken) { b.dict("AF", 0, "EF", "F", "Params")["Size"] = int64(1) }},
		{"6.8-2", "no F", func(b *broken) { delete(spec(b), "F") }}, {"6.8-2", "no UF", func(b *broken) { delete(spec(b), "UF") }},
		{"6.8-2", "no file", func(b *broken) { spec(b)["EF"] = Dict{} }},
		{"6.8-3", "no relation", func(b *broken) { delete(spec(b), "AFRelationship") }},
		{"6.8-3", "unknown relation", func(b *broken) { spec(b)["AFRelationship"] = Name("Beside") }},
		{"6.8-4", "not in AF", func(b *broken) { delete(b.Catalog(), "AF") }},
		{"6.8-4", "in AF alone", func(b *broken) { delete(b.Catalog(), "Names") }},
		{"7.9.6", "order of names", func(b *broken) {
			names := b.dict("Names", "EmbeddedFiles")["Names"].([]any)
			names[0], names[1], names[2], names[3] = names[2], names[3], names[0], names[1]
		}},
	}
}

func readerBreaches() []breach {
	kind := func(from, to string) func(*broken) {
		return func(b *broken) { e, _ := b.element(from); e["S"] = Name(to) }
	}
	content := func(old, new string) func(*broken) {
		return func(b *broken) {
			b.change(b.page()["Contents"], func(x []byte) []byte { return bytes.Replace(x, []byte(old), []byte(new), 1) })
		}
	}
	return []breach{
		{"6.2", "not marked", func(b *broken) { delete(b.Catalog(), "MarkInfo") }},
		{"7.1", "suspects", func(b *broken) { b.dict("MarkInfo")["Suspects"] = true }},
		{"7.1", "DisplayDocTitle", func(b *broken) { delete(b.Catalog(), "ViewerPreferences") }},
		{"7.1", "no title", func(b *broken) {
			b.change(b.Catalog()["Metadata"], func(x []byte) []byte { return bytes.ReplaceAll(x, []byte("dc:title"), []byte("dc:source")) })
		}},
		{"7.1", "not tagged", content("/Artifact <</Type/Layout>> BDC\n", "q\n")},
		{"7.1", "marked inside an artifact", content("/H1 <</MCID 0>> BDC", "/Artifact BMC /H1 <</MCID 0>> BDC")},
		{"7.1", "no P", func(b *broken) { e, _ := b.element("P"); delete(e, "P") }},
		{"7.2", "no language", func(b *broken) { delete(b.Catalog(), "Lang") }},
		{"7.2", "item outside a list", kind("L", "Div")}, {"7.2", "row outside a table", kind("Table", "Div")}, {"7.2", "label outside an item", kind("LI", "Div")},
		{"7.2", "paragraph in a row", kind("TD", "P")},
		{"7.2", "columns", func(b *broken) { e, _ := b.element("TH"); b.Dict(e["A"])["ColSpan"] = int64(3) }},
		{"7.2", "reaches below", func(b *broken) { e, _ := b.element("TD"); e["A"] = Dict{"O": Name("Table"), "RowSpan": int64(2)} }},
		{"7.2", "caption in the middle", func(b *broken) {
			e, _ := b.element("Table")
			kids := e["K"].([]any)
			kids[0], kids[1] = kids[1], kids[0]
		}},
		{"7.3", "no Alt", func(b *broken) { e, _ := b.element("Figure"); delete(e, "Alt") }},
		{"7.4.2", "begins with H2", kind("H1", "H2")}, {"7.4.2", "level left out", kind("H2", "P")},
		{"7.4.4", "H", kind("H3", "H")},
		{"7.5", "no Scope", func(b *broken) { e, _ := b.element("TH"); delete(e, "A") }},
		{"7.9", "Note without ID", kind("P", "Note")},
		{"7.18", "annotation", func(b *broken) {
			b.page()["Annots"] = []any{b.add(Dict{"Type": Name("Annot"), "Subtype": Name("Link"), "F": int64(4)}, nil)}
		}},
		{"12.3.3", "count", func(b *broken) { b.dict("Outlines")["Count"] = int64(7) }},
		{"12.3.3", "destination", func(b *broken) { b.dict("Outlines", "First")["Dest"] = b.add([]any{Ref(1)}, nil) }},
		{"12.3.3", "order", func(b *broken) { delete(b.dict("Outlines", "Last"), "Prev") }},
	}
}
