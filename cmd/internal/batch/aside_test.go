package batch

import (
	"os"
	"testing"

	"nianbao/cmd/internal/disk"
	"nianbao/cmd/internal/press"
	"nianbao/templates"
	"nianbao/templates/rollup"
)

// TestAsideTellsWhatItLost: a brief that could not be kept, or not be read back, makes no
// workbook; the message names a folder that is there.
func TestAsideTellsWhatItLost(t *testing.T) {
	plan := &Plan{Files: []Planned{{Input: Input{Rel: "甲.yaml"}, Status: rollup.OK}}}
	p := testPress(t, press.Options{Out: t.TempDir()})
	for _, early := range []bool{true, false} {
		a, err := openAside(plan)
		if err != nil {
			t.Fatal(err)
		}
		if early {
			a.state.file.Close()
		}
		a.put(0, &rollup.Unit{Name: "甲"}, "")
		a.state.file.Close()
		d, err := a.district(p, "", (*templates.Package).Summary)
		told, ok := err.(*disk.Error)
		if d != nil || !ok {
			t.Fatal(d, err)
		}
		if _, err := os.Stat(told.Path); err != nil {
			t.Error(err)
		}
		a.close()
	}
}
