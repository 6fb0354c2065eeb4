package access

import (
	"context"
	"strings"
)

// payloadKeys are where clients put the token in the first message of a WebSocket, which a browser opens without headers.
var payloadKeys = []string{"Authorization", "authorization", "token"}

// AuthenticateInit gives a context with the principal of a graphql-transport-ws connection_init payload, which carries
// the token as Authorization, authorization ("Bearer …") or token (bare or "Bearer …"). Without any of them the context
// comes back as it is, with the principal of the upgrade request if that had one. A token that is not valid gives
// *Unauthenticated.
func AuthenticateInit(ctx context.Context, v TokenVerifier, payload map[string]any) (context.Context, error) {
	for _, key := range payloadKeys {
		value, ok := payload[key]
		if !ok || value == nil {
			continue
		}
		raw, err := payloadToken(key, value)
		if err != nil {
			return ctx, err
		}
		p, err := v.Verify(ctx, raw)
		if err != nil {
			return ctx, err
		}
		return NewContext(ctx, p), nil
	}
	return ctx, nil
}

func payloadToken(key string, value any) (string, error) {
	text, ok := value.(string)
	if !ok {
		return "", &Unauthenticated{Message: key + " in the connection_init payload must be a string"}
	}
	if key == "token" && !strings.Contains(strings.TrimSpace(text), " ") {
		return strings.TrimSpace(text), nil
	}
	return bearer(text)
}
