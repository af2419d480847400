package vxlan

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"encap/layers/codec"
)

func unhex(s string) []byte {
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		panic(err)
	}
	return b
}

func TestEncode(t *testing.T) {
	for _, c := range []struct {
		vni   int
		frame string
		want  string // "": it cannot be written
	}{
		{0, "aabb", "08000000 00000000 aabb"},
		{1, "", "08000000 00000100"},
		{0x123456, "01", "08000000 12345600 01"},
		{maxVNI, "02", "08000000 ffffff00 02"},
		{maxVNI + 1, "02", ""},
		{-1, "02", ""},
	} {
		var h header
		b := codec.NewBuffer(unhex(c.frame))
		err := h.encode(b, c.vni)
		if c.want == "" {
			if err == nil {
				t.Errorf("VNI %d was written", c.vni)
			}
			continue
		}
		if err != nil || !bytes.Equal(b.Bytes(), unhex(c.want)) {
			t.Errorf("VNI %d: got %x, %v, want %s", c.vni, b.Bytes(), err, c.want)
		}
	}
}

func TestDecode(t *testing.T) {
	long := strings.Repeat("00", MaxFrame)
	for _, c := range []struct {
		datagram string
		vni      int
		frame    string
		err      string // "": it can be read
	}{
		{"08000000 00000100 aabb", 1, "aabb", ""},
		{"08000000 12345600", 0x123456, "", ""},
		{"ffffffff 123456ff cc", 0x123456, "cc", ""}, // reserved bits are ignored
		{"08000000 00000100" + long, 1, long, ""},
		{"08000000 00000100" + long + "00", 0, "", "vxlan: a frame of 9235 bytes, want at most 9234"},
		{"f7ffffff 12345600 cc", 0, "", "vxlan: flag I at byte 0 is not set, so there is no VNI"},
		{"08000000 000001", 0, "", "vxlan: 7 bytes, want at least 8"},
		{"", 0, "", "vxlan: 0 bytes, want at least 8"},
	} {
		var h header
		vni, frame, err := h.decode(unhex(c.datagram))
		if c.err != "" {
			if err == nil || err.Error() != c.err {
				t.Errorf("%.40s: got error %v, want %s", c.datagram, err, c.err)
			}
			continue
		}
		if err != nil || vni != c.vni || !bytes.Equal(frame, unhex(c.frame)) {
			t.Errorf("%.40s: got VNI %d, frame %x, %v", c.datagram, vni, frame, err)
		}
	}
}

// What can be read can be written, and then differs in reserved bits only.
func FuzzDecode(f *testing.F) {
	f.Add(unhex("08000000 00000100 aabb"))
	f.Add(unhex("ffffffff 123456ff cc"))
	f.Add(unhex("f7ffffff 12345600 cc"))
	f.Add(unhex("08000000 000001"))
	f.Add(make([]byte, headerLength+MaxFrame+1))
	f.Fuzz(func(t *testing.T, datagram []byte) {
		var h header
		before := bytes.Clone(datagram)
		vni, frame, err := h.decode(datagram)
		if !bytes.Equal(before, datagram) {
			t.Fatal("reading changed the datagram")
		}
		if err != nil {
			return
		}
		if cap(frame) != len(frame) {
			t.Error("whoever appends to the frame writes into the datagram")
		}
		b := codec.NewBuffer(frame)
		if err := h.encode(b, vni); err != nil {
			t.Fatalf("VNI %d was read and cannot be written: %v", vni, err)
		}
		want := bytes.Clone(datagram)
		copy(want, []byte{0x08, 0, 0, 0})
		want[7] = 0
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("read %x, wrote %x", datagram, b.Bytes())
		}
	})
}

// Wireshark's own code reads what we write.
func TestDatagramWithTshark(t *testing.T) {
	tshark, err := exec.LookPath("tshark")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("tshark is missing")
		}
		t.Skip("tshark is missing: install it to let Wireshark read the datagrams")
	}
	var h header
	b := codec.NewBuffer(unhex("ffffffffffff 020000000100 0806" + "0001 0800 06 04 0001 020000000100 0a000102 000000000000 0a000101"))
	if err := h.encode(b, 0x123456); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "vxlan.pcap")
	if err := os.WriteFile(file, pcap(b.Bytes()), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tshark, "-r", file, "-T", "fields", "-e", "vxlan.flag_i", "-e", "vxlan.vni", "-e", "eth.src", "-e", "arp.dst.proto_ipv4").Output()
	if err != nil {
		t.Fatalf("tshark: %v", err)
	}
	got := strings.Join(strings.Fields(string(out)), " ")
	if want := "1193046 02:00:00:00:01:00 10.0.1.1"; strings.TrimPrefix(strings.TrimPrefix(got, "1 "), "True ") != want {
		t.Errorf("tshark reads %q, want %q after the flag", got, want)
	}
}

// pcap gives a capture file with one UDP datagram to port 4789 on loopback.
func pcap(payload []byte) []byte {
	const rawIP = 101
	le, be := binary.LittleEndian, binary.BigEndian
	packet := unhex("45000000 00000000 40110000 7f010001 7f010002")
	be.PutUint16(packet[2:], uint16(20+8+len(payload)))
	packet = be.AppendUint16(packet, Port)
	packet = be.AppendUint16(packet, Port)
	packet = be.AppendUint16(packet, uint16(8+len(payload)))
	packet = be.AppendUint16(packet, 0)
	packet = append(packet, payload...)

	file := le.AppendUint32(nil, 0xa1b2c3d4)
	file = le.AppendUint32(file, 2|4<<16) // version 2.4
	file = append(file, make([]byte, 8)...)
	file = le.AppendUint32(file, 65535)
	file = le.AppendUint32(file, rawIP)
	file = append(file, make([]byte, 8)...)
	file = le.AppendUint32(file, uint32(len(packet)))
	file = le.AppendUint32(file, uint32(len(packet)))
	return append(file, packet...)
}
