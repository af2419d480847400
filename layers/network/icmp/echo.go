package icmp

import (
	"encoding/binary"
	"errors"

	"encap/layers/codec"
	"encap/layers/osi"
)

// ErrIDs means that every echo identifier is taken.
var ErrIDs = errors.New("icmp: no echo identifier is free")

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
	for tries := 0; id == 0 || l.echoes[id] != nil; tries++ {
		if tries > 1<<16 {
			return 0, ErrIDs
		}
		l.nextID++
		id = l.nextID
	}
	l.echoes[id] = e
	return id, nil
}

// Unbind frees an identifier.
func (l *Layer) Unbind(id uint16) { delete(l.echoes, id) }

// Send sends an echo request with the data that b holds.
func (l *Layer) Send(b *codec.Buffer, p osi.Path, id, seq uint16) error {
	l.encode(b, header{typ: EchoRequest, id: id, seq: seq})
	p.Protocol = Protocol
	return l.below.Send(b, p)
}

// answer answers an echo request: the same message with another type.
func (l *Layer) answer(p osi.Path, h header, message, data []byte) {
	if !single(p.Dst) || !single(p.Src) {
		l.env.Drop(&NoBroadcastEcho, message)
		return
	}
	l.env.Note(&Echo)
	b := l.pool.Get(data)
	l.encode(b, header{typ: EchoReply, code: h.code, id: h.id, seq: h.seq})
	back := osi.Path{Src: p.Dst, Dst: p.Src, Protocol: Protocol, TOS: p.TOS}
	if err := l.below.Send(b, back); err != nil {
		return // there is no way back; IP has said so
	}
}

// answered gives an answer to the process that asked.
func (l *Layer) answered(p osi.Path, h header, message, _ []byte) {
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
	who.Failed(e)
}
