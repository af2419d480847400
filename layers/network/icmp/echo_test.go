package icmp

import (
	"fmt"
	"testing"

	"encap/layers/codec"
	"encap/layers/osi"
)

func TestSendAndAnswer(t *testing.T) {
	h := newHost(t)
	id, _ := h.Bind(0, echoer{h})
	if err := h.Send(codec.NewBuffer([]byte("data")), osi.Path{Dst: bob}, id, 7); err != nil {
		t.Fatal(err)
	}
	if p := h.paths[0]; p.Protocol != Protocol {
		t.Errorf("sent as protocol %d", p.Protocol)
	}
	h.expect(`8/0 00010007 to 10.0.2.2 from invalid IP: "data"`, "", "")
	h.hears(message(EchoReply, 0, 0x00010007, "data"))
	h.expect("", `10.0.1.2 answers "data"`, "")
	h.Unbind(id)
	h.hears(message(EchoReply, 0, 0x00010007, "data"))
	h.expect("", "", "drop:NobodyAsked")
	h.lost = true
	if err := h.Send(h.pool.Get(nil), osi.Path{Dst: bob}, id, 8); err != errNoWay {
		t.Errorf("sending without a way gives %v", err)
	}
}

func TestIdentifiers(t *testing.T) {
	h := newHost(t)
	bind := func(id uint16) string {
		got, err := h.Bind(id, echoer{h})
		return fmt.Sprint(got, " ", err)
	}
	for _, c := range []struct {
		id   uint16
		want string
	}{
		{0, "1 <nil>"}, {3, "3 <nil>"}, {3, "0 icmp: the echo identifier is taken"},
		{0, "2 <nil>"}, {0, "4 <nil>"}, {65535, "65535 <nil>"},
	} {
		if got := bind(c.id); got != c.want {
			t.Errorf("identifier %d: %s, want %s", c.id, got, c.want)
		}
	}
	for range 1<<16 - 1 - 5 {
		h.Bind(0, echoer{h})
	}
	if got := bind(0); got != "0 icmp: no echo identifier is free" {
		t.Error(got)
	}
	h.Unbind(77)
	if got := bind(0); got != "77 <nil>" {
		t.Error(got)
	}
}
