package demo

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"aurum/domain"
)

// Write writes the world into the folder dir, which it makes if need be: <system>_<domains>.ndjson for each system and
// domain (one record a line: key, updatedAt, attributes), a flat customers.csv, truth/<domain>.csv (record_id, cluster_id) and a
// README.md.
// Files of an earlier world are written over. After each thousand records, and at the end, progress is told how many are done;
// it may be nil.
func Write(o Options, dir string, progress func(done int)) (err error) {
	if err := os.MkdirAll(filepath.Join(dir, "truth"), 0o755); err != nil {
		return fmt.Errorf("making the folder of the demonstration data: %w", err)
	}
	out := &folder{dir: dir, files: map[string]*file{}, counts: map[string]int{}}
	defer func() {
		if closed := out.close(); err == nil {
			err = closed
		}
	}()
	done := 0
	err = Each(o, func(r Record) error {
		if done++; progress != nil && done%1000 == 0 {
			progress(done)
		}
		return out.add(r)
	})
	if err != nil {
		return err
	}
	if progress != nil {
		progress(done)
	}
	return out.readme(o)
}

// folder holds the open files of a world being written.
type folder struct {
	dir    string
	files  map[string]*file
	order  []*file
	counts map[string]int
}

type file struct {
	*bufio.Writer
	disk *os.File
}

// line is a record in its system's file.
type line struct {
	Key        string            `json:"key"`
	UpdatedAt  string            `json:"updatedAt"`
	Attributes domain.Attributes `json:"attributes"`
}

// FileOf names the file of a system's records of a domain: crm_customers.ndjson.
func FileOf(system string, d domain.Domain) string {
	return strings.ToLower(system) + "_" + domain.Registry.Of(d).Plural + ".ndjson"
}

func (f *folder) add(r Record) error {
	name := FileOf(r.System, r.Domain)
	records, err := f.open(name, "")
	if err != nil {
		return err
	}
	f.counts[name]++
	e := json.NewEncoder(records)
	e.SetEscapeHTML(false)
	if err := e.Encode(line{r.Key, r.UpdatedAt.Format(time.RFC3339), r.Attributes}); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	if err := f.addFlat(r); err != nil {
		return err
	}
	truth, err := f.open(filepath.Join("truth", string(r.Domain)+".csv"), "record_id,cluster_id\n")
	if err != nil {
		return err
	}
	w := csv.NewWriter(truth)
	if err := w.Write([]string{r.ID(), r.Truth}); err != nil {
		return fmt.Errorf("writing the truth: %w", err)
	}
	w.Flush()
	return w.Error()
}

// open gives the file of a name, and starts it with the header if it is not open yet.
func (f *folder) open(name, header string) (*file, error) {
	if known := f.files[name]; known != nil {
		return known, nil
	}
	disk, err := os.Create(filepath.Join(f.dir, name))
	if err != nil {
		return nil, fmt.Errorf("writing demonstration data: %w", err)
	}
	made := &file{bufio.NewWriterSize(disk, 1<<16), disk}
	f.files[name] = made
	f.order = append(f.order, made)
	_, err = made.WriteString(header)
	return made, err
}

// close writes out and closes all files; it gives the first error.
func (f *folder) close() error {
	var first error
	for _, open := range f.order {
		for _, err := range []error{open.Flush(), open.disk.Close()} {
			if err != nil && first == nil {
				first = fmt.Errorf("closing demonstration data: %w", err)
			}
		}
	}
	f.order, f.files = nil, map[string]*file{}
	return first
}

// readme tells what lies in the folder.
func (f *folder) readme(o Options) error {
	var b strings.Builder
	fmt.Fprintf(&b, readmeText, o.Records, o.Seed)
	for _, s := range domain.Registry {
		for _, system := range Systems {
			if name := FileOf(system, s.Domain); f.counts[name] > 0 {
				fmt.Fprintf(&b, "| %s | %s | %s | %d |\n", name, system, s.Domain, f.counts[name])
			}
		}
	}
	if err := os.WriteFile(filepath.Join(f.dir, "README.md"), []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("writing demonstration data: %w", err)
	}
	return nil
}

const readmeText = `# Demonstration data

What five systems of one distribution company hold of the same world: %d records, seed %d. The same size and seed give
the same bytes. Everything is made up; likenesses to existing companies and people are accidental.

- *.ndjson: one source record a line, with the system's own key, the time of its last change there, and the attributes as
  that system writes them. References are given as the system's own keys; some point at records that come later.
- customers.csv: the customers of all systems as a flat extract, for mdm match (docs/matching.md).
- truth/<domain>.csv: record_id (SYSTEM:key) and cluster_id. Records with one cluster_id are the same thing.

About one record in two hundred is deliberately bad (a check digit that does not hold, a required value missing), some values
are placeholders, and about two in a thousand references point nowhere.

| File | System | Domain | Records |
|---|---|---|---|
`
