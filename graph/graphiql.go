package graph

import (
	"embed"
	"io/fs"
	"net/http"
)

// graphiqlFiles are GraphiQL as built by: make graphiql
//
//go:embed graphiql/dist
var graphiqlFiles embed.FS

// graphiqlPolicy lets the pages load nothing from elsewhere and talk to this hub only. The editor makes its styles and
// its workers at run time.
const graphiqlPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; " +
	"img-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// graphiqlPages serves GraphiQL.
func graphiqlPages() http.Handler {
	dist, err := fs.Sub(graphiqlFiles, "graphiql/dist")
	if err != nil {
		panic(err) // what is embedded can be read
	}
	files := http.FileServerFS(dist)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", graphiqlPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-cache")
		files.ServeHTTP(w, r)
	})
}
