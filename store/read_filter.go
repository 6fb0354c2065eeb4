package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"aurum/domain"
)

// filterSQL writes the conditions of a filter on a relation g with the columns of golden_record. Values go into args;
// names come from the schema and are quoted all the same.
type filterSQL struct {
	args *arguments
	then then // of the relation
	// candidates are sets of golden ids: who meets the conditions written so far is in each of them, unless within is above 0.
	candidates []string
	within     int // how many conditions around need not hold themselves: parts of "or", and "not"
	aliases    int
}

// element is what field names are looked up in: an SQL expression of type jsonb, at the root the attributes of g.
type element struct {
	expr string
	root bool
}

var attributes = element{expr: "g.attributes", root: true}

func (w *filterSQL) condition(c domain.Condition, in element) string {
	switch c := c.(type) {
	case domain.All:
		return w.joined(c, in, " and ", "true")
	case domain.AnyOf:
		w.within++
		defer func() { w.within-- }()
		return w.joined(c, in, " or ", "false")
	case domain.Not:
		w.within++
		defer func() { w.within-- }()
		return "(" + w.condition(c.Condition, in) + ") is not true"
	case domain.Some:
		return w.some(c, in)
	case domain.Compare:
		return w.compare(c, in)
	}
	return "false"
}

// joined writes conditions in parentheses.
func (w *filterSQL) joined(cs []domain.Condition, in element, operator, none string) string {
	if len(cs) == 0 {
		return none
	}
	parts := make([]string, len(cs))
	for i, c := range cs {
		parts[i] = "(" + w.condition(c, in) + ")"
	}
	return "(" + strings.Join(parts, operator) + ")"
}

// some asks for an item that fulfils the condition; at the root an index finds the records first, where it can.
func (w *filterSQL) some(c domain.Some, in element) string {
	if c.Field.Record { // the source systems
		v := w.alias()
		return fmt.Sprintf("exists (select from unnest(g.systems) as %s(v) where %s)", v, w.condition(c.Item, element{expr: "to_jsonb(" + v + ".v)"}))
	}
	indexed, exact := "", false
	if in.root {
		if indexed, exact = w.contained(c); exact {
			return indexed
		}
	}
	name := literal(c.Field.Name)
	if !c.Field.Many {
		inner := w.condition(c.Item, element{expr: "(" + in.expr + " -> " + name + ")"})
		return indexed + fmt.Sprintf("%s ->> %s is not null and %s", in.expr, name, inner)
	}
	v := w.alias()
	return indexed + fmt.Sprintf("exists (select from jsonb_path_query(%s, %s) as %s(v) where %s)",
		in.expr, itemsPath(c.Field.Name), v, w.condition(c.Item, element{expr: v + ".v"}))
}

// contained narrows a condition down by what indexes know: "... and " before the full condition, or, where exact, all
// of it; empty where no index helps.
func (w *filterSQL) contained(c domain.Some) (sql string, exact bool) {
	if docs, whole := patterns(c); len(docs) > 0 {
		sql = w.contains(docs)
		if whole {
			return sql, true
		}
		return sql + " and ", false
	}
	if needle, ok := foldedNeedle(c); ok && foldedIndex[c.Field.Name] {
		name, like := literal(c.Field.Name), w.args.add("%"+likeText(needle)+"%")
		contains := func(attributes string) string { return folded(attributes+" ->> "+name) + " like " + like + "::text" }
		if w.then.at == "" {
			return contains("g.attributes") + " and ", false
		}
		return w.narrowed(c.Field.Name, contains), false
	}
	return "", false
}

// contains asks for attributes that contain one of the documents.
func (w *filterSQL) contains(docs []any) string {
	texts := make([]string, len(docs))
	for i, doc := range docs {
		body, _ := json.Marshal(doc) // strings, booleans, maps and lists always encode
		texts[i] = string(body)
	}
	operand := ""
	if len(texts) == 1 {
		operand = " @> " + w.args.add(texts[0]) + "::jsonb"
	} else {
		operand = " @> any(" + w.args.add(texts) + "::text[]::jsonb[])"
	}
	contains := func(attributes string) string { return attributes + operand }
	return w.narrowed("", contains) + contains("g.attributes")
}

// narrowed writes "… and " in front of a condition on golden records as they were: what indexes know of it.
func (w *filterSQL) narrowed(attribute string, cond func(attributes string) string) string {
	if w.then.at == "" {
		return ""
	}
	ids := w.then.candidates(attribute, cond)
	if w.within == 0 {
		w.candidates = append(w.candidates, ids)
		return ""
	}
	return "g.id in (" + ids + ") and "
}

func (w *filterSQL) compare(c domain.Compare, in element) string {
	if c.Field.Record {
		return w.compareValues(c, recordColumns[c.Field.Name])
	}
	text := in.expr + " ->> " + literal(c.Field.Name)
	if c.Field.Name == "" {
		text = in.expr + " #>> '{}'"
	}
	switch {
	case c.Operator == domain.IsNull && c.Field.Many:
		return fmt.Sprintf("jsonb_path_exists(%s, %s) <> %s::boolean", in.expr, itemsPath(c.Field.Name), w.args.add(c.Values[0]))
	case c.Operator == domain.IsNull:
		return fmt.Sprintf("(%s is null) = %s::boolean", text, w.args.add(c.Values[0]))
	case in.root:
		if docs, _ := patterns(c); len(docs) > 0 {
			return w.contains(docs)
		}
	}
	if c.Field.Type == domain.NumberType {
		return w.compareValues(c, column{"aurum_number(" + text + ")", "numeric"})
	}
	compared := w.compareValues(c, column{"(" + text + `) collate "C"`, "text"})
	if in.root && foldedIndex[c.Field.Name] && (c.Operator == domain.Contains || c.Operator == domain.StartsWith) {
		return w.narrowed(c.Field.Name, func(attributes string) string { return strings.ReplaceAll(compared, in.expr, attributes) }) + compared
	}
	return compared
}

// column is an SQL expression with the type its values compare in.
type column struct{ expr, cast string }

var recordColumns = map[string]column{
	"id":        {"g.id", "text"},
	"state":     {"g.state", "text"},
	"version":   {"g.version", "numeric"},
	"createdAt": {"g.created_at", "timestamptz"},
	"updatedAt": {"g.updated_at", "timestamptz"},
}

var comparisons = map[domain.Operator]string{
	domain.Equal: "=", domain.Greater: ">", domain.AtLeast: ">=", domain.Less: "<", domain.AtMost: "<=",
}

func (w *filterSQL) compareValues(c domain.Compare, col column) string {
	switch c.Operator {
	case domain.In:
		texts := make([]string, len(c.Values))
		for i, v := range c.Values {
			texts[i] = valueText(v)
		}
		return fmt.Sprintf("%s = any(%s::text[]::%s[])", col.expr, w.args.add(texts), col.cast)
	case domain.NotEqual:
		return fmt.Sprintf("(%s = %s::%s) is not true", col.expr, w.args.add(valueText(c.Values[0])), col.cast)
	case domain.Contains:
		return folded(col.expr) + " like " + w.args.add("%"+likeText(c.Values[0].(string))+"%") + "::text"
	case domain.StartsWith:
		return folded(col.expr) + " like " + w.args.add(likeText(c.Values[0].(string))+"%") + "::text"
	}
	return fmt.Sprintf("%s %s %s::%s", col.expr, comparisons[c.Operator], w.args.add(valueText(c.Values[0])), col.cast)
}

func (w *filterSQL) alias() string {
	w.aliases++
	return fmt.Sprintf("x%d", w.aliases)
}

// foldedIndex names the attributes whose folded text has an index (migration 0002).
var foldedIndex = map[string]bool{"legalName": true, "names": true}

// folded writes the folding of a text as the indexes have it.
func folded(text string) string {
	return "aurum_fold(" + strings.TrimSuffix(text, ` collate "C"`) + ")"
}

// foldedNeedle finds a text that must be part of some item's text, written in JSON as it is.
func foldedNeedle(c domain.Condition) (string, bool) {
	switch c := c.(type) {
	case domain.All:
		for _, x := range c {
			if s, ok := foldedNeedle(x); ok {
				return s, true
			}
		}
	case domain.Some:
		return foldedNeedle(c.Item)
	case domain.Compare:
		if c.Operator == domain.Contains || c.Operator == domain.StartsWith {
			s := domain.Fold(c.Values[0].(string))
			plain := s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' })
			return s, plain
		}
	}
	return "", false
}

// likeText folds a text and takes the meaning off the wildcards of "like".
func likeText(s string) string {
	return likeEscapes.Replace(domain.Fold(s))
}

var likeEscapes = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// valueText writes a filter's value as PostgreSQL reads it.
func valueText(v any) string {
	switch v := v.(type) {
	case decimal.Decimal:
		return v.String()
	case time.Time:
		return v.UTC().Format(time.RFC3339Nano)
	}
	return fmt.Sprint(v)
}

// literal quotes a name of the schema.
func literal(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// itemsPath is the path of an attribute's items.
func itemsPath(name string) string {
	quoted, _ := json.Marshal(name)
	return literal("$." + string(quoted) + "[*]")
}
