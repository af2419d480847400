package tcp

import "time"

// Settings are what a process may choose for its connections. Zero means what
// the profile says.
type Settings struct {
	MaxSegment   int           // bytes of text in a segment, either way (TCP_MAXSEG)
	KeepAlive    bool          // ask a silent peer whether it is there (SO_KEEPALIVE),
	KeepIdle     time.Duration // after so long a silence (TCP_KEEPIDLE),
	KeepInterval time.Duration // again after so long (TCP_KEEPINTVL),
	KeepCount    int           // so many times (TCP_KEEPCNT)
	UserTimeout  time.Duration // give up when nothing is acknowledged for so long (TCP_USER_TIMEOUT)
	SynRetries   int           // how many times a SYN is sent again (TCP_SYNCNT)
	OpenTimeout  time.Duration // how long an attempt to connect lasts (FreeBSD's TCP_KEEPINIT)
	NoOptions    bool          // segments bear none (FreeBSD's TCP_NOOPT)
	NoDelay      bool          // small segments do not wait: no Nagle (TCP_NODELAY)
	Cork         bool          // segments that are not full wait (TCP_CORK)
	SndBuf       int           // bytes (SO_SNDBUF)
	RcvBuf       int           // bytes (SO_RCVBUF)
	Control      string        // of congestion: a name in Controls (TCP_CONGESTION)
	TTL, TOS     uint8         // of the packets (IP_TTL, IP_TOS)
}

// Set chooses for the connections that will be made from here.
func (b *Binding) Set(s Settings) { b.settings = s }

// Set chooses for the connections that come from now on.
func (li *Listener) Set(s Settings) { li.set = s }

// Settings gives what was chosen.
func (c *Conn) Settings() Settings { return c.settings }

// Set chooses anew; what was held back and now need not be is sent.
func (c *Conn) Set(s Settings) {
	if c.finished {
		return
	}
	c.env.Enter(c)
	old := c.settings
	c.settings = s
	c.sndBuf, c.rcvBuf = first(s.SndBuf, c.profile.SendBuffer), first(s.RcvBuf, c.profile.ReceiveBuffer)
	if s.Control != old.Control {
		c.control = newControl(first(s.Control, c.profile.Control))
	}
	if s.KeepAlive != old.KeepAlive || s.KeepIdle != old.KeepIdle {
		c.asked = 0
		stop(c.timers.keepAlive)
		c.startKeepAlive()
	}
	if old.Cork && !s.Cork {
		c.more, c.held = false, false
	}
	c.output()
}

// Push sends what is held back for more to come, once: setting TCP_NODELAY does
// so even in a corked socket (Linux tcp(7)).
func (c *Conn) Push() {
	if c.finished {
		return
	}
	c.env.Enter(c)
	c.pushing = true
	c.output()
	c.pushing = false
}

// SetUser says who uses a connection that was accepted.
func (c *Conn) SetUser(u User) { c.user = u }

// PeerDone says whether the peer has sent its FIN, and all before it has come.
func (c *Conn) PeerDone() bool { return c.eof }

// SndBuf gives how many bytes the send buffer holds.
func (c *Conn) SndBuf() int { return c.sndBuf }

// RcvBuf gives how many bytes the receive buffer holds.
func (c *Conn) RcvBuf() int { return c.rcvBuf }
