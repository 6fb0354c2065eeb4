package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"aurum/demo"
	"aurum/domain"
)

// firstQuery is something to try first.
type firstQuery struct{ title, token, query string }

// writeBanner prints the addresses, a token for each role, and what to try first.
func writeBanner(w io.Writer, base string, a demoAccess, records bool) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\nGraphQL   %s/graphql\nGraphiQL  %s/graphiql/\n\nTokens (Authorization: Bearer …):\n", base, base)
	fmt.Fprintf(&b, "  %-8s %s\n  %-8s %s\n  %-8s %s\n", "admin", a.Tokens.Admin, "steward", a.Tokens.Steward, "app", a.Tokens.App)
	for _, s := range demoSystems {
		fmt.Fprintf(&b, "  %-8s %s\n", s.Code, a.Tokens.Sources[s.Code])
	}
	b.WriteString("\nTry first:\n")
	for _, q := range firstQueries(a, records) {
		body, err := json.Marshal(map[string]string{"query": q.query})
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "\n# %s\ncurl -s %s/graphql -H 'Content-Type: application/json' -H 'Authorization: Bearer %s' \\\n  -d %s\n",
			q.title, base, q.token, shellQuote(string(body)))
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// shellQuote quotes a text for a POSIX shell.
func shellQuote(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// firstQueries gives one query for each role, and one for each domain where there are records.
func firstQueries(a demoAccess, records bool) []firstQuery {
	queries := []firstQuery{
		{"admin: which systems send, and how much", a.Tokens.Admin, `{ sourceSystems { code name owner records lastReceivedAt } }`},
		{"steward: what the engine leaves to a person", a.Tokens.Steward, `{ tasks(first: 3) { nodes { kind weight reason } } }`},
		{"app: search across all domains", a.Tokens.App, `{ search(text: "gmbh", first: 3) { nodes { id domain version } } }`},
		{"source CRM: push a customer", a.Tokens.Sources["CRM"], `mutation { upsertCustomers(input: {source: "CRM", records: [{key: "try-1", attributes: {legalName: "Example Trading Ltd", emails: ["Hello@Example-Trading.com"], addresses: [{lines: ["1 Main Street"], city: "London", country: "United Kingdom"}]}}]}) { results { key outcome customer { id legalName emails } } } }`},
	}
	if !records {
		return queries
	}
	keys := demo.FirstKeys(demo.Default)
	for _, s := range domain.Registry {
		if key, ok := keys[s.Domain]; ok {
			queries = append(queries, firstQuery{
				fmt.Sprintf("app: the golden %s behind %s", s.Domain, key), a.Tokens.App, domainQuery(s.Domain, key),
			})
		}
	}
	return queries
}

// shown are the attributes that the first query of a domain asks for.
var shown = map[domain.Domain]string{
	domain.Customer: "legalName taxIds { country value } addresses { city country } emails",
	domain.Product:  "sku gtins brand names { language text }",
	domain.Price:    "priceList amount currency unit validFrom product { id sku }",
	domain.Supplier: "legalName taxIds { country value } paymentTerms",
	domain.Account:  "chart code names { language text } type",
}

// domainQuery asks for the golden record behind a source's key, and whence it came.
func domainQuery(d domain.Domain, key domain.SourceKey) string {
	return fmt.Sprintf(`{ %s(source: {system: %q, key: %q}) { id version %s sourceRecords { nodes { key system { code } } } } }`,
		d, key.System, key.Key, shown[d])
}
