package drill

import (
	"errors"
	"fmt"

	"encap/layers/osi"
	"encap/layers/socket"
)

// answer is what a call has returned.
type answer struct {
	value int64
	err   error
	other string // what else is not as the script says: the value of an option, …
}

// sysCall makes a call. It runs on the process's coroutine.
type sysCall func(r *Run, c *call, p *socket.Process) answer

// call makes a call of the script and compares what it returns.
func (r *Run) call(s *step, c *call, at osi.Instant) error {
	if r.waiting != nil {
		// A process makes one call at a time.
		if err := r.finishCall(); err != nil {
			return err
		}
	}
	lasts := s.when.until >= 0
	w := &pending{step: s, call: c, until: at}
	if lasts {
		w.until = at.Add(s.when.until - s.when.from)
	}
	r.waiting = w
	if err := r.world.begin(s.text, func() {
		w.answer = sysCalls[c.name](r, c, r.world.process)
		w.done, w.at = true, r.world.engine.Now()
	}); err != nil {
		return err
	}
	if lasts {
		return nil
	}
	return r.finishCall()
}

// checkWaiting compares a call that blocked, if it has returned by now.
func (r *Run) checkWaiting() error {
	if r.waiting == nil || !r.waiting.done {
		return nil
	}
	return r.finishCall()
}

// finishCall lets time pass until the call returns, and compares what it does.
func (r *Run) finishCall() error {
	w := r.waiting
	tolerance := r.script.set.tolerance
	if err := r.world.await(w.until.Add(tolerance), func() bool { return w.done }); err != nil {
		return err
	}
	r.waiting = nil
	expected := "= " + w.call.resultText()
	switch {
	case !w.done:
		return &mismatch{expected: fmt.Sprintf("%s at %s", expected, seconds(w.until)), came: "nothing: the call has not returned", step: w.step}
	case w.at < w.until.Add(-tolerance):
		return &mismatch{expected: fmt.Sprintf("%s at %s", expected, seconds(w.until)),
			came: fmt.Sprintf("%s at %s, %v too early", w.answer, seconds(w.at), w.until.Sub(w.at)), step: w.step}
	case !w.call.fits(w.answer):
		return &mismatch{expected: expected, came: w.answer.String(), step: w.step}
	case w.answer.other != "":
		return &mismatch{expected: w.call.name + " as written", came: w.answer.other, step: w.step}
	}
	return nil
}

// resultText writes what the script expects.
func (c *call) resultText() string {
	switch {
	case c.errno != "":
		return "-1 " + c.errno
	case c.result.form == formAny:
		return "?"
	}
	n, _ := c.result.value()
	return fmt.Sprint(n)
}

// String writes what a call has returned.
func (a answer) String() string {
	if a.err != nil {
		return fmt.Sprintf("= -1 %s", errorName(a.err))
	}
	return fmt.Sprint("= ", a.value)
}

// fits says whether the answer is what the script expects.
func (c *call) fits(a answer) bool {
	if c.result.form == formAny {
		return true
	}
	n, _ := c.result.value()
	switch {
	case c.errno == "EWOULDBLOCK":
		return a.err != nil && errorName(a.err) == "EAGAIN"
	case c.errno != "" || n == -1:
		return a.err != nil && (c.errno == "" || errorName(a.err) == c.errno)
	}
	return a.err == nil && a.value == n
}

// errorName gives an error's name as scripts write it.
func errorName(err error) string {
	var e socket.Errno
	if errors.As(err, &e) {
		return e.Name()
	}
	return err.Error()
}

// unplayable says that the script asks for something that is not there.
func unplayable(format string, args ...any) answer {
	return answer{err: fmt.Errorf(format, args...)}
}

// arg gives an argument, "..." where there is none.
func (c *call) arg(n int) *expr {
	if n < len(c.args) {
		return &c.args[n]
	}
	return &expr{}
}

// int gives an argument's number, 0 where there is none.
func (c *call) int(n int) int {
	v, _ := c.arg(n).value()
	return int(v)
}

// fd gives the descriptor that the script's number means; one that the script
// has not been given means itself.
func (r *Run) fd(script int64) int {
	if fd, ok := r.sockets[script]; ok {
		return fd
	}
	return int(script)
}

// named keeps which descriptor the script means by the number it expects.
func (r *Run) named(c *call, fd int) int64 {
	n, ok := c.result.value()
	if !ok {
		return int64(fd)
	}
	r.sockets[n] = fd
	return n
}
