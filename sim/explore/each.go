package explore

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// each does n things on all processors. It returns when all are done or ctx is;
// which were done, do itself has to note. after is told how many are, never by
// two at a time.
func each(ctx context.Context, n int, do func(i int), after func(done int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	var telling sync.Mutex
	done := 0
	for range min(n, runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				do(i)
				telling.Lock()
				done++
				after(done)
				telling.Unlock()
			}
		})
	}
	all.Wait()
}
