package socket

import (
	"time"

	"encap/layers/network/ipv4"
	"encap/layers/osi"
)

// Option is something of a socket that can be set or asked for.
type Option uint8

// The options, as POSIX and Linux name them.
const (
	SO_RCVBUF       Option = iota + 1 // size of the receive buffer in bytes
	SO_RCVTIMEO                       // how long receiving waits, in nanoseconds; 0: for ever
	SO_REUSEADDR                      // others that say so too may have the same port
	SO_BROADCAST                      // messages to everybody are allowed
	SO_ERROR                          // the pending error, which asking clears; read only
	SO_TYPE                           // the kind of socket; read only
	IP_TTL                            // time to live of what is sent, 1 to 255
	IP_TOS                            // type of service of what is sent
	IP_OPTIONS                        // of the header of what is sent; set by SetIPOptions
	IP_RECVERR                        // ICMP errors are queued for RecvFailure
	IP_MTU_DISCOVER                   // may packets be cut? an osi.DF
	IP_MTU                            // of the path to the peer, as far as it is known; read only
	O_NONBLOCK                        // no call blocks (fcntl's, set here like the rest)

	// Of stream sockets only.
	SO_SNDBUF        // size of the send buffer in bytes
	SO_SNDTIMEO      // how long sending and connecting wait, in nanoseconds; 0: for ever
	SO_LINGER        // how long close waits for what is unsent, in seconds; 0: it resets; negative: it does not wait
	SO_KEEPALIVE     // a silent peer is asked whether it is still there
	TCP_NODELAY      // small segments do not wait for acknowledgments (Nagle)
	TCP_CORK         // small segments wait until this is taken away
	TCP_MAXSEG       // the most text of a segment, in bytes
	TCP_KEEPIDLE     // after how much silence the peer is asked, in seconds
	TCP_KEEPINTVL    // how long between two questions, in seconds
	TCP_KEEPCNT      // how many questions
	TCP_USER_TIMEOUT // how long something may be unacknowledged, in milliseconds
	TCP_SYNCNT       // how often a SYN is repeated
	TCP_KEEPINIT     // how long an attempt to connect lasts, in seconds (FreeBSD)
	TCP_NOOPT        // segments bear no options (FreeBSD)
)

var optionNames = [...]string{"", "SO_RCVBUF", "SO_RCVTIMEO", "SO_REUSEADDR", "SO_BROADCAST", "SO_ERROR", "SO_TYPE",
	"IP_TTL", "IP_TOS", "IP_OPTIONS", "IP_RECVERR", "IP_MTU_DISCOVER", "IP_MTU", "O_NONBLOCK",
	"SO_SNDBUF", "SO_SNDTIMEO", "SO_LINGER", "SO_KEEPALIVE", "TCP_NODELAY", "TCP_CORK", "TCP_MAXSEG",
	"TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT", "TCP_USER_TIMEOUT", "TCP_SYNCNT",
	"TCP_KEEPINIT", "TCP_NOOPT"}

// String gives the option's name.
func (o Option) String() string {
	if int(o) < len(optionNames) {
		return optionNames[o]
	}
	return "unknown option"
}

// Bounds of a buffer in bytes, as Linux has them.
const (
	minBuffer = 2304
	maxBuffer = 1 << 23
)

// SetSockOpt sets an option.
func (p *Process) SetSockOpt(fd int, o Option, value int64) error {
	if p.watched() {
		p.called("setsockopt", p.peek(fd), nil, fd, o, value)
	}
	err := p.setSockOpt(fd, o, value)
	p.returned(0, err)
	return err
}

// SetIPOptions sets the options in the header of what a socket for datagrams
// sends (IP_OPTIONS).
func (p *Process) SetIPOptions(fd int, options []byte) error {
	if p.watched() {
		p.called("setsockopt", p.peek(fd), nil, fd, IP_OPTIONS, options)
	}
	d, err := p.find(fd)
	switch {
	case err != nil:
	case d.kind == Stream:
		err = ENOPROTOOPT
	case !ipv4.ValidOptions(options):
		err = EINVAL
	default:
		d.ipOptions = append([]byte(nil), options...)
	}
	p.returned(0, err)
	return err
}

func (p *Process) setSockOpt(fd int, o Option, value int64) error {
	d, err := p.find(fd)
	if err != nil {
		return err
	}
	p.host.Env.Enter(d)
	own, ok := d.door.(chooser)
	if !ok {
		return d.setOption(o, value)
	}
	if err = own.set(o, value); err == ENOPROTOOPT {
		err = d.setOption(o, value)
	}
	own.chosen()
	return err
}

// chooser is a door with options of its own, which the common ones stand
// behind.
type chooser interface {
	set(o Option, value int64) error
	get(o Option) (int64, error)
	chosen() // an option was set
}

// setOption sets an option that all kinds have.
func (d *descriptor) setOption(o Option, value int64) error {
	on := value != 0
	switch o {
	case SO_RCVBUF:
		d.vars.RcvBuf = int(max(minBuffer, min(value, maxBuffer)))
	case SO_RCVTIMEO:
		if value < 0 {
			return EINVAL
		}
		d.vars.RcvTimeo = time.Duration(value)
	case SO_REUSEADDR:
		d.vars.ReuseAddr = on
	case SO_BROADCAST:
		d.vars.Broadcast = on
	case IP_TTL:
		if value < 1 || value > 255 {
			return EINVAL
		}
		d.vars.TTL = uint8(value)
	case IP_TOS:
		if value < 0 || value > 255 {
			return EINVAL
		}
		d.vars.TOS = uint8(value)
	case IP_RECVERR:
		d.vars.RecvErr = on
	case IP_MTU_DISCOVER:
		if value < 0 || value > int64(osi.DFNever) {
			return EINVAL
		}
		d.vars.MTUDiscover = mtuDiscover(value)
	case O_NONBLOCK:
		d.vars.NonBlocking = on
	default:
		return ENOPROTOOPT
	}
	return nil
}

// GetSockOpt gives an option's value.
func (p *Process) GetSockOpt(fd int, o Option) (value int64, err error) {
	if p.watched() {
		p.called("getsockopt", p.peek(fd), nil, fd, o)
	}
	value, err = p.getSockOpt(fd, o)
	p.returned(value, err)
	return value, err
}

func (p *Process) getSockOpt(fd int, o Option) (int64, error) {
	d, err := p.find(fd)
	if err != nil {
		return 0, err
	}
	if own, ok := d.door.(chooser); ok {
		if value, err := own.get(o); err != ENOPROTOOPT {
			return value, err
		}
	}
	return d.option(o)
}

// option gives an option that all kinds have.
func (d *descriptor) option(o Option) (int64, error) {
	v := &d.vars
	switch o {
	case SO_RCVBUF:
		return int64(v.RcvBuf), nil
	case SO_RCVTIMEO:
		return int64(v.RcvTimeo), nil
	case SO_REUSEADDR:
		return truth(v.ReuseAddr), nil
	case SO_BROADCAST:
		return truth(v.Broadcast), nil
	case SO_ERROR:
		e, _ := d.takeError().(Errno)
		return int64(e), nil
	case SO_TYPE:
		return int64(d.kind), nil
	case IP_TTL:
		if v.TTL == 0 {
			return ipv4.DefaultTTL, nil
		}
		return int64(v.TTL), nil
	case IP_TOS:
		return int64(v.TOS), nil
	case IP_RECVERR:
		return truth(v.RecvErr), nil
	case IP_MTU_DISCOVER:
		return int64(v.MTUDiscover), nil
	case IP_MTU:
		if !v.Remote.IsValid() {
			return 0, ENOTCONN
		}
		return int64(d.process.host.Network.MTU(v.Remote.Addr())), nil
	case O_NONBLOCK:
		return truth(v.NonBlocking), nil
	}
	return 0, ENOPROTOOPT
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
