package press

import (
	"errors"
	"path/filepath"

	"nianbao/render/xlsx"
	"nianbao/templates/merge"
	"nianbao/templates/rollup"
)

// rollUpName is the file of figures for a superior's own report.
const rollUpName = "汇入.yaml"

// ErrNoSummary says that a package describes no summary.
var ErrNoSummary = errors.New("报告包里没有写汇总表")

// WriteSummary writes the summary workbook into the out folder. The error is
// ErrNoSummary when the package describes none.
func (p *Press) WriteSummary(d *rollup.District) (string, error) {
	kinds, a := d.Package.Kinds, rollup.Summary(d) // d may be given up from here on
	if len(a.Sheets) == 0 {
		return "", ErrNoSummary
	}
	content, err := xlsx.Write(a)
	if err != nil {
		return "", err
	}
	name := "summary"
	for _, k := range kinds {
		if k.Files.Summary.Text != "" {
			name = merge.SafeName(k.Files.Summary.Text)
			break
		}
	}
	return p.writeOne(name+".xlsx", content)
}

// WriteRollUp writes the sums for the superior's data file into the out folder.
func (p *Press) WriteRollUp(d *rollup.District) (string, error) {
	return p.writeOne(rollUpName, []byte(rollup.YAML(d)))
}

func (p *Press) writeOne(name string, content []byte) (string, error) {
	out, err := p.write([]file{{name: name, content: content}})
	if err != nil {
		return "", err
	}
	return filepath.Clean(out[0].Path), nil
}
