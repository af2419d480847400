// Package physical is the first layer: it turns frames into bits on a cable,
// and says when they leave, when they arrive, and what becomes of those that
// do not.
//
// It models Ethernet as IEEE 802.3 describes it, full duplex, or half duplex
// with hubs. All time is virtual: a frame takes as long as its bits take at the cable's rate, then as
// long as the cable is. Preamble and start-of-frame delimiter cost time but
// are not carried; the frame check sequence is carried, as the frame's last
// four bytes.
//
//	how does a frame leave?                      Port.Send (port.go), line.start (line.go)
//	how long does a frame take?                  Bitrate.Time (units.go), line.start (line.go)
//	what waits, and what is dropped?             line.send (line.go)
//	what if the queue is too long?               manager.send (queue.go), red.go, codel.go
//	what is under way, and in which order?       line.launch, line.arrived (flight.go)
//	what happens when a cable is cut?            Cable.Cut (cable.go)
//	who may send on a shared medium?             station.send (csma.go)
//	what is a collision, and what follows?       station.collide (csma.go)
//	what does a hub do?                          arm.hears, Repeater.collide (repeater.go)
//	how do signals travel half duplex?           pair (pair.go)
//	how does a bit become a level?               package linecode
//	what stands around a frame?                  length.go
//	what can befall a frame?                     Fate (fate.go)
//	who decides it by chance?                    Impairments.Fate (impair.go), Bursts (burst.go)
//	how long does a bit travel?                  Propagation (medium.go)
//	who carries the bytes?                       Wire, Memory (wire.go); package vxlan for real sockets
//	who sees all this?                           Watcher (watch.go)
//	why did it happen?                           rules.go
//
// Start reading at Port.Send.
package physical
