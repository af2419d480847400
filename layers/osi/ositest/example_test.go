package ositest_test

import (
	"fmt"
	"time"

	"encap/layers/osi"
	"encap/layers/osi/ositest"
)

var (
	ask     = osi.Rule{Name: "Ask", Cite: "Encap", Why: "Nobody knows yet."}
	giveUp  = osi.Rule{Name: "GiveUp", Cite: "Encap", Why: "Nobody has answered."}
	message = []byte("hello")
)

func Example() {
	var w ositest.World
	env := w.Env()
	retry := env.Timer("retry", func() { env.Drop(&giveUp, message) })
	w.Go(func(self *ositest.Coroutine) {
		env.Note(&ask)
		retry.Reset(time.Second)
		self.Park()
	})
	w.Advance(0)
	fmt.Println(w.Now(), w.Obeyed(), w.Running())
	w.Advance(time.Second)
	fmt.Printf("%v %s %q\n", w.Now(), w.Obeyed(), w.Dropped())
	// Output:
	// 0.000 ms Ask [retry]
	// 1000.000 ms drop:GiveUp ["hello"]
}
