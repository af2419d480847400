package socket

import (
	"net/netip"
	"time"

	"encap/layers/transport/tcp"
)

// stream is a socket for a stream of bytes: one end of a connection, once
// there is one.
type stream struct {
	failures []Failure // ICMP errors that the process wants to see
	d        *descriptor
	state    streamState
	binding  *tcp.Binding // nil: none, or the listener's
	conn     *tcp.Conn    // nil: none yet
	settings tcp.Settings
	push     bool // what is held back is to be sent: TCP_NODELAY was set
	vars     streamVars
}

// streamState is how far a stream socket has come.
type streamState uint8

const (
	unconnected streamState = iota
	connecting
	connected
	listening
)

// String gives the state in lower case.
func (s streamState) String() string {
	return [...]string{"unconnected", "connecting", "connected", "listening"}[s]
}

// streamVars are what a student sees of a stream socket. What the connection
// does is seen at TCP.
type streamVars struct {
	Proto              string
	State              streamState
	Local, Remote      netip.AddrPort
	Blocked            bool
	Error              Errno // pending
	NoReads, NoWrites  bool  // shut down
	NonBlocking        bool
	RcvTimeo, SndTimeo time.Duration
	Linger             time.Duration // negative: close does not wait
	ReuseAddr          bool
	KeepAlive          bool
	NoDelay, Cork      bool
	TTL, TOS           uint8
}

func newStream(d *descriptor) *stream {
	return &stream{d: d, vars: streamVars{Linger: noLinger}}
}

func (s *stream) shown() any {
	v, d := s.vars, &s.d.vars
	v.Proto, v.State, v.Local, v.Remote = d.Proto, s.state, d.Local, d.Remote
	v.Blocked, v.Error, v.NonBlocking, v.RcvTimeo = d.Blocked, d.Error, d.NonBlocking, d.RcvTimeo
	v.ReuseAddr, v.TTL, v.TOS = d.ReuseAddr, d.TTL, d.TOS
	v.KeepAlive, v.NoDelay, v.Cork = s.settings.KeepAlive, s.settings.NoDelay, s.settings.Cork
	return v
}

// Changed is told by the connection that something may be read or written, or
// has ended.
func (s *stream) Changed() {
	env := &s.d.process.host.Env
	env.Enter(s.d)
	if s.conn != nil {
		if err, ok := errno(s.conn.TakeError()).(Errno); ok {
			env.Note(&Broken)
			s.d.vars.Error = err
		}
	}
	s.d.process.wake(s.d)
}

func (s *stream) bind(local netip.AddrPort) error {
	b, err := s.d.process.host.TCP.Bind(local, s.d.vars.ReuseAddr)
	if err != nil {
		return errno(err)
	}
	s.binding, s.d.vars.Local = b, b.Local
	b.Set(s.settings)
	return nil
}

// connect opens a connection, and waits until it is open if it may.
func (s *stream) connect(remote netip.AddrPort) error {
	d, p := s.d, s.d.process
	p.host.Env.Enter(d)
	begun := s.state == connecting
	switch {
	case s.state == connected:
		return EISCONN
	case !begun:
		if err := s.begin(remote); err != nil {
			return err
		}
	}
	if !p.wait(d.patience(0, s.vars.SndTimeo), s.decided, d) {
		p.host.Env.Note(&Opening)
		if begun {
			return EALREADY
		}
		return EINPROGRESS
	}
	p.host.Env.Enter(d)
	if !s.open() {
		s.state, s.conn, d.vars.Remote = unconnected, nil, netip.AddrPort{}
		if err := d.takeError(); err != nil {
			return err
		}
		return ECONNREFUSED // the process has asked for the error before
	}
	s.state = connected
	return nil
}

// begin lets TCP send its SYN.
func (s *stream) begin(remote netip.AddrPort) error {
	d, h := s.d, s.d.process.host
	src, err := h.Network.Source(remote.Addr())
	if err != nil {
		return errno(err)
	}
	if err := d.autobind(); err != nil {
		return err
	}
	was := d.vars.Local
	if was.Addr().IsUnspecified() {
		d.vars.Local = netip.AddrPortFrom(src, was.Port())
	}
	s.state, d.vars.Remote, d.vars.Error = connecting, remote, 0
	if s.conn, err = h.TCP.Connect(s.binding, remote, s); err == nil {
		s.Changed() // a peer on this very host has answered by now
		return nil
	}
	s.state, s.conn, d.vars.Local, d.vars.Remote = unconnected, nil, was, netip.AddrPort{}
	if err = errno(err); err == EADDRINUSE {
		return EADDRNOTAVAIL // the pair of both ends is taken
	}
	return err
}

// open says whether the connection has been opened and not failed.
func (s *stream) open() bool { return s.conn != nil && s.conn.State >= tcp.Established }

// decided says whether an attempt to connect has come to its end.
func (s *stream) decided() bool { return s.open() || s.conn.State == tcp.Closed }

// settle takes note that a connection has been opened while nobody waited.
func (s *stream) settle() {
	if s.state == connecting && s.open() {
		s.d.process.host.Env.Enter(s.d)
		s.state = connected
	}
}

// send puts bytes into the send buffer, and waits for room there until all are
// in it. TCP decides when they leave, and in which pieces.
func (s *stream) send(text []byte, flags Flags, _ netip.AddrPort) (sent int, err error) {
	d, p := s.d, s.d.process
	s.settle()
	if err := d.takeError(); err != nil {
		return -1, err
	}
	switch {
	case s.vars.NoWrites || s.state == connected && s.conn.State == tcp.Closed:
		p.host.Env.Note(&NoReader)
		return -1, EPIPE
	case s.conn == nil:
		return -1, ENOTCONN
	}
	more := flags&More != 0
	put := func() bool {
		if s.settle(); s.state == connected {
			sent += s.conn.Send(text[sent:], more)
		}
		return sent == len(text) || s.conn.State == tcp.Closed || d.vars.Error != 0
	}
	p.work(d.patience(flags, s.vars.SndTimeo), put, d)
	if flags&EndRecord != 0 && sent == len(text) {
		s.conn.EndRecord()
	}
	switch {
	case sent > 0 || len(text) == 0:
		p.host.Env.Note(&Buffered)
		return sent, nil
	case d.vars.Error != 0:
		return -1, d.takeError()
	case s.conn.State == tcp.Closed:
		return -1, EPIPE
	}
	p.host.Env.Note(&BufferFilled)
	return -1, EAGAIN
}

// recv takes bytes that have come, as many as there are; none means that the
// peer sends no more.
func (s *stream) recv(memory []byte, n int, flags Flags) (Message, error) {
	d, p := s.d, s.d.process
	s.settle()
	if s.conn == nil {
		if err := d.takeError(); err != nil {
			return Message{}, err
		}
		return Message{}, ENOTCONN
	}
	if n > 0 && !p.wait(d.patience(flags, d.vars.RcvTimeo), s.readable, d) {
		p.host.Env.Note(&WouldBlock)
		return Message{}, EAGAIN
	}
	text := s.conn.ReceiveInto(memory, n, flags&Peek != 0)
	if len(text) == 0 && n > 0 {
		if err := d.takeError(); err != nil {
			return Message{}, err
		}
		p.host.Env.Note(&EndOfStream)
	}
	return Message{Data: text, From: d.vars.Remote, To: d.vars.Local, Length: len(text)}, nil
}

// readable says whether a receiving call would return at once.
func (s *stream) readable() bool {
	return s.conn.Available() > 0 || s.conn.EOF() || s.d.vars.Error != 0
}

func (s *stream) events() (e Events) {
	if s.d.vars.Error != 0 || len(s.failures) > 0 {
		e |= PollErr
	}
	if s.conn == nil {
		return e | PollOut | PollHup
	}
	over := s.conn.State == tcp.Closed
	if s.state == connecting && !s.decided() {
		return e
	}
	if s.readable() {
		e |= PollIn
	}
	if s.conn.Room() > 0 && s.conn.Room() >= s.conn.SndBuf()/3 || s.vars.NoWrites || over {
		e |= PollOut
	}
	if s.conn.PeerDone() || s.vars.NoReads || over {
		e |= PollRdHup
	}
	if over || (s.conn.PeerDone() || s.vars.NoReads) && s.vars.NoWrites {
		e |= PollHup
	}
	return e
}

// close gives up this end. What waits to be sent is sent all the same, unless
// the process wants no lingering at all.
func (s *stream) close() {
	if s.binding != nil {
		s.d.process.host.TCP.Unbind(s.binding)
	}
	switch {
	case s.conn == nil:
		return
	case s.vars.Linger == 0:
		s.conn.Abort()
		return
	case s.vars.Linger > 0 && s.conn.Available() == 0:
		s.linger()
	}
	s.conn.Close()
}

// linger waits until all that was written, and the FIN behind it, is
// acknowledged; but no longer than the process has said.
func (s *stream) linger() {
	p := s.d.process
	s.conn.Shutdown(false, true)
	if p.ending || s.d.vars.NonBlocking {
		return // nobody is left to wait
	}
	p.host.Env.Note(&Lingers)
	p.wait(s.vars.Linger, func() bool {
		return s.conn.State != tcp.FinWait1 && s.conn.State != tcp.Closing && s.conn.State != tcp.LastAck
	}, s.d)
}

// shutdown ends one direction, or both.
func (s *stream) shutdown(how How) error {
	s.settle()
	if s.conn == nil || s.conn.State == tcp.Closed {
		return ENOTCONN
	}
	s.d.process.host.Env.Enter(s.d)
	s.vars.NoReads = s.vars.NoReads || how != ShutWr
	s.vars.NoWrites = s.vars.NoWrites || how != ShutRd
	s.conn.Shutdown(how != ShutWr, how != ShutRd)
	return nil
}

// listen makes the socket one that waits for clients.
func (s *stream) listen(backlog int) error {
	d := s.d
	if s.state != unconnected {
		return EINVAL
	}
	if err := d.autobind(); err != nil {
		return err
	}
	l := &listener{stream: s}
	if l.listener = d.process.host.TCP.Listen(s.binding, backlog, l); l.listener == nil {
		return EADDRINUSE
	}
	s.state, d.door = listening, l
	return nil
}
