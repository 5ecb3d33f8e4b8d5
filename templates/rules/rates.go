// rates.go looks at rates that were typed but that nothing can be held against
// (checks A2).
package rules

import (
	"fmt"
	"strings"

	"nianbao/render/diag"
	"nianbao/templates/ledger"
)

// rates reports each typed rate whose divisor is 0, and, in one finding, those typed
// without the figures they are worked out from. Rates the package gives no relation
// are left alone: the unit could add nothing.
func rates(l *ledger.Ledger) diag.List {
	var found diag.List
	var bare []ledger.Unchecked
	var listed []string
	for _, u := range l.Unchecked() {
		if !u.Zero {
			bare = append(bare, u)
			listed = append(listed, "“"+name(l, u.Entry.Path)+"”（"+u.Entry.Fig.Raw+"）")
			continue
		}
		found.Add(diag.Errorf(u.Entry.Pos, u.By.Code, "%s的分母是 0，不能有率", side(l, u.By.Left, u.Entry.Fig.Value)).
			Over(len([]rune(u.Entry.Fig.Raw))).Do("没有发生的删去这个率；有发生的改正分母。关系是：%s", u.By.Text))
	}
	if len(bare) == 0 {
		return found
	}
	first := bare[0]
	for _, u := range bare {
		if p := u.Entry.Pos; p.Line < first.Entry.Pos.Line || p.Line == first.Entry.Pos.Line && p.Col < first.Entry.Pos.Col {
			first = u
		}
	}
	what, more := listed[0]+"没有填全分子、分母，无法核对", ""
	if len(bare) > 1 {
		what = fmt.Sprintf("%d 个率没有填全分子、分母，无法核对：%s", len(bare), strings.Join(listed, "、"))
		more = "；其余照此补填"
	}
	return append(found, diag.Warnf(first.Entry.Pos, first.By.Code, "%s", what).
		Over(len([]rune(first.Entry.Fig.Raw))).Do("“%s”补填 %s%s", name(l, first.Entry.Path), strings.Join(first.Missing, "、"), more))
}
