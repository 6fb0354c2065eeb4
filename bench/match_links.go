package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
)

// links are pairs of records, the smaller number first, with their match weights in bits.
type links map[[2]uint32]float64

// tolerance is how much two weights of one pair may differ: mdm writes three digits behind the point.
const tolerance = 0.00051

func (l links) add(a, b string, weight float64) error {
	x, err := number(a)
	if err != nil {
		return err
	}
	y, err := number(b)
	l[[2]uint32{min(x, y), max(x, y)}] = weight
	return err
}

// same fails where two sets of links differ, or the weight of one.
func (l links) same(o links) error {
	for pair, weight := range l {
		other, ok := o[pair]
		if !ok {
			return fmt.Errorf("records %d and %d are no link there", pair[0], pair[1])
		}
		if math.Abs(weight-other) > tolerance {
			return fmt.Errorf("records %d and %d weigh %v and %v", pair[0], pair[1], weight, other)
		}
	}
	if len(l) != len(o) {
		return fmt.Errorf("%d links and %d", len(l), len(o))
	}
	return nil
}

// readLinks reads a file whose first three columns are two records and the weight.
func readLinks(name string) (links, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	rows := csv.NewReader(f)
	rows.ReuseRecord = true
	if _, err := rows.Read(); err != nil {
		return nil, err
	}
	out := links{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		weight, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			return nil, err
		}
		if err := out.add(row[0], row[1], weight); err != nil {
			return nil, err
		}
	}
}
