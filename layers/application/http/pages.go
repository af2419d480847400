package http

import "slices"

// object is something that a server gives.
type object struct {
	path, kind string
	body       string
}

// pages are what a server has at first: a page, and two objects that it shows.
var pages = []object{
	{"/", "text/html; charset=utf-8", `<!DOCTYPE html>
<title>Bob's page</title>
<link rel="stylesheet" href="/style.css">
<h1>Hello!</h1>
<p>This page came in one message. What it shows came in two more.</p>
<img src="/logo.svg" alt="three circles, each in the next">
`},
	{"/style.css", "text/css", `h1 { font-family: sans-serif; }
p { max-width: 40em; }
`},
	{"/logo.svg", "image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" fill="none" stroke="black" stroke-width="4">
<circle cx="50" cy="50" r="46"/><circle cx="50" cy="50" r="30"/><circle cx="50" cy="50" r="14"/>
</svg>
`},
}

// site is what one server has.
type site []object

// maxSite is how much a site holds at most, in bytes.
const maxSite = 128 << 20

// find gives the object of a path.
func (s site) find(path string) (object, bool) {
	for _, o := range s {
		if o.path == path {
			return o, true
		}
	}
	return object{}, false
}

// room says how long an object at a path can be.
func (s site) room(path string) int {
	room := maxSite
	for _, o := range s {
		if o.path != path {
			room -= len(o.body)
		}
	}
	return max(room, 0)
}

// keep puts an object in its place, and says whether there was none before.
func (s *site) keep(o object) (created bool) {
	i := slices.IndexFunc(*s, func(was object) bool { return was.path == o.path })
	if i >= 0 {
		(*s)[i] = o
		return false
	}
	*s = append(*s, o)
	return true
}
