// Package route is the routing table: which way towards which network.
//
//	which route fits an address best?   Table.Lookup (table.go)
package route
