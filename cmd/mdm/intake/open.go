package intake

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"

	"aurum/domain"
)

// Format is how the records of a file are written.
type Format string

// Formats of files.
const (
	Auto   Format = "auto" // by the name, else by the first character
	CSV    Format = "csv"
	NDJSON Format = "ndjson"
)

// maxLine bounds a line of JSON, in bytes.
const maxLine = 4 << 20

// File is a file to be read.
type File struct {
	Name    string // for the format; may be empty
	Content io.Reader
	Format  Format
	Schema  *domain.Schema
	Mapping *Mapping // nil where the columns are attribute paths
	// Source is the column or property that names each record's source system; empty where all are of one.
	Source string
}

// Open begins to read a file. Compressed content is recognised by its first bytes, whatever its name.
func Open(f File) (Reader, error) {
	r, err := openLines(f.Content)
	if err != nil {
		return nil, err
	}
	format, err := f.format(r)
	if err != nil {
		return nil, err
	}
	if format == NDJSON {
		return newLines(r, f)
	}
	return newTable(r, f)
}

// openLines uncompresses content and passes over its byte order mark.
func openLines(r io.Reader) (*lineReader, error) {
	content, err := uncompressed(r)
	if err != nil {
		return nil, err
	}
	lines := &lineReader{bufio.NewReaderSize(content, 64<<10)}
	return lines, lines.skipMark()
}

func uncompressed(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	magic, err := b.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return b, nil
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, fmt.Errorf("decompress: %w", err)
	}
	return z, nil
}

func (f File) format(r *lineReader) (Format, error) {
	name := strings.TrimSuffix(strings.ToLower(f.Name), ".gz")
	switch {
	case f.Format == CSV || f.Format == NDJSON:
		return f.Format, nil
	case strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".tsv"):
		return CSV, nil
	case strings.HasSuffix(name, ".ndjson") || strings.HasSuffix(name, ".jsonl"):
		return NDJSON, nil
	}
	head, err := r.peekLine()
	if err != nil {
		return "", err
	}
	if strings.HasPrefix(strings.TrimSpace(head), "{") {
		return NDJSON, nil
	}
	return CSV, nil
}

// lineReader reads lines of bounded length.
type lineReader struct{ *bufio.Reader }

// skipMark passes over a byte order mark.
func (r *lineReader) skipMark() error {
	mark, err := r.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if string(mark) == "\ufeff" {
		_, err = r.Discard(3)
		return err
	}
	return nil
}

// peekLine shows the first line, as far as the buffer reaches, without taking it.
func (r *lineReader) peekLine() (string, error) {
	head, err := r.Peek(r.Size())
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return "", err
	}
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return string(line), nil
}

// readLine takes a line without its end; of one that is too long nothing is given.
func (r *lineReader) readLine() (line []byte, tooLong bool, err error) {
	for {
		part, more, err := r.ReadLine()
		if err != nil {
			return nil, false, err
		}
		if tooLong = tooLong || len(line)+len(part) > maxLine; !tooLong {
			line = append(line, part...)
		}
		if !more {
			return line, tooLong, nil
		}
	}
}
