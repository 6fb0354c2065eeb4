package worlds

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"aurum/domain"
	"aurum/store"
	"aurum/test/reference"
)

// actor is somebody who acts at random: a source, a steward or whoever makes policies.
type actor struct {
	*world
	*rand.Rand
	name string // unique in a world, for marks and idempotency keys
	n    int
}

func (w *world) actor(round, number int) *actor {
	return &actor{w, rand.New(rand.NewPCG(w.seed, uint64(round)<<16|uint64(number))), fmt.Sprintf("%d.%d", round, number), 0}
}

// next names the next thing that the actor does.
func (a *actor) next() string {
	a.n++
	return fmt.Sprintf("%s.%d", a.name, a.n)
}

// insist repeats a call at one hub and the other until it is answered: a source that hears nothing sends again.
func (a *actor) insist(token, query string, variables map[string]any, into any) error {
	first := a.IntN(2)
	ctx, cancel := context.WithTimeout(a.t.Context(), patience)
	defer cancel()
	for i := 0; ; i++ {
		err := a.nodes[(first+i)%2].ask(ctx, token, query, variables, into)
		if !errors.As(err, new(lost)) || ctx.Err() != nil {
			return err
		}
	}
}

const (
	upsertSuppliers = `mutation($i: UpsertSuppliersInput!) { upsertSuppliers(input: $i) { results { key outcome supplier { id } userErrors { message } } userErrors { message } } }`
	deleteRecords   = `mutation($i: DeleteSourceRecordsInput!) { deleteSourceRecords(input: $i) { results { key outcome goldenRecord { id } } userErrors { message } } }`
)

// scribble is a source at work: a few calls with a few records each, some of them sent to both hubs at once.
func (a *actor) scribble() {
	for range 3 {
		bySystem := map[string][]reference.Saying{}
		for range 1 + a.IntN(4) {
			s := reference.RandomSaying(a.Rand, keysPerSystem)
			bySystem[s.System] = append(bySystem[s.System], s)
		}
		for _, system := range slices.Sorted(maps.Keys(bySystem)) {
			a.push(system, slices.DeleteFunc(slices.Clone(bySystem[system]), func(s reference.Saying) bool { return s.Attributes == nil }))
			a.withdraw(system, slices.DeleteFunc(bySystem[system], func(s reference.Saying) bool { return s.Attributes != nil }))
		}
	}
}

// time is a source's own time of what it says, or none.
func (a *actor) time() *time.Time {
	if a.IntN(3) > 0 {
		return nil
	}
	at := time.Date(2026, 1, 1, a.IntN(2000), 0, 0, 0, time.UTC)
	return &at
}

func (a *actor) push(system string, sayings []reference.Saying) {
	if len(sayings) == 0 {
		return
	}
	call := a.next()
	var records []any
	var arrivals []*sent
	for i, s := range sayings {
		at, m := a.time(), fmt.Sprintf("Mark %s.%d", call, i)
		s.Attributes[mark] = []any{m}
		if a.IntN(2) == 0 { // which country the first one belongs to is for the policy to say
			s.Attributes["phones"] = []any{[]string{"0664 5031000", "+43 664 5031000", "+49 664 5031000"}[max(0, a.IntN(5)-2)]}
			delete(s.Attributes, "addresses") // they would say a country themselves
		}
		if a.IntN(4) == 0 {
			s.Attributes["parent"] = map[string]any{"system": reference.Systems[a.IntN(3)], "key": fmt.Sprint(a.IntN(keysPerSystem))}
		}
		arrivals = append(arrivals, &sent{key: domain.SourceKey{System: system, Key: s.Key}, attributes: s.Attributes, updatedAt: at, from: a.ledger.clock.Add(1)})
		records = append(records, map[string]any{"key": s.Key, "attributes": s.Attributes, "updatedAt": at})
		a.ledger.note(func() { a.ledger.arrivals[m] = arrivals[i] })
	}
	variables := map[string]any{"i": map[string]any{"source": system, "records": records, "idempotencyKey": call}}
	type answer struct {
		UpsertSuppliers struct {
			Results []struct {
				Key        string
				Outcome    domain.Outcome
				Supplier   *struct{ ID string }
				UserErrors []struct{ Message string }
			}
			UserErrors []struct{ Message string }
		}
	}
	answers := make([]answer, 1+a.IntN(6)/5)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			one := &actor{a.world, rand.New(rand.NewPCG(a.seed, uint64(i))), a.name, 0}
			if err := one.insist(a.tokens[system], upsertSuppliers, variables, &answers[i]); err != nil {
				a.t.Errorf("%s pushes %s: %v", system, call, err)
			}
		})
	}
	all.Wait()
	for _, x := range answers {
		for i, r := range x.UpsertSuppliers.Results {
			if r.Supplier != nil {
				a.ledger.given(r.Supplier.ID)
			}
			a.ledger.note(func() {
				arrivals[i].outcome, arrivals[i].to, arrivals[i].homeless = r.Outcome, a.ledger.clock.Add(1), r.Supplier == nil
			})
		}
	}
	a.beat()
}

func (a *actor) withdraw(system string, sayings []reference.Saying) {
	if len(sayings) == 0 {
		return
	}
	var records []any
	for _, s := range sayings {
		records = append(records, map[string]any{"key": s.Key, "updatedAt": a.time()})
	}
	var out struct {
		DeleteSourceRecords struct {
			Results []struct {
				Key          string
				Outcome      domain.Outcome
				GoldenRecord *struct{ ID string }
			}
		}
	}
	call := a.next()
	err := a.insist(a.tokens[system], deleteRecords, map[string]any{"i": map[string]any{"source": system, "domain": "SUPPLIER", "records": records, "idempotencyKey": call}}, &out)
	if err != nil {
		a.t.Errorf("%s withdraws %s: %v", system, call, err)
	}
	for _, r := range out.DeleteSourceRecords.Results {
		if r.GoldenRecord != nil {
			a.ledger.given(r.GoldenRecord.ID)
		}
		if r.Outcome == domain.Updated || r.Outcome == domain.Stale {
			a.ledger.note(func() { a.ledger.withdrawn[domain.SourceKey{System: system, Key: r.Key}]++ })
		}
	}
	a.beat()
}

// payload is what any act of a steward answers.
type payload struct {
	GoldenRecord  *struct{ ID string }
	GoldenRecords []struct{ ID string }
	Decision      *struct{ ID string }
	Override      *struct{ ID string }
	UserErrors    []struct{ Code, Message string }
}

// decide lets a steward act. One who is contradicted, or whose hub dies, lets it be; nil then.
func (a *actor) decide(mutation, kind, selection string, input map[string]any) *payload {
	input["comment"] = "at random " + a.next()
	out := map[string]*payload{}
	query := fmt.Sprintf(`mutation($i: %s!) { it: %s(input: $i) { %s userErrors { code message } } }`, kind, mutation, selection)
	err := a.nodes[a.IntN(2)].ask(a.t.Context(), a.tokens["steward"], query, map[string]any{"i": input}, &out)
	defer a.beat()
	var answered *told
	switch {
	case errors.As(err, &answered) && slices.Contains([]string{"CONFLICT", "INVALID", "NOT_FOUND"}, answered.Code), errors.As(err, new(lost)):
		return nil
	case err != nil:
		a.t.Errorf("%s %v: %v", mutation, input, err)
		return nil
	}
	p := out["it"]
	for _, e := range p.UserErrors {
		if e.Code != "INVALID" && e.Code != "NOT_FOUND" {
			a.t.Errorf("%s %v: %v", mutation, input, e)
		}
	}
	if len(p.UserErrors) > 0 {
		return nil
	}
	if p.GoldenRecord != nil {
		a.ledger.given(p.GoldenRecord.ID)
	}
	for _, g := range p.GoldenRecords {
		a.ledger.given(g.ID)
	}
	return p
}

// numberOf reads the number in an id such as dec_7.
func numberOf(id string) int64 {
	_, digits, _ := strings.Cut(id, "_")
	n, _ := strconv.ParseInt(digits, 10, 64)
	return n
}

// look finds two active golden records at random, which may be one.
func (a *actor) look() (x, y *domain.GoldenRecord) {
	first := 100
	page, err := a.ref.DB.List(a.t.Context(), store.ListQuery{Domain: domain.Supplier, PageArgs: store.PageArgs{First: &first}})
	if err != nil {
		a.t.Error(err)
		return nil, nil
	}
	active := slices.DeleteFunc(page.Items, func(g *domain.GoldenRecord) bool { return g.State != domain.Active })
	if len(active) == 0 {
		return nil, nil
	}
	return active[a.IntN(len(active))], active[a.IntN(len(active))]
}

// any is the id of a row at random, 0 where there is none.
func (a *actor) any(table, where string) int64 {
	var ids []int64
	a.ref.Query(`select coalesce(array_agg(id order by id), '{}') from `+table+` where `+where, &ids)
	if len(ids) == 0 {
		return 0
	}
	return ids[a.IntN(len(ids))]
}

// meddle is a steward at work.
func (a *actor) meddle() {
	for range 5 {
		x, y := a.look()
		if x == nil {
			return
		}
		seen := a.IntN(2) == 0 // whether the steward tells which versions he has looked at
		switch n := a.IntN(20); {
		case n < 4:
			a.merge(x, y, seen)
		case n < 9:
			a.split(x, seen)
		case n < 11:
			a.resolve(a.any("steward_task", "state = 'OPEN'"))
		case n < 13:
			a.takeBack(a.any("steward_decision", "withdrawn_at is null"))
		case n < 18:
			a.override(x, seen)
		default:
			a.clear(a.any("override", "ended_at is null"))
		}
	}
}

func expected(seen bool, gs ...*domain.GoldenRecord) []any {
	if !seen {
		return nil
	}
	var out []any
	for _, g := range gs {
		out = append(out, map[string]any{"id": g.ID, "version": g.Version})
	}
	return out
}

func (a *actor) decided(p *payload, d *decided) {
	if p != nil && p.Decision != nil {
		a.ledger.note(func() { a.ledger.decisions[numberOf(p.Decision.ID)] = d })
	}
}

func (a *actor) merge(x, y *domain.GoldenRecord, seen bool) {
	p := a.decide("mergeGoldenRecords", "MergeGoldenRecordsInput", "goldenRecord { id } decision { id }", map[string]any{
		"survivor": x.ID, "absorbed": []any{y.ID}, "expected": expected(seen, x, y),
	})
	d := &decided{}
	for _, m := range slices.Concat(x.Members, y.Members) {
		if seen {
			d.together = append(d.together, m.Record)
		}
	}
	a.decided(p, d)
}

func (a *actor) split(x *domain.GoldenRecord, seen bool) {
	var out, rest []domain.Member
	var keys []any
	for _, m := range x.Members {
		if a.IntN(2) == 0 {
			out, keys = append(out, m), append(keys, map[string]any{"system": m.System, "key": m.Key})
		} else {
			rest = append(rest, m)
		}
	}
	if len(out) == 0 || len(rest) == 0 {
		return
	}
	p := a.decide("splitGoldenRecord", "SplitGoldenRecordInput", "goldenRecords { id } decision { id }", map[string]any{
		"id": x.ID, "sourceRecords": keys, "expected": expected(seen, x),
	})
	d := &decided{}
	for _, o := range out {
		for _, r := range rest {
			if seen {
				d.apart = append(d.apart, [2]domain.RecordID{o.Record, r.Record})
			}
		}
	}
	a.decided(p, d)
}

func (a *actor) resolve(task int64) {
	if task == 0 {
		return
	}
	answer := []string{"SAME", "DIFFERENT"}[a.IntN(2)]
	p := a.decide("resolveTask", "ResolveTaskInput", "goldenRecords { id } decision { id }", map[string]any{"id": fmt.Sprintf("tsk_%d", task), "answer": answer})
	a.decided(p, &decided{})
}

func (a *actor) takeBack(decision int64) {
	if decision == 0 {
		return
	}
	p := a.decide("withdrawDecision", "WithdrawDecisionInput", "goldenRecords { id } decision { id }", map[string]any{"id": fmt.Sprintf("dec_%d", decision)})
	if p != nil {
		a.ledger.note(func() {
			if a.ledger.decisions[decision] == nil {
				a.ledger.decisions[decision] = &decided{checked: true}
			}
			a.ledger.decisions[decision].withdrawn = true
		})
	}
}

// override sets, pins or rules out, for ever, to a moment, or until what it is set against changes.
func (a *actor) override(x *domain.GoldenRecord, seen bool) {
	input := map[string]any{"id": x.ID, "expected": expected(seen, x), "attribute": []string{"legalName", "emails", "leadTimeDays", mark}[a.IntN(4)]}
	switch until := a.IntN(10); {
	case until < 5:
	case until < 8:
		input["until"] = "SOURCE_CHANGE"
	case until < 9:
		input["until"], input["untilAt"] = "DATE", time.Now().Add(time.Hour).UTC().Format(time.RFC3339Nano)
	default:
		input["until"], input["untilAt"] = "DATE", time.Now().Add(300*time.Millisecond).UTC().Format(time.RFC3339Nano)
	}
	switch a.IntN(4) {
	case 0:
		input["pin"] = true
	case 1:
		m := x.Members[a.IntN(len(x.Members))]
		input["kind"], input["source"] = "IGNORE", map[string]any{"system": m.System, "key": m.Key}
	default:
		input["value"] = map[string]any{
			"legalName": fmt.Sprint("By hand ", a.IntN(3)), "emails": []any{fmt.Sprintf("hand%d@steward.example", a.IntN(3))}, "leadTimeDays": a.IntN(30),
			mark: []any{"By hand"},
		}[input["attribute"].(string)]
	}
	p := a.decide("overrideAttribute", "OverrideAttributeInput", "goldenRecord { id } override { id }", input)
	if p != nil && p.Override != nil {
		a.ledger.note(func() { a.ledger.overrides[numberOf(p.Override.ID)] = a.ledger.overrides[numberOf(p.Override.ID)] })
	}
}

func (a *actor) clear(override int64) {
	if override == 0 {
		return
	}
	if a.decide("clearOverride", "ClearOverrideInput", "goldenRecord { id } override { id }", map[string]any{"id": fmt.Sprintf("ovr_%d", override)}) != nil {
		a.ledger.note(func() { a.ledger.overrides[override] = true })
	}
}

// govern brings policies into force.
func (a *actor) govern() {
	for range 2 {
		p := a.choice[a.IntN(len(a.choice))]
		var out struct {
			LoadPolicy struct {
				Policy     *struct{ Version string }
				UserErrors []struct{ Message string }
			}
			ActivatePolicy struct {
				Policy     *struct{ Active bool }
				UserErrors []struct{ Message string }
			}
		}
		err := a.insist(a.tokens["admin"], `mutation($d: String!) { loadPolicy(input: {domain: SUPPLIER, document: $d}) { policy { version } userErrors { message } } }`, map[string]any{"d": p.Document}, &out)
		if err != nil || out.LoadPolicy.Policy == nil || out.LoadPolicy.Policy.Version != p.Version {
			a.t.Errorf("load policy %s: %+v %v", p.Version, out.LoadPolicy, err)
			return
		}
		err = a.insist(a.tokens["admin"], `mutation($v: String!) { activatePolicy(input: {domain: SUPPLIER, version: $v}) { policy { active } userErrors { message } } }`, map[string]any{"v": p.Version}, &out)
		if err != nil || out.ActivatePolicy.Policy == nil {
			a.t.Errorf("activate policy %s: %+v %v", p.Version, out.ActivatePolicy, err)
		}
		a.beat()
	}
}
