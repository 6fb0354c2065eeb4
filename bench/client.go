package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
)

// connection is a keep-alive HTTP connection that does as little as it can: it shares the cores with what it measures.
type connection struct {
	net.Conn
	in  *bufio.Reader
	out bytes.Buffer
	was bytes.Buffer // last answer
}

// dial opens as many connections as there are clients.
func dial(address string, clients int) (cs []*connection, hangUp func(), err error) {
	hangUp = func() {
		for _, c := range cs {
			_ = c.Close() // nothing is under way
		}
	}
	for range clients {
		c, err := net.Dial("tcp", address)
		if err != nil {
			hangUp()
			return nil, nil, err
		}
		cs = append(cs, &connection{Conn: c, in: bufio.NewReaderSize(c, 32<<10)})
	}
	return cs, hangUp, nil
}

// get asks for a path; the answer is valid until the next request.
func (c *connection) get(path string) ([]byte, error) {
	c.out.Reset()
	fmt.Fprintf(&c.out, "GET %s HTTP/1.1\r\nHost: bench\r\n\r\n", path)
	return c.exchange()
}

// post sends a GraphQL request; the answer is valid until the next request.
func (c *connection) post(token string, body []byte) ([]byte, error) {
	c.out.Reset()
	fmt.Fprintf(&c.out, "POST /graphql HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n", token, len(body))
	c.out.Write(body)
	return c.exchange()
}

func (c *connection) exchange() ([]byte, error) {
	if _, err := c.Write(c.out.Bytes()); err != nil {
		return nil, err
	}
	r, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return nil, err
	}
	c.was.Reset()
	_, err = io.Copy(&c.was, r.Body)
	if err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d: %s", r.StatusCode, c.was.Bytes())
	}
	return c.was.Bytes(), err
}
