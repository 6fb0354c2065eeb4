package graph

import (
	"bytes"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"aurum/domain"
	"aurum/graph/generated"
)

func loadSchema(t *testing.T) *ast.Schema {
	t.Helper()
	s, err := gqlparser.LoadSchema(&ast.Source{Name: "schema", Input: SDL()})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEverythingInTheSchemaIsDescribed(t *testing.T) {
	for name, def := range loadSchema(t).Types {
		if def.BuiltIn || strings.HasPrefix(name, "__") {
			continue
		}
		described(t, name, def.Description)
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			described(t, name+"."+f.Name, f.Description)
			for _, a := range f.Arguments {
				described(t, name+"."+f.Name+"("+a.Name+")", a.Description)
			}
		}
		for _, v := range def.EnumValues {
			described(t, name+"."+v.Name, v.Description)
		}
	}
}

func described(t *testing.T, path, text string) {
	t.Helper()
	text = strings.TrimSpace(text)
	if len(text) < 3 || !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "…") {
		t.Errorf("%s: description %q is no sentence", path, text)
	}
}

func TestTheExecutableSchemaIsThatOfTheFiles(t *testing.T) {
	if printed(loadSchema(t)) != printed(generated.NewExecutableSchema(generated.Config{}).Schema()) {
		t.Fatal("the generated code is out of date: go generate ./graph")
	}
}

func printed(s *ast.Schema) string {
	var b bytes.Buffer
	formatter.NewFormatter(&b).FormatSchema(s)
	return b.String()
}

// contract lists names and types that clients rely on, with X, Xs, x and xs for each domain.
var contract = []string{
	"GoldenRecord.id: ID!", "GoldenRecord.domain: Domain!", "GoldenRecord.version: Int!", "GoldenRecord.state: RecordState!",
	"GoldenRecord.createdAt: DateTime!", "GoldenRecord.updatedAt: DateTime!", "GoldenRecord.mergedInto: GoldenRecord",
	"GoldenRecord.sourceRecords(first: Int, after: String): SourceRecordConnection!",
	"GoldenRecord.lineage(attributes: [String!]): [AttributeLineage!]!",
	"GoldenRecord.history(first: Int, after: String): RecordVersionConnection!",
	"GoldenRecord.matches: [Match!]!", "GoldenRecord.tasks(state: TaskState): [StewardTask!]!",
	"GoldenRecord.quality: RecordQuality!", "GoldenRecord.extensions: JSON!",
	"SourceRecord.id: ID!", "SourceRecord.system: SourceSystem!", "SourceRecord.key: String!", "SourceRecord.domain: Domain!",
	"SourceRecord.version: Int!", "SourceRecord.received: JSON!", "SourceRecord.standardized: JSON!",
	"SourceRecord.updatedAt: DateTime", "SourceRecord.receivedAt: DateTime!", "SourceRecord.deleted: Boolean!",
	"SourceRecord.goldenRecord: GoldenRecord",
	"Query.node(id: ID!, asOf: DateTime): Node", "Query.nodes(ids: [ID!]!, asOf: DateTime): [Node]!",
	"Query.search(text: String!, domains: [Domain!], first: Int, after: String, asOf: DateTime): GoldenRecordConnection!",
	"Query.sourceRecord(domain: Domain!, source: SourceKeyInput!, asOf: DateTime): SourceRecord",
	"Query.sourceSystems(asOf: DateTime): [SourceSystem!]!",
	"Query.explainMatch(a: MatchSideInput!, b: MatchSideInput!, first: Int, asOf: DateTime): MatchExplanation",
	"GoldenRecord.cluster: ClusterQuality!", "Match.matchKey: String!", "Match.whyNot: WhyNot",
	"Query.tasks(filter: TaskFilter, first: Int, after: String, asOf: DateTime): StewardTaskConnection!",
	"Query.quarantine(filter: QuarantineFilter, first: Int, after: String, asOf: DateTime): QuarantinedRecordConnection!",
	"Query.auditTrail(filter: AuditFilter, first: Int, after: String, asOf: DateTime): AuditEntryConnection!",
	"Mutation.deleteSourceRecords(input: DeleteSourceRecordsInput!): DeleteSourceRecordsPayload!",
	"Subscription.goldenRecordChanged(domains: [Domain!], after: Cursor): GoldenRecordChange!",
	"SourceKeyInput.system: String!", "SourceKeyInput.key: String!",
	"UserError.code: UserErrorCode!", "UserError.message: String!", "UserError.field: [String!]",
	"Query.x(id: ID, source: SourceKeyInput, asOf: DateTime): X",
	"Query.customers(filter: CustomerFilter, orderBy: [CustomerOrder!], first: Int, after: String, last: Int, before: String, asOf: DateTime): CustomerConnection!",
	"Query.prices(filter: PriceFilter, orderBy: [PriceOrder!], first: Int, after: String, last: Int, before: String, asOf: DateTime, validOn: Date): PriceConnection!",
	"GoldenRecord.identityHistory(first: Int, after: String): IdentityEventConnection!", "SourceRecord.links(first: Int, after: String): SourceLinkConnection!",
	"Query.diff(id: ID!, from: Moment!, to: Moment): RecordDiff",
	"Query.matchX(attributes: XInput!, first: Int, asOf: DateTime): [Match!]!",
	"Mutation.upsertXs(input: UpsertXsInput!): UpsertXsPayload!",
	"Subscription.xChanged(filter: XFilter, after: Cursor): XChange!",
	"UpsertXsInput.source: String!", "UpsertXsInput.records: [XRecordInput!]!", "UpsertXsInput.idempotencyKey: String",
	"XRecordInput.key: String!", "XRecordInput.updatedAt: DateTime", "XRecordInput.attributes: XInput!",
	"UpsertXsPayload.results: [UpsertXResult!]!", "UpsertXsPayload.userErrors: [UserError!]!",
	"UpsertXResult.key: String!", "UpsertXResult.outcome: UpsertOutcome!", "UpsertXResult.x: X", "UpsertXResult.userErrors: [UserError!]!",
	"XChange.cursor: Cursor!", "XChange.kind: ChangeKind!", "XChange.x: X!", "XChange.changed: [String!]!", "XChange.at: DateTime!",
	"XChange.previousVersion: Int", "X.version: Int!",
	"Customer.emails: [String!]", "Customer.phones: [String!]", "Customer.taxIds: [TaxID!]", "Customer.parent: Customer",
	"Customer.personName: PersonName", "Customer.creditLimit: Decimal", "Customer.birthDate: Date", "Price.product: Product",
	"Product.gtins: [GTIN!]", "SupplierPart.supplier: Supplier", "Account.parent: Account", "Supplier.bankAccounts: [BankAccount!]",
}

func TestTheContractsNamesArePresent(t *testing.T) {
	s := loadSchema(t)
	for _, line := range contract {
		if !strings.Contains(line, "X") && !strings.Contains(line, ".x") {
			checkContract(t, s, line)
			continue
		}
		for _, d := range domain.Registry {
			one, many := string(d.Domain), d.Plural
			r := strings.NewReplacer("Xs", title(many), "X", title(one), ".xs", "."+many, ".xC", "."+one+"C", ".x", "."+one)
			checkContract(t, s, r.Replace(line))
		}
	}
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func checkContract(t *testing.T, s *ast.Schema, line string) {
	t.Helper()
	typ, rest, _ := strings.Cut(line, ".")
	def := s.Types[typ]
	if def == nil {
		t.Errorf("%s: no type %s", line, typ)
		return
	}
	name := rest[:strings.IndexAny(rest, "(:")]
	f := def.Fields.ForName(name)
	if f == nil {
		t.Errorf("%s: no field %s", line, name)
		return
	}
	var args []string
	for _, a := range f.Arguments {
		args = append(args, a.Name+": "+a.Type.String())
	}
	got := typ + "." + name
	if args != nil {
		got += "(" + strings.Join(args, ", ") + ")"
	}
	if got += ": " + f.Type.String(); got != line {
		t.Errorf("schema has  %s\ncontract is %s", got, line)
	}
}

func TestEnumerationsHoldTheContractsValues(t *testing.T) {
	s := loadSchema(t)
	for name, want := range map[string]string{
		"Domain": "CUSTOMER PRODUCT PRICE SUPPLIER ACCOUNT", "RecordState": "ACTIVE MERGED RETIRED ERASED",
		"UpsertOutcome": "CREATED LINKED UPDATED UNCHANGED STALE QUARANTINED REJECTED",
		"ChangeKind":    "CREATED UPDATED MERGED SPLIT RETIRED ERASED",
	} {
		var got []string
		for _, v := range s.Types[name].EnumValues {
			got = append(got, v.Name)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", name, got, want)
		}
	}
}
