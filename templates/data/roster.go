package data

import "nianbao/render/diag"

// RosterFile is 名册.yaml: the units asked to report (contract §5).
type RosterFile struct {
	Year  int
	Due   string // 截止 YYYY-MM-DD, "" when not given
	Units []RosterUnit
}

// RosterUnit is one unit asked to report.
type RosterUnit struct {
	Name, Kind, Superior, File, Received string
	Pos                                  diag.Pos
}

// ReadRoster decodes a roster. A unit without a name, one named twice and superiors
// in a circle are reported.
func ReadRoster(root *Node, src *Source) (RosterFile, diag.List) {
	var out RosterFile
	var r Reader
	r.Fields(Pair{Key: "名册", Pos: root.Pos, Value: root}, map[string]func(Pair){
		"年度": func(p Pair) { out.Year = r.Whole(p, 1980, 2100) },
		"截止": func(p Pair) { out.Due = r.Date(p) },
		"单位": func(p Pair) {
			if p.Value.Kind != List {
				r.Wrong(p.Value.Pos, p.Key, "列表", "每个单位一行，写作“- {单位: 甲街道, 类型: …}”")
				return
			}
			for _, item := range p.Value.Items {
				out.Units = append(out.Units, r.rosterUnit(p.Key, item))
			}
		},
	})
	r.rosterWhole(out.Units)
	src.Excerpts(r.Found)
	return out, r.Found
}

func (r *Reader) rosterUnit(key string, item *Node) RosterUnit {
	u := RosterUnit{Pos: item.Pos}
	if item.Kind == Scalar {
		u.Name = r.Line(Pair{key, item.Pos, item}).Text
		return u
	}
	str := func(to *string) func(Pair) { return func(q Pair) { *to = r.Line(q).Text } }
	r.Fields(Pair{Key: key, Pos: item.Pos, Value: item}, map[string]func(Pair){
		"单位": str(&u.Name), "类型": str(&u.Kind), "上级": str(&u.Superior), "文件": str(&u.File),
		"收到": func(q Pair) { u.Received = r.Date(q) },
	})
	return u
}

// rosterWhole looks at the units together.
func (r *Reader) rosterWhole(units []RosterUnit) {
	superior, at := map[string]string{}, map[string]diag.Pos{}
	for _, u := range units {
		if u.Name == "" {
			r.Add(diag.Errorf(u.Pos, codeMissing, "名册的这一项缺“单位”").Do("写作 - {单位: 甲街道, 类型: …}"))
			continue
		}
		if first, twice := at[u.Name]; twice {
			r.Add(diag.Errorf(u.Pos, codeTwice, "“%s”在名册里写了两次，%s已有", u.Name, first.Where()).Do("删去一处"))
			continue
		}
		superior[u.Name], at[u.Name] = u.Superior, u.Pos
	}
	told := map[string]bool{}
	for _, u := range units {
		seen := map[string]bool{}
		for name := u.Name; name != "" && !told[name]; name = superior[name] {
			if seen[name] {
				r.Add(diag.Errorf(at[name], codeType, "“%s”的上级绕了一圈又是它自己", name).Do("改正“上级”：下级写上级，最上面一级不写"))
				for n := range seen {
					told[n] = true
				}
				break
			}
			seen[name] = true
		}
	}
}
