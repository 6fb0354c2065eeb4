package matching

import (
	"fmt"
	"testing"

	"aurum/demo"
	"aurum/domain"
	"aurum/standardize"
)

func BenchmarkRunOfShippedPolicies(b *testing.B) {
	for _, s := range domain.Registry {
		m, defaults := shippedModel(b, s)
		var records []entry
		err := demo.Each(demo.Options{Records: 6000, Seed: 5}, func(r demo.Record) error {
			if r.Domain == s.Domain {
				d := defaults
				d.System = r.System
				attrs, _ := standardize.Record(s, r.Attributes, d)
				records = append(records, entry{domain.SourceKey{System: r.System, Key: r.Key}, attrs})
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(s.Domain), func(b *testing.B) {
			pairs := int64(0)
			for b.Loop() {
				run, err := m.Run(b.Context(), tableOf(m, records), RunOptions{})
				if err != nil {
					b.Fatal(err)
				}
				pairs = run.Pairs
			}
			b.ReportMetric(float64(len(records)), "records")
			b.ReportMetric(float64(pairs), "pairs")
		})
	}
}
