// copied.go lists passages that stand in two reports, side by side (checks R1).
package rollup

import (
	"math/big"

	"nianbao/render/doc"
	"nianbao/templates/rules"
)

// copied lists, for every passage that stands in another unit's report of the year or in
// last year's of its own, both.
func (t *table) copied() bool {
	all := rules.NewCorpus(nil)
	for i := range t.d.Units {
		if u := &t.d.Units[i]; u.Status == OK {
			all.Enter(u.File, u.Name, u.Year, u.Passages)
		}
	}
	all.Sort()
	n := 0
	for i := range t.d.Units {
		u := &t.d.Units[i]
		if u.Status != OK {
			continue
		}
		others := all.Copies(u.File, u.Name, u.Year, u.Passages)
		for _, c := range inOrder(u.Copies, others) {
			if n++; n == 1 {
				t.head()
			}
			t.row(func(word string) doc.Cell { return t.copyCell(u, n, &c, word) })
		}
	}
	return n > 0
}

// inOrder brings both lists, each in order of place, together.
func inOrder(last, others []rules.Copy) (out []rules.Copy) {
	for len(last) > 0 && len(others) > 0 {
		if last[0].Mine.Line <= others[0].Mine.Line {
			out, last = append(out, last[0]), last[1:]
		} else {
			out, others = append(out, others[0]), others[1:]
		}
	}
	return append(append(out, last...), others...)
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
