package stacktest

import (
	"encap/layers/osi/ositest"
	"encap/layers/socket"
	"encap/layers/stack"
)

// Process is a program that runs on a host.
type Process struct {
	*socket.Process
	Calls     []string // "sendto(3, …) = 5", in the order in which they returned
	Said      []string // the lines it has written
	Got       [][]byte // what its calls were told to have got
	Err       error    // why it ended, if it did
	coroutine *ositest.Coroutine
}

// Run starts a program on a host; it begins when time is next let pass.
func (n *Net) Run(h *stack.Host, name string, main func(p *socket.Process) error) *Process {
	all, ok := h.Sockets.Watch.(watch)
	if !ok {
		all = watch{}
		h.Sockets.Watch = all
	}
	p := &Process{Process: h.Sockets.Start(name)}
	all[p.Process] = p
	p.coroutine = n.Go(func(self *ositest.Coroutine) {
		p.Process.Run(self)
		p.Err = main(p.Process)
		p.Exit()
	})
	return p
}

// Done says whether the program has ended.
func (p *Process) Done() bool { return p.coroutine.Done() }

// Stop ends the program where it waits, as the end of a run does.
func (p *Process) Stop() { p.coroutine.Stop() }

// watch sees the calls of a host's processes.
type watch map[*socket.Process]*Process

// Called sees a call begin.
func (watch) Called(*socket.Call) {}

// Blocked sees that it does not return yet.
func (watch) Blocked(*socket.Call) {}

// Woken sees a call do some of its work.
func (watch) Woken(*socket.Call) {}

// Resumed sees that it is about to return after all.
func (watch) Resumed(*socket.Call) {}

// Returned keeps a call with its answer.
func (w watch) Returned(c *socket.Call) {
	p := w[c.Process]
	p.Calls = append(p.Calls, c.Text+" "+c.Result)
	p.Got = append(p.Got, c.Got)
}

// Printed keeps a line.
func (w watch) Printed(p *socket.Process, line string) { w[p].Said = append(w[p].Said, line) }
