package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestARunWithLittleMemoryFindsTheSame(t *testing.T) {
	p := newPeople(t, 16000)
	blocking := "blocking: [[born], [given, city], [email], [family, born], [given, born], [city, born], [family, city], [given, family]]"
	p.policy = write(t, "policy.yaml", strings.Replace(peoplePolicy, "blocking: [[born], [given, city], [email]]", blocking, 1))
	dir := t.TempDir()
	run := func(name string, args ...string) (links, clusters, stderr string) {
		l, c := filepath.Join(dir, name+"-links.csv"), filepath.Join(dir, name+"-clusters.csv")
		got := succeed(t, append([]string{"match", "run", "--policy", p.policy, "--records", p.records, "--links", l, "--clusters", c}, args...)...)
		return read(t, l), read(t, c), got.stderr
	}
	links, clusters, stderr := run("all")
	if strings.Contains(stderr, "rule 1 of 8") || len(links) < 1000 {
		t.Errorf("%d bytes of links; told %s", len(links), stderr)
	}
	lessLinks, lessClusters, stderr := run("less", "--memory", "36MB")
	if lessLinks != links || lessClusters != clusters {
		t.Error("links or clusters differ with less memory")
	}
	for _, want := range []string{"compare, blocking rule 1 of 8", "compare, blocking rule 8 of 8", `"step":"cluster"`} {
		if !strings.Contains(stderr, want) {
			t.Errorf("%q is not told in %s", want, stderr)
		}
	}
	if none := mdm(t, "", clean(), "match", "run", "--policy", p.policy, "--records", p.records, "--memory", "1MB"); none.status != failed || !strings.Contains(none.stderr, "--memory must be") {
		t.Errorf("memory that the records do not fit in: %+v", none)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestStoredRecordsAreMatchedBesideARunningHub(t *testing.T) {
	h := serve(t, filepath.Join(openFolder(t), "data"), "--demo-empty")
	rows := "key,legalName,emails[0]\n1,Nordwind Handel GmbH,info@nordwind.example\n2,Nordwind Handel,info@nordwind.example\n3,Ulmenhof KG,post@ulmenhof.example\n"
	if got := mdm(t, rows, clean(), "import", "--domain", "customer", "--source", "CRM", "--data", h.data, "-"); got.status != done {
		t.Fatalf("import: %+v", got)
	}
	for range 2 { // what is stored already is no hindrance
		got := succeed(t, "match", "stored", "--domain", "customer", "--data", h.data, "--json")
		var r ran
		if err := json.Unmarshal([]byte(got.stdout), &r); err != nil {
			t.Fatal(err)
		}
		if r.Records != 3 || r.Links != 1 || r.CandidatePairs < 1 || r.Clusters.Clusters != 2 {
			t.Errorf("found %+v", r)
		}
		for _, step := range []string{"read", "compare", "cluster", "store"} {
			if !strings.Contains(got.stderr, `"step":"`+step+`"`) {
				t.Errorf("%s is not told in %s", step, got.stderr)
			}
		}
	}
	h.stop()
}
