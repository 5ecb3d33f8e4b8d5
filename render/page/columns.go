package page

// FitColumns makes widths of columns add up to no more than room, none below its least. Where widths
// were asked for, columns keep their proportions; else wide columns give way first,
// all to one width. When not even the least fit, all shrink alike.
func FitColumns(want, least []Length, room Length, asked bool) []Length {
	all := total(want)
	if all <= room {
		return want
	}
	out := make([]Length, len(want))
	if all := total(least); all >= room {
		for i := range out {
			out[i] = least[i] * room / all
		}
		return out
	}
	upTo := func(limit Length) []Length {
		for i := range out {
			given := min(want[i], limit)
			if asked {
				given = want[i] * limit / all
			}
			out[i] = max(least[i], given)
		}
		return out
	}
	low, high := Length(0), room+1 // low fits, high does not or is what is asked for
	for low+1 < high {
		if mid := (low + high) / 2; total(upTo(mid)) <= room {
			low = mid
		} else {
			high = mid
		}
	}
	return upTo(low)
}

func total(widths []Length) (all Length) {
	for _, w := range widths {
		all += w
	}
	return all
}
