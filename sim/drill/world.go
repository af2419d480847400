package drill

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"runtime"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/layers/socket"
	"encap/layers/stack"
	"encap/layers/transport/tcp"
	"encap/sim/engine"
	"encap/sim/trace"
)

// The world's names and addresses: those that packetdrill uses.
const (
	hostName = "host" // whose stack is tried
	peerName = "peer" // which the script plays
	seed     = 1
)

var (
	hostAddr = netip.MustParsePrefix("192.168.0.1/16")
	gateway  = netip.MustParseAddr("192.168.0.2")
	peerAddr = netip.MustParseAddr("192.0.2.1")
	hostMAC  = ethernet.Addr{2, 0, 0, 0, 1, 0}
	peerMAC  = ethernet.Addr{2, 0, 0, 0, 2, 0}
)

// cableRate is so high that packets take no time worth the name: 1 Tbit/s.
const cableRate physical.Bitrate = 1_000_000_000_000

// world is one host on a cable; the script plays what is at the other end.
type world struct {
	engine  *engine.Engine
	tracer  *trace.Tracer
	profile tcp.Profile // of this host alone: commands change it
	host    *stack.Host
	port    *physical.Port // the script's
	process *socket.Process
	worker  *engine.Process
	job     func() // what the process is to do next
	came    []arrival
}

// arrival is a packet that the stack has sent.
type arrival struct {
	at     osi.Instant
	packet []byte
	id     trace.ID // of the event of its arrival
}

func newWorld(p *tcp.Profile, mtu int) *world {
	e := engine.New()
	w := &world{engine: e, tracer: trace.NewTracer(trace.All, e.Now, &e.Cause), profile: *p}
	w.tracer.Begin(trace.Event{Kind: trace.Act, Name: "begin", Text: "the script begins"})
	w.host = stack.NewHost(stack.World{
		Env: func(l osi.Layer) osi.Env { return w.env(hostName, l) },
		Tap: w.tracer.Tap(hostName), Calls: w.tracer.Calls(hostName), TCP: &w.profile,
	}, stack.Attachment{Name: stack.PortName(0), MAC: hostMAC, Addr: hostAddr, MTU: mtu})
	w.host.AddRoute(stack.Default, gateway)
	w.port = &physical.Port{Name: stack.PortName(0), Up: w}
	w.tracer.Port(w.host.Ports[0], hostName)
	w.tracer.Port(w.port, peerName)
	cable := w.env("", 0)
	cable.Clock = e
	physical.NewCable(cable, physical.Config{Rate: cableRate, Queue: 1 << 16, Watch: w.tracer.Cables()}, w.host.Ports[0], w.port)
	w.tracer.End()
	w.process = w.host.Sockets.Start("script")
	w.worker = e.Go(w.work)
	return w
}

// env gives what a protocol may ask of the world.
func (w *world) env(node string, l osi.Layer) osi.Env {
	return osi.Env{
		Clock:    w.tracer.Clock(w.engine, node, l),
		Recorder: w.tracer.Scope(node, l),
		Rand:     func(purpose string) *rand.Rand { return engine.Rand(seed, node, purpose) },
	}
}

// work is the process's coroutine: it makes one call after the other.
func (w *world) work(self *engine.Process) {
	w.process.Run(self)
	for {
		for w.job == nil {
			self.Park()
		}
		do := w.job
		w.job = nil
		do()
	}
}

// begin lets the process do something at the present instant; it may not be
// over when begin returns.
func (w *world) begin(text string, do func()) error {
	w.act(text, func() {
		w.job = do
		w.worker.Wake()
	})
	return w.settle()
}

// act does something as the root of all that it causes.
func (w *world) act(text string, do func()) {
	w.engine.Cause = 0
	w.tracer.Begin(trace.Event{Kind: trace.Act, Node: peerName, Name: "script", Text: text, Layer: osi.Application})
	do()
	w.tracer.End()
	w.engine.Cause = 0
}

// send puts an IP packet on the cable to the stack.
func (w *world) send(text string, packet []byte) error {
	w.act(text, func() { w.frame(ethernet.IPv4, packet) })
	return w.settle()
}

// onCable is more than a packet and its ARP exchange ever need on the cable.
const onCable = 5 * time.Microsecond

// settle lets happen what is due now, and what that puts on the cable arrive.
func (w *world) settle() error {
	end := w.engine.Now().Add(onCable)
	for {
		next, ok := w.engine.Next()
		if !ok || next > end {
			return nil
		}
		if err := w.step(); err != nil {
			return err
		}
	}
}

// frame puts a frame to the host on the cable.
func (w *world) frame(t ethernet.Type, payload []byte) {
	b := codec.NewBuffer(payload)
	header := b.Prepend(ethernet.HeaderLen)
	copy(header, hostMAC[:])
	copy(header[6:], peerMAC[:])
	header[12], header[13] = byte(t>>8), byte(t)
	ethernet.Complete(b)
	w.port.Send(b)
}

// Receive takes a frame that the stack has sent to the script.
func (w *world) Receive(frame []byte) {
	if len(frame) < ethernet.HeaderLen+ethernet.FCSLen || !ethernet.CheckFCS(frame) {
		return
	}
	payload := frame[ethernet.HeaderLen : len(frame)-ethernet.FCSLen]
	switch ethernet.Type(frame[12])<<8 | ethernet.Type(frame[13]) {
	case ethernet.ARP:
		w.answerARP(payload)
	case ethernet.IPv4:
		w.came = append(w.came, arrival{w.engine.Now(), payload, trace.ID(w.tracer.Trace.Len())})
	}
}

// answerARP says that every address is the script's (RFC 826).
func (w *world) answerARP(request []byte) {
	const length, operation, senderAt, targetAt, pair = 28, 7, 8, 18, 10
	if len(request) < length || request[operation] != 1 {
		return
	}
	reply := append([]byte(nil), request[:length]...)
	reply[operation] = 2
	copy(reply[targetAt:], request[senderAt:senderAt+pair])
	copy(reply[senderAt:], peerMAC[:])
	copy(reply[senderAt+6:senderAt+pair], request[targetAt+6:targetAt+pair])
	w.frame(ethernet.ARP, reply)
}

// advance lets everything happen that is due up to an instant.
func (w *world) advance(to osi.Instant) error { return w.await(to, func() bool { return false }) }

// await lets things happen until done says so, up to an instant.
func (w *world) await(to osi.Instant, done func() bool) error {
	for !done() {
		next, ok := w.engine.Next()
		if !ok || next > to {
			w.engine.Skip(to)
			return nil
		}
		if err := w.step(); err != nil {
			return err
		}
	}
	return nil
}

// step lets the next thing happen. A panic of the stack is a bug of ours that
// must not end the other scripts.
func (w *world) step() (err error) {
	defer func() {
		if r := recover(); r != nil {
			stack := make([]byte, 4096)
			stack = stack[:runtime.Stack(stack, false)]
			err = fmt.Errorf("%w: %v\n%s", ErrInternal, r, stack)
		}
	}()
	w.engine.Step()
	return nil
}
