package tcp

// newReno mends several losses of one window in one recovery (RFC 6582): an
// acknowledgment that covers only some of what was in flight names the next
// segment that is lost.
type newReno struct{ reno }

func (newReno) mends() mending { return untilRecord }
