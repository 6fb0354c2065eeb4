package domain

import "errors"

// ErrorCode is an error for machines.
type ErrorCode string

// Codes of errors a caller can act upon. Anything else is internal.
const (
	Unauthenticated ErrorCode = "UNAUTHENTICATED"
	Forbidden       ErrorCode = "FORBIDDEN"
	NotFound        ErrorCode = "NOT_FOUND"
	Conflict        ErrorCode = "CONFLICT"
	Invalid         ErrorCode = "INVALID"
	RateLimited     ErrorCode = "RATE_LIMITED"
	TooComplex      ErrorCode = "TOO_COMPLEX"
	Internal        ErrorCode = "INTERNAL"
)

// Error is the one error a caller can act upon: a code for machines, a message for people, the field at fault.
type Error struct {
	Code    ErrorCode
	Message string
	Field   []string // path from the input's root; nil if no single field is at fault
}

func (e *Error) Error() string { return e.Message }

// E makes an error with a code, a message and the path of the field at fault.
func E(code ErrorCode, message string, field ...string) *Error {
	return &Error{Code: code, Message: message, Field: field}
}

// CodeOf tells the code of an error; Internal for any that is not an Error.
func CodeOf(err error) ErrorCode {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// Severity tells what a problem of a source record leads to.
type Severity string

// Severities of problems.
const (
	// Fatal problems send the record to the quarantine.
	Fatal Severity = "ERROR"
	// Warnings leave the value out of the standardized record, or keep it with a mark, and lower its quality.
	Warning Severity = "WARNING"
)

// Problem is what is wrong with one value of a source record.
type Problem struct {
	Code     string   `json:"code"`     // INVALID_FORMAT, INVALID_CHECK_DIGIT, UNKNOWN_CODE, REQUIRED …
	Severity Severity `json:"severity"` // ERROR or WARNING
	Field    []string `json:"field"`    // attribute, then position and field within it
	Message  string   `json:"message"`
}
