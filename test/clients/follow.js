// Follows all changes from the first one on until UNTIL of them have come, through a connection that is cut again and
// again, and prints their sequence, one a line. PROTOCOL is ws (graphql-ws) or sse (graphql-sse).
import { createClient as createSocket } from 'graphql-ws';
import { createClient as createEvents } from 'graphql-sse';
import WebSocket from 'ws';

const { URL: url, TOKEN: token, UNTIL: until, PROTOCOL: protocol } = process.env;
const query = 'subscription($after: Cursor) { customerChanged(after: $after) { cursor customer { version } } }';

const client =
  protocol === 'ws'
    ? createSocket({
        url: url.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        retryAttempts: 0, // coming back is up to us: with the last cursor
        connectionParams: { Authorization: `Bearer ${token}` },
      })
    : createEvents({ url, retryAttempts: 0, headers: { Authorization: `Bearer ${token}` } });

let after = process.env.AFTER;
let seen = 0;
let cuts = 0;
while (seen < Number(until)) {
  try {
    for await (const { data, errors } of client.iterate({ query, variables: { after } })) {
      if (errors) throw new Error(JSON.stringify(errors));
      after = data.customerChanged.cursor;
      console.log(data.customerChanged.customer.version);
      if (++seen === Number(until)) break;
    }
    if (seen < Number(until)) {
      console.error('the hub says that the stream is complete, but it is not');
      process.exit(1);
    }
  } catch (error) {
    cuts++;
    if (cuts > 1000 || String(error).includes('extensions')) {
      console.error(error);
      process.exit(1);
    }
  }
}
console.error(`cut ${cuts} times`);
process.exit(0);
