// Package route is the routing table: which way towards which network.
//
//	what is a route?                         Route (route.go)
//	which of several ways does a flow take?  Route.Hop (route.go)
//	which route fits an address best?        Table.Lookup (table.go)
//
// Start reading at Table.Lookup.
package route
