// Package stp makes a tree of a network of switches that has loops: the Rapid
// Spanning Tree Protocol of IEEE 802.1D-2004, clause 17, and the older STP, which
// is the same with timers in place of agreements (ForceProtocolVersion 0).
//
// Switches tell each other in BPDUs which bridge they take for the root, and how
// far it is. Whoever hears of a better root, or of a better way to the same one,
// believes it. In the end there is one root; every other bridge has one root port,
// towards it; every cable has one designated port, away from it; and all other
// ports discard what comes.
//
//	how does a bridge compare what it hears?      Vector (vector.go)
//	what is done with a BPDU?                     Tree.Receive, Port.hear (information.go)
//	which role does a port have?                  Tree.selectRoles (roles.go)
//	when may a port learn and forward?            Port.transition (transition.go)
//	what if the topology changes?                 Port.topology (topology.go)
//	when is a BPDU sent?                          Port.transmit (transmit.go)
//	how is a BPDU written and read?               BPDU (wire.go)
//	how do old bridges and stations take part?    migrate.go
//	how do the state machines run?                Tree.run (tree.go), timers: while.go
//	why?                                          rules.go
//
// The state machines and their variables have the standard's names. Start reading
// at Tree.run.
package stp
