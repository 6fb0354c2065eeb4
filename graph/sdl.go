package graph

import (
	"embed"
	"strings"
)

//go:embed schema/*.graphqls
var schemaFiles embed.FS

// SDL is the whole schema in GraphQL's definition language.
func SDL() string {
	entries, err := schemaFiles.ReadDir("schema")
	if err != nil {
		panic(err) // what is embedded can be read
	}
	var b strings.Builder
	for _, e := range entries {
		text, err := schemaFiles.ReadFile("schema/" + e.Name())
		if err != nil {
			panic(err)
		}
		b.Write(text)
		b.WriteString("\n")
	}
	return b.String()
}
