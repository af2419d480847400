package tui

// Words of the tables.
const (
	txtTableSockets    = "Sockets"
	txtTableTCP        = "TCP connections"
	txtTableARP        = "ARP cache"
	txtTableMAC        = "MAC table"
	txtTableRoutes     = "Routes"
	txtTableRIP        = "RIP"
	txtTableMTU        = "Path MTU"
	txtTableFragments  = "Fragments"
	txtTableForwards   = "NAT: open ports"
	txtTableNAT        = "NAT sessions"
	txtTableRules      = "Firewall rules"
	txtTableTracked    = "Tracked connections"
	txtTableCSMA       = "CSMA/CD"
	txtTableVLAN       = "VLANs of ports"
	txtTableSTP        = "Spanning tree"
	txtTableInterfaces = "Interfaces"
	txtTablePorts      = "Ports"

	txtColumnNode  = "node"
	txtColumnEntry = "entry"
	txtGone        = "gone"
	txtWroteIt     = "event %d wrote it: %s"
	txtNoChanges   = "Nothing has changed yet."

	txtKeyTableLeft  = "table before"
	txtKeyTableRight = "next table"
	txtKeyOtherTable = "table"
	txtKeyRow        = "row"
	txtKeyChanges    = "changes only"
)
