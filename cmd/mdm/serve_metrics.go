package main

import (
	"context"
	"net/http"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"aurum/delivery"
	"aurum/mastering"
	"aurum/store"
)

// meters are the hub's metrics.
type meters struct {
	registry *prometheus.Registry

	records     *prometheus.CounterVec
	batches     *prometheus.HistogramVec
	batchSize   *prometheus.HistogramVec
	subscribers prometheus.Gauge
	readLag     prometheus.Gauge
	delivered   prometheus.Counter
	deliveryLag prometheus.Histogram
	catchUps    prometheus.Counter
}

// latencies are the upper bounds of the latency histograms, in seconds.
var latencies = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

func newMeters() *meters {
	m := &meters{
		registry: prometheus.NewRegistry(),
		records: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "mdm_ingest_records_total", Help: "Source records taken in, by what became of them.",
		}, []string{"domain", "outcome"}),
		batches: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "mdm_ingest_batch_seconds", Help: "Time a batch took in a phase of the ingest.", Buckets: latencies,
		}, []string{"domain", "phase"}),
		batchSize: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "mdm_ingest_batch_records", Help: "Records of a batch.", Buckets: prometheus.ExponentialBuckets(1, 2, 11),
		}, []string{"domain"}),
		subscribers: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "mdm_feed_subscribers", Help: "Subscriptions to the change feed.",
		}),
		readLag: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "mdm_feed_read_lag_seconds", Help: "Age of the oldest change event when the feed last read any.",
		}),
		delivered: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "mdm_feed_delivered_total", Help: "Change events taken by subscribers.",
		}),
		deliveryLag: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "mdm_feed_delivery_lag_seconds", Help: "Age of change events when a subscriber took them.", Buckets: latencies,
		}),
		catchUps: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "mdm_feed_catch_ups_total", Help: "Times a subscription fell back to reading from the database.",
		}),
	}
	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "mdm_build_info", Help: "Always 1; the labels say which build runs.",
		ConstLabels: prometheus.Labels{"build": build(), "go": runtime.Version()},
	})
	info.Set(1)
	m.registry.MustRegister(
		m.records, m.batches, m.batchSize, m.subscribers, m.readLag, m.delivered, m.deliveryLag, m.catchUps, info,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return m
}

// batch is told of every ended batch.
func (m *meters) batch(s mastering.BatchStats) {
	d := string(s.Domain)
	for outcome, n := range s.Outcomes {
		m.records.WithLabelValues(d, string(outcome)).Add(float64(n))
	}
	m.batches.WithLabelValues(d, "landing").Observe(s.Landing.Seconds())
	m.batches.WithLabelValues(d, "resolve").Observe(s.Resolve.Seconds())
	m.batchSize.WithLabelValues(d).Observe(float64(s.Records))
}

// feed gives the hooks of the change feed.
func (m *meters) feed() delivery.Metrics {
	return delivery.Metrics{
		Subscribers: func(delta int) { m.subscribers.Add(float64(delta)) },
		Read:        func(_ int, lag time.Duration) { m.readLag.Set(lag.Seconds()) },
		Delivered: func(events int, lag time.Duration) {
			m.delivered.Add(float64(events))
			m.deliveryLag.Observe(lag.Seconds())
		},
		CatchUp: m.catchUps.Inc,
	}
}

// watch adds what the database tells whenever the metrics are asked for.
func (m *meters) watch(db *store.DB) { m.registry.MustRegister(databaseMeters{db}, checkMeters{db}) }

func (m *meters) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError, MaxRequestsInFlight: 4})
}

// databaseMeters reads the queues and the connections of the database.
type databaseMeters struct{ db *store.DB }

var (
	landedDesc      = prometheus.NewDesc("mdm_landed_records", "Source records that wait to be resolved.", nil, nil)
	landedAgeDesc   = prometheus.NewDesc("mdm_landed_oldest_seconds", "How long the oldest of them has waited.", nil, nil)
	unsettledDesc   = prometheus.NewDesc("mdm_feed_unsettled_seconds", "How long the oldest change event is held back by an older transaction.", nil, nil)
	connectionsDesc = prometheus.NewDesc("mdm_database_connections", "Connections to the database by state.", []string{"state"}, nil)
	acquiresDesc    = prometheus.NewDesc("mdm_database_acquires_total", "Connections taken from the pool.", nil, nil)
	waitedDesc      = prometheus.NewDesc("mdm_database_acquire_wait_seconds_total", "Time spent waiting for a connection.", nil, nil)
)

// Describe implements prometheus.Collector.
func (databaseMeters) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{landedDesc, landedAgeDesc, unsettledDesc, connectionsDesc, acquiresDesc, waitedDesc} {
		ch <- d
	}
}

// Collect implements prometheus.Collector. While the database does not answer its queues are missing.
func (m databaseMeters) Collect(ch chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	s := m.db.Connections()
	gauge(connectionsDesc, float64(s.AcquiredConns()), "used")
	gauge(connectionsDesc, float64(s.IdleConns()), "idle")
	gauge(connectionsDesc, float64(s.MaxConns()), "limit")
	ch <- prometheus.MustNewConstMetric(acquiresDesc, prometheus.CounterValue, float64(s.AcquireCount()))
	ch <- prometheus.MustNewConstMetric(waitedDesc, prometheus.CounterValue, s.EmptyAcquireWaitTime().Seconds())
	ctx, cancel := context.WithTimeout(context.Background(), pingLimit)
	defer cancel()
	b, err := m.db.Backlog(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(landedDesc, err)
		return
	}
	gauge(landedDesc, float64(b.Landed))
	gauge(landedAgeDesc, b.OldestLanded.Seconds())
	gauge(unsettledDesc, b.Unsettled.Seconds())
}
