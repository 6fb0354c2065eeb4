package main

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"aurum/store"
)

// checkMeters tell how far the continuous check has come. All nodes tell the same: it is read from the database.
type checkMeters struct{ db *store.DB }

var (
	checkedDesc     = prometheus.NewDesc("mdm_verify_checked_records_total", "Source records verified by the continuous check.", []string{"domain"}, nil)
	differencesDesc = prometheus.NewDesc("mdm_verify_differences", "Differences found by the last full pass of the continuous check, or by the one under way if it has found more.", []string{"domain"}, nil)
	passAgeDesc     = prometheus.NewDesc("mdm_verify_last_pass_age_seconds", "Time since the last full pass of the continuous check has ended.", []string{"domain"}, nil)
)

// Describe implements prometheus.Collector.
func (checkMeters) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{checkedDesc, differencesDesc, passAgeDesc} {
		ch <- d
	}
}

// Collect implements prometheus.Collector. A domain that has not been gone through yet has no age.
func (m checkMeters) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), pingLimit)
	defer cancel()
	checks, err := m.db.Checks(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(checkedDesc, err)
		return
	}
	for d, c := range checks {
		found := c.Now.Total()
		if c.Last != nil {
			found = max(found, c.Last.Total())
			ch <- prometheus.MustNewConstMetric(passAgeDesc, prometheus.GaugeValue, time.Since(c.Last.Ended).Seconds(), string(d))
		}
		ch <- prometheus.MustNewConstMetric(checkedDesc, prometheus.CounterValue, float64(c.Checked), string(d))
		ch <- prometheus.MustNewConstMetric(differencesDesc, prometheus.GaugeValue, float64(found), string(d))
	}
}
