// Package pattern holds regular expressions that are compiled when they are first
// wanted: most runs want few of them, and compiling all would cost each run a
// millisecond before it begins.
package pattern

import (
	"regexp"
	"sync"
)

// Later returns a function that gives expr compiled. It panics, when first called, for
// an expression that is none.
func Later(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
