package socket

// services are some well-known ports of IANA's registry and whose they are
// (RFC 6335; the numbers are those of the Service Name and Transport Protocol
// Port Number Registry).
var services = []struct {
	port uint16
	name string
}{
	{7, "echo"}, {9, "discard"}, {13, "daytime"}, {19, "chargen"}, {20, "ftp-data"}, {21, "ftp"}, {22, "ssh"},
	{23, "telnet"}, {25, "smtp"}, {37, "time"}, {53, "domain"}, {67, "bootps"}, {68, "bootpc"}, {69, "tftp"},
	{80, "http"}, {110, "pop3"}, {123, "ntp"}, {143, "imap"}, {161, "snmp"}, {179, "bgp"}, {389, "ldap"},
	{443, "https"}, {514, "syslog"}, {520, "router"}, {546, "dhcpv6-client"}, {547, "dhcpv6-server"},
	{853, "domain-s"}, {993, "imaps"}, {3306, "mysql"}, {4789, "vxlan"}, {5432, "postgresql"},
}

// Service gives the name of the service that a port is registered for, or "".
func Service(port uint16) string {
	for _, s := range services {
		if s.port == port {
			return s.name
		}
	}
	return ""
}
