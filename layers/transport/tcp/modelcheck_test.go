package tcp

import (
	"os"
	"testing"
)

// stories are what the processes at both ends may do.
var stories = []*story{
	{name: "the client closes first", begin: serverAndClient, runs: func(m *model, side int) {
		e := m.ends[side]
		switch {
		case side == 0 && e.step == 0 && e.conn.State == Established:
			e.step = 1
			e.conn.Send([]byte("hello"), false)
			e.conn.Close()
		case side == 1 && e.takes() && e.conn.EOF() && e.step == 0:
			e.step = 1
			e.conn.Close()
		}
	}},
	{name: "both close at once", begin: serverAndClient, runs: func(m *model, side int) {
		e := m.ends[side]
		if e.takes() && e.step == 0 && e.conn.State >= Established {
			e.step = 1
			e.conn.Close()
		}
	}},
	{name: "the server answers after the client has closed its side", begin: serverAndClient, runs: func(m *model, side int) {
		e := m.ends[side]
		switch {
		case !e.takes():
		case side == 0 && e.step == 0 && e.conn.State == Established:
			e.step = 1
			e.conn.Shutdown(false, true)
		case side == 1 && e.step == 0 && e.conn.EOF():
			e.step = 1
			e.conn.Send([]byte("hello"), false)
			e.conn.Close()
		case side == 0 && e.step == 1 && e.conn.EOF():
			e.step = 2
			e.conn.Close()
		}
	}},
	{name: "both open at once", begin: func(m *model) {
		for i, e := range m.ends {
			b, err := e.Bind(e.addr, false)
			if err != nil {
				m.t.Fatal(err)
			}
			if e.conn, err = e.Connect(b, m.ends[1-i].addr, e); err != nil {
				m.t.Fatal(err)
			}
		}
	}, runs: func(m *model, side int) {
		e := m.ends[side]
		switch {
		case e.step == 0 && e.conn.State >= Established:
			e.step = 1
			e.conn.Shutdown(false, true)
		case e.step == 1 && e.conn.EOF():
			e.step = 2
			e.conn.Close()
		}
	}},
}

// serverAndClient lets side 1 wait, and side 0 connect to it.
func serverAndClient(m *model) {
	client, server := m.ends[0], m.ends[1]
	b, err := server.Bind(server.addr, false)
	if err != nil {
		m.t.Fatal(err)
	}
	server.li = server.Listen(b, 4, server)
	if b, err = client.Bind(client.addr, false); err != nil {
		m.t.Fatal(err)
	}
	if client.conn, err = client.Connect(b, server.addr, client); err != nil {
		m.t.Fatal(err)
	}
}

// takes accepts a connection if there is one, and reads what has come; it says
// whether there is a connection.
func (e *modelEnd) takes() bool {
	if e.conn == nil && e.li != nil {
		if e.conn = e.li.Accept(); e.conn != nil {
			e.conn.SetUser(e)
		}
	}
	if e.conn == nil {
		return false
	}
	e.conn.Receive(100, false)
	return true
}

// Whatever the network does within its budget, both ends come to an end, in no
// state that the RFC does not know.
func TestModel(t *testing.T) {
	wrong := budget{lost: 1, doubled: 1, late: 1}
	if os.Getenv("CI") == "true" {
		wrong.lost = 2
	}
	for _, s := range stories {
		t.Run(s.name, func(t *testing.T) {
			states, ends := walk(t, s, &RFC, wrong)
			t.Logf("%d states, %d ends", states, ends)
			if ends == 0 {
				t.Error("no end was reached")
			}
		})
	}
}

// Nor do the manners of other systems lead into a state without an end.
func TestModelOfOtherSystems(t *testing.T) {
	for _, p := range []*Profile{&FreeBSD, &Linux, &Classic} {
		for _, s := range stories {
			t.Run(p.Name+", "+s.name, func(t *testing.T) {
				if _, ends := walk(t, s, p, budget{lost: 1}); ends == 0 {
					t.Error("no end was reached")
				}
			})
		}
	}
}

// walk goes through all states breadth first.
func walk(t *testing.T, s *story, p *Profile, b budget) (states, ends int) {
	seen := map[string]bool{}
	front := [][]move{nil}
	for len(front) > 0 {
		path := front[0]
		front = front[1:]
		m := newModel(t, s, p, b)
		for _, c := range path {
			m.make(c)
		}
		if m.quiet() {
			ends++
			if wrong := m.ended(); wrong != "" {
				t.Fatalf("after %s: %s", spell(path), wrong)
			}
			continue
		}
		if len(path) > 80 {
			t.Fatalf("no end after %s", spell(path))
		}
		for _, c := range m.moves() {
			n := newModel(t, s, p, b)
			for _, c := range path {
				n.make(c)
			}
			n.make(c)
			if k := n.key(); !seen[k] {
				seen[k] = true
				next := append(path[:len(path):len(path)], c)
				front = append(front, next)
				if wrong := n.calm(); wrong != "" {
					t.Fatalf("after %s, and then no more faults: %s", spell(next), wrong)
				}
			}
		}
	}
	return len(seen), ends
}

// calm lets everything go well from here on, and says what is wrong at the end.
func (m *model) calm() string {
	for range 100 {
		switch {
		case len(m.ends[0].flying) > 0:
			m.make(move{'d', 0})
		case len(m.ends[1].flying) > 0:
			m.make(move{'d', 1})
		case m.quiet():
			return m.ended()
		default:
			m.make(move{'t', 0})
		}
	}
	return "no end"
}

// spell writes a path: "d0 l1 t".
func spell(path []move) string {
	var b []byte
	for _, c := range path {
		b = append(b, c.what, '0'+byte(c.from), ' ')
	}
	return string(b)
}
