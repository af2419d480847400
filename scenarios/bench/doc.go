// Package bench builds the networks by which speed is judged. They are run as
// lessons are, but nothing of them is worth recording:
//
//	encap run --trace off --wire memory bench/dumbbell
//
//	which are there?                        Networks (networks.go)
//	two hosts and a cable, and what they do networks.go
//	routers in a row, a switch, a dumbbell  shapes.go
//	a tree of many hosts                    tree.go
//
// Start reading at Networks.
package bench
