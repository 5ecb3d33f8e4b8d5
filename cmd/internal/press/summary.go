package press

import (
	"path/filepath"

	"nianbao/render/xlsx"
	"nianbao/templates/merge"
	"nianbao/templates/rollup"
)

// rollUpName is the file of figures for a superior's own report.
const rollUpName = "汇入.yaml"

// WriteSummary writes the summary workbook into the out folder.
func (p *Press) WriteSummary(d *rollup.District) (string, error) {
	content, err := xlsx.Write(rollup.Summary(d))
	if err != nil {
		return "", err
	}
	name := "summary"
	for _, k := range d.Package.Kinds {
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
