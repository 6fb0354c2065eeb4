package similarity

import (
	"slices"
	"strings"
	"sync"
)

// orgAbbreviations lists what a word of an organization's name is written out to, "short long" by line.
// Own compilation; spellings of one word in several languages meet where names are carried across them.
const orgAbbreviations = `
intl international
int international
internat international
internationale international
internacional international
internazionale international
natl national
nat national
mfg manufacturing
manuf manufacturing
mfr manufacturer
bros brothers
gebr gebruder
ges gesellschaft
co company
cie company
compagnie company
cia company
coop cooperative
corp corporation
assn association
assoc association
assocs associates
univ university
uni university
universitat university
universite university
universidad university
universita university
inst institute
institut institute
instituto institute
dept department
dep department
div division
tech technology
technol technology
technologies technology
techs technology
ind industries
inds industries
industrie industries
industry industries
svc services
svcs services
serv services
service services
sys systems
syst systems
system systems
mgmt management
mgt management
dist distribution
distr distribution
eng engineering
engrg engineering
engr engineering
hosp hospital
ctr center
cntr center
centre center
zentrum center
centro center
st saint
ste saint
sankt saint
san saint
ft fort
mt mount
lab laboratories
labs laboratories
laboratory laboratories
pharm pharmaceuticals
pharma pharmaceuticals
pharmaceutical pharmaceuticals
elec electric
electr electric
grp group
gruppe group
groupe group
gruppo group
grupo group
hldg holding
hldgs holding
holdings holding
dev development
devel development
prod products
prods products
product products
props properties
ins insurance
insur insurance
vers versicherung
fin financial
finl financial
constr construction
transp transport
trans transport
transportation transport
comm communications
comms communications
telecom telecommunications
telecomm telecommunications
amer american
am american
eur european
brit british
dt deutsche
dtsch deutsche
schweiz swiss
schweizerische swiss
masch maschinenbau
maschinenbauges maschinenbaugesellschaft
hdl handel
handels handel
handelsges handelsgesellschaft
verw verwaltung
betr betrieb
stk stock
stn station
bldg building
bldrs builders
equip equipment
equipt equipment
chem chemical
chems chemicals
auto automotive
agri agricultural
agric agricultural
govt government
lib library
sch school
coll college
acad academy
min ministry
off office
org organization
organisation organization
soc society
sociedad sociedade
fdn foundation
found foundation
res research
wrks works
wks works
whse warehouse
whsle wholesale
mktg marketing
mkt market
mkts markets
adv advertising
consult consulting
consultants consulting
consultancy consulting
log logistics
logistik logistics
logistic logistics
koninkl koninklijke
konink koninklijke
`

// genericOrgWords say what kind of organization it is rather than which one.
var genericOrgWords = keySet(`international national group holding services systems technology industries
	company corporation management solutions global worldwide products enterprises enterprise trading
	manufacturing distribution consulting logistics engineering development partners associates center
	gesellschaft handel handelsgesellschaft verwaltung vertrieb vertriebs betrieb deutschland europe european
	the new general united business commercial marketing retail wholesale export import supply supplies
	construction transport communications equipment sociedade society association foundation institute
	university works factory plant branch division department limited`)

// linkWords join the others and tell nothing. Folding turns "&" into "and".
var linkWords = keySet("and und et y e of the for fur de des du del della di der die das la le les el da do dos van von zu in at")

var numberWords = map[string]string{
	"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
	"eighth": "8", "ninth": "9", "tenth": "10", "erste": "1", "zweite": "2", "dritte": "3", "vierte": "4",
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
	"nine": "9", "ten": "10", "1st": "1", "2nd": "2", "3rd": "3",
}

var romanNumerals = map[string]string{
	"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12",
}

var orgWordIndex = sync.OnceValue(func() map[string]string {
	index := make(map[string]string)
	for _, line := range strings.Split(strings.TrimSpace(orgAbbreviations), "\n") {
		short, long, _ := strings.Cut(line, " ")
		index[short] = FoldKey(long)
	}
	return index
})

func keySet(words string) map[string]bool {
	set := make(map[string]bool)
	for w := range wordSet(words) {
		set[FoldKey(w)] = true
	}
	return set
}

// canonicalOrgWord brings a folded word of a name to the form that is compared; position counts from 0.
// A Roman numeral is read as a number only behind the first word, and single letters never are.
func canonicalOrgWord(word string, position int) string {
	if long, ok := orgWordIndex()[word]; ok {
		return long
	}
	if n, ok := numberWords[word]; ok && position > 0 {
		return n
	}
	if n, ok := romanNumerals[word]; ok && position > 0 {
		return n
	}
	if number, ok := ordinal(word); ok {
		if position == 0 && firstOrdinals[number] != "" {
			return firstOrdinals[number] // "1st National Bank" is called First, not 1
		}
		word = number
	}
	if isDigits(word) {
		return trimZeros(word)
	}
	return reduceDigraphs(word)
}

var firstOrdinals = map[string]string{"1": "first", "2": "second", "3": "third"}

// ordinal reads 1st, 22nd, 3rd and 4th.
func ordinal(word string) (number string, ok bool) {
	n := len(word) - 2
	if n < 1 || !isDigits(word[:n]) {
		return "", false
	}
	switch word[n:] {
	case "st", "nd", "rd", "th":
		return word[:n], true
	}
	return "", false
}

// joinCooperative makes one word of "co-operative" and "co-op", which would be a company else.
func joinCooperative(tokens []string) []string {
	for i := 0; i+1 < len(tokens); i++ {
		if tokens[i] == "co" && (tokens[i+1] == "op" || strings.HasPrefix(tokens[i+1], "operati")) {
			return slices.Concat(tokens[:i], []string{"cooperative"}, joinCooperative(tokens[i+2:]))
		}
	}
	return tokens
}

// joinLetters makes one word of letters that stand alone side by side: "i b m" becomes "ibm".
func joinLetters(tokens []string) []string {
	var out []string
	run := false
	for _, t := range tokens {
		single := runeCount(t) == 1 && !hasDigit(t)
		if single && run {
			out[len(out)-1] += t
		} else {
			out = append(out, t)
		}
		run = single
	}
	return out
}

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func trimZeros(digits string) string {
	if t := strings.TrimLeft(digits, "0"); t != "" {
		return t
	}
	return "0"
}
