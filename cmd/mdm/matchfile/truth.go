package matchfile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"aurum/cmd/mdm/intake"
	"aurum/matching/evaluation"
)

// Truth reads the true clusters of records: columns record_id and cluster_id. Records that it does not name count as
// things of their own, and ids that the records do not have are passed over; notes tell how many of each there are.
func Truth(name string, l *Loaded) (labels evaluation.Labels, notes []string, err error) {
	clusters := make([]string, l.Len())
	lines := make([]int, l.Len())
	strangers := 0
	err = eachRow(name, []string{IDColumn, "cluster_id"}, nil, func(line int, cells []string) error {
		id, cluster := cells[0], cells[1]
		if cluster == "" {
			return errors.New("column cluster_id is empty")
		}
		at, ok := l.At(id)
		if !ok {
			strangers++
			return nil
		}
		if lines[at] > 0 {
			return fmt.Errorf("column %s: %q stands on line %d already", IDColumn, id, lines[at])
		}
		clusters[at], lines[at] = strings.Clone(cluster), line
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	unnamed := 0
	for _, line := range lines {
		if line == 0 {
			unnamed++
		}
	}
	if unnamed == l.Len() && unnamed > 0 {
		return nil, nil, fmt.Errorf("%s: none of its ids is among the records", name)
	}
	if strangers > 0 {
		notes = append(notes, fmt.Sprintf("%d ids of %s are not among the records and are passed over", strangers, name))
	}
	if unnamed > 0 {
		notes = append(notes, fmt.Sprintf("%d records are not in %s and count as things of their own", unnamed, name))
	}
	return evaluation.LabelsNamed(clusters), notes, nil
}

// LabelledPairs reads labelled pairs: columns record_id_a, record_id_b, label (1 or 0) and perhaps split.
func LabelledPairs(name string, l *Loaded) (pairs []evaluation.Labelled, notes []string, err error) {
	strangers, selves := 0, 0
	wanted := []string{"record_id_a", "record_id_b", "label"}
	err = eachRow(name, wanted, []string{"split"}, func(_ int, cells []string) error {
		same, ok := labels[strings.ToLower(cells[2])]
		if !ok {
			return fmt.Errorf("column label: %q is neither 1 nor 0", cells[2])
		}
		a, okA := l.At(cells[0])
		b, okB := l.At(cells[1])
		if !okA || !okB {
			strangers++
			return nil
		}
		if a == b {
			selves++
		}
		pairs = append(pairs, evaluation.Labelled{A: a, B: b, Same: same, Split: strings.Clone(cells[3])})
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	if len(pairs) == 0 {
		return nil, nil, fmt.Errorf("%s: none of its pairs is among the records", name)
	}
	if selves > 0 {
		notes = append(notes, fmt.Sprintf("%d pairs of %s are of a record with itself, which any policy joins", selves, name))
	}
	if strangers > 0 {
		notes = append(notes, fmt.Sprintf("%d pairs of %s name ids that are not among the records and are passed over", strangers, name))
	}
	return pairs, notes, nil
}

var labels = map[string]bool{"1": true, "0": false, "true": true, "false": false}

// eachRow visits the wanted cells of each row, trimmed, then the optional ones, empty where there is no such column. The
// cells are only good until the next row.
func eachRow(name string, wanted, optional []string, visit func(line int, cells []string) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	rows, columns, err := intake.OpenCSV(f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	var at []int
	for _, w := range wanted {
		i := slices.Index(columns, w)
		if i < 0 {
			return fmt.Errorf("%s: line 1: there is no column %s; the columns are %s", name, w, strings.Join(columns, ", "))
		}
		at = append(at, i)
	}
	for _, o := range optional {
		at = append(at, slices.Index(columns, o))
	}
	if err := visitRows(rows, columns, at, visit); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func visitRows(rows *csv.Reader, columns []string, at []int, visit func(line int, cells []string) error) error {
	cells := make([]string, len(at))
	for {
		fields, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return fmt.Errorf("line %d: %w", bad.StartLine, bad.Err)
		}
		if err != nil {
			return err
		}
		line, _ := rows.FieldPos(0)
		if err := checkCells(columns, fields); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
		for k, i := range at {
			if cells[k] = ""; i >= 0 {
				cells[k] = strings.TrimSpace(fields[i])
			}
		}
		if err := visit(line, cells); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}
