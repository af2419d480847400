package http

// object is something that a server gives.
type object struct {
	path, kind string
	body       string
}

// pages are what the server has: a page, and two objects that it shows.
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

// find gives the object of a path.
func find(path string) (object, bool) {
	for _, o := range pages {
		if o.path == path {
			return o, true
		}
	}
	return object{}, false
}
