// copied.go lists passages that stand in two reports, side by side (checks R1).
package rollup

import (
	"cmp"
	"math/big"
	"slices"
	"sync"

	"nianbao/render/doc"
	"nianbao/templates"
	"nianbao/templates/rules"
)

// textRoom is how many bytes of text are compared at a time.
const textRoom = 64 << 20

// Compared says of each unit which of its passages stand in another's report.
type Compared [][]rules.Twin

// Compare sets the texts of the units beside each other when one of the sheets shows what
// comes of it; else it gives nothing. It holds neither the units nor their texts meanwhile,
// so that a summary of the same units may be made of what it found later.
func (d *District) Compare(sheets []templates.SummarySheet) (found Compared, err error) {
	if !slices.ContainsFunc(sheets, func(s templates.SummarySheet) bool { return s.Kind == templates.Copied }) {
		return nil, nil
	}
	reports := make([]rules.Report, len(d.Units))
	var mu sync.Mutex
	read := d.Texts
	for i := range d.Units {
		u := &d.Units[i]
		reports[i] = rules.Report{File: u.File, Unit: u.Name, Year: u.Year}
		switch {
		case u.Status != OK:
			reports[i].Passages = func() []rules.Passage { return nil }
		case read == nil:
			reports[i].Passages = func() []rules.Passage { return u.apart().Texts.Passages }
		default:
			reports[i].Passages = func() []rules.Passage {
				t, lost := read(i)
				if lost != nil {
					mu.Lock()
					defer mu.Unlock()
					err = cmp.Or(err, lost)
				}
				return t.Passages
			}
		}
	}
	found = rules.Twins(reports, textRoom)
	return found, err
}

// copied lists, for every passage that stands in another unit's report of the year or in
// last year's of its own, both.
func (t *table) copied() bool {
	found := t.d.Compared
	if found == nil {
		var err error
		found, err = t.d.Compare(t.specs)
		t.d.failed(err)
	}
	at := lately[Texts]{read: t.d.texts}
	n := 0
	row := func(i int, copy func() rules.Copy) {
		if n++; n == 1 {
			t.head()
		}
		number, columns := n, t.columns
		t.later(func() []doc.Cell {
			c := copy()
			return made(columns, func(word string) doc.Cell { return t.copyCell(&t.d.Units[i], number, &c, word) })
		})
	}
	for i, others := range found {
		if t.d.Units[i].Status != OK {
			continue
		}
		for c, last := 0, t.d.Units[i].Copied; c < len(last) || len(others) > 0; { // both are in order of place
			if c < len(last) && (len(others) == 0 || last[c] <= others[0].Line) {
				number := c
				row(i, func() rules.Copy { return nth(at.get(i).Copies, number) })
				c++
				continue
			}
			w := others[0]
			row(i, func() rules.Copy {
				o := &t.d.Units[w.In]
				return rules.Copy{Mine: nth(at.get(i).Passages, w.Mine), Other: nth(at.get(w.In).Passages, w.Other), Unit: o.Name, File: o.File, Year: o.Year, Percent: w.Percent}
			})
			others = others[1:]
		}
	}
	return n > 0
}

func (t *table) copyCell(u *Unit, n int, c *rules.Copy, word string) doc.Cell {
	switch word {
	case "位置":
		return text(c.Mine.At())
	case "段落":
		return text(c.Mine.Text)
	case "相同":
		return doc.Cell{Number: big.NewRat(int64(c.Percent), 100), Format: "0%", Style: doc.CellText, Center: true}
	case "对方单位":
		return doc.Cell{Text: c.Unit, Style: doc.CellLabel}
	case "对方年度":
		return count(c.Year)
	case "对方文件":
		return text(c.File)
	case "对方位置":
		return text(c.Other.At())
	case "对方段落":
		return text(c.Other.Text)
	}
	cell, _ := t.ofUnit(u, n, word)
	return cell
}
