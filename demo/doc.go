// Package demo makes the demonstration data: what CRM, ERP, SHOP, WMS and FIN of one distribution company would hold of
// the same customers, products, prices, suppliers and accounts, with the truth beside it.
//
// Everything is a pure function of Options. Each real-world thing has a number, and all that is known of it follows from
// the seed and that number. So any record can be made again alone, references need no table of what has been made, and a
// world of any size takes the memory of one record.
package demo
