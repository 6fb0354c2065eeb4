package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// byHand is the baseline of reads: what one would write for exactly this answer and nothing else. It knows no tokens,
// no masking, no merges and no other query.
type byHand struct{ pool *pgxpool.Pool }

// readQuery is what the GraphQL endpoint is asked; byHand answers the same.
const readQuery = `query($id: ID!) {
  customer(id: $id) {
    id version state legalName
    addresses { type lines city region postalCode country }
    sourceRecords { nodes { id system { code } key version updatedAt receivedAt } }
  }
}`

// leanQuery is readQuery without the source systems.
const leanQuery = `query($id: ID!) {
  customer(id: $id) {
    id version state legalName
    addresses { type lines city region postalCode country }
    sourceRecords { nodes { id key version updatedAt receivedAt } }
  }
}`

type address struct {
	Type       *string  `json:"type"`
	Lines      []string `json:"lines"`
	City       *string  `json:"city"`
	Region     *string  `json:"region"`
	PostalCode *string  `json:"postalCode"`
	Country    *string  `json:"country"`
}

type system struct {
	Code string `json:"code"`
}

type sourceRecord struct {
	ID         string     `json:"id"`
	System     *system    `json:"system,omitempty"`
	Key        string     `json:"key"`
	Version    int        `json:"version"`
	UpdatedAt  *time.Time `json:"updatedAt"`
	ReceivedAt time.Time  `json:"receivedAt"`
}

type customer struct {
	ID            string    `json:"id"`
	Version       int       `json:"version"`
	State         string    `json:"state"`
	LegalName     *string   `json:"legalName"`
	Addresses     []address `json:"addresses"`
	SourceRecords struct {
		Nodes []sourceRecord `json:"nodes"`
	} `json:"sourceRecords"`
}

type answer struct {
	Data struct {
		Customer *customer `json:"customer"`
	} `json:"data"`
}

const goldenSQL = `
select id, version, state, attributes ->> 'legalName', attributes -> 'addresses'
from golden_record
where id = $1`

const membersSQL = `
select 'src_' || s.id, s.system, s.key, s.version, s.updated_at, s.received_at
from member m
join source_record s on s.id = m.record_id
where m.golden_id = $1
order by s.system, s.key`

// ServeHTTP answers GET /ID, and /ID?lean for leanQuery.
func (b byHand) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var a answer
	c, err := b.read(r, r.URL.Path[1:], r.URL.RawQuery != "lean")
	switch {
	case errors.Is(err, pgx.ErrNoRows):
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	default:
		a.Data.Customer = c
	}
	text, err := json.Marshal(a)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(text)
}

// read sends both statements in one round trip.
func (b byHand) read(r *http.Request, id string, systems bool) (*customer, error) {
	c := &customer{}
	batch := &pgx.Batch{}
	batch.Queue(goldenSQL, id).QueryRow(func(row pgx.Row) error {
		return row.Scan(&c.ID, &c.Version, &c.State, &c.LegalName, &c.Addresses)
	})
	batch.Queue(membersSQL, id).Query(func(rows pgx.Rows) error {
		for rows.Next() {
			var s sourceRecord
			var code string
			if err := rows.Scan(&s.ID, &code, &s.Key, &s.Version, &s.UpdatedAt, &s.ReceivedAt); err != nil {
				return err
			}
			s.ReceivedAt = s.ReceivedAt.UTC()
			if s.UpdatedAt != nil {
				*s.UpdatedAt = s.UpdatedAt.UTC()
			}
			if systems {
				s.System = &system{code}
			}
			c.SourceRecords.Nodes = append(c.SourceRecords.Nodes, s)
		}
		return rows.Err()
	})
	return c, b.pool.SendBatch(r.Context(), batch).Close()
}
