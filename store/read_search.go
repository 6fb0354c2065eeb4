package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"aurum/domain"
)

// Bounds of a search text; what is longer is cut off, what has more words is taken as a whole only.
const (
	maxSearchRunes = 200
	maxSearchWords = 6
	maxSearchHits  = 5000 // like records that are ranked
)

// SearchQuery asks for golden records by a text.
type SearchQuery struct {
	Text string
	// Domains are those to look in; nil for all.
	Domains []domain.Domain
	// Withheld are the attributes, by domain, that the caller may not see: what identifies by them is not looked for, since a
	// hit would confirm a guess. What is searched by likeness leaves out whatever is withheld from anybody.
	Withheld map[domain.Domain][]string
	// AsOf asks for the golden records as they were, found by what they were then; nil for now.
	AsOf *time.Time
	PageArgs
}

// Search finds golden records by a text, in all domains or in those given; merged ones are never found. A record whose
// identifier, source key or golden id the text is comes first. Then come those whose search text is like it, by trigram
// word similarity of the text or of all of its words in any order; by id where they are equally like it. A text of one
// or two characters finds the words that begin with it. An e-mail address that is there finds its owners only. Total is
// the number of hits; of records that are like the text no more than 5000 are looked at.
func (db *DB) Search(ctx context.Context, q SearchQuery) (Page[*domain.GoldenRecord], error) {
	names, err := searched(q.Domains)
	if err != nil {
		return Page[*domain.GoldenRecord]{}, err
	}
	text := searchable(q.Text)
	keys := []sortKey{{expr: "rank", cast: "real", desc: true}, {expr: "id", cast: "text"}}
	b, err := q.bounds(fmt.Sprintf("search %q %q%s", text, names, moment(q.AsOf)), len(keys))
	if err != nil {
		return Page[*domain.GoldenRecord]{}, err
	}
	args := &arguments{}
	if at := thenAt(args, q.AsOf); at.at != "" {
		sql := searchThenSQL(text, names, q.Withheld, at) + cutHits(at.goldens("true"), keys, b, args)
		return db.goldenPage(ctx, b, len(keys), true, sql, args.values)
	}
	sql := searchSQL(text, names, q.Withheld, args) + cutHits("golden_record g", keys, b, args)
	return db.goldenPage(ctx, b, len(keys), true, sql, args.values)
}

func searched(domains []domain.Domain) (names []string, err error) {
	for _, d := range domains {
		if domain.Registry.Of(d) == nil {
			return nil, domain.E(domain.Invalid, fmt.Sprintf("there is no domain %q", d), "domains")
		}
		names = append(names, string(d))
	}
	if len(names) == 0 {
		for _, s := range domain.Registry {
			names = append(names, string(s.Domain))
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// searchable is the text with single spaces, without what no text in the database can hold, and not too long.
func searchable(text string) string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(text, " "), "\x00", " ")), " ")
	if utf8.RuneCountInString(text) > maxSearchRunes {
		text = strings.TrimSpace(string([]rune(text)[:maxSearchRunes]))
	}
	return text
}

// searchSQL finds the hits with their rank: 2 for an exact identifier, up to 1 for likeness.
func searchSQL(text string, domains []string, withheld map[domain.Domain][]string, args *arguments) string {
	in := args.add(domains) + "::text[]"
	cond, rank := likeness(domain.Fold(text), args)
	if strings.Contains(text, "@") {
		cond = "not exists (select from exact) and (" + cond + ")"
	}
	return `with exact as materialized (
	select g.id, 2::real as rank
	from golden_record g
	where g.state <> 'MERGED' and g.domain = any(` + in + `) and ` + identified(text, domains, withheld, args) + `
	union all
	select g.id, 2::real
	from source_record s
	join member m on m.record_id = s.id
	join golden_record g on g.id = m.golden_id
	where s.domain = any(` + in + `) and s.system = any(array(select code from source_system)) and s.key = ` + args.add(text) + `::text
		and g.state <> 'MERGED'
), alike as (
	select g.id, (` + rank + `)::real as rank
	from golden_record g
	where g.state <> 'MERGED' and g.domain = any(` + in + `) and (` + cond + `)
	limit ` + strconv.Itoa(maxSearchHits) + `
), hit as materialized (
	select x.id, max(x.rank) as k0, x.id as k1
	from (select * from exact union all select * from alike) x
	group by x.id
)
`
}

// likeness compares folded text with the search text: which records are hits, and how good.
func likeness(folded string, args *arguments) (cond, rank string) {
	words := wordsOf(folded)
	if len(words) == 0 {
		return "false", "0"
	}
	if utf8.RuneCountInString(folded) <= 2 {
		return wordStart(folded, args)
	}
	whole := args.add(folded) + "::text"
	cond, rank = whole+" <% g.search_text", "word_similarity("+whole+", g.search_text)"
	if len(words) > 1 && len(words) <= maxSearchWords {
		each, sum := make([]string, len(words)), make([]string, len(words))
		for i, w := range words {
			at := args.add(w) + "::text"
			each[i], sum[i] = at+" <% g.search_text", "word_similarity("+at+", g.search_text)"
		}
		cond += " or " + strings.Join(each, " and ")
		rank = fmt.Sprintf("greatest(%s, (%s) / %d)", rank, strings.Join(sum, " + "), len(words))
	}
	if !isASCII(folded) { // scripts without spaces, and databases whose locale knows no such letters
		part := "g.search_text like " + args.add("%"+likeText(folded)+"%") + "::text"
		cond += " or " + part
		rank = "greatest(" + rank + ", case when " + part + " then 0.9 else 0 end)"
	}
	return cond, rank
}

// wordStart finds the words that begin with a short text, and ranks those that are it first. Words are parted by spaces
// and line ends; a pattern for each keeps to the trigram index.
func wordStart(folded string, args *arguments) (cond, rank string) {
	start := likeText(folded)
	ways := []string{start + "%", "% " + start + "%", "%\n" + start + "%"}
	if !isASCII(folded) {
		ways = append(ways, "%"+start+"%")
	}
	for i, way := range ways {
		ways[i] = "g.search_text like " + args.add(way) + "::text"
	}
	word := args.add("% "+start+" %") + "::text"
	return strings.Join(ways, " or "), `case when ' ' || translate(g.search_text, E'\n', ' ') || ' ' like ` + word + " then 1 else 0.5 end"
}

// wordsOf are the different words of a text that hold a letter or a digit.
func wordsOf(text string) (words []string) {
	for _, w := range strings.Fields(text) {
		if strings.ContainsFunc(w, isWordRune) && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}
