package worlds

import (
	"encoding/json"
	"slices"

	"aurum/domain"
)

// checkActs finds what stewards were told was done: each decision with the pairs it was about, each override, and the end of
// those that were taken back.
func (w *world) checkActs() {
	w.t.Helper()
	decisions, overrides := w.ended("steward_decision", "withdrawn_at"), w.ended("override", "ended_at")
	for id, d := range w.ledger.decisions {
		if ended, there := decisions[id]; !there || d.withdrawn && !ended {
			w.t.Errorf("decision %d was acknowledged; there: %v, withdrawn: %v, want %v", id, there, ended, d.withdrawn)
		} else if !d.checked {
			w.checkPairs(id, d)
		}
	}
	for id, taken := range w.ledger.overrides {
		if ended, there := overrides[id]; !there || taken && !ended {
			w.t.Errorf("override %d was acknowledged; there: %v, ended: %v, want %v", id, there, ended, taken)
		}
	}
}

// ended are the ids of a table, and whether what they name is over.
func (w *world) ended(table, at string) map[int64]bool {
	w.t.Helper()
	var text []byte
	w.ref.Query(`select coalesce(json_object_agg(id, `+at+` is not null), '{}') from `+table, &text)
	out := map[int64]bool{}
	if err := json.Unmarshal(text, &out); err != nil {
		w.t.Fatal(err)
	}
	return out
}

// checkPairs makes sure that a decision is kept as the steward meant it: all he saw apart is apart, and all he saw as one
// hangs together.
func (w *world) checkPairs(id int64, d *decided) {
	w.t.Helper()
	d.checked = true
	rows, err := w.ref.Pool.Query(w.t.Context(), `select a, b, same from steward_decision_pair where decision_id = $1`, id)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	said := map[[2]domain.RecordID]bool{}
	group := map[domain.RecordID]domain.RecordID{}
	find := func(x domain.RecordID) domain.RecordID {
		for group[x] != 0 {
			x = group[x]
		}
		return x
	}
	for rows.Next() {
		var a, b domain.RecordID
		var same bool
		if err := rows.Scan(&a, &b, &same); err != nil {
			w.t.Fatal(err)
		}
		said[[2]domain.RecordID{a, b}] = same
		if x, y := find(a), find(b); same && x != y {
			group[x] = y
		}
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	gone := w.withdrawnThen(id)
	for _, pair := range d.apart {
		if gone[pair[0]] || gone[pair[1]] {
			continue
		}
		if same, told := said[[2]domain.RecordID{min(pair[0], pair[1]), max(pair[0], pair[1])}]; !told || same {
			w.t.Errorf("decision %d parted %v; told: %v", id, pair, told)
		}
	}
	together := slices.DeleteFunc(d.together, func(x domain.RecordID) bool { return gone[x] })
	for _, x := range together {
		if find(x) != find(together[0]) {
			w.t.Errorf("decision %d joined %v, and %d is not among them", id, together, x)
		}
	}
}

// withdrawnThen are the source records that had been withdrawn when a decision was made: no word is kept of them, also where
// the golden record that the steward looked at still told them.
func (w *world) withdrawnThen(decision int64) map[domain.RecordID]bool {
	w.t.Helper()
	var ids []domain.RecordID
	w.ref.Query(`
		select coalesce(array_agg(record_id), '{}')
		  from (select distinct on (v.record_id) v.record_id, v.deleted
		          from source_record_version v join steward_decision d on d.id = $1 and v.received_at <= d.decided_at
		         where v.applied order by v.record_id, v.version desc) x
		 where deleted`, &ids, decision)
	out := map[domain.RecordID]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out
}
