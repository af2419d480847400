package socket

import (
	"fmt"
	"strings"
	"time"
)

// Events are what poll can wait for and tell.
type Events uint8

// The events, as POSIX names them.
const (
	PollIn    Events = 1 << iota // something can be read
	PollOut                      // something can be written
	PollErr                      // an error is pending; told without asking
	PollNval                     // there is no such socket; told without asking
	PollHup                      // the connection is over, both ways; told without asking
	PollRdHup                    // the peer sends no more
)

// String gives the events by name.
func (e Events) String() string {
	var names []string
	for i, name := range [...]string{"POLLIN", "POLLOUT", "POLLERR", "POLLNVAL", "POLLHUP", "POLLRDHUP"} {
		if e&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "0"
	}
	return strings.Join(names, "|")
}

// PollFD is one socket that poll looks at; a negative FD means none.
type PollFD struct {
	FD      int
	Events  Events // asked for
	Revents Events // told
}

// Poll waits until one of the sockets has something to do, or for as long as
// timeout says (negative: for ever), and gives the number of those that have.
func (p *Process) Poll(fds []PollFD, timeout time.Duration) (n int, err error) {
	if p.watched() {
		p.called("poll", nil, nil, pollText(fds, false), len(fds), timeout)
	}
	on := make([]*descriptor, 0, len(fds))
	for _, f := range fds {
		if d := p.peek(f.FD); d != nil {
			on = append(on, d)
		}
	}
	p.wait(timeout, func() bool { n = p.look(fds); return n > 0 }, on...)
	if p.watched() {
		p.returned(fmt.Sprint(n, " ", pollText(fds, true)), nil)
	}
	return n, nil
}

// look asks every socket what it has, and counts those that have something.
func (p *Process) look(fds []PollFD) (n int) {
	for i := range fds {
		f := &fds[i]
		f.Revents = p.events(f.FD) & (f.Events | PollErr | PollNval | PollHup)
		if f.Revents != 0 {
			n++
		}
	}
	return n
}

func (p *Process) events(fd int) Events {
	d := p.peek(fd)
	switch {
	case fd < 0:
		return 0
	case d == nil:
		return PollNval
	}
	return d.door.events()
}

func pollText(fds []PollFD, told bool) string {
	var texts []string
	for _, f := range fds {
		switch {
		case !told:
			texts = append(texts, fmt.Sprintf("%d:%v", f.FD, f.Events))
		case f.Revents != 0:
			texts = append(texts, fmt.Sprintf("%d:%v", f.FD, f.Revents))
		}
	}
	return "[" + strings.Join(texts, " ") + "]"
}
