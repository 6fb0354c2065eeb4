// Package worlds lets sources, stewards and makers of policies loose on two hub processes that share a database, kills one of
// them now and then, and holds what is left against a plain reading of what was said.
package worlds
