package main

import (
	"context"
	"encoding/json"
	"net/http"
	"sync/atomic"
	"time"
)

// health tells whether the hub lives and whether it can work.
type health struct {
	migrated  atomic.Bool // the schema is up to date
	open      atomic.Bool // callers are let in
	recovered atomic.Bool // what an earlier run left behind is resolved
	database  atomic.Pointer[func(context.Context) error]
}

// pingLimit bounds the question whether the database answers.
const pingLimit = 3 * time.Second

// alive answers as long as the process does.
func (h *health) alive(w http.ResponseWriter, _ *http.Request) {
	answerJSON(w, http.StatusOK, map[string]string{"status": "alive"})
}

// ready answers 200 if callers can be served, else 503, with what is missing.
func (h *health) ready(w http.ResponseWriter, r *http.Request) {
	checks := map[string]string{
		"schema": said(h.migrated.Load(), "migrating"), "serving": said(h.open.Load(), "not serving"),
		"recovery": said(h.recovered.Load(), "under way"), "database": h.reach(r.Context()),
	}
	status, word := http.StatusOK, "ready"
	for _, c := range checks {
		if c != "ok" {
			status, word = http.StatusServiceUnavailable, "not ready"
		}
	}
	answerJSON(w, status, map[string]any{"status": word, "checks": checks})
}

func said(ok bool, otherwise string) string {
	if ok {
		return "ok"
	}
	return otherwise
}

func (h *health) reach(ctx context.Context) string {
	ping := h.database.Load()
	if ping == nil {
		return "starting"
	}
	ctx, cancel := context.WithTimeout(ctx, pingLimit)
	defer cancel()
	return said((*ping)(ctx) == nil, "does not answer")
}

func answerJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // fails only if the caller has gone
}
