package ledger

import (
	"math/big"

	"nianbao/templates/data"
)

// YearOnYear is 同比 of the figure at path in words: 同比增长p%, 同比减少p%, 同比持平;
// for a rate 提高 or 下降 n个百分点. why is not "" when it cannot be said, and tells
// what to do.
func (l *Ledger) YearOnYear(path string) (text, why string) {
	now, ok := l.Get(path)
	last, okLast := l.Last(path)
	switch {
	case !ok:
		return "", "“" + path + "”没有填"
	case !okLast:
		return "", "上年没有“" + path + "”：在“上年”下填去年的数"
	case now.Fig.Approx || last.Approx:
		return "", "“" + path + "”或它的上年数是约数，算不出同比：改填确数，或删去“同比”"
	case !now.Fig.Percent && last.Value.Sign() == 0:
		return "", "“" + path + "”上年是 0，没有同比：改写成文字"
	}
	if now.Fig.Percent {
		return points(new(big.Rat).Sub(now.Fig.Value, last.Value)), ""
	}
	change := Change(now.Fig.Value, last.Value)
	p := data.Percent(new(big.Rat).Abs(change), 2, true)
	switch {
	case p == "0%": // also when the change is too small for two decimals
		return "同比持平", ""
	case change.Sign() > 0:
		return "同比增长" + p, ""
	}
	return "同比减少" + p, ""
}

// Change is (now − last) / last; last must not be 0.
func Change(now, last *big.Rat) *big.Rat {
	d := new(big.Rat).Sub(now, last)
	return d.Quo(d, last)
}

func points(diff *big.Rat) string {
	n := data.FormatRat(new(big.Rat).Mul(new(big.Rat).Abs(diff), big.NewRat(100, 1)), 2, true)
	switch {
	case n == "0":
		return "同比持平"
	case diff.Sign() > 0:
		return "同比提高" + n + "个百分点"
	}
	return "同比下降" + n + "个百分点"
}
