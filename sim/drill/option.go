package drill

import (
	"fmt"

	"encap/layers/socket"
)

// options are the socket's options by their names.
var options = func() map[string]socket.Option {
	all := map[string]socket.Option{}
	for o := socket.Option(1); o.String() != "unknown option"; o++ {
		all[o.String()] = o
	}
	return all
}()

// ignored are options that change nothing that a script can see here.
var ignored = map[string]bool{"SO_DEBUG": true, "SO_PRIORITY": true, "SO_BUSY_POLL": true, "IP_MTU_DISCOVER": true, "SO_ZEROCOPY": true}

// scalar gives the number of [5], {5} or 5.
func (e *expr) scalar() (int64, bool) {
	if e.form == formList && len(e.list) > 0 {
		return e.list[0].value()
	}
	return e.value()
}

func callSetOption(r *Run, c *call, p *socket.Process) answer {
	fd, opt := r.fd(int64(c.int(0))), c.arg(2).text
	switch {
	case ignored[opt]:
		return answer{}
	case opt == "TCP_INQ":
		on, _ := c.arg(3).scalar()
		r.tellsInq = on != 0
		return answer{}
	}
	v := c.arg(3)
	n, isNumber := v.scalar()
	o, ok := options[opt]
	switch {
	case opt == "TCP_CONGESTION":
		return answer{err: p.SetCongestion(fd, v.asText())}
	case opt == "SO_LINGER":
		return answer{err: setLinger(p, fd, v)}
	case !ok:
		return unplayable("the option %s is not played", opt)
	case !isNumber:
		return unplayable("%s: want a number", opt)
	}
	return answer{err: p.SetSockOpt(fd, o, n)}
}

// setLinger reads {onoff=1, linger=0}.
func setLinger(p *socket.Process, fd int, v *expr) error {
	if v.form == formList && len(v.list) == 1 && v.list[0].form == formList {
		v = &v.list[0]
	}
	on, linger := v.find("onoff", "l_onoff"), v.find("linger", "l_linger")
	if on == nil || linger == nil {
		return fmt.Errorf("SO_LINGER: want {onoff=1, linger=0}")
	}
	n, _ := linger.value()
	if isOn, _ := on.value(); isOn == 0 {
		n = -1
	}
	return p.SetSockOpt(fd, socket.SO_LINGER, n)
}

// asText gives "cubic", ["cubic"] or [cubic].
func (e *expr) asText() string {
	if e.form == formList && len(e.list) > 0 {
		return e.list[0].text
	}
	return e.text
}

func callGetOption(r *Run, c *call, p *socket.Process) answer {
	fd, opt := r.fd(int64(c.int(0))), c.arg(2).text
	o, ok := options[opt]
	switch {
	case ignored[opt]:
		return answer{}
	case opt == "TCP_CONGESTION":
		name, err := p.Congestion(fd)
		if want := c.arg(3).asText(); err == nil && want != name {
			return answer{other: opt + " " + name}
		}
		return answer{err: err}
	case !ok:
		return unplayable("the option %s is not played", opt)
	}
	got, err := p.GetSockOpt(fd, o)
	if err != nil {
		return answer{err: err}
	}
	n, shown := int64(got), fmt.Sprint(got)
	if opt == "SO_ERROR" && got != 0 {
		shown = socket.Errno(got).Name()
		n = errnos[shown]
	}
	want, isNumber := c.arg(3).scalar()
	if named := c.arg(3).asText(); !isNumber && errnos[named] != 0 {
		want, isNumber = errnos[named], true
	}
	if isNumber && want != n {
		return answer{other: fmt.Sprintf("%s [%s]", opt, shown)}
	}
	return answer{}
}

// callIoctl asks how many bytes wait.
func callIoctl(r *Run, c *call, p *socket.Process) answer {
	info, err := p.Info(r.fd(int64(c.int(0))))
	if err != nil {
		return answer{err: err}
	}
	var n int
	switch int64(c.int(1)) {
	case constants["SIOCINQ"]:
		n = info.RecvQ
	case constants["SIOCOUTQ"]:
		n = info.SendQ
	case constants["SIOCOUTQNSD"]:
		n = info.SendQ - info.SndNxt.Minus(info.SndUna)
	default:
		return unplayable("ioctl(%d) is not played", c.int(1))
	}
	if want, ok := c.arg(2).scalar(); ok && want != int64(n) {
		return answer{other: fmt.Sprintf("[%d]", n)}
	}
	return answer{}
}
