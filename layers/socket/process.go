package socket

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"encap/layers/osi"
)

// Process is a running program with its open descriptors. Its calls are made
// on its own coroutine, one at a time.
type Process struct {
	Name string // of the program
	PID  int

	host      *Host
	coroutine Coroutine
	files     []*descriptor // by number; nil where none is open
	open      int
	waits     []*descriptor // what it is parked on
	timeout   osi.Timer
	expired   bool
	ending    bool // it exits: no call waits any more
	call      Call // the one that is being made
}

// Call is one call into the socket, as it is seen from outside.
type Call struct {
	Process *Process
	Name    string     // "sendto"
	Text    string     // `sendto(3, "hello", 10.0.2.2:5000)`
	Socket  osi.Entity // nil: none
	Data    []byte     // what the call hands over
	Result  string     // "= 5", "= -1 EAGAIN (…)"
	Got     []byte     // what the call got
	Waited  bool       // it did not return at once
}

// Run tells the process on which coroutine its code runs.
func (p *Process) Run(c Coroutine) { p.coroutine = c }

// String names the process as its host does: "echo/2".
func (p *Process) String() string { return p.Name + "/" + strconv.Itoa(p.PID) }

// watched says whether somebody sees the calls: only then are they described.
func (p *Process) watched() bool { return p.host.Watch != nil }

// called tells that a call begins. Every call passes here and in returned.
func (p *Process) called(name string, d *descriptor, data []byte, args ...any) {
	texts := make([]string, len(args))
	for i, a := range args {
		texts[i] = text(a)
	}
	p.call = Call{Process: p, Name: name, Text: name + "(" + strings.Join(texts, ", ") + ")"}
	p.call.Data = append(p.call.Data, data...) // the process may write there when the call is over
	if d != nil {
		p.call.Socket = d
	}
	p.host.Watch.Called(&p.call)
}

// returned tells that the call has its answer.
func (p *Process) returned(result any, err error) {
	if !p.watched() {
		return
	}
	c := &p.call
	if err == nil {
		c.Result = "= " + text(result)
	} else if e, ok := err.(Errno); ok {
		c.Result = fmt.Sprintf("= -1 %s (%s)", e.Name(), e.Error())
	} else {
		c.Result = "= -1 (" + err.Error() + ")"
	}
	p.host.Watch.Returned(c)
}

// maxQuoted is how much of a message a call's text shows, in bytes.
const maxQuoted = 32

// text writes an argument as a programmer would.
func text(a any) string {
	switch a := a.(type) {
	case []byte:
		if len(a) > maxQuoted {
			return strconv.Quote(string(a[:maxQuoted])) + "…"
		}
		return strconv.Quote(string(a))
	case netip.AddrPort:
		if !a.IsValid() {
			return "-"
		}
		return a.String()
	default:
		return fmt.Sprint(a)
	}
}

// wait parks the process until ready says so, or for as long as timeout says
// (negative: for ever), and tells which. Data on any of the descriptors wakes
// it.
func (p *Process) wait(timeout time.Duration, ready func() bool, on ...*descriptor) bool {
	if ready() {
		return true
	}
	if timeout == 0 {
		return false
	}
	p.park(timeout, ready, on)
	return ready()
}

// work is wait for a call that does some of its work each time it is woken,
// until do says that all is done.
func (p *Process) work(timeout time.Duration, do func() bool, on ...*descriptor) {
	if do() || timeout == 0 {
		return
	}
	p.park(timeout, func() bool {
		if !p.watched() {
			return do()
		}
		p.host.Watch.Woken(&p.call)
		defer p.host.Watch.Blocked(&p.call)
		return do()
	}, on)
}

// park lets the process wait until done says so, or for as long as timeout
// says. It asks each time that something on one of the descriptors wakes it.
func (p *Process) park(timeout time.Duration, done func() bool, on []*descriptor) {
	if len(on) > 0 {
		p.host.Env.Note(&Blocks)
	}
	p.waits, p.expired = append(p.waits[:0], on...), false
	p.setBlocked(on, true)
	if timeout > 0 {
		p.setTimeout(timeout)
	}
	if p.watched() {
		p.call.Waited = true
		p.host.Watch.Blocked(&p.call)
	}
	for p.coroutine.Park(); !p.expired && !done(); {
		p.coroutine.Park()
	}
	if p.watched() {
		p.host.Watch.Resumed(&p.call)
	}
	p.setBlocked(on, false)
	p.waits = p.waits[:0]
	if timeout > 0 && !p.expired {
		p.timeout.Stop()
	}
}

func (p *Process) setTimeout(d time.Duration) {
	if p.timeout == nil {
		p.timeout = p.host.Env.Timer("timeout of "+p.String(), func() {
			p.expired = true
			p.coroutine.Wake()
		})
	}
	p.timeout.Reset(d)
}

// wake lets the process look again, if it is parked on d.
func (p *Process) wake(d *descriptor) {
	if slices.Contains(p.waits, d) {
		p.coroutine.Wake()
	}
}

// Sleep lets virtual time pass.
func (p *Process) Sleep(d time.Duration) {
	if p.watched() {
		p.called("nanosleep", nil, nil, d)
	}
	p.wait(max(d, 1), func() bool { return false })
	p.returned(0, nil)
}

// Now gives virtual time.
func (p *Process) Now() osi.Instant { return p.host.Env.Now() }

// Printf writes a line for the process's user.
func (p *Process) Printf(format string, args ...any) {
	if p.watched() {
		p.host.Watch.Printed(p, fmt.Sprintf(format, args...))
	}
}

// Lookup finds the address of a host: one that is written in numbers, or one
// that the host's table of names knows.
func (p *Process) Lookup(name string) (netip.Addr, error) {
	if a, err := netip.ParseAddr(name); err == nil && a.Is4() {
		return a, nil
	}
	if p.host.Lookup != nil {
		if a, ok := p.host.Lookup(name); ok {
			return a, nil
		}
	}
	return netip.Addr{}, fmt.Errorf("%s: unknown host", name)
}

// Exit closes what is still open, as the operating system does when a process
// ends.
func (p *Process) Exit() {
	p.ending = true
	for fd := range p.files {
		if p.files[fd] != nil {
			p.close(fd)
		}
	}
	if p.timeout != nil {
		p.timeout.Stop()
	}
}

// Kill ends the process as a loss of power does: nothing is closed, nobody is
// told, and what it still calls while its coroutine is stopped does nothing.
// Its host is of no use afterwards.
func (p *Process) Kill() {
	p.host.Watch = nil
	p.files, p.waits, p.open, p.ending = nil, nil, 0, true
}
