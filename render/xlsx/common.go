package xlsx

import (
	"bytes"
	"path"
	"strings"
	"sync"

	"nianbao/render/opc"
)

// Parts that are the same in one workbook after another, as far as the workbooks have
// the same sheets and styles: the last one of each name is kept as it was packed, and
// taken again when its content is the same to the byte.

var lately sync.Map // of *common, by the name of the part

// common never changes.
type common struct {
	content []byte
	packed  opc.Packed
}

// isCommon tells parts worth keeping from those with what a unit wrote; the relations of
// a sheet are its links, up to 65,530 of them.
func isCommon(name string) bool {
	switch name {
	case opc.ContentTypes, "docProps/app.xml", "xl/styles.xml", "xl/theme/theme1.xml", "xl/workbook.xml":
		return true
	}
	return strings.HasSuffix(name, ".rels") && path.Dir(name) != "xl/worksheets/_rels"
}

// packedLately returns the packed form of a part whose content was packed lately.
func packedLately(name string, content []byte) (opc.Packed, bool) {
	c, ok := lately.Load(name)
	if !ok || !bytes.Equal(c.(*common).content, content) {
		return opc.Packed{}, false
	}
	return c.(*common).packed, true
}

// keep takes both as they are.
func keep(content []byte, packed opc.Packed) {
	lately.Store(packed.Name, &common{content, packed})
}
