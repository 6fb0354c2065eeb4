package graph

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

const (
	// jsonType answers every well-formed request with status 200; GraphQL's errors are in the body.
	jsonType = "application/json"
	// responseType has HTTP's status say whether the operation was run.
	responseType = "application/graphql-response+json"
)

// negotiate chooses the media type of an answer as the GraphQL over HTTP specification has it: what the caller prefers
// of the two; application/json where it does not care. Empty if the caller accepts neither.
func negotiate(r *http.Request) string {
	accept := strings.Join(r.Header.Values("Accept"), ",")
	if strings.TrimSpace(accept) == "" {
		return jsonType
	}
	best, bestQuality := "", 0.0
	for part := range strings.SplitSeq(accept, ",") {
		name, parameters, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		offer := offerFor(name)
		quality := qualityOf(parameters)
		if offer != "" && quality > bestQuality {
			best, bestQuality = offer, quality
		}
	}
	return best
}

func offerFor(accepted string) string {
	switch accepted {
	case responseType:
		return responseType
	case jsonType, "application/*", "*/*":
		return jsonType
	}
	return ""
}

func qualityOf(parameters map[string]string) float64 {
	text, ok := parameters["q"]
	if !ok {
		return 1
	}
	q, err := strconv.ParseFloat(text, 64)
	if err != nil || q < 0 || q > 1 {
		return 0
	}
	return q
}
