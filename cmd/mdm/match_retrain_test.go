package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

const askedPolicy = `# What is known of a name alone is asked about.
domain: customer
version: 4
blocking: [[legalName.core], [emails], [phones]]
comparisons:
  - {attribute: legalName, levels: [{when: exact, weight: 8}, {when: else, weight: -6}]}
  - {attribute: emails, levels: [{when: exact, weight: 7}, {when: else, weight: -1}]}
  - {attribute: phones, levels: [{when: exact, weight: 6}, {when: else, weight: -2}]}
prior: 0.005
thresholds: {link: 0.9, review: 0.3}
survivorship: {default: [mostRecent]}
`

// The companies of the test: those that both systems know, and those of one name and two mailboxes that a steward is asked
// about.
const (
	known    = 150
	doubtful = 40
	settled  = 30 // of the doubtful
)

// company is a name that no other number has.
func company(n int) string {
	syllables := []string{"ba", "do", "fi", "gu", "ke", "la", "mo", "ni", "pa", "ro", "su", "ta", "ve", "wi", "zo"}
	return strings.ToUpper(syllables[n%15][:1]) + syllables[n%15][1:] + syllables[n/15%15] + syllables[(n/225+n)%15] + "nova"
}

// companies are the records of one system.
func companies(system int) string {
	var b strings.Builder
	b.WriteString("key,legalName,emails,phones\n")
	for n := range known + doubtful {
		name, phone := company(n), fmt.Sprintf("+49 40 36%04d", 1000+7*n)
		mail := fmt.Sprintf("kontakt@%s.example", strings.ToLower(name))
		switch {
		case n >= known:
			mail, phone = fmt.Sprintf("mail%d@%s.example", system, strings.ToLower(name)), ""
		case n%10 == 3 && system == 1:
			phone = fmt.Sprintf("+49 89 52%04d", 1000+7*n)
		case n%20 == 5 && system == 1:
			mail = "other" + mail
		}
		fmt.Fprintf(&b, "%d,%s,%s,%s\n", n, name, mail, phone)
	}
	return b.String()
}

// tasksAndRecords asks a hub for what is open and how many golden records there are.
func tasksAndRecords(h *hub) (open, records int) {
	h.t.Helper()
	var data struct {
		Tasks     struct{ Nodes []struct{ Kind string } }
		Customers struct{ TotalCount int }
	}
	h.mustAsk(h.access().Tokens.Steward, `{ tasks(filter: {state: OPEN}, first: 100) { nodes { kind } } customers { totalCount } }`, &data)
	return len(data.Tasks.Nodes), data.Customers.TotalCount
}

// settle writes a steward's word on the open tasks, the first so many.
func settleTasks(h *hub, same bool, first int) {
	h.t.Helper()
	url, err := os.ReadFile(filepath.Join(h.data, addressFile))
	if err != nil {
		h.t.Fatal(err)
	}
	conn, err := pgx.Connect(h.t.Context(), strings.TrimSpace(string(url)))
	if err != nil {
		h.t.Fatal(err)
	}
	defer conn.Close(h.t.Context())
	tag, err := conn.Exec(h.t.Context(), `
with decided as (select record_a, record_b from steward_task where state = 'OPEN' order by id limit $2)
insert into assertion (a, b, same, actor)
select record_a, record_b, $1::boolean, 'stella' from decided
union all
select record_b, record_a, $1::boolean, 'stella' from decided`, same, first)
	if err != nil || tag.RowsAffected() != int64(2*first) {
		h.t.Fatalf("%v, %v", tag, err)
	}
}

func TestWhatStewardsDecideThePolicyDecidesThen(t *testing.T) {
	for _, c := range []struct {
		same    bool
		records int // in the end
		outcome string
	}{
		{true, known + doubtful, "linked"},
		{false, known + 2*doubtful, "apart"},
	} {
		t.Run(fmt.Sprintf("same %v", c.same), func(t *testing.T) {
			rules := openFolder(t)
			policy := filepath.Join(rules, "mastering", "customer.yaml")
			put(t, policy, askedPolicy)
			data := filepath.Join(openFolder(t), "data")
			h := serve(t, data, "--demo-empty", "--policies", rules)
			for system, name := range []string{"CRM", "ERP"} {
				succeed(t, "import", "--domain", "customer", "--source", name, "--data", data, "--policies", rules, write(t, "companies.csv", companies(system)))
			}
			if open, records := tasksAndRecords(h); open != doubtful || records != known+2*doubtful {
				t.Fatalf("%d tasks and %d records before", open, records)
			}
			settleTasks(h, c.same, settled)
			out := filepath.Join(t.TempDir(), "customer.yaml")
			args := []string{"match", "retrain", "--domain", "customer", "--data", data, "--policies", rules, "--out", out}
			checkRetrained(t, args, out, c.same, c.outcome)
			h.stop()

			trained, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			put(t, policy, string(trained))
			h = serve(t, data, "--demo-empty", "--policies", rules)
			h.await("matched again under a changed policy")
			if open, records := tasksAndRecords(h); open != 0 || records != c.records {
				t.Errorf("%d tasks and %d records after, want none and %d", open, records, c.records)
			}
			put(t, policy, askedPolicy)
			if s := mdm(t, "", clean(), args...); s.status != failed || !strings.Contains(s.stderr, "the hub works by version 5-") {
				t.Errorf("learned from a policy that is not in force: %+v", s)
			}
			h.stop()
		})
	}
}

// checkRetrained retrains twice, for people and for programs.
func checkRetrained(t *testing.T, args []string, out string, same bool, outcome string) {
	t.Helper()
	told := succeed(t, args...).stdout
	first, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"version: 5", "# What is known of a name alone is asked about.", "thresholds: {link: 0.9, review: 0.3}"} {
		if !strings.Contains(string(first), part) {
			t.Errorf("the trained policy has no %q:\n%s", part, first)
		}
	}
	for _, part := range []string{"30 decisions of stewards", "as trained it agrees with 30", "bits before", "decided different"} {
		if !strings.Contains(told, part) {
			t.Errorf("%q is not told:\n%s", part, told)
		}
	}
	var report struct {
		Decisions struct {
			Decisions, Met int
			Before, After  struct{ Same, Different map[string]int }
		}
		Comparisons []struct {
			Levels []struct{ DecidedSame, DecidedDifferent int }
		}
	}
	if err := json.Unmarshal([]byte(succeed(t, append(args, "--json")...).stdout), &report); err != nil {
		t.Fatal(err)
	}
	d, before, after := report.Decisions, report.Decisions.Before.Different, report.Decisions.After.Different
	name := report.Comparisons[0].Levels[0]
	if same {
		before, after = d.Before.Same, d.After.Same
	} else {
		name.DecidedSame = name.DecidedDifferent
	}
	if d.Met != settled || before["asked"] != settled || after[outcome] != settled || name.DecidedSame != settled {
		t.Errorf("the report says %+v", report)
	}
	if again, err := os.ReadFile(out); err != nil || string(again) != string(first) {
		t.Errorf("trained twice, two policies: %v", err)
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
