import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './style.css';

import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';

const http = new URL('../graphql', window.location.href);
const socket = new URL(http);
socket.protocol = socket.protocol === 'https:' ? 'wss:' : 'ws:';

const firstQuery = `# Your token goes into the headers below: { "Authorization": "Bearer …" }
# Ctrl-Enter runs the query; Ctrl-Space completes.
query First {
  viewer {
    subject
    role
    source
  }
  customers(first: 5, orderBy: [{ field: UPDATED_AT, direction: DESC }]) {
    totalCount
    nodes {
      id
      legalName
      taxIds {
        scheme
        value
      }
      sourceRecords {
        nodes {
          key
          system {
            code
          }
        }
      }
    }
  }
}
`;

// A WebSocket carries no headers, so the token goes into its first message. The client is made anew when it changes.
let subscriber = { token: undefined, client: undefined };

function subscriberFor(token) {
  if (!subscriber.client || subscriber.token !== token) {
    subscriber.client?.dispose();
    const connectionParams = token ? { Authorization: token } : {};
    subscriber = { token, client: createClient({ url: socket.href, lazy: true, connectionParams }) };
  }
  return subscriber.client;
}

function tokenIn(headers) {
  const name = Object.keys(headers ?? {}).find((key) => key.toLowerCase() === 'authorization');
  return name ? headers[name] : undefined;
}

function fetcher(params, options) {
  const wsClient = subscriberFor(tokenIn(options?.headers));
  return createGraphiQLFetcher({ url: http.href, wsClient })(params, options);
}

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL
    fetcher={fetcher}
    defaultQuery={firstQuery}
    defaultHeaders={'{\n  "Authorization": "Bearer "\n}'}
    defaultEditorToolsVisibility="headers"
    isHeadersEditorEnabled
    shouldPersistHeaders
  />,
);
