package main

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"aurum/domain"
)

func TestQuantileIsATimeThatOccurred(t *testing.T) {
	var hundred []time.Duration
	for i := range 100 {
		hundred = append(hundred, time.Duration(i+1))
	}
	for _, c := range []struct {
		sorted []time.Duration
		q      float64
		want   time.Duration
	}{{nil, 0.5, 0}, {hundred[:1], 0.99, 1}, {hundred[:2], 0.5, 1}, {hundred, 0.5, 50}, {hundred, 0.99, 99}, {hundred, 1, 100}} {
		if got := quantile(c.sorted, c.q); got != c.want {
			t.Errorf("quantile %v of %d times: %d, want %d", c.q, len(c.sorted), got, c.want)
		}
	}
}

func TestMedianTurn(t *testing.T) {
	for _, c := range []struct {
		rates []float64
		want  float64
	}{{[]float64{3}, 3}, {[]float64{9, 1, 5}, 5}, {[]float64{4, 2}, 2}} {
		var turns []sample
		for _, r := range c.rates {
			turns = append(turns, sample{rate: r})
		}
		if got := median(turns).rate; got != c.want {
			t.Errorf("median of %v: %v, want %v", c.rates, got, c.want)
		}
	}
}

func TestClosedLoopEndsAtTheFirstErrorOfAClient(t *testing.T) {
	broken := errors.New("broken")
	_, err := closedLoop(t.Context(), 2, time.Minute, func(context.Context, int) (int, error) { return 0, broken })
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestAnswersAreComparedByTheirData(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		same       bool
	}{
		{"order and extensions do not matter", `{"data":{"a":1,"b":[2]},"extensions":{}}`, `{"data":{"b":[2],"a":1}}`, true},
		{"values matter", `{"data":{"a":1}}`, `{"data":{"a":2}}`, false},
		{"null is not absent", `{"data":{"a":null}}`, `{"data":{}}`, false},
		{"no data is no answer", `{"errors":[]}`, `{"errors":[]}`, false},
	} {
		if err := equalJSON([]byte(c.a), []byte(c.b)); (err == nil) != c.same {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestRateOfPgbench(t *testing.T) {
	got, err := rateOf("latency average = 2.1 ms\ntps = 7312.25 (without initial connection time)\nSQL script 1\n - 9 (tps = 3)\n")
	if err != nil || got != 7312.25 {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := rateOf("pgbench: error"); err == nil {
		t.Error("a report without a rate is accepted")
	}
}

func TestTrafficBringsEachRecordOnceACallAndNewOnesOnceAtAll(t *testing.T) {
	var s stock
	for _, key := range strings.Fields("a b c d e f g h") {
		s.records = append(s.records, record{system: "CRM", key: key, attributes: domain.Attributes{"legalName": "Ab AG"}})
	}
	tr := &traffic{stock: map[string][]record{"CRM": s.records}, all: s.records, fresh: map[string][]record{"CRM": {{system: "CRM", key: "new"}}}}
	news := 0
	for range 200 {
		seen := map[string]bool{}
		for _, r := range tr.next(8) {
			if seen[r.key] {
				t.Fatalf("%s twice in a call", r.key)
			}
			seen[r.key] = true
			if r.key == "new" {
				news++
			}
		}
	}
	if news != 1 {
		t.Errorf("the new record came %d times", news)
	}
}
