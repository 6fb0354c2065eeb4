package demo

import (
	"encoding/csv"
	"fmt"
	"path/filepath"
	"strings"

	"aurum/domain"
)

// FlatFile is the file of all customers of a world, a record a line: what a data engineer gets who asks five systems for an
// extract.
const FlatFile = "customers.csv"

// flatColumns are its columns and where their values stand in a record; of lists the first item counts.
var flatColumns = []struct{ name, path string }{
	{"record_id", ""}, {"source", ""}, {"company", "legalName"}, {"given_name", "personName.given"}, {"family_name", "personName.family"},
	{"birth_date", "birthDate"}, {"street", "addresses.lines"}, {"postal_code", "addresses.postalCode"}, {"city", "addresses.city"},
	{"country", "addresses.country"}, {"phone", "phones"}, {"email", "emails"}, {"vat_number", "taxIds.value"},
}

// addFlat writes a customer into the flat file.
func (f *folder) addFlat(r Record) error {
	if r.Domain != domain.Customer {
		return nil
	}
	var names []string
	cells := []string{r.ID(), r.System}
	for _, c := range flatColumns {
		names = append(names, c.name)
		if c.path != "" {
			cells = append(cells, firstText(map[string]any(r.Attributes), strings.Split(c.path, ".")))
		}
	}
	out, err := f.open(filepath.Join(FlatFile), strings.Join(names, ",")+"\n")
	if err != nil {
		return err
	}
	w := csv.NewWriter(out)
	if err := w.Write(cells); err != nil {
		return fmt.Errorf("writing %s: %w", FlatFile, err)
	}
	w.Flush()
	return w.Error()
}

// firstText is the first text at a path; empty if there is none.
func firstText(v any, path []string) string {
	switch v := v.(type) {
	case string:
		if len(path) == 0 {
			return v
		}
	case []any:
		for _, x := range v {
			if text := firstText(x, path); text != "" {
				return text
			}
		}
	case map[string]any:
		if len(path) > 0 {
			return firstText(v[path[0]], path[1:])
		}
	}
	return ""
}
