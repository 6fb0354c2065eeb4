package similarity

import (
	"strings"
	"sync"
)

// streetTypeTable lists the words for kinds of streets, "canonical variant variant …" by line, in the
// languages of Europe and of the larger English and Spanish speaking countries. Own compilation.
const streetTypeTable = `
street street st str strasse stra strt
road road rd
avenue avenue ave av aven avenida avda avn
boulevard boulevard blvd bd bvd boul blv bulevar bulvar
lane lane ln
drive drive dr drv
court court ct crt
place place pl
plaza plaza plza plz
platz platz
square square sq sqr
terrace terrace ter terr tce
highway highway hwy hiway
parkway parkway pkwy pky parkwy
circle circle cir circ
way way wy
trail trail trl
crescent crescent cres crescent
close close cl
gardens gardens gdns gdn
grove grove grv
mews mews
rise rise
row row
walk walk wlk
alley alley aly
expressway expressway expy expwy
freeway freeway fwy
turnpike turnpike tpke tpk
route route rte
pike pike
loop loop
quay quay
allee allee
gasse gasse
weg weg
ring ring
damm damm
ufer ufer
chaussee chaussee
rue rue
chemin chemin che chem
impasse impasse imp
quai quai
cours cours
faubourg faubourg fbg fg
via via
viale viale vle
piazza piazza pza pzza
corso corso cso
vicolo vicolo
largo largo lgo
strada strada
calle calle
carrer carrer
paseo paseo pso
camino camino cno
carretera carretera ctra
ronda ronda
rua rua
travessa travessa tv
praca praca
estrada estrada estr
rodovia rodovia rod
ulica ulica ulice ulitsa ul vulytsia
prospekt prospekt prosp
aleja aleja aleje
namesti namesti nam namestie
trida trida
straat straat
laan laan
plein plein
gracht gracht
kade kade
singel singel
gata gata gatan
vagen vagen vag
gade gade
vej vej vei veien
katu katu
utca utca
jalan jalan jln jl
soi soi
sokak sokak sok sk
cadde cadde caddesi cad
`

var streetTypes = sync.OnceValue(func() map[string]string {
	types := make(map[string]string)
	for _, line := range strings.Split(strings.TrimSpace(streetTypeTable), "\n") {
		words := strings.Fields(line)
		for _, variant := range words[1:] {
			types[variant] = words[0]
		}
	}
	return types
})

// streetSuffixes are the types that grow onto the name, as in Hauptstraße, Kerkstraat, Storgatan; each is
// a variant of streetTypeTable.
var streetSuffixes = []string{
	"strasse", "str", "straat", "gasse", "platz", "allee", "weg", "damm", "ring", "ufer", "chaussee",
	"laan", "plein", "gracht", "kade", "singel", "gatan", "gata", "vagen", "gade", "vej", "veien", "katu",
}

var saintWords = wordSet("st saint sankt sint sainte ste")

var unitWords = wordSet(`apt apartment appt appartement app unit suite ste flat room rm wohnung whg top stiege stg
	piso puerta pta escalera esc int interno scala bat batiment bldg building level lot trailer trlr kv kvartira lok byt
	hinterhaus etage stock og floor fl tuer tur door penthouse ph apto depto departamento dpto office`)

var floorWords = wordSet("floor fl etage stock og obergeschoss stockwerk piso andar verdieping sal")

var numberWordsBefore = wordSet("no nr num numero nummer nro dom bld hausnummer hsnr")

var crossingWords = wordSet("near between bet off opposite opp corner cnr ecke at")

// poBoxWords are written without spaces: "p o box" is "pobox".
var poBoxWords = wordSet(`pobox box postbox postofficebox postfach pf boitepostale bp apartado apartadodecorreos apdo
	casellapostale cp postbus pob caixapostal postboks boks pobx gpobox lockedbag privatebag pmb postlada skrytkapocztowa`)

var directions = map[string]string{
	"n": "n", "north": "n", "s": "s", "south": "s", "e": "e", "east": "e", "w": "w", "west": "w",
	"ne": "ne", "northeast": "ne", "nw": "nw", "northwest": "nw", "se": "se", "southeast": "se", "sw": "sw", "southwest": "sw",
}
