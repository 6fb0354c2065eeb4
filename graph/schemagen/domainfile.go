package main

import (
	"strings"
	"text/template"

	"aurum/domain"
)

// names are the words a domain goes by in GraphQL.
type names struct {
	Type, Types, Field, Fields string // Customer, Customers, customer, customers
	A                          string // "a customer", "an account"
	Dated                      bool   // it is valid from a day on, until a day
}

func namesOf(s *domain.Schema) names {
	one := string(s.Domain)
	article := "a "
	if strings.ContainsRune("aeiou", rune(one[0])) {
		article = "an "
	}
	return names{Type: capital(one), Types: capital(s.Plural), Field: one, Fields: s.Plural, A: article + one, Dated: dated(s)}
}

// dated is true for a domain whose records say from when on and until when they are valid.
func dated(s *domain.Schema) bool {
	from, to := s.Attribute("validFrom"), s.Attribute("validTo")
	return from != nil && to != nil && from.Kind == "Date" && to.Kind == "Date"
}

// domainFile writes a domain's GraphQL types and root fields.
func (g *generator) domainFile(s *domain.Schema) string {
	n, p := namesOf(s), &paragraph{}
	p.describe("", "The golden record of one "+n.Field+", derived from all source records linked to it. An absent value is null.")
	p.line("type %s implements GoldenRecord & Node {", n.Type)
	p.WriteString(envelope)
	fields(p, s.Attributes, outputType)
	p.line("}\n")
	p.describe("", "What a source says of "+n.A+". An absent attribute leaves what it said before; null clears it.")
	p.line("input %sInput {", n.Type)
	fields(p, s.Attributes, inputType)
	p.line("}\n")
	g.filter(p, s, n)
	g.order(p, s, n)
	must(envelopes.Execute(p, n))
	return p.String()
}

func must(err error) {
	if err != nil {
		panic(err) // a template that does not fit its data is a programmer's error
	}
}

func (g *generator) filter(p *paragraph, s *domain.Schema, n names) {
	p.describe("", "Condition on "+n.Fields+". All that is given has to hold.")
	p.line("input %sFilter {", n.Type)
	for _, o := range []struct{ name, typ, doc string }{
		{"and", "[" + n.Type + "Filter!]", "All of these hold."},
		{"or", "[" + n.Type + "Filter!]", "At least one of these holds."},
		{"not", n.Type + "Filter", "This does not hold."},
		{"id", "IDFilter", "Condition on the golden id."},
		{"state", "RecordStateFilter", "Condition on the state."},
		{"version", "VersionFilter", "Condition on the version."},
		{"createdAt", "DateTimeFilter", "Condition on the time it was made."},
		{"updatedAt", "DateTimeFilter", "Condition on the time of its last change."},
		{"sourceSystem", "SourceSystemFilter", "Some source record of it comes from such a system."},
	} {
		p.describe("  ", o.doc)
		p.line("  %s: %s", o.name, o.typ)
	}
	for _, a := range s.Attributes {
		p.describe("  ", "Condition on: "+a.Doc)
		p.line("  %s: %s", a.Name, filterType(a))
	}
	p.line("}\n")
}

func (g *generator) order(p *paragraph, s *domain.Schema, n names) {
	p.describe("", "What "+n.Fields+" can be ordered by.")
	p.line("enum %sOrderField {", n.Type)
	for _, f := range orderFields(s) {
		p.describe("  ", f.doc)
		p.line("  %s", f.name)
	}
	p.line("}\n")
}

type orderField struct{ name, path, doc string }

// orderFields lists what a domain's records can be ordered by: the envelope and all that has one value.
func orderFields(s *domain.Schema) []orderField {
	out := []orderField{
		{"ID", "id", "The golden id."},
		{"CREATED_AT", "createdAt", "The time it was made."},
		{"UPDATED_AT", "updatedAt", "The time of its last change."},
		{"VERSION", "version", "The version."},
	}
	for _, a := range s.Attributes {
		switch {
		case a.Many || a.Kind == "Reference":
		case a.Fields == nil:
			out = append(out, orderField{upperSnake(a.Name), a.Name, a.Doc})
		default:
			for _, f := range a.Fields {
				if !f.Many && f.Fields == nil {
					out = append(out, orderField{upperSnake(a.Name) + "_" + upperSnake(f.Name), a.Name + "." + f.Name, f.Doc})
				}
			}
		}
	}
	return out
}

func upperSnake(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('_')
		}
		b.WriteRune(r)
	}
	return strings.ToUpper(b.String())
}

const envelope = `  """Golden id; once given out it resolves for ever."""
  id: ID!
  """The domain it belongs to."""
  domain: Domain!
  """Grows by one with each change."""
  version: Int!
  """What has become of it."""
  state: RecordState!
  """When it was made."""
  createdAt: DateTime!
  """When it last changed."""
  updatedAt: DateTime!
  """The record that absorbed it, where state is MERGED."""
  mergedInto: GoldenRecord
  """The source records it was built from, by system and key."""
  sourceRecords(
    """How many, at most 100; 20 where left out."""
    first: Int
    """Cursor to go on behind."""
    after: String
  ): SourceRecordConnection!
  """Why each attribute has its value: winner, rule and losers."""
  lineage(
    """Only these attributes; all where left out."""
    attributes: [String!]
  ): [AttributeLineage!]!
  """Its versions, newest first."""
  history(
    """How many, at most 100; 20 where left out."""
    first: Int
    """Cursor to go on behind."""
    after: String
  ): RecordVersionConnection!
  """Links inside the record and near misses outside it, explained; the strongest 500 of each. Of a past state as the source records of then are compared by the policy in force then."""
  matches: [Match!]!
  """How well its source records hang together, and how they came together."""
  cluster: ClusterQuality!
  """Stewards' tasks that concern it."""
  tasks(
    """Only tasks in this state."""
    state: TaskState
  ): [StewardTask!]!
  """What stewards have decided of it, or of what it has absorbed, the latest first."""
  decisions(
    """How many, at most 100; 20 where left out."""
    first: Int
    """Cursor to go on behind."""
    after: String
  ): DecisionConnection!
  """What stewards have set by hand on it or on what it has absorbed, and ruled out of its source records; the latest 100."""
  overrides(
    """True for those in force alone, false for those that have ended; all where left out."""
    inForce: Boolean
  ): [Override!]!
  """How complete and sound it is."""
  quality: RecordQuality!
  """The steps by which it came to be, oldest first; of a record read at a past time those until then."""
  identityHistory(
    """How many, at most 100; 20 where left out."""
    first: Int
    """Cursor to go on behind."""
    after: String
  ): IdentityEventConnection!
  """Attributes that a policy declares beyond the built-in ones."""
  extensions: JSON!
`

var envelopes = template.Must(template.New("envelopes").Parse(`"""One key to order {{.Fields}} by."""
input {{.Type}}Order {
  """What to order by."""
  field: {{.Type}}OrderField!
  """Which way."""
  direction: OrderDirection! = ASC
}

"""A page of {{.Fields}}."""
type {{.Type}}Connection {
  """The records with their cursors."""
  edges: [{{.Type}}Edge!]!
  """The records alone."""
  nodes: [{{.Type}}!]!
  """Where the page stands."""
  pageInfo: PageInfo!
  """How many there are in all; counted only if asked for."""
  totalCount: Int!
}

"""One {{.Field}} of a page."""
type {{.Type}}Edge {
  """Its place in the list."""
  cursor: String!
  """The record."""
  node: {{.Type}}!
}

"""One change of {{.A}}."""
type {{.Type}}Change {
  """Its place in the change feed; give it as after to go on behind it."""
  cursor: Cursor!
  """What kind of change."""
  kind: ChangeKind!
  """The record as it was after the change."""
  {{.Field}}: {{.Type}}!
  """The attributes whose golden value changed."""
  changed: [String!]!
  """When it happened."""
  at: DateTime!
  """The version before; null if there was none."""
  previousVersion: Int
  """The other side of an identity change: the survivor of a merge, the record a split came from."""
  related: [ID!]!
  """The source records that moved with a change of identity: with MERGED those the survivor took over, with SPLIT those that were taken out; empty with others."""
  moved: [SourceKey!]!
}

"""{{.Types}} a source system pushes."""
input Upsert{{.Types}}Input {
  """Code of the source system that sends them; callers may write only as the system their token is for."""
  source: String!
  """At most 1,000 records."""
  records: [{{.Type}}RecordInput!]!
  """Makes the call safe to repeat: same key and body, same answer; another body is a CONFLICT."""
  idempotencyKey: String
}

"""One {{.Field}} as its source system knows it."""
input {{.Type}}RecordInput {
  """The source's own key of it."""
  key: String!
  """The source's own time of the change; an older one than what is known makes the record STALE."""
  updatedAt: DateTime
  """What the source says."""
  attributes: {{.Type}}Input!
}

"""What became of a call."""
type Upsert{{.Types}}Payload {
  """One result for each record, in the order sent."""
  results: [Upsert{{.Type}}Result!]!
  """What was wrong, over all records; field begins with records and the position."""
  userErrors: [UserError!]!
}

"""What became of one record."""
type Upsert{{.Type}}Result {
  """The key as sent."""
  key: String!
  """What became of it."""
  outcome: UpsertOutcome!
  """The golden record it is linked to now; null where there is none."""
  {{.Field}}: {{.Type}}
  """What was wrong with it, and warnings; field is a path within the record."""
  userErrors: [UserError!]!
}

extend type Query {
  """One {{.Field}}, by golden id or by a source's key. An id that was merged away answers with the record that absorbed it."""
  {{.Field}}(
    """Golden id."""
    id: ID
    """Key in a source system."""
    source: SourceKeyInput
    """The state at this time; now where left out."""
    asOf: DateTime
  ): {{.Type}}
  """{{.Types}} that meet a condition, page by page. Merged records are left out."""
  {{.Fields}}(
    """Only those that meet this."""
    filter: {{.Type}}Filter
    """In this order; by id where left out or equal."""
    orderBy: [{{.Type}}Order!]
    """The first so many, at most 100; 20 where neither first nor last is given."""
    first: Int
    """Cursor to go on behind."""
    after: String
    """The last so many, at most 100."""
    last: Int
    """Cursor to stay before."""
    before: String
    """The state at this time; now where left out."""
    asOf: DateTime
{{- if .Dated}}
    """Only those valid on this day: from their first to their last day, either of which may be open."""
    validOn: Date
{{- end}}
  ): {{.Type}}Connection!
  """Search before create: golden {{.Fields}} that may be the same as the one described, best first, explained."""
  match{{.Type}}(
    """What is known of it."""
    attributes: {{.Type}}Input!
    """How many, at most 100; 10 where left out."""
    first: Int
    """Against the source records as they were at this time, by the policy in force then; now where left out."""
    asOf: DateTime
  ): [Match!]!
}

extend type Mutation {
  """Push {{.Fields}} as a source system. Atomic per record: a bad one never costs its neighbours."""
  upsert{{.Types}}(
    """The records."""
    input: Upsert{{.Types}}Input!
  ): Upsert{{.Types}}Payload!
}

extend type Subscription {
  """Every change of a {{.Field}} that meets the filter before or after it, in order, without gap or repeat."""
  {{.Field}}Changed(
    """Only records that meet this."""
    filter: {{.Type}}Filter
    """Replay everything since this cursor, then go on live; live only where left out."""
    after: Cursor
  ): {{.Type}}Change!
}
`))
