// Package matchfile reads and writes the files of mdm match: records, policies, truth and results.
package matchfile
