# `make run` and `make test` are all a newcomer needs; `make help` lists the rest.
SHELL := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
BIN := bin/mdm
GOFLAGS_TEST := -p 2
GOLANGCI_LINT := v2.15.0
GOVULNCHECK := v1.9.0

.DEFAULT_GOAL := help
.PHONY: help run build install install-clients test lint generate check-generated race bench vuln graphiql

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

run: install build ## Install what is missing, build, start the hub with demonstration data
	$(BIN) serve --demo

install: ## Install PostgreSQL where there is none
	@./scripts/install-postgres.sh

install-clients: ## Install Node.js, which the tests with real GraphQL clients need
	@./scripts/install-node.sh

build: ## Build bin/mdm
	go build -o $(BIN) ./cmd/mdm

test: install install-clients lint check-generated ## Everything CI checks, then the tests
	go test $(GOFLAGS_TEST) ./...

lint: ## Formatting, vet and the layering rules
	@unformatted=$$(gofmt -l $$(git ls-files '*.go' | grep -v '/generated/')); \
	if [ -n "$$unformatted" ]; then echo "not gofmt-ed:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go test ./internal/layers

.PHONY: lint-all
lint-all: lint ## lint, and what golangci-lint finds (builds it: 170 modules, two to four minutes the first time)
	go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_LINT) run ./...

generate: ## Write the GraphQL schema and its Go code from the registry
	go generate ./graph

check-generated: ## Fail where what is generated from the registry is stale; gqlgen's part is generated again and built
	@sums() { cat graph/schema/*.graphqls graph/*.gen.go | cksum; }; before=$$(sums); go generate ./graph; \
	if [ "$$before" != "$$(sums)" ]; then echo "generated files were stale: run make generate and commit"; exit 1; fi
	go build ./...

race: ## The tests under the race detector
	go test -race $(GOFLAGS_TEST) ./...

bench: ## Run each benchmark once, so that none rots
	go test $(GOFLAGS_TEST) -run '^$$' -bench . -benchtime 1x ./...
	go run ./bench -only C,T -people 20000 -golden 2000 -window 1s -rounds 1

vuln: ## Look for known vulnerabilities
	go run golang.org/x/vuln/cmd/govulncheck@$(GOVULNCHECK) ./...

graphiql: ## Build the embedded GraphiQL (needs Node.js)
	cd graph/graphiql && npm ci && npm run build && rm -rf node_modules

.PHONY: bench-full
bench-full: install-clients ## Measure the hub against hand-written baselines and DuckDB, write docs/benchmarks.md (a quarter of an hour, needs pgbench)
	cd bench/duckdb && npm ci --no-audit --no-fund
	go run ./bench -write docs/benchmarks.md
