package http

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"

	"encap/layers/socket"
)

// Usage tells how the program is called.
const Usage = `http serve [PORT] | http get URL [close]`

// Port is HTTP's own (RFC 9110 §4.2.1).
const Port = 80

// Parse reads the program's arguments.
func Parse(args []string) (func(p *socket.Process) error, error) {
	switch {
	case len(args) == 1 && args[0] == "serve":
		return func(p *socket.Process) error { return serve(p, Port) }, nil
	case len(args) == 2 && args[0] == "serve":
		port, err := strconv.ParseUint(args[1], 10, 16)
		if err != nil || port == 0 {
			return nil, fmt.Errorf("%q is not a port number from 1 to 65535", args[1])
		}
		return func(p *socket.Process) error { return serve(p, uint16(port)) }, nil
	case len(args) == 2 && args[0] == "get", len(args) == 3 && args[0] == "get" && args[2] == "close":
		return parseGet(args[1], len(args) == 2)
	}
	return nil, errors.New("usage: " + Usage)
}

func parseGet(at string, persistent bool) (func(p *socket.Process) error, error) {
	u, err := url.Parse(at)
	if err != nil || u.Scheme != "http" || u.Hostname() == "" || u.User != nil {
		return nil, fmt.Errorf("%q is not a URL such as http://bob/", at)
	}
	port := uint64(Port)
	if u.Port() != "" {
		if port, err = strconv.ParseUint(u.Port(), 10, 16); err != nil || port == 0 {
			return nil, fmt.Errorf("%q is not a port number from 1 to 65535", u.Port())
		}
	}
	if u.Path == "" {
		u.Path = "/"
	}
	return func(p *socket.Process) error {
		addr, err := p.Lookup(u.Hostname())
		if err != nil {
			return err
		}
		b := &browser{p: p, server: netip.AddrPortFrom(addr, uint16(port)), persistent: persistent}
		defer b.hangUp()
		return b.page(u)
	}, nil
}
