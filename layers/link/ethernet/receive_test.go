package ethernet

import (
	"bytes"
	"testing"

	"encap/layers/codec"
)

func TestReceive(t *testing.T) {
	const toUs, from = "020000000100", "020000000200"
	for _, c := range []struct {
		name, frame string
		obeys, got  string
	}{
		{"a packet", toUs + from + "0800 aabb", "", "0x0800: aabb"},
		{"an ARP packet for all", "ffffffffffff" + from + "0806 aabb", "", "0x0806 for all: aabb"},
		{"a packet for a group", "01005e000001" + from + "0800 aabb", "", "0x0800 for all: aabb"},
		{"another station's", "020000000300" + from + "0800 aabb", "drop:NotForUs", ""},
		{"an unknown type", toUs + from + "86dd aabb", "drop:NoProtocol", ""},
		{"a length and LLC", "0180c2000000" + from + "0003 424203", "drop:NoProtocol", ""},
		{"a length that looks like a type's low end", toUs + from + "0000", "drop:NoProtocol", ""},
		{"a length longer than the frame", toUs + from + "05ff", "drop:BadLength", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStation(t)
			s.Receive(frame(t, c.frame))
			s.obeys(c.obeys)
			s.gets(c.got)
		})
	}
}

func TestDamagedAndShort(t *testing.T) {
	s := newStation(t)
	f := frame(t, "020000000100 020000000200 0800 aabb")
	f[14] ^= 1
	s.Receive(f)
	s.obeys("drop:BadFCS")
	f[14] ^= 1
	for n := range 64 {
		s.Receive(f[:n])
		s.obeys("drop:Runt")
	}
	s.gets("")
}

// A spanning tree frame tells a length where others have a type. The kept
// header must not remember it when the next frame is sent.
func TestSendAfterALength(t *testing.T) {
	s := newStation(t)
	s.Receive(frame(t, "0180c2000000 020000000200 0003 424203"))
	s.Send(s.pool.Get([]byte("hello")), other, IPv4)
	if got := s.sent[0][12:14]; !bytes.Equal(got, []byte{8, 0}) {
		t.Errorf("type %x, want 0800", got)
	}
}

func TestRoundTrip(t *testing.T) {
	for _, want := range []header{
		{dst: own, src: own, typ: IPv4},
		{dst: Broadcast, src: own, typ: ARP},
		{dst: other, src: own, typ: 0x0600},
		{dst: other, src: own, typ: 0xffff},
	} {
		s := newStation(t)
		b := s.pool.Get([]byte("payload"))
		s.encode(b, want.dst, want.typ)
		got, payload, err := s.decode(b.Bytes())
		if err != nil || got != want || !bytes.HasPrefix(payload, []byte("payload")) {
			t.Errorf("%+v came back as %+v with %q, %v", want, got, payload, err)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		text string
		want Addr
		ok   bool
	}{
		{"02:00:00:00:01:00", own, true},
		{"02-00-00-00-01-00", own, true},
		{"FF:ff:FF:ff:FF:ff", Broadcast, true},
		{"02:00:00:00:01", Addr{}, false},
		{"02:00:00:00:01:00:00:00", Addr{}, false},
		{"", Addr{}, false},
		{"02:00:00:00:01:0g", Addr{}, false},
	} {
		got, err := ParseAddr(c.text)
		if got != c.want || (err == nil) != c.ok {
			t.Errorf("%q gives %v, %v", c.text, got, err)
		}
	}
	if own.String() != "02:00:00:00:01:00" || own.Group() || !Broadcast.Group() || !(Addr{1}).Group() {
		t.Error("addresses are written or judged wrong")
	}
}

func FuzzReceive(f *testing.F) {
	f.Add(frame(f, "020000000100 020000000200 0800 aabb"), true)
	f.Add(frame(f, "ffffffffffff 020000000200 0806 0001080006040001"), true)
	f.Add(frame(f, "0180c2000000 020000000200 0003 424203"), true)
	f.Add([]byte{}, false)
	f.Fuzz(func(t *testing.T, data []byte, whole bool) {
		if whole { // else hardly anything would pass the FCS
			data = wholeFrame(data)
		}
		before := bytes.Clone(data)
		s := newStation(t)
		s.Receive(data)
		if !bytes.Equal(data, before) {
			t.Error("the frame was changed")
		}
		if rules := s.Obeyed(); (rules == "") == (len(s.got) == 0) {
			t.Errorf("obeyed %q and handed up %q: want one of them", rules, s.got)
		}
		s.Send(s.pool.Get([]byte("hello")), other, IPv4)
		if len(s.sent) != 1 || len(s.sent[0]) != 64 {
			t.Error("sending does not work any more")
		}
	})
}

// wholeFrame makes a frame with a right FCS of any bytes.
func wholeFrame(data []byte) []byte {
	b := codec.NewBuffer(data)
	Complete(b)
	return b.Bytes()
}
