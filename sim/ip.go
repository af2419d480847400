package sim

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"encap/layers/link/ethernet"
	"encap/layers/network/route"
	"encap/layers/physical"
	"encap/layers/stack"
)

// The commands that change a node's addresses, routes and neighbours are called
// and written as on Linux (iproute2).
const ipUsage = "ip addr|link|route|neigh [show], " +
	"ip addr add|del ADDRESS/BITS dev PORT, ip link set PORT up|down|mtu BYTES, " +
	"ip route add|replace NETWORK via ADDRESS, ip route add blackhole|unreachable|prohibit NETWORK, ip route del NETWORK, " +
	"ip neigh add|replace ADDRESS lladdr MAC dev PORT, ip neigh del ADDRESS dev PORT, ip neigh flush dev PORT"

// ipVerbs are what can be done to each object.
var ipVerbs = []struct {
	objects []string
	parse   func(verb string, args []string) (ipChange, error)
	show    func(n *node) []string
}{
	{[]string{"addr", "address", "a"}, parseIPAddr, showAddrs},
	{[]string{"link", "l"}, parseIPLink, showLinks},
	{[]string{"route", "r"}, parseIPRoute, showRoutes},
	{[]string{"neigh", "neighbour", "neighbor", "n"}, parseIPNeigh, showNeighbours},
}

// ipChange is what a command does to a node; the error is what ip would say.
type ipChange func(w *world, n *node) error

// parseIP reads the arguments of ip.
func parseIP(args []string) (command, error) {
	if len(args) == 0 {
		return nil, usage(ipUsage)
	}
	for _, v := range ipVerbs {
		if !slices.Contains(v.objects, args[0]) {
			continue
		}
		if len(args) == 1 || len(args) == 2 && slices.Contains([]string{"show", "list", "ls"}, args[1]) {
			return func(w *world, n *node) {
				for _, line := range v.show(n) {
					w.print(n, line)
				}
			}, nil
		}
		change, err := v.parse(args[1], args[2:])
		if err != nil {
			return nil, err
		}
		return func(w *world, n *node) {
			if err := change(w, n); err != nil {
				w.print(n, "ip: "+err.Error())
			}
		}, nil
	}
	return nil, fmt.Errorf("%q is unknown here; usage: %s", args[0], ipUsage)
}

// clauses reads pairs of a word and its value: "via 10.0.1.1 dev eth0".
func clauses(args []string, known ...string) (map[string]string, error) {
	found := map[string]string{}
	for ; len(args) >= 2; args = args[2:] {
		if !slices.Contains(known, args[0]) {
			return nil, fmt.Errorf("%q is unknown here; usage: %s", args[0], ipUsage)
		}
		found[args[0]] = args[1]
	}
	if len(args) > 0 {
		return nil, fmt.Errorf("something is missing behind %q; usage: %s", args[0], ipUsage)
	}
	return found, nil
}

func parseIPAddr(verb string, args []string) (ipChange, error) {
	if len(args) == 0 || verb != "add" && verb != "del" {
		return nil, usage(ipUsage)
	}
	p, err := netip.ParsePrefix(args[0])
	if err != nil || !p.Addr().Is4() {
		return nil, fmt.Errorf("%q is no address with the length of its network's prefix, as 10.0.1.2/24", args[0])
	}
	said, err := clauses(args[1:], "dev")
	if err != nil {
		return nil, err
	}
	return func(_ *world, n *node) error {
		at, err := n.interfaceNamed(said["dev"])
		if err != nil {
			return err
		}
		i, resolver := n.host.IP.Interfaces()[at], n.host.Resolver[at]
		switch {
		case verb == "del" && !n.host.IP.RemoveAddr(i, p):
			return fmt.Errorf("%s has no address %v", i.Name, p)
		case verb == "del":
			resolver.RemoveAddr(p.Addr())
		case n.host.IP.Local(p.Addr()):
			return fmt.Errorf("%v is an address of this node already", p.Addr())
		default:
			n.host.IP.AddAddr(i, p)
			resolver.AddAddr(p.Addr())
		}
		return nil
	}, nil
}

func parseIPLink(verb string, args []string) (ipChange, error) {
	if verb == "set" && len(args) > 0 && args[0] == "dev" {
		args = args[1:]
	}
	if verb != "set" || len(args) < 2 {
		return nil, usage(ipUsage)
	}
	port := args[0]
	switch what := args[1]; {
	case (what == "up" || what == "down") && len(args) == 2:
		return func(w *world, n *node) error { return w.enable(n, port, what == "up") }, nil
	case what == "mtu" && len(args) == 3:
		mtu, err := strconv.Atoi(args[2])
		if err != nil || mtu < 68 || mtu > 9216 {
			return nil, fmt.Errorf("%q is no MTU from 68 to 9216", args[2])
		}
		return func(_ *world, n *node) error {
			at, err := n.interfaceNamed(port)
			if err == nil {
				n.host.IP.SetMTU(n.host.IP.Interfaces()[at], mtu)
				if link, whole := n.under(at); whole {
					n.host.Links[link].MTU = mtu
				}
			}
			return err
		}, nil
	}
	return nil, usage(ipUsage)
}

// enable takes a port into use, or out of it.
func (w *world) enable(n *node, port string, on bool) error {
	at, err := n.interfaceNamed(port)
	if err != nil {
		return err
	}
	for _, c := range w.cables {
		link, whole := n.under(at)
		if e := slices.Index(c.ends[:], n.ports[link]); e >= 0 && whole {
			c.Enable(e, on)
		}
	}
	if i := n.host.IP.Interfaces()[at]; on {
		n.host.IP.SetUp(i)
	} else {
		n.host.IP.SetDown(i)
		n.host.Resolver[at].Flush()
	}
	return nil
}

// under gives the number of the port that an interface is upon, and whether the
// interface is all of it, and not one VLAN of several.
func (n *node) under(at int) (port int, whole bool) {
	name, _, isVLAN := strings.Cut(n.host.IP.Interfaces()[at].Name, ".")
	return max(0, slices.IndexFunc(n.ports, func(p *physical.Port) bool { return p.Name == name })), !isVLAN
}

// interfaceNamed gives the number of an interface by its name; a node's only
// one need not be named.
func (n *node) interfaceNamed(name string) (int, error) {
	all := n.host.IP.Interfaces()
	if name == "" && len(all) == 1 {
		return 0, nil
	}
	var names []string
	for at, i := range all {
		if i.Name == name {
			return at, nil
		}
		names = append(names, i.Name)
	}
	if name == "" {
		return 0, fmt.Errorf("which port? Write dev and one of %s", strings.Join(names, ", "))
	}
	return 0, fmt.Errorf("there is no port %s; there are %s", name, strings.Join(names, ", "))
}

func parseIPRoute(verb string, args []string) (ipChange, error) {
	if !slices.Contains([]string{"add", "replace", "del"}, verb) || len(args) == 0 {
		return nil, usage(ipUsage)
	}
	r := route.Route{}
	if kind, ok := route.KindOf(args[0]); ok {
		r.Kind, args = kind, args[1:]
	}
	if len(args) == 0 {
		return nil, usage(ipUsage)
	}
	var err error
	if r.Prefix, err = parseNetwork(args[0]); err != nil {
		return nil, err
	}
	said, err := clauses(args[1:], "via", "dev")
	if err != nil {
		return nil, err
	}
	if via := said["via"]; via != "" {
		if r.Via, err = netip.ParseAddr(via); err != nil || !r.Via.Is4() {
			return nil, fmt.Errorf("%q is no address of a router", via)
		}
	}
	switch {
	case verb == "del":
		return func(_ *world, n *node) error {
			if !n.host.IP.RemoveRoute(r.Prefix) {
				return fmt.Errorf("there is no route to %v", r.Prefix)
			}
			return nil
		}, nil
	case r.Kind == route.Unicast && !r.Via.IsValid() && said["dev"] == "":
		return nil, fmt.Errorf("by which way? Write via and the address of a router")
	}
	return func(_ *world, n *node) error { return n.addRoute(r, said["dev"], verb == "replace") }, nil
}

// addRoute puts a route in the table of a node.
func (n *node) addRoute(r route.Route, dev string, replace bool) (err error) {
	if n.host.IP.Routes.Find(r.Prefix) != nil && !replace {
		return fmt.Errorf("there is a route to %v already", r.Prefix)
	}
	switch {
	case r.Kind != route.Unicast:
	case dev != "":
		if r.Interface, err = n.interfaceNamed(dev); err != nil {
			return err
		}
	default:
		ok := false
		if r.Interface, ok = n.host.IP.Towards(r.Via); !ok {
			return fmt.Errorf("the next hop %v is on none of the links", r.Via)
		}
	}
	n.host.IP.AddRoute(r)
	return nil
}

func parseNetwork(s string) (netip.Prefix, error) {
	if s == "default" {
		return stack.Default, nil
	}
	if a, err := netip.ParseAddr(s); err == nil && a.Is4() {
		return netip.PrefixFrom(a, 32), nil
	}
	p, err := netip.ParsePrefix(s)
	if err != nil || !p.Addr().Is4() {
		return p, fmt.Errorf("%q is no network, as 10.0.3.0/24, nor an address nor default", s)
	}
	if p != p.Masked() {
		return p, fmt.Errorf("%s has bits behind its prefix; the network is %v", s, p.Masked())
	}
	return p, nil
}

func parseIPNeigh(verb string, args []string) (ipChange, error) {
	var addr netip.Addr
	if verb != "flush" {
		if len(args) == 0 || !slices.Contains([]string{"add", "replace", "del"}, verb) {
			return nil, usage(ipUsage)
		}
		var err error
		if addr, err = netip.ParseAddr(args[0]); err != nil || !addr.Is4() {
			return nil, fmt.Errorf("%q is no address of a neighbour", args[0])
		}
		args = args[1:]
	}
	said, err := clauses(args, "lladdr", "dev")
	if err != nil {
		return nil, err
	}
	var mac ethernet.Addr
	if verb == "add" || verb == "replace" {
		if mac, err = ethernet.ParseAddr(said["lladdr"]); err != nil {
			return nil, fmt.Errorf("write lladdr and a MAC address such as 02:00:00:00:00:01, not %q", said["lladdr"])
		}
	}
	return func(_ *world, n *node) error {
		at, err := n.interfaceNamed(said["dev"])
		if err != nil {
			return err
		}
		switch cache := n.host.Resolver[at]; {
		case verb == "flush":
			cache.Flush()
		case verb == "del" && !cache.Forget(addr):
			return fmt.Errorf("nothing is known of %v", addr)
		case verb == "add" || verb == "replace":
			if !cache.Pin(addr, mac) {
				return fmt.Errorf("the table is full")
			}
		}
		return nil
	}, nil
}
