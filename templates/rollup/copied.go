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
	copies := func(i int) int {
		if t.d.Units[i].Status != OK {
			return 0
		}
		return len(t.d.Units[i].Copied) + len(found[i])
	}
	return t.perUnit(len(found), copies, func(i, k, number int) func(word string) doc.Cell {
		c := t.copyOf(i, k, found[i], &at)
		return func(word string) doc.Cell { return t.copyCell(&t.d.Units[i], number, &c, word) }
	})
}

// copyOf is the k-th copy of Units[i] in order of place: others are what stands in other
// units' reports, beside what stands in its own of last year.
func (t *table) copyOf(i, k int, others []rules.Twin, at *lately[Texts]) rules.Copy {
	last, n := t.d.Units[i].Copied, 0 // n of last stand before
	for ; n < len(last) && k > 0; k-- {
		if len(others) > 0 && others[0].Line < last[n] {
			others = others[1:]
		} else {
			n++
		}
	}
	if n < len(last) && (k >= len(others) || last[n] <= others[k].Line) {
		return nth(at.get(i).Copies, n)
	}
	w := others[k]
	o := &t.d.Units[w.In]
	return rules.Copy{Mine: nth(at.get(i).Passages, w.Mine), Other: nth(at.get(w.In).Passages, w.Other), Unit: o.Name, File: o.File, Year: o.Year, Percent: w.Percent}
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
