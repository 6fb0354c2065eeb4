// Package clients tests the hub's GraphQL endpoint with the clients that people use: graphql-http's audits of the GraphQL
// over HTTP specification, graphql-ws and graphql-sse. It needs Node.js; npm packages are installed once into the user's
// cache folder.
package clients
