package press

import (
	"strings"

	"nianbao/render/doc"
)

// Facts are what an archive asks about a report (DA/T 46).
type Facts struct {
	Title, Organ, Date, Number, Secrecy, Period, Urgency string
	Addressees, CopyTo                                   string
}

// Facts reads them from a data file; ok is false when it cannot be understood.
func (p *Press) Facts(s Source) (f Facts, ok bool) {
	q := p.Of(s).Figures()
	r, u := q.prepare(s.Path)
	if r.Err != nil || u == nil || len(u.reports) == 0 {
		return f, false
	}
	d := u.reports[0].doc
	issue := u.data.Issue
	f = Facts{Title: d.Info.Title, Organ: u.data.FullName.Text, Date: u.data.Date, Number: issue.Number.Text, Urgency: issue.Urgency.Text}
	f.Secrecy, f.Period, _ = strings.Cut(issue.Secrecy.Text, "★")
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case doc.Addressees:
			f.Addressees = texts(b.Text)
		case doc.Colophon:
			f.CopyTo = texts(b.CopyTo)
		}
	}
	return f, true
}

func texts(runs []doc.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// date is the date of files whose report has none: SOURCE_DATE_EPOCH's, else the
// first day after the year reported.
func (p *Press) date(year int) string {
	if p.opt.Date != "" || year == 0 {
		return p.opt.Date
	}
	return itoa4(year+1) + "-01-01"
}

func itoa4(n int) string {
	return string([]byte{byte('0' + n/1000%10), byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)})
}
