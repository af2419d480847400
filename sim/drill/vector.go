package drill

import (
	"fmt"

	"encap/layers/socket"
	"encap/layers/transport/tcp"
)

// callVector makes a call with several buffers: one that has room for all.
func callVector(of sysCall) sysCall {
	return func(r *Run, c *call, p *socket.Process) answer {
		whole := *c
		whole.args = []expr{*c.arg(0), {}, {form: formNumber, num: c.arg(1).buffers()}}
		return of(r, &whole, p)
	}
}

// callMessage makes a call with a msghdr.
func callMessage(of sysCall) sysCall {
	return func(r *Run, c *call, p *socket.Process) answer {
		room := int64(0)
		if iov := c.arg(1).find("msg_iov"); iov != nil {
			room = iov.buffers()
		}
		whole := *c
		whole.args = []expr{*c.arg(0), {}, {form: formNumber, num: room}, *c.arg(2)}
		a := of(r, &whole, p)
		if control := c.arg(1).find("msg_control"); control != nil && a.err == nil {
			a.other = r.control(c, control, p)
		}
		return a
	}
}

// control compares the control messages that a call expects: TCP_CM_INQ, what
// is left to be read; one more if the end of the stream is.
func (r *Run) control(c *call, control *expr, p *socket.Process) string {
	for i := range control.list {
		one := &control.list[i]
		kind, data := one.find("cmsg_type"), one.find("cmsg_data")
		if kind == nil || kind.text != "TCP_CM_INQ" || data == nil {
			return "no control message of this kind"
		}
		info, err := p.Info(r.fd(int64(c.int(0))))
		if err != nil || !r.tellsInq {
			return "no control message: TCP_INQ is not set"
		}
		left := int64(info.RecvQ)
		if info.State == tcp.CloseWait {
			left++
		}
		if want, _ := data.value(); want != left {
			return fmt.Sprintf("TCP_CM_INQ %d", left)
		}
	}
	return ""
}

// buffers adds up the lengths in [{..., 10}, {..., 20}].
func (e *expr) buffers() (all int64) {
	for i := range e.list {
		if b := &e.list[i]; len(b.list) == 2 {
			n, _ := b.list[1].value()
			all += max(n, 0)
		}
	}
	return all
}
