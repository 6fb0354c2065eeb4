package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aurum/matching/evaluation"
)

// people are records of a file with their truth: persons of two systems, some of them twice or three times with slips of
// the pen.
type people struct{ records, clusters, pairs, policy string }

func newPeople(t *testing.T, n int) people {
	t.Helper()
	r := rand.New(rand.NewPCG(21, 22))
	given := []string{"Ada", "Berta", "Carla", "Dora", "Emil", "Frida", "Gustav", "Hanna", "Iwan", "Jonas", "Klara", "Leo", "Mira", "Nils", "Olga", "Paul"}
	family := []string{"Ahrens", "Brandt", "Conrad", "Dietrich", "Engel", "Fischer", "Günther", "Hoffmann", "Ibsen", "Jansen", "Krüger", "Lorenz", "Mertens", "Neumann", "Öztürk", "Petersen", "Quandt", "Richter", "Sommer", "Thiel"}
	city := []string{"Ulm", "Bonn", "Kiel", "Trier", "Jena", "Hof"}
	var records, clusters, pairs strings.Builder
	records.WriteString("record_id,source,given,family,city,born,email\n")
	clusters.WriteString("record_id,cluster_id\n")
	pairs.WriteString("record_id_a,record_id_b,label,split\n")
	id := 0
	for person := range n {
		g, f, c := given[r.IntN(len(given))], family[r.IntN(len(family))], city[r.IntN(len(city))]
		born := fmt.Sprintf("19%02d-%02d-%02d", 40+r.IntN(60), 1+r.IntN(12), 1+r.IntN(28))
		mail := fmt.Sprintf("%s.%s%d@mail%d.example", strings.ToLower(g), strings.ToLower(f), person, r.IntN(4))
		for copies := range 1 + r.IntN(3) {
			id++
			name := f
			if copies > 0 {
				name = slip(r, f)
			}
			fmt.Fprintf(&records, "p%03d,%s,%s,%s,%s,%s,%s\n", id, []string{"CRM", "SHOP"}[copies%2], g, name, c, born, []string{mail, ""}[r.IntN(2)])
			fmt.Fprintf(&clusters, "p%03d,e%d\n", id, person)
			if copies > 0 {
				fmt.Fprintf(&pairs, "p%03d,p%03d,1,%s\n", id-1, id, []string{"train", "test"}[person%2])
			} else if id > 1 {
				fmt.Fprintf(&pairs, "p%03d,p%03d,0,%s\n", id-1, id, []string{"train", "test"}[person%2])
			}
		}
	}
	return people{
		records: write(t, "records.csv", records.String()), clusters: write(t, "clusters.csv", clusters.String()),
		pairs: write(t, "pairs.csv", pairs.String()), policy: write(t, "policy.yaml", peoplePolicy),
	}
}

// slip leaves out a letter.
func slip(r *rand.Rand, s string) string {
	letters := []rune(s)
	at := 1 + r.IntN(len(letters)-1)
	return string(letters[:at]) + string(letters[at+1:])
}

const peoplePolicy = `
domain: file
version: 1
attributes: [{name: given}, {name: family}, {name: city}, {name: born, kind: Date}, {name: email, kind: Email}]
blocking: [[born], [given, city], [email]]
comparisons:
  - {attribute: given, levels: [{when: exact, weight: 4}, {when: else, weight: -5}]}
  - {attribute: family, levels: [{when: exact, weight: 4}, {when: jaroWinkler >= 0.85, weight: 3}, {when: else, weight: -5}]}
  - {attribute: born, levels: [{when: exact, weight: 9}, {when: else, weight: -6}]}
  - {attribute: email, levels: [{when: exact, weight: 10}, {when: else, weight: -6}]}
prior: 0.005
thresholds: {link: 0.9, review: 0.4}
`

// evaluated runs mdm match evaluate and gives its object.
func evaluated(t *testing.T, args ...string) evaluation.Report {
	t.Helper()
	got := succeed(t, append([]string{"match", "evaluate", "--json"}, args...)...)
	var r evaluation.Report
	if err := json.Unmarshal([]byte(got.stdout), &r); err != nil {
		t.Fatalf("%v in %s", err, got.stdout)
	}
	return r
}

func TestEvaluateAPolicy(t *testing.T) {
	p := newPeople(t, 30)
	r := evaluated(t, "--policy", p.policy, "--records", p.records, "--truth", p.clusters)
	if r.Records < 30 || r.Pairwise.F1 < 0.95 || r.BlockingRecall < 0.99 || r.Cluster.F1 < 0.9 || r.BCubed.F1 < 0.95 {
		t.Errorf("%d records, pairs %+v, blocking %v, clusters %+v, B-cubed %+v", r.Records, r.Pairwise, r.BlockingRecall, r.Cluster, r.BCubed)
	}
	if r.Seconds <= 0 || r.PairsPerSecond <= 0 || r.PeakMemoryBytes < 1<<20 || len(r.Blocking) != 3 || len(r.Warnings) > 0 {
		t.Errorf("%v s, %v pairs a second, %d bytes, blocking %+v, warnings %q", r.Seconds, r.PairsPerSecond, r.PeakMemoryBytes, r.Blocking, r.Warnings)
	}
	if r.Thresholds != (evaluation.Thresholds{Link: 0.9, Review: 0.4}) || r.Best.F1 < r.Pairwise.F1 {
		t.Errorf("thresholds %+v, best %+v", r.Thresholds, r.Best)
	}
	text := succeed(t, "match", "evaluate", "--policy", p.policy, "--records", p.records, "--truth", p.clusters).stdout
	for _, want := range []string{"precision", "B-cubed", "largest block", "link at 0.9", "pairs a second"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text does not say %q:\n%s", want, text)
		}
	}
}

func TestEvaluateByLabelledPairs(t *testing.T) {
	p := newPeople(t, 30)
	r := evaluated(t, "--policy", p.policy, "--records", p.records, "--pairs", p.pairs)
	if r.Cluster != nil || r.BCubed != nil || len(r.Splits) != 2 || r.Splits[0].Name != "test" || r.Splits[1].Name != "train" {
		t.Errorf("clusters %v, splits %+v", r.Cluster, r.Splits)
	}
	if got := r.Splits[0].Counts.True + r.Splits[1].Counts.True; got != r.Pairwise.True || r.Pairwise.F1 < 0.95 {
		t.Errorf("splits hold %d true pairs, all pairs %+v", got, r.Pairwise)
	}
}

func TestATruthThatDoesNotFitTheRecordsIsTold(t *testing.T) {
	p := newPeople(t, 10)
	r := evaluated(t, "--policy", p.policy, "--records", p.records, "--truth", write(t, "c.csv", "record_id,cluster_id\np001,x\np002,x\nnobody,x\n"))
	if all := strings.Join(r.Warnings, "\n"); len(r.Warnings) != 2 || !strings.Contains(all, "1 ids of") || !strings.Contains(all, "things of their own") {
		t.Errorf("warnings %q", r.Warnings)
	}
}

func TestRecordsFromStdinMatchLikeThoseOfAFile(t *testing.T) {
	p := newPeople(t, 12)
	text, err := os.ReadFile(p.records)
	if err != nil {
		t.Fatal(err)
	}
	got := mdm(t, string(text), clean(), "match", "evaluate", "--policy", p.policy, "--records", "-", "--truth", p.clusters, "--json")
	var r evaluation.Report
	if err := json.Unmarshal([]byte(got.stdout), &r); got.status != done || err != nil {
		t.Fatalf("%+v: %v", got, err)
	}
	want := evaluated(t, "--policy", p.policy, "--records", p.records, "--truth", p.clusters)
	if diff := cmp.Diff(want.Pairwise, r.Pairwise); diff != "" {
		t.Errorf("(-file +stdin):\n%s", diff)
	}
}

// rows reads a CSV file as maps by column.
func rows(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, c := range cells {
			row[all[0][i]] = c
		}
		out = append(out, row)
	}
	return out
}

func TestARunWritesLinksAndClusters(t *testing.T) {
	p := newPeople(t, 30)
	dir := t.TempDir()
	clusters, links := filepath.Join(dir, "c.csv"), filepath.Join(dir, "l.csv")
	got := succeed(t, "match", "run", "--policy", p.policy, "--records", p.records, "--clusters", clusters, "--links", links, "--json")
	var r ran
	if err := json.Unmarshal([]byte(got.stdout), &r); err != nil {
		t.Fatal(err)
	}
	of := map[string]string{}
	for _, row := range rows(t, clusters) {
		of[row["record_id"]] = row["cluster_id"]
	}
	if len(of) != r.Records {
		t.Errorf("%d records are in clusters, %d were matched", len(of), r.Records)
	}
	linked := 0
	for _, row := range rows(t, links) {
		if row["decision"] == "LINK" {
			linked++
			if of[row["record_id_a"]] != of[row["record_id_b"]] {
				t.Errorf("linked, but in two clusters: %v", row)
			}
		}
	}
	if linked == 0 || linked != r.Links {
		t.Errorf("%d links are written, %d are told", linked, r.Links)
	}
	// What was written, taken for the truth, is what the policy does.
	e := evaluated(t, "--policy", p.policy, "--records", p.records, "--truth", clusters)
	if e.Pairwise.F1 != 1 || e.Cluster.F1 != 1 {
		t.Errorf("the clusters of a run measured against themselves: %+v", e.Pairwise)
	}
	if text := succeed(t, "match", "run", "--policy", p.policy, "--records", p.records).stdout; !strings.Contains(text, "largest block") {
		t.Errorf("no report of blocking in %s", text)
	}
}

func TestExplainAPair(t *testing.T) {
	p := newPeople(t, 30)
	var a, b string
	for _, row := range rows(t, p.pairs) {
		if row["label"] == "1" {
			a, b = row["record_id_a"], row["record_id_b"]
		}
	}
	args := []string{"match", "explain", "--policy", p.policy, "--records", p.records}
	text := succeed(t, append(args, a, b)...).stdout
	for _, want := range []string{a, b, "prior", "family", "born", "LINK"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text does not say %q:\n%s", want, text)
		}
	}
	var x explainedPair
	if err := json.Unmarshal([]byte(succeed(t, append(args, "--json", a, b)...).stdout), &x); err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, s := range x.Steps {
		sum += s.Weight
	}
	if x.A.Key != a || x.B.Key != b || x.Decision != "LINK" || sum < x.Weight-1e-9 || sum > x.Weight+1e-9 {
		t.Errorf("explained %+v, the steps add up to %v", x, sum)
	}
	if got := mdm(t, "", clean(), append(args, a, "nobody")...); got.status != failed || !strings.Contains(got.stderr, `"nobody"`) {
		t.Errorf("a record that does not exist: %+v", got)
	}
}

func TestExplainACluster(t *testing.T) {
	p := newPeople(t, 30)
	of := map[string][]string{}
	for _, row := range rows(t, p.clusters) {
		of[row["cluster_id"]] = append(of[row["cluster_id"]], row["record_id"])
	}
	var three []string
	for _, person := range rows(t, p.clusters) {
		if ids := of[person["cluster_id"]]; len(ids) == 3 {
			three = ids
		}
	}
	args := []string{"match", "explain", "--policy", p.policy, "--records", p.records, three[1]}
	var x explainedCluster
	if err := json.Unmarshal([]byte(succeed(t, append(args, "--json")...).stdout), &x); err != nil {
		t.Fatal(err)
	}
	var members []string
	for _, m := range x.Members {
		members = append(members, m.Key)
	}
	slices.Sort(members)
	if diff := cmp.Diff(three, members); diff != "" || len(x.Steps) != 2 || x.Record.Key != three[1] || x.Quality.Size != 3 {
		t.Errorf("explained as %+v; members (-want +got):\n%s", x, diff)
	}
	text := succeed(t, args...).stdout
	for _, want := range append([]string{"cluster of 3", "density"}, three...) {
		if !strings.Contains(text, want) {
			t.Errorf("the text does not say %q:\n%s", want, text)
		}
	}
}

func TestATrainedPolicyIsNoWorse(t *testing.T) {
	p := newPeople(t, 120)
	dir := t.TempDir()
	rough := write(t, "rough.yaml", strings.NewReplacer("weight: 9}", "weight: 1}", "weight: 10}", "weight: 1}", "weight: -6}", "weight: -1}").Replace(peoplePolicy)+"# the end\n")
	before := evaluated(t, "--policy", rough, "--records", p.records, "--truth", p.clusters)
	for name, args := range map[string][]string{"without labels": nil, "with labels": {"--labels", p.pairs, "--split", "train"}} {
		out := filepath.Join(dir, "trained.yaml")
		got := succeed(t, append([]string{"match", "train", "--policy", rough, "--records", p.records, "--out", out, "--json"}, args...)...)
		var told struct {
			Records     int
			Labels      int
			Prior       float64
			Comparisons []struct{ Levels []struct{ M, U float64 } }
		}
		if err := json.Unmarshal([]byte(got.stdout), &told); err != nil {
			t.Fatal(err)
		}
		if told.Records != before.Records || len(told.Comparisons) != 4 || told.Comparisons[2].Levels[0].M < 0.5 || told.Prior <= 0 || (told.Labels > 0) != (args != nil) {
			t.Errorf("%s: %+v", name, told)
		}
		after := evaluated(t, "--policy", out, "--records", p.records, "--truth", p.clusters)
		if after.Pairwise.F1 < before.Pairwise.F1 || after.Pairwise.F1 < 0.9 {
			t.Errorf("%s: F1 %v, before %v", name, after.Pairwise.F1, before.Pairwise.F1)
		}
		text, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if s := string(text); !strings.Contains(s, "version: 2") || !strings.Contains(s, "# the end") || !strings.Contains(s, "prior: ") || strings.Contains(s, "prior: 0.005\n") {
			t.Errorf("%s: the policy is\n%s", name, s)
		}
		if readable := succeed(t, append([]string{"match", "train", "--policy", rough, "--records", p.records, "--out", out}, args...)...).stdout; !strings.Contains(readable, "expected matches") {
			t.Errorf("%s: told as %s", name, readable)
		}
	}
}

// customers are records of a domain; the third has no name and would not be taken by the service.
const customers = `record_id,source,legalName,emails[0],addresses[0].lines[0],addresses[0].postalCode,addresses[0].city,addresses[0].country
1,CRM,Nordwind Handel GmbH,info@nordwind.example,Hafenstr. 5,20457,Hamburg,Germany
2,ERP,"NORDWIND HANDEL G.m.b.H.",info@nordwind.example,Hafenstraße 5,20457,Hamburg,DE
3,ERP,,info@nowhere.example,,,,
4,ERP,Südstern Bau AG,post@suedstern.example,Ringweg 1,3011,Bern,CH
`

func TestThePolicyOfADomainMatchesAsTheServiceDoes(t *testing.T) {
	records := write(t, "customers.csv", customers)
	truth := write(t, "clusters.csv", "record_id,cluster_id\n1,a\n2,a\n3,b\n4,c\n")
	got := succeed(t, "match", "evaluate", "--policy", "customer", "--records", records, "--truth", truth, "--json")
	var r evaluation.Report
	if err := json.Unmarshal([]byte(got.stdout), &r); err != nil {
		t.Fatal(err)
	}
	if r.Records != 4 || r.LeftOut != 1 || r.Pairwise.F1 != 1 || r.Cluster.F1 != 1 {
		t.Errorf("%d records, pairs %+v, clusters %+v", r.Records, r.Pairwise, r.Cluster)
	}
	if !strings.Contains(got.stderr, `{"line":4,"outcome":"QUARANTINED"`) {
		t.Errorf("the record without a name is not told: %s", got.stderr)
	}
	explained := succeed(t, "match", "explain", "--policy", "customer", "--records", records, "1", "2").stdout
	if !strings.Contains(explained, "LINK") || !strings.Contains(explained, "CRM:1") {
		t.Errorf("explained as %s", explained)
	}
	left := mdm(t, "", clean(), "match", "explain", "--policy", "customer", "--records", records, "1", "3")
	if left.status != failed || !strings.Contains(left.stderr, "left out") {
		t.Errorf("a record that is left out: %+v", left)
	}
}

func TestAMappingSaysWhatTheColumnsOfADomainMean(t *testing.T) {
	records := write(t, "kunden.csv", "record_id;source;Firma;Mail;Rest\n1;A;Nordwind Handel GmbH;info@nordwind.example;x\n2;B;Nordwind Handel;info@nordwind.example;y\n")
	mapping := write(t, "map.yaml", "key: record_id\ncolumns:\n  Firma: legalName\n  Mail: emails[0]\n")
	truth := write(t, "clusters.csv", "record_id,cluster_id\n1,a\n2,a\n")
	r := evaluated(t, "--policy", "customer", "--records", records, "--map", mapping, "--truth", truth)
	if r.Pairwise.F1 != 1 {
		t.Errorf("pairs %+v", r.Pairwise)
	}
}

func TestFaultsOfMatchCommands(t *testing.T) {
	p := newPeople(t, 5)
	lacking := write(t, "lacking.csv", "record_id,source,given\n1,A,x\n2,A,y\n")
	for name, c := range map[string]struct {
		args   []string
		status int
		want   []string
	}{
		"no policy":          {[]string{"evaluate", "--records", "x"}, misuse, []string{"--policy"}},
		"no truth":           {[]string{"evaluate", "--policy", p.policy, "--records", p.records}, misuse, []string{"--truth", "--pairs"}},
		"both truths":        {[]string{"evaluate", "--policy", p.policy, "--records", p.records, "--truth", "a", "--pairs", "b"}, misuse, []string{"either"}},
		"missing records":    {[]string{"run", "--policy", p.policy, "--records", "gone.csv"}, failed, []string{"gone.csv"}},
		"missing policy":     {[]string{"run", "--policy", "costumer", "--records", p.records}, failed, []string{"costumer", "customer"}},
		"missing columns":    {[]string{"run", "--policy", p.policy, "--records", lacking}, failed, []string{"lacking.csv", "line 1", `"family"`, `"born"`}},
		"mapping for a file": {[]string{"run", "--policy", p.policy, "--records", p.records, "--map", "m.yaml"}, failed, []string{"mapping"}},
		"unknown attribute":  {[]string{"run", "--policy", "customer", "--records", p.records}, failed, []string{"no attribute", "--map"}},
		"no id":              {[]string{"explain", "--policy", p.policy, "--records", p.records}, misuse, []string{"two records"}},
		"no such id":         {[]string{"explain", "--policy", p.policy, "--records", p.records, "nobody"}, failed, []string{"records.csv", `"nobody"`}},
		"the same id":        {[]string{"explain", "--policy", p.policy, "--records", p.records, "p001", "p001"}, misuse, []string{"two records"}},
		"truth of others":    {[]string{"evaluate", "--policy", p.policy, "--records", p.records, "--truth", write(t, "c.csv", "record_id,cluster_id\nx,1\n")}, failed, []string{"c.csv", "none of its ids"}},
		"truth twice":        {[]string{"evaluate", "--policy", p.policy, "--records", p.records, "--truth", write(t, "c.csv", "record_id,cluster_id\np001,1\np001,2\n")}, failed, []string{"line 3", `"p001"`, "line 2"}},
		"no cluster ids":     {[]string{"evaluate", "--policy", p.policy, "--records", p.records, "--truth", p.records}, failed, []string{"cluster_id"}},
		"a label":            {[]string{"evaluate", "--policy", p.policy, "--records", p.records, "--pairs", write(t, "l.csv", "record_id_a,record_id_b,label\np001,p002,maybe\n")}, failed, []string{"line 2", `"maybe"`}},
		"split of nothing":   {[]string{"train", "--policy", p.policy, "--records", p.records, "--out", "t.yaml", "--split", "x"}, misuse, []string{"--labels"}},
		"no such split":      {[]string{"train", "--policy", p.policy, "--records", p.records, "--out", "t.yaml", "--labels", p.pairs, "--split", "x"}, failed, []string{"pairs.csv", "split x"}},
		"no such source":     {[]string{"propose", "--records", p.records, "--out", "p.yaml", "--unique", "ERP"}, misuse, []string{`"ERP"`, "CRM, SHOP"}},
		"unique and not":     {[]string{"propose", "--records", p.records, "--out", "p.yaml", "--unique", "CRM", "--duplicated", "SHOP,CRM"}, misuse, []string{`"CRM"`}},
		"no out":             {[]string{"propose", "--records", p.records}, misuse, []string{"--out"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := mdm(t, "", clean(), append([]string{"match"}, c.args...)...)
			if got.status != c.status || got.stdout != "" {
				t.Errorf("status %d, want %d; %s%s", got.status, c.status, got.stdout, got.stderr)
			}
			for _, want := range c.want {
				if !strings.Contains(got.stderr, want) {
					t.Errorf("it does not say %q: %s", want, got.stderr)
				}
			}
		})
	}
}

func TestAProposedPolicyFindsTheDuplicates(t *testing.T) {
	p := newPeople(t, 120)
	out := filepath.Join(t.TempDir(), "proposed.yaml")
	succeed(t, "match", "propose", "--records", p.records, "--out", out)
	first, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	succeed(t, "match", "propose", "--records", p.records, "--out", out)
	second, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if string(first) != string(second) {
		t.Error("the same file and seed give two policies")
	}
	if r := evaluated(t, "--policy", out, "--records", p.records, "--truth", p.clusters); r.Pairwise.F1 < 0.9 {
		t.Errorf("pairs %+v", r.Pairwise)
	}
}
