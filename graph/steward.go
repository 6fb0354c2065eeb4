package graph

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"aurum/access"
	"aurum/domain"
	"aurum/graph/model"
	"aurum/mastering"
)

// maxComment is how many characters a comment may have.
const maxComment = 2000

// stewarding is one act of a steward on its way from the input to the hub.
type stewarding struct {
	session *model.Session
	input   map[string]any
	who     mastering.Steward
}

func newStewarding(ctx context.Context, input map[string]any) (*stewarding, error) {
	s, err := model.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	a := &stewarding{session: s, input: input, who: mastering.Steward{Actor: s.Principal.Subject, Reason: textOf(input["comment"])}}
	if utf8.RuneCountInString(a.who.Reason) > maxComment {
		return nil, domain.E(domain.Invalid, fmt.Sprintf("a comment has at most %d characters", maxComment), "input", "comment")
	}
	return a, nil
}

// on makes sure that the caller may do the action on records of the domain.
func (a *stewarding) on(d domain.Domain, action access.Action) error {
	a.who.Withheld = a.session.Withheld(d)
	if err := a.session.Allow(d, access.Read); err != nil {
		return err
	}
	return a.session.Allow(d, action)
}

// onGolden makes sure of that for the golden ids of the input; what is no golden id is found unknown later.
func (a *stewarding) onGolden(action access.Action, ids ...domain.GoldenID) error {
	for _, id := range ids {
		schema := domain.Registry.OfID(id)
		if schema == nil {
			return domain.E(domain.NotFound, fmt.Sprintf("there is no golden record %s", id), "input")
		}
		if err := a.on(schema.Domain, action); err != nil {
			return err
		}
	}
	return nil
}

func (a *stewarding) expected() mastering.Expected {
	out := mastering.Expected{}
	for _, e := range objects(a.input["expected"]) {
		if version, ok := plain(e["version"]).(int64); ok {
			out[domain.GoldenID(textOf(e["id"]))] = int(version)
		} else if version, ok := plain(e["version"]).(int); ok {
			out[domain.GoldenID(textOf(e["id"]))] = version
		}
	}
	return out
}

func goldenIDs(v any) []domain.GoldenID {
	list, _ := plain(v).([]any)
	out := make([]domain.GoldenID, len(list))
	for i, item := range list {
		out[i] = domain.GoldenID(textOf(item))
	}
	return out
}

func (a *stewarding) merge(ctx context.Context, preview bool) (*mastering.Decided, []domain.Problem, error) {
	m := mastering.Merge{Survivor: domain.GoldenID(textOf(a.input["survivor"])), Absorbed: goldenIDs(a.input["absorbed"]), Expected: a.expected()}
	if err := a.onGolden(access.Merge, append([]domain.GoldenID{m.Survivor}, m.Absorbed...)...); err != nil {
		return nil, nil, err
	}
	m.Steward = a.who
	d, err := a.session.Hub.Merge(ctx, m, preview)
	return d, nil, err
}

func (a *stewarding) split(ctx context.Context, preview bool) (*mastering.Decided, []domain.Problem, error) {
	x := mastering.Split{ID: domain.GoldenID(textOf(a.input["id"])), Expected: a.expected()}
	for _, key := range objects(a.input["sourceRecords"]) {
		x.Records = append(x.Records, keyOf(key))
	}
	if err := a.onGolden(access.Merge, x.ID); err != nil {
		return nil, nil, err
	}
	x.Steward = a.who
	d, err := a.session.Hub.Split(ctx, x, preview)
	return d, nil, err
}

func (a *stewarding) withdraw(ctx context.Context, preview bool) (*mastering.Decided, []domain.Problem, error) {
	number := numberOf(a.input["id"], "dec_")
	found, err := a.session.Reader.Decisions(ctx, []int64{number})
	if err != nil {
		return nil, nil, err
	}
	d := found[number]
	if d == nil || a.session.Allow(d.Domain, access.Read) != nil {
		return nil, nil, domain.E(domain.NotFound, "there is no such decision", "input", "id")
	}
	if err := a.on(d.Domain, access.Merge); err != nil {
		return nil, nil, err
	}
	done, err := a.session.Hub.Withdraw(ctx, mastering.Withdraw{Steward: a.who, Decision: number, Expected: a.expected()}, preview)
	return done, nil, err
}

func (a *stewarding) override(ctx context.Context, preview bool) (*mastering.Decided, []domain.Problem, error) {
	o := mastering.SetOverride{
		ID: domain.GoldenID(textOf(a.input["id"])), Attribute: textOf(a.input["attribute"]), Kind: domain.OverrideKind(textOf(a.input["kind"])),
		Value: plain(a.input["value"]), Until: domain.OverrideUntil(textOf(a.input["until"])), Expected: a.expected(),
	}
	o.Pin, _ = plain(a.input["pin"]).(bool)
	if o.Pin && o.Value != nil {
		return nil, nil, domain.E(domain.Invalid, "give a value or pin the one there is, not both", "input", "value")
	}
	if source, ok := plain(a.input["source"]).(map[string]any); ok {
		o.Source = keyOf(source)
	}
	at, err := momentOf(a.input["untilAt"])
	if err != nil {
		return nil, nil, domain.E(domain.Invalid, err.Error(), "input", "untilAt")
	}
	o.UntilAt = at
	if err := a.onGolden(access.Decide, o.ID); err != nil {
		return nil, nil, err
	}
	schema := domain.Registry.OfID(o.ID)
	if schema.Attribute(o.Attribute) != nil {
		if err := a.session.Access.AllowUse(a.session.Principal, string(schema.Domain), o.Attribute); err != nil {
			return nil, nil, err
		}
	}
	o.Steward = a.who
	return a.session.Hub.Override(ctx, o, preview)
}

func (a *stewarding) clear(ctx context.Context) (*mastering.Decided, []domain.Problem, error) {
	number := numberOf(a.input["id"], "ovr_")
	o, err := a.session.Reader.OverrideOf(ctx, number)
	if err != nil {
		return nil, nil, err
	}
	if o == nil || a.session.Allow(o.Domain, access.Read) != nil {
		return nil, nil, domain.E(domain.NotFound, "there is no such override", "input", "id")
	}
	if err := a.on(o.Domain, access.Decide); err != nil {
		return nil, nil, err
	}
	if err := a.session.Access.AllowUse(a.session.Principal, string(o.Domain), o.Attribute); err != nil {
		return nil, nil, err
	}
	done, err := a.session.Hub.ClearOverride(ctx, mastering.ClearOverride{Steward: a.who, Override: number, Expected: a.expected()}, false)
	return done, nil, err
}

// answer resolves a task.
func (a *stewarding) answer(ctx context.Context) (*mastering.Decided, []domain.Problem, error) {
	number := numberOf(a.input["id"], "tsk_")
	t, err := a.session.Reader.Task(ctx, number)
	if err != nil {
		return nil, nil, err
	}
	if t == nil || a.session.AllowTasks(t.Domain) != nil {
		return nil, nil, domain.E(domain.NotFound, "there is no such task", "input", "id")
	}
	if err := a.session.Access.Allow(a.session.Principal, access.ObjectTask, access.Decide); err != nil {
		return nil, nil, err
	}
	if err := a.on(t.Domain, access.Merge); err != nil {
		return nil, nil, err
	}
	if t.State != domain.TaskOpen {
		return nil, nil, domain.E(domain.Conflict, fmt.Sprintf("the task is %s: it waits for no answer any more", t.State), "input", "id")
	}
	pair := t.Golden
	switch survivor := domain.GoldenID(textOf(a.input["survivor"])); {
	case survivor == pair[1]:
		pair[0], pair[1] = pair[1], pair[0]
	case survivor != "" && survivor != pair[0]:
		return nil, nil, domain.E(domain.Invalid, fmt.Sprintf("the task is about %s and %s", pair[0], pair[1]), "input", "survivor")
	}
	if model.TaskAnswer(textOf(a.input["answer"])) == model.AnswerSame {
		d, err := a.session.Hub.Merge(ctx, mastering.Merge{Steward: a.who, Survivor: pair[0], Absorbed: pair[1:], Expected: a.expected(), Task: number}, false)
		return d, nil, err
	}
	d, err := a.session.Hub.KeepApart(ctx, mastering.KeepApart{Steward: a.who, Golden: pair, Expected: a.expected(), Task: number}, false)
	return d, nil, err
}

// numberOf is the number of an id with a prefix; 0 for one that is none.
func numberOf(id any, prefix string) int64 {
	number, ok := strings.CutPrefix(textOf(id), prefix)
	n, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil {
		return 0
	}
	return n
}

// correctable are errors that the caller can put right by another input; the others are told as such.
func correctable(err error) (problems []domain.Problem, rest error) {
	var known *domain.Error
	if !errors.As(err, &known) || known.Code != domain.Invalid && known.Code != domain.NotFound {
		return nil, err
	}
	field := known.Field
	if len(field) > 0 && field[0] == "input" {
		field = field[1:]
	}
	return []domain.Problem{{Code: string(known.Code), Severity: domain.Fatal, Field: field, Message: known.Message}}, nil
}
