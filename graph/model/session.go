package model

import (
	"context"
	"time"

	"aurum/access"
	"aurum/domain"
	"aurum/mastering"
	"aurum/store"
)

// Reader is what GraphQL reads of the store.
type Reader interface {
	Goldens(ctx context.Context, ids []domain.GoldenID, asOf *time.Time) ([]*domain.GoldenRecord, error)
	Surviving(ctx context.Context, ids []domain.GoldenID, asOf *time.Time) ([]*domain.GoldenRecord, error)
	GoldensOf(ctx context.Context, d domain.Domain, keys []domain.SourceKey, asOf *time.Time) ([]*domain.GoldenRecord, error)
	GoldenVersions(ctx context.Context, refs []store.VersionRef) ([]*domain.GoldenRecord, error)
	GoldenIDsOf(ctx context.Context, ids []domain.RecordID) (map[domain.RecordID]domain.GoldenID, error)
	List(ctx context.Context, q store.ListQuery) (store.Page[*domain.GoldenRecord], error)
	Search(ctx context.Context, q store.SearchQuery) (store.Page[*domain.GoldenRecord], error)
	History(ctx context.Context, id domain.GoldenID, p store.PageArgs) (store.Page[store.RecordVersion], error)
	Past
	SourceRecords(ctx context.Context, d domain.Domain, keys []domain.SourceKey) ([]*domain.SourceRecord, error)
	SourceRecordsByID(ctx context.Context, ids []domain.RecordID) ([]*domain.SourceRecord, error)
	// ProblemsOf gives what standardization found wrong in source records, for those that have problems.
	ProblemsOf(ctx context.Context, ids []domain.RecordID) (map[domain.RecordID][]domain.Problem, error)
	SourceSystems(ctx context.Context) ([]store.SourceSystem, error)
	Tasks(ctx context.Context, q store.TaskQuery) (store.Page[*domain.Task], error)
	TasksOf(ctx context.Context, ids []domain.GoldenID, state *domain.TaskState) (map[domain.GoldenID][]*domain.Task, error)
	Task(ctx context.Context, id int64) (*domain.Task, error)
	DecisionsOf(ctx context.Context, id domain.GoldenID, p store.PageArgs) (store.Page[*domain.Decision], error)
	// Decisions reads decisions by number; unknown ones are missing.
	Decisions(ctx context.Context, ids []int64) (map[int64]*domain.Decision, error)
	OverridesOf(ctx context.Context, id domain.GoldenID, inForce *bool, limit int) ([]*domain.Override, error)
	// OverrideOf reads an override by number; nil if there is none.
	OverrideOf(ctx context.Context, id int64) (*domain.Override, error)
	// PolicyDocument reads a version of a domain's policy; empty where there is none.
	PolicyDocument(ctx context.Context, d domain.Domain, version string) (string, error)
	// Simulation reads a simulation; nil if there is none.
	Simulation(ctx context.Context, id int64) (*store.Simulation, error)
	SimulationEffects(ctx context.Context, id int64, p store.PageArgs) (store.Page[mastering.Effect], error)
	SimulationTasks(ctx context.Context, id int64, p store.PageArgs) (store.Page[mastering.TaskEffect], error)
	PolicyVersions(ctx context.Context, d domain.Domain, limit int) ([]store.PolicyVersion, error)
	AuditTrail(ctx context.Context, q store.AuditQuery) (store.Page[domain.AuditEntry], error)
	// Checks gives how far the continuous check of each domain has come.
	Checks(ctx context.Context) (map[domain.Domain]*mastering.Check, error)
	CheckDifferences(ctx context.Context, c *mastering.Check, limit int) ([]store.FoundDifference, error)
	Quarantine(ctx context.Context, q store.QuarantineQuery) (store.Page[store.Quarantined], error)
}

// Past is what GraphQL reads of the store about times that have passed. Members name source records, and the least version of
// each that was there.
type Past interface {
	HistoryThen(ctx context.Context, id domain.GoldenID, at time.Time, p store.PageArgs) (store.Page[store.RecordVersion], error)
	// SourceRecordsThen leaves out what the records had received; ReceivedThen gives that.
	SourceRecordsThen(ctx context.Context, members []domain.Member, at time.Time) ([]*domain.SourceRecord, error)
	ReceivedThen(ctx context.Context, members []domain.Member, at time.Time) (map[domain.RecordID]domain.Attributes, error)
	ProblemsThen(ctx context.Context, members []domain.Member, at time.Time) (map[domain.RecordID][]domain.Problem, error)
	GoldenIDsThen(ctx context.Context, ids []domain.RecordID, at time.Time) (map[domain.RecordID]domain.GoldenID, error)
	SourceSystemsThen(ctx context.Context, at time.Time) ([]store.SourceSystem, error)
	TasksThen(ctx context.Context, ids []domain.GoldenID, state *domain.TaskState, at time.Time) (map[domain.GoldenID][]*domain.Task, error)
	DecisionsThen(ctx context.Context, id domain.GoldenID, at time.Time, p store.PageArgs) (store.Page[*domain.Decision], error)
	OverridesOfThen(ctx context.Context, id domain.GoldenID, inForce *bool, at time.Time, limit int) ([]*domain.Override, error)
	// Links tells when source records were linked to which golden record, oldest first.
	Links(ctx context.Context, ids []domain.RecordID) (map[domain.RecordID][]mastering.Link, error)
}

// Hub is what GraphQL asks of the use cases.
type Hub interface {
	// Ingest fails only for the call as a whole: CONFLICT, INVALID or internal.
	Ingest(ctx context.Context, u mastering.Upsert) ([]mastering.Result, error)
	// MatchBefore compares a record that is not there yet with all that are, best first; attributes withheld count for nothing.
	MatchBefore(ctx context.Context, d domain.Domain, attrs domain.Attributes, withheld []string, first int) ([]mastering.Match, []domain.Problem, error)
	// LooksAt lists the attributes of a domain that matching looks at.
	LooksAt(d domain.Domain) []string
	// Lineage explains attributes of a golden record; no names mean all.
	Lineage(ctx context.Context, g *domain.GoldenRecord, attributes []string) ([]mastering.AttributeLineage, error)
	// Matches explains the links inside a golden record and its near misses; attributes withheld count for nothing.
	Matches(ctx context.Context, g *domain.GoldenRecord, withheld []string) ([]mastering.Match, error)
	// Cluster judges what holds a golden record together and tells how it came about; attributes withheld count for nothing.
	Cluster(ctx context.Context, g *domain.GoldenRecord, withheld []string) (*mastering.Cluster, error)
	// The acts of stewards, to be done or, with preview, only to be foreseen. They fail with NOT_FOUND and INVALID for what the
	// caller can put right, with CONFLICT where things have moved on.
	Merge(ctx context.Context, m mastering.Merge, preview bool) (*mastering.Decided, error)
	Split(ctx context.Context, s mastering.Split, preview bool) (*mastering.Decided, error)
	KeepApart(ctx context.Context, k mastering.KeepApart, preview bool) (*mastering.Decided, error)
	Withdraw(ctx context.Context, w mastering.Withdraw, preview bool) (*mastering.Decided, error)
	Override(ctx context.Context, o mastering.SetOverride, preview bool) (*mastering.Decided, []domain.Problem, error)
	ClearOverride(ctx context.Context, c mastering.ClearOverride, preview bool) (*mastering.Decided, error)
	// LoadPolicy and ActivatePolicy fail with INVALID and NOT_FOUND for what the caller can put right.
	LoadPolicy(ctx context.Context, d domain.Domain, text string, by mastering.Steward) (version string, err error)
	ActivatePolicy(ctx context.Context, d domain.Domain, version string, by mastering.Steward) error
	// LineageThen, MatchesThen and ClusterThen explain a golden record as it was at a time.
	LineageThen(ctx context.Context, g *domain.GoldenRecord, at time.Time, attributes []string) ([]mastering.AttributeLineage, error)
	MatchesThen(ctx context.Context, g *domain.GoldenRecord, at time.Time, withheld []string) ([]mastering.Match, error)
	ClusterThen(ctx context.Context, g *domain.GoldenRecord, at time.Time, withheld []string) (*mastering.Cluster, error)
	// MatchBeforeThen and ExplainMatchThen compare source records as they were at a time. Members name them, and the least version of
	// each that was there.
	MatchBeforeThen(ctx context.Context, d domain.Domain, attrs domain.Attributes, at time.Time, withheld []string, first int) ([]mastering.Match, []domain.Problem, error)
	ExplainMatchThen(ctx context.Context, d domain.Domain, a, b []domain.Member, at time.Time, withheld []string, first int) (*mastering.MatchExplanation, error)
	// IdentityHistory tells the steps by which a golden record came to be, oldest first.
	IdentityHistory(ctx context.Context, id domain.GoldenID) ([]mastering.IdentityEvent, error)
	// Joined tells what brought some source records of a golden record, as it was, to the others; attributes withheld count for
	// nothing.
	Joined(ctx context.Context, g *domain.GoldenRecord, joined []domain.RecordID, withheld []string) (*mastering.Joining, error)
	// StartSimulation works out in the background what a policy would do, and gives the simulation's number.
	StartSimulation(ctx context.Context, d domain.Domain, text string, by mastering.Steward) (int64, error)
	// ExplainMatch compares two things of a domain, each given by its source records; attributes withheld count for nothing.
	ExplainMatch(ctx context.Context, d domain.Domain, a, b []domain.RecordID, withheld []string, first int) (*mastering.MatchExplanation, error)
}

// Access tells what a principal may do and see.
type Access interface {
	Allow(p access.Principal, object access.Object, action access.Action) error
	AllowAs(p access.Principal, action access.Action, source, domain string) error
	AllowUse(p access.Principal, domain, attribute string) error
	Visibility(role access.Role, domain string) access.Visibility
}

// Session is one caller at work: who it is and what the hub offers it.
type Session struct {
	Reader    Reader
	Hub       Hub
	Access    Access
	Principal access.Principal

	memo memory
}

// Allow gives nil if the caller may do the action on the domain's records.
func (s *Session) Allow(d domain.Domain, action access.Action) error {
	return s.Access.Allow(s.Principal, access.ObjectDomain(string(d)), action)
}

type sessionKey struct{}

// WithSession gives a context in which the session is at work.
func WithSession(ctx context.Context, s *Session) context.Context {
	return context.WithValue(ctx, sessionKey{}, s)
}

// SessionOf gives the context's session, or UNAUTHENTICATED.
func SessionOf(ctx context.Context) (*Session, error) {
	if s, ok := ctx.Value(sessionKey{}).(*Session); ok {
		return s, nil
	}
	_, err := access.Require(context.Background())
	return nil, err
}
