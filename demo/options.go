package demo

import (
	"time"

	"aurum/domain"
)

// Options say which world to make. The same options give the same bytes.
type Options struct {
	Records int // source records over all systems and domains; rounding goes to the customers
	Seed    int64
}

// Default is the world that a hub started for demonstration holds.
var Default = Options{Records: 3000, Seed: 1}

// Record is what one system holds of one thing.
type Record struct {
	Domain     domain.Domain
	System     string
	Key        string
	UpdatedAt  time.Time
	Attributes domain.Attributes // as that system writes them: raw, with its own spellings and mistakes
	Truth      string            // id of the real-world thing; the same in all systems
}

// ID names the record as the truth files do: SYSTEM:key.
func (r Record) ID() string { return domain.SourceKey{System: r.System, Key: r.Key}.String() }

// The five source systems.
const (
	crm  = "CRM"
	erp  = "ERP"
	shop = "SHOP"
	wms  = "WMS"
	fin  = "FIN"
)

// Systems are the codes of the source systems in their usual order.
var Systems = []string{crm, erp, shop, wms, fin}

// shares of the records in percent; the customers take the rest.
var shares = []struct {
	domain  domain.Domain
	percent int
}{{domain.Product, 25}, {domain.Price, 20}, {domain.Supplier, 7}, {domain.Account, 3}}

// today is the day the data were taken from the systems. It is fixed, since the clock must not change a byte.
var today = time.Date(2026, 11, 1, 6, 0, 0, 0, time.UTC)
