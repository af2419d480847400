package icmp

import (
	"encoding/binary"
	"errors"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/osi"
)

// What Bind refuses.
var (
	ErrInUse = errors.New("icmp: the echo identifier is taken")
	ErrIDs   = errors.New("icmp: no echo identifier is free")
)

// Echoer is a process's socket that sends echo requests.
type Echoer interface {
	// Answered gives it an answer: the ICMP message as it came.
	Answered(p osi.Path, message []byte)
	// Failed tells it that a request was not delivered.
	Failed(e Error)
}

// Bind gives an echoer an identifier of its own; 0 asks for any.
func (l *Layer) Bind(id uint16, e Echoer) (uint16, error) {
	if l.echoes == nil {
		l.echoes = map[uint16]Echoer{}
	}
	if id == 0 {
		id = l.freeID()
	}
	switch {
	case id == 0:
		return 0, ErrIDs
	case l.echoes[id] != nil:
		return 0, ErrInUse
	}
	l.echoes[id] = e
	return id, nil
}

// freeID gives the next identifier that nobody has, and 0 when there is none.
func (l *Layer) freeID() uint16 {
	for range 1 << 16 {
		l.nextID++
		if l.nextID != 0 && l.echoes[l.nextID] == nil {
			return l.nextID
		}
	}
	return 0
}

// Unbind frees an identifier.
func (l *Layer) Unbind(id uint16) { delete(l.echoes, id) }

// Send sends an echo request with the data that b holds. It consumes b.
func (l *Layer) Send(b *codec.Buffer, p osi.Path, id, seq uint16) error {
	l.encode(b, header{typ: EchoRequest, id: id, seq: seq})
	p.Protocol = Protocol
	return l.below.Send(b, p)
}

// answer answers an echo request: the same message with another type. What was
// sent to an address that is not ours was sent to everybody.
func (l *Layer) answer(p osi.Path, h header, message, data []byte) {
	toUs := l.below.Local(p.Dst)
	if !toUs && !l.AnswerBroadcast || !single(p.Src) {
		l.env.Drop(&NoBroadcastEcho, message)
		return
	}
	if !toUs {
		l.env.Note(&EchoToAll)
		p.Dst = netip.Addr{} // the answer comes from the address that fits
	}
	l.env.Note(&Echo)
	b := l.pool.Get(data)
	l.encode(b, header{typ: EchoReply, code: h.code, id: h.id, seq: h.seq})
	back := osi.Path{Src: p.Dst, Dst: p.Src, Protocol: Protocol, TOS: p.TOS, DF: osi.DFNever, Options: p.Options}
	if err := l.below.Send(b, back); err != nil {
		return // there is no way back; IP has said so
	}
}

// answered gives an answer to the process that asked.
func (l *Layer) answered(p osi.Path, h header, message []byte) {
	e := l.echoes[h.id]
	if e == nil {
		l.env.Drop(&NobodyAsked, message)
		return
	}
	e.Answered(p, message)
}

// echoFailed tells a process that its echo request was not delivered.
func (l *Layer) echoFailed(e Error, message []byte) {
	who := l.echoes[binary.BigEndian.Uint16(e.Quoted[4:])]
	if e.Quoted[0] != EchoRequest || who == nil {
		l.env.Drop(&NotOurs, message)
		return
	}
	l.env.Note(&Deliver)
	if e.TooLong() {
		l.below.LowerMTU(e.Sent.Dst, int(e.MTU), e.Length)
	}
	who.Failed(e)
}
