package drill

import (
	"net/netip"
	"time"

	"encap/layers/socket"
)

// sysCalls are the calls that a script may make.
var sysCalls map[string]sysCall

func init() {
	sysCalls = map[string]sysCall{
		"socket": callSocket, "bind": callBind, "listen": callListen, "accept": callAccept, "accept4": callAccept,
		"connect": callConnect, "close": callClose, "shutdown": callShutdown,
		"write": callWrite, "send": callWrite, "sendto": callWrite, "writev": callVector(callWrite), "sendmsg": callMessage(callWrite),
		"read": callRead, "recv": callRead, "recvfrom": callRead, "readv": callVector(callRead), "recvmsg": callMessage(callRead),
		"fcntl": callFcntl, "ioctl": callIoctl, "poll": callPoll,
		"setsockopt": callSetOption, "getsockopt": callGetOption,
	}
}

func callSocket(r *Run, c *call, p *socket.Process) answer {
	const typeMask = 0xf
	typ := c.int(1)
	if int64(typ&typeMask) != constants["SOCK_STREAM"] {
		return unplayable("only stream sockets are played")
	}
	fd, err := p.Socket(socket.Stream)
	if err != nil {
		return answer{err: err}
	}
	if int64(typ)&constants["SOCK_NONBLOCK"] != 0 {
		err = p.SetSockOpt(fd, socket.O_NONBLOCK, 1)
	}
	n := r.named(c, fd)
	if r.tested < 0 {
		r.tested = n
	}
	return answer{value: n, err: err}
}

// address gives an address that is written as a structure, or else another.
func (e *expr) address(otherwise netip.AddrPort) netip.AddrPort {
	if e.form != formList {
		return otherwise
	}
	addr, port := otherwise.Addr(), otherwise.Port()
	if f := e.find("sin_addr"); f != nil && f.form == formText {
		if a, err := netip.ParseAddr(f.text); err == nil {
			addr = a
		}
	}
	if f := e.find("sin_port"); f != nil {
		n, _ := f.value()
		port = uint16(n)
	}
	return netip.AddrPortFrom(addr, port)
}

func callBind(r *Run, c *call, p *socket.Process) answer {
	local := c.arg(1).address(netip.AddrPortFrom(hostAddr.Addr(), defaultPort))
	err := p.Bind(r.fd(int64(c.int(0))), local)
	if err == nil {
		r.flow = r.newFlow(local.Port())
	}
	return answer{err: err}
}

func callListen(r *Run, c *call, p *socket.Process) answer {
	err := p.Listen(r.fd(int64(c.int(0))), c.int(1))
	r.listening = r.listening || err == nil
	return answer{err: err}
}

func callAccept(r *Run, c *call, p *socket.Process) answer {
	fd, _, err := p.Accept(r.fd(int64(c.int(0))))
	if err != nil {
		return answer{err: err}
	}
	if flags := c.arg(3); c.name == "accept4" {
		if n, _ := flags.value(); n&constants["SOCK_NONBLOCK"] != 0 {
			err = p.SetSockOpt(fd, socket.O_NONBLOCK, 1)
		}
	}
	r.tested = r.named(c, fd)
	return answer{value: r.tested, err: err}
}

func callConnect(r *Run, c *call, p *socket.Process) answer {
	remote := c.arg(1).address(netip.AddrPortFrom(peerAddr, defaultPort))
	// A second call asks what became of the first.
	if r.tested != int64(c.int(0)) || !r.flow.opening && r.flow.remote != remote {
		r.flow = &flow{local: netip.AddrPortFrom(hostAddr.Addr(), 0), remote: remote, opening: true}
	}
	r.tested, r.listening = int64(c.int(0)), false
	return answer{err: p.Connect(r.fd(r.tested), remote)}
}

func callClose(r *Run, c *call, p *socket.Process) answer {
	n := int64(c.int(0))
	err := p.Close(r.fd(n))
	delete(r.sockets, n)
	return answer{err: err}
}

func callShutdown(r *Run, c *call, p *socket.Process) answer {
	return answer{err: p.Shutdown(r.fd(int64(c.int(0))), socket.How(c.int(1)))}
}

// messageFlags gives the flags of a call that sends or receives; not ok: some
// are not played.
func messageFlags(e *expr) (f socket.Flags, ok bool) {
	n, isNumber := e.value()
	if !isNumber {
		return 0, e.form == formAny
	}
	for _, m := range [...]struct {
		name string
		flag socket.Flags
	}{
		{"MSG_DONTWAIT", socket.DontWait}, {"MSG_PEEK", socket.Peek}, {"MSG_TRUNC", socket.Trunc},
		{"MSG_MORE", socket.More}, {"MSG_NOSIGNAL", socket.NoSignal}, {"MSG_EOR", socket.EndRecord},
	} {
		if bit := constants[m.name]; n&bit != 0 {
			f |= m.flag
			n &^= bit
		}
	}
	// Whether bytes are copied shows in no segment.
	return f, n&^constants["MSG_ZEROCOPY"] == 0
}

// callWrite sends bytes: a text, or zeros.
func callWrite(r *Run, c *call, p *socket.Process) answer {
	fd, n := r.fd(int64(c.int(0))), c.int(2)
	if n < 0 || n > maxMessage {
		return unplayable("%d bytes in one call, want at most %d", n, maxMessage)
	}
	flags, ok := messageFlags(c.arg(3))
	if !ok {
		return unplayable("%s: its flags are not played", c.name)
	}
	data := make([]byte, n)
	if a := c.arg(1); a.form == formText {
		copy(data, a.text)
	}
	var sent int
	var err error
	if c.name == "write" || c.name == "writev" {
		sent, err = p.Write(fd, data)
	} else {
		sent, err = p.Send(fd, data, flags)
	}
	return answer{value: int64(sent), err: err}
}

// maxMessage bounds what a script may send or receive at once, in bytes.
const maxMessage = 1 << 28

func callRead(r *Run, c *call, p *socket.Process) answer {
	fd, n := r.fd(int64(c.int(0))), c.int(2)
	if n < 0 || n > maxMessage {
		return unplayable("%d bytes in one call, want at most %d", n, maxMessage)
	}
	flags, ok := messageFlags(c.arg(3))
	if !ok {
		return unplayable("%s: its flags are not played", c.name)
	}
	var data []byte
	var err error
	if c.name == "read" || c.name == "readv" {
		data, err = p.Read(fd, n)
	} else {
		data, err = p.Recv(fd, n, flags)
	}
	return answer{value: int64(len(data)), err: err}
}

func callFcntl(r *Run, c *call, p *socket.Process) answer {
	fd, flags := r.fd(int64(c.int(0))), constants["O_RDWR"]
	switch int64(c.int(1)) {
	case constants["F_GETFL"]:
		on, err := p.GetSockOpt(fd, socket.O_NONBLOCK)
		if on != 0 {
			flags |= constants["O_NONBLOCK"]
		}
		return answer{value: flags, err: err}
	case constants["F_SETFL"]:
		on := int64(0)
		if int64(c.int(2))&constants["O_NONBLOCK"] != 0 {
			on = 1
		}
		return answer{err: p.SetSockOpt(fd, socket.O_NONBLOCK, on)}
	case constants["F_GETFD"], constants["F_SETFD"]:
		return answer{}
	}
	return unplayable("fcntl(%d) is not played", c.int(1))
}

// callPoll waits for several descriptors; the last argument is in
// milliseconds.
func callPoll(r *Run, c *call, p *socket.Process) answer {
	fields := c.arg(0).list
	fds := make([]socket.PollFD, 0, len(fields))
	for i := range fields {
		fd, events := fields[i].find("fd"), fields[i].find("events")
		if fd == nil || events == nil {
			return unplayable("poll: want {fd=…, events=…, revents=…}")
		}
		n, _ := fd.value()
		e, _ := events.value()
		fds = append(fds, socket.PollFD{FD: r.fd(n), Events: fromPoll(e)})
	}
	n, err := p.Poll(fds, time.Duration(c.int(2))*time.Millisecond)
	a := answer{value: int64(n), err: err}
	for i := range fields {
		want := int64(0)
		if f := fields[i].find("revents"); f != nil {
			want, _ = f.value()
		}
		if got := fds[i].Revents; fromPoll(want) != got && err == nil {
			a.other = "revents " + got.String()
		}
	}
	return a
}

// pollBits are the events with the numbers that Linux gives them.
var pollBits = [...]struct {
	name  string
	event socket.Events
}{
	{"POLLIN", socket.PollIn}, {"POLLOUT", socket.PollOut}, {"POLLERR", socket.PollErr},
	{"POLLHUP", socket.PollHup}, {"POLLNVAL", socket.PollNval}, {"POLLRDHUP", socket.PollRdHup},
}

func fromPoll(n int64) (e socket.Events) {
	for _, b := range pollBits {
		if n&constants[b.name] != 0 {
			e |= b.event
		}
	}
	return e
}
