package codec

// Pool makes the buffers of one world and takes them back. It belongs to one
// goroutine. A nil Pool makes fresh buffers and recycles none, which is what a
// traced run needs: bytes that a trace has seen never change.
type Pool struct {
	free []*Buffer
}

// bufferSize fits a full Ethernet frame with all its room.
const bufferSize = Headroom + 1600 + Tailroom

// maxFree bounds what the pool keeps, in buffers.
const maxFree = 4096

// Get gives a buffer that holds a copy of payload.
func (p *Pool) Get(payload []byte) *Buffer {
	if p == nil || Headroom+len(payload)+Tailroom > bufferSize {
		return NewBuffer(payload)
	}
	if n := len(p.free); n > 0 {
		b := p.free[n-1]
		p.free = p.free[:n-1]
		b.hold(payload)
		return b
	}
	b := &Buffer{mem: make([]byte, bufferSize)}
	b.hold(payload)
	return b
}

// Put takes a buffer back. The caller keeps no reference to it or its bytes.
func (p *Pool) Put(b *Buffer) {
	if p == nil || b == nil || len(b.mem) != bufferSize || len(p.free) >= maxFree {
		return
	}
	p.free = append(p.free, b)
}
