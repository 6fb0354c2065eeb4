package worlds

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgxpool"

	"aurum/access"
	"aurum/domain"
	"aurum/internal/pgtest"
	"aurum/mastering"
	"aurum/store"
	"aurum/test/reference"
)

var (
	worldsFlag = flag.Int("worlds", 3, "random worlds, each of two hub processes on a database of their own")
	rounds     = flag.Int("rounds", 40, "rounds in a world: after each everything is checked")
	firstSeed  = flag.Int("seed", 0, "seed of the first world; with -worlds 1 the one world is tried again")
)

const (
	plainPolicies = "../../mastering/testdata/policies"
	// keysPerSystem is how many source records each of the three systems has: few, so that all get into each other's way.
	keysPerSystem = 8
	writers       = 3
	stewards      = 2
)

func TestMain(m *testing.M) { pgtest.Main(m) }

// world is two hub processes on one database, and what has been said and answered in it.
type world struct {
	t         *testing.T
	seed      uint64
	binary    string
	data      string
	policies  string // the folder
	database  string
	tokenKey  string
	tokens    map[string]string
	nodes     [2]*node
	ref       reference.World
	choice    []*mastering.Policy
	ledger    *ledger
	followers []*follower
	beats     chan struct{}
	past      []moment
	current   map[string]string // where golden ids lead
}

// moment is what was listed, and where ids led, when the world stood still.
type moment struct {
	at      string
	listed  map[string]any
	current map[string]string
}

// Sources, stewards and makers of policies are at work through two processes on one database, and one of these is killed now
// and then. Whenever all stands still every promise holds: what is stored is what a plain reading gives; no acknowledged
// arrival, decision or override is lost, and none is applied twice; each id ever given out leads somewhere; the feed, followed
// over the death of hubs, tells each change once and gives the state; past states are as they were; and the golden state
// follows from what is kept.
func TestTwoProcessesKeepAllPromises(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "mdm")
	build(t, binary)
	for i := range *worldsFlag {
		seed := *firstSeed + i
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel() // while one world waits for a hub to start, the other works
			w := newWorld(t, binary, uint64(seed))
			sequences := 0
			for round := range *rounds {
				done, struck := w.round(round)
				sequences += done
				w.settle(struck)
				w.check(round)
				if t.Failed() {
					t.Fatalf("world %d fails in round %d; again: go test ./test/worlds -worlds 1 -seed %d -rounds %d\n%s\n%s", seed, round, seed, *rounds, w.nodes[0].log, w.nodes[1].log)
				}
			}
			w.checkChecker()
			t.Logf("world %d: %d rounds of %d sequences, %d calls answered, %d records read anew, %d events, hubs lived %d and %d times", seed, *rounds, sequences, w.ledger.calls, w.ledger.anew, w.followers[0].events, w.nodes[0].lives, w.nodes[1].lives)
		})
	}
}

func newWorld(t *testing.T, binary string, seed uint64) *world {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	secret := make([]byte, 32)
	w := &world{
		t: t, seed: seed, binary: binary, data: t.TempDir(), database: pgtest.New(t), tokenKey: base64.StdEncoding.EncodeToString(secret),
		tokens: map[string]string{}, ledger: newLedger(), beats: make(chan struct{}, 1024), policies: t.TempDir(),
	}
	w.choice = choice(t, w.policies)
	pool, err := pgxpool.New(t.Context(), w.database)
	must(err)
	t.Cleanup(pool.Close)
	db, err := store.Open(t.Context(), w.database)
	must(err)
	t.Cleanup(db.Close)
	w.ref = reference.World{T: t, DB: db, Pool: pool, Patience: 10 * time.Second}
	keys, err := access.NewKeys(secret)
	must(err)
	principals := map[string]access.Principal{
		"admin": {Subject: "ada", Role: access.Admin}, "steward": {Subject: "stella", Role: access.Steward}, "app": {Subject: "app", Role: access.App},
	}
	for _, s := range reference.Systems {
		principals[s] = access.Principal{Subject: s, Role: access.Source, Source: s}
	}
	for name, p := range principals {
		w.tokens[name], err = keys.Mint(p, 12*time.Hour)
		must(err)
	}
	for i, name := range []string{"one", "two"} {
		w.nodes[i] = &node{w: w, name: name, log: &tail{}}
		w.nodes[i].start()
		t.Cleanup(func() { w.nodes[i].end(syscall.SIGKILL) })
	}
	ctx, stop := context.WithCancel(context.Background())
	var following sync.WaitGroup
	for i := range w.nodes {
		f := newFollower(w, i)
		w.followers = append(w.followers, f)
		following.Go(func() { f.run(ctx) })
	}
	t.Cleanup(func() { stop(); following.Wait() })
	return w
}

// choice writes small policies, which stay as they are while the shipped ones are tuned, into a folder, and gives those of
// suppliers that are brought into force, the first one of the folder.
func choice(t *testing.T, folder string) []*mastering.Policy {
	t.Helper()
	const german = "standardize: {country: DE}\nblocking:"
	var out []*mastering.Policy
	for _, change := range [][2]string{
		{german, german}, {"- {when: exact, weight: 7}", "- {when: exact, weight: 1}"}, {german, "standardize: {country: AT}\nblocking:"},
		{"default: [mostRecent]", "default: [mostRecent]\n  attributes: {legalName: [longest, mostRecent], emails: [union]}"},
	} {
		files := fstest.MapFS{}
		for _, s := range domain.Registry {
			name := "mastering/" + string(s.Domain) + ".yaml"
			text, err := os.ReadFile(filepath.Join(plainPolicies, name))
			if err != nil {
				t.Fatal(err)
			}
			if s.Domain == domain.Supplier {
				edited := strings.Replace(string(text), "blocking:", german, 1)
				if !strings.Contains(edited, change[0]) {
					t.Fatalf("the policy of suppliers has changed: it has no %q", change[0])
				}
				text = []byte(strings.Replace(edited, change[0], change[1], 1))
			}
			files[name] = &fstest.MapFile{Data: text}
		}
		if len(out) == 0 {
			if err := os.CopyFS(folder, files); err != nil {
				t.Fatal(err)
			}
		}
		ps, err := mastering.LoadPolicies(files, domain.Registry)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, ps.Of(domain.Supplier))
	}
	return out
}

// beat tells whoever waits for things to happen that something has.
func (w *world) beat() {
	select {
	case w.beats <- struct{}{}:
	default:
	}
}

// round lets everybody work at the same time and tells how many sequences that were. In some rounds a policy comes into
// force, in others a hub dies in the middle; in a fifth of the worlds, none of those that are tried by default, both, which
// takes half a minute: a policy is matched under by one hub at a time, and another waits that long for it.
func (w *world) round(round int) (sequences int, struck bool) {
	r := rand.New(rand.NewPCG(w.seed, uint64(round)))
	var all sync.WaitGroup
	for n := range writers {
		all.Go(w.actor(round, n).scribble)
	}
	for n := range stewards {
		all.Go(w.actor(round, 100+n).meddle)
	}
	sequences = writers + stewards
	ended := make(chan struct{})
	var killing sync.WaitGroup
	governed := round%8 == 5
	if governed {
		all.Go(w.actor(round, 200).govern)
		sequences++
	}
	if struck = round%4 == 2 || governed && w.seed%5 == 4; struck {
		victim, after, signal := w.nodes[r.IntN(2)], r.IntN(12), os.Signal(syscall.SIGKILL)
		if r.IntN(4) == 0 {
			signal = syscall.SIGTERM
		}
		killing.Go(func() { w.strike(victim, after, signal, ended) })
	}
	all.Wait()
	close(ended)
	killing.Wait()
	return sequences, struck
}

// strike ends a hub after so many things have happened, or all have, and lets it live again.
func (w *world) strike(victim *node, after int, signal os.Signal, ended <-chan struct{}) {
	for range after {
		select {
		case <-w.beats:
		case <-ended:
		}
	}
	victim.again(signal)
}

// await waits until a query of one truth value answers true.
func (w *world) await(what, sql string, args ...any) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		var done bool
		if err := w.ref.Pool.QueryRow(ctx, sql, args...).Scan(&done); err != nil {
			w.t.Errorf("waiting for %s: %v", what, err)
			return
		}
		if done {
			return
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			w.t.Errorf("waited in vain for %s", what)
			return
		}
	}
}

// promptly is how soon living hubs have nothing left to do: long before they sweep up after dead ones.
const promptly = 20 * time.Second

// settle waits until the hubs have nothing left to do.
func (w *world) settle(struck bool) {
	w.t.Helper()
	began := time.Now()
	defer func() {
		if took := time.Since(began); took > promptly && !struck {
			w.t.Errorf("it took %s until nothing was left to do, though no hub has died", took)
		}
	}()
	w.await("all to be matched under the policy in force", `select not exists (select from policy_version where active and not rematched)`)
	w.await("what has landed to be resolved", `select not exists (select from landed) and not exists (select from moved)`)
	w.await("what is due to be rebuilt", `select not exists (select from reevaluation where due_at <= clock_timestamp() + interval '1 minute')`)
	for len(w.beats) > 0 {
		<-w.beats
	}
}

// check holds every promise against the world as it stands still.
func (w *world) check(round int) {
	w.t.Helper()
	active, err := w.ref.DB.PolicyInForce(w.t.Context(), domain.Supplier)
	if err != nil {
		w.t.Fatal(err)
	}
	i := slices.IndexFunc(w.choice, func(p *mastering.Policy) bool { return p.Version == active })
	if i < 0 {
		w.t.Fatalf("policy %s is in force", active)
	}
	w.ref.Check(w.choice[i])
	w.checkArrivals()
	w.checkActs()
	w.checkFeeds()
	w.checkIDs()
	w.checkPast(round)
	w.checkDerived(w.choice[i])
	if round%10 == 9 {
		w.checkByCommand()
	}
}

// checkIDs resolves every golden id ever given out, through either hub: to what has it now.
func (w *world) checkIDs() {
	w.t.Helper()
	w.current = map[string]string{}
	w.ref.Query(`
		with recursive way as (
		    select id, id as now from golden_record
		    union all
		    select w.id, g.merged_into from way w join golden_record g on g.id = w.now and g.state = 'MERGED')
		select coalesce(json_object_agg(w.id, w.now), '{}') from way w join golden_record g on g.id = w.now and g.state <> 'MERGED'`, &w.current)
	for part := range slices.Chunk(slices.Sorted(maps.Keys(w.ledger.ids)), maxRoots) {
		for _, n := range w.nodes {
			w.checkLeads(n, part, w.current, "")
		}
	}
}

// maxRoots is how many ids are asked about in one query.
const maxRoots = 25

// checkLeads asks a hub where ids lead, now or at a time.
func (w *world) checkLeads(n *node, ids []string, want map[string]string, asOf string) {
	w.t.Helper()
	var query strings.Builder
	for i, id := range ids {
		fmt.Fprintf(&query, "a%d: supplier(id: %q, asOf: $t) { id } ", i, id)
	}
	variables, out := map[string]any{}, map[string]*struct{ ID string }{}
	if asOf != "" {
		variables["t"] = asOf
	}
	if err := n.ask(w.t.Context(), w.tokens["app"], "query($t: DateTime) { "+query.String()+"}", variables, &out); err != nil {
		w.t.Fatal(err)
	}
	for i, id := range ids {
		if g := out[fmt.Sprintf("a%d", i)]; g == nil || g.ID != want[id] {
			w.t.Errorf("%s, once given out, leads at %q to %+v, want %s", id, asOf, g, want[id])
		}
	}
}

// checkPast looks at an earlier moment through either hub, and remembers this one.
func (w *world) checkPast(round int) {
	w.t.Helper()
	r := rand.New(rand.NewPCG(w.seed, uint64(round)))
	if len(w.past) > 0 {
		then, node := w.past[r.IntN(len(w.past))], r.IntN(2)
		if d := gocmp.Diff(then.listed, w.list(node, then.at)); d != "" {
			w.t.Errorf("golden records at %s -as they were +as they are told:\n%s", then.at, d)
		}
		ids := slices.Sorted(maps.Keys(then.current))
		r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		w.checkLeads(w.nodes[node], ids[:min(len(ids), maxRoots)], then.current, then.at)
	}
	var at time.Time
	w.ref.Query(`select clock_timestamp()`, &at)
	w.past = append(w.past, moment{at.UTC().Format(time.RFC3339Nano), w.list(1, ""), w.current})
}

// checkDerived derives the golden state anew and compares it with what is stored.
func (w *world) checkDerived(p *mastering.Policy) {
	w.t.Helper()
	var v *mastering.Verified
	for tries := 0; v == nil || v.Waiting > 0 && tries < 100; tries++ { // what is healed twice waits once more
		err := w.ref.DB.Snapshot(w.t.Context(), func(s mastering.Snapshot) (err error) {
			v, err = p.Verify(w.t.Context(), s, mastering.VerifyOptions{Hash: true})
			return err
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
	if !v.Sound() || v.Waiting > 0 || v.Stored != v.Rebuilt {
		w.t.Errorf("what is stored does not follow from what is kept: %+v", v)
	}
}

// checkByCommand has the program verify the database.
func (w *world) checkByCommand() {
	w.t.Helper()
	cmd := exec.CommandContext(w.t.Context(), w.binary, "verify", "--hash", "--json", "--data", w.data)
	cmd.Env = append(os.Environ(), "DATABASE_URL="+w.database)
	text, err := cmd.Output()
	var out struct {
		Sound                   bool
		StoredHash, RebuiltHash string
	}
	if err := json.Unmarshal(text, &out); err != nil {
		w.t.Fatalf("mdm verify writes %s: %v", text, err)
	}
	if err != nil || !out.Sound || out.StoredHash == "" || out.StoredHash != out.RebuiltHash {
		w.t.Errorf("mdm verify: %v\n%s", err, text)
	}
}

// checkChecker asks the hubs what their own continuous check has found in the midst of it all.
func (w *world) checkChecker() {
	w.t.Helper()
	var out struct {
		Verification []struct {
			Last        *struct{ SourceRecords int }
			Differences []struct{ Rule, Detail string }
		}
	}
	err := w.nodes[0].ask(w.t.Context(), w.tokens["steward"], `{ verification(domain: SUPPLIER) { last { sourceRecords } differences(first: 5) { rule detail } } }`, nil, &out)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, v := range out.Verification {
		if len(v.Differences) > 0 {
			w.t.Errorf("the continuous check tells of %+v", v.Differences)
		}
	}
}
