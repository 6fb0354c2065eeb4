package clients

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"testing"
)

func TestTheEndpointPassesTheAuditsOfGraphQLOverHTTP(t *testing.T) {
	h := newHub(t)
	out := run(t, install(t), []string{"URL=" + h.url + "/graphql", "TOKEN=" + h.token}, "node", "audit.js")
	t.Log(out)
}

func TestClientsThatAreCutOffSeeEachChangeOnce(t *testing.T) {
	const changes = 600
	dir := install(t)
	for seed, protocol := range []string{"ws", "sse"} {
		t.Run(protocol, func(t *testing.T) {
			h := newHub(t)
			h.grow(changes / 2)
			var one sync.Mutex
			grown := changes / 2
			// What comes later comes while the client is cut off.
			address := cutting(t, strings.TrimPrefix(h.url, "http://"), uint64(seed), func() {
				one.Lock()
				defer one.Unlock()
				if grown < changes {
					h.grow(10)
					grown += 10
					h.feed.Wake()
				}
			})
			out := run(t, dir, []string{
				"URL=http://" + address + "/graphql", "TOKEN=" + h.token, "AFTER=MC4w", "PROTOCOL=" + protocol, fmt.Sprintf("UNTIL=%d", changes),
			}, "node", "follow.js")
			got := strings.Fields(out)
			for i := range changes {
				if i >= len(got) || got[i] != fmt.Sprint(i+1) {
					t.Fatalf("change %d of %d came as %v", i+1, changes, got[min(i, len(got)-1):])
				}
			}
		})
	}
}

// cutting is a proxy that cuts each connection after some bytes of answers; cut is called each time before.
func cutting(t *testing.T, target string, seed uint64, cut func()) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	var open sync.WaitGroup
	t.Cleanup(func() { listener.Close(); open.Wait() })
	random := rand.New(rand.NewPCG(seed, 1))
	open.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			budget := 500 + random.Int64N(6000)
			open.Go(func() { pass(client, target, budget, cut) })
		}
	})
	return listener.Addr().String()
}

// pass connects a client with the target for as long as the answers' budget lasts.
func pass(client net.Conn, target string, budget int64, cut func()) {
	defer client.Close()
	server, err := net.Dial("tcp", target)
	if err != nil {
		return
	}
	defer server.Close()
	go func() { _, _ = io.Copy(server, client); server.Close() }()
	if n, _ := io.CopyN(client, server, budget); n == budget {
		cut()
	}
}
