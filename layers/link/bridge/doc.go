// Package bridge is a learning switch: a transparent bridge as in IEEE
// 802.1D-2004 §7. It forwards frames and changes nothing in them.
//
//	where does a frame go?           Bridge.receive (forward.go)
//	how does it know who is where?   learn (learn.go)
//	who may write the table by hand? Bridge.Pin (table.go)
//	why?                             rules.go
//
// Start reading at Bridge.receive.
package bridge
