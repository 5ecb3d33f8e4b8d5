// Package cores spreads work that does not depend on its order over the processors.
package cores

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Each calls work(0) … work(n-1), as many at once as the program uses processors.
func Each(n int, work func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	wg.Wait()
}
