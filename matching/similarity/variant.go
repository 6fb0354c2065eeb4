package similarity

import (
	"slices"
	"strings"
	"unicode"
)

// Variant is what tells the members of a product family apart: quantities with their units, measures, numbers that are
// no part of a code, sizes, colours and sides. The zero value says nothing.
type Variant struct {
	quantities []Quantity // sorted by unit, then value
	marks      [variantSorts][]string
}

// The sorts of marks, each compared on its own. Sides are several, one for each pair of opposites.
const (
	variantNumbers = iota
	variantSizes
	variantColours
	variantMeasures // "10x5", without a unit
	variantSides
	variantSorts = variantSides + len(opposites)
)

// NewVariant reads a product's text.
func NewVariant(text string) Variant {
	tokens := ParseProduct(text)
	v := Variant{}
	v.marks[variantNumbers] = append(v.marks[variantNumbers], tokens.Numbers...)
	for _, q := range tokens.Quantities {
		if hasDigit(q.Unit) {
			v.marks[variantMeasures] = append(v.marks[variantMeasures], q.Unit)
		} else {
			v.quantities = append(v.quantities, q)
		}
	}
	for _, w := range tokens.Words {
		v.addWord(w)
	}
	v.quantities = sortQuantities(v.quantities)
	for i := range v.marks {
		slices.Sort(v.marks[i])
		v.marks[i] = slices.Compact(v.marks[i])
	}
	return v
}

func (v *Variant) addWord(w string) {
	add := func(sort int, mark string) { v.marks[sort] = append(v.marks[sort], mark) }
	switch {
	case strings.ContainsFunc(w, unicode.IsDigit):
		add(variantNumbers, w)
	case sizeWords[w] != "":
		add(variantSizes, sizeWords[w])
	case colourWords[w] != "":
		add(variantColours, colourWords[w])
	}
	for i := range opposites {
		if side := opposites[i][w]; side != "" {
			add(variantSides+i, side)
		}
	}
}

// Conflicts reports whether of some sort each text has a mark that the other lacks: 4 GB/64 GB and 4 GB/128 GB, left and
// right, 2013 and 2014. A text that only says less does not conflict. It is symmetric and does not allocate.
func (v *Variant) Conflicts(o *Variant) bool {
	for i := range v.marks {
		if lacks(v.marks[i], o.marks[i]) && lacks(o.marks[i], v.marks[i]) {
			return true
		}
	}
	return lacksQuantity(v.quantities, o.quantities) && quantitiesApart(v.quantities, o.quantities)
}

func lacks(a, b []string) bool {
	for _, x := range a {
		if !slices.Contains(b, x) {
			return true
		}
	}
	return false
}

// quantitiesApart looks for a unit in which each side has a value that the other lacks.
func quantitiesApart(a, b []Quantity) bool {
	for len(a) > 0 {
		n := unitLength(a)
		for j := 0; j < len(b); j += unitLength(b[j:]) {
			if b[j].Unit == a[0].Unit {
				same := b[j : j+unitLength(b[j:])]
				if lacksQuantity(a[:n], same) && lacksQuantity(same, a[:n]) {
					return true
				}
			}
		}
		a = a[n:]
	}
	return false
}

func lacksQuantity(a, b []Quantity) bool {
	for i := range a {
		if !shareQuantity(a[i:i+1], b) {
			return true
		}
	}
	return false
}

// wordTable reads lines of "canonical: word word …".
func wordTable(lines string) map[string]string {
	out := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		canonical, words, _ := strings.Cut(line, ":")
		canonical = strings.TrimSpace(canonical)
		for _, w := range append(strings.Fields(words), canonical) {
			out[Fold(w)] = canonical
		}
	}
	return out
}

var sizeWords = wordTable(`
xs: xsmall
s: small klein petit piccolo
m: medium mittel moyen medio
l: large gross grand grande
xl: xlarge
xxl: 2xl
xxxl: 3xl
`)

var colourWords = wordTable(`
black: schwarz noir noire nero negro zwart preto czarny
white: weiss blanc blanche bianco blanco wit branco bialy
red: rot rouge rosso rojo rood vermelho czerwony
blue: blau bleu bleue blu azul blauw niebieski
green: grun gruen vert verte verde groen zielony
yellow: gelb jaune giallo amarillo geel amarelo zolty
orange: arancione naranja oranje laranja
grey: gray grau gris grigio grijs cinza szary
brown: braun brun marron marrone bruin
silver: silber argent argento plata zilver
gold: golden oro goud
pink: rosa rose roze
purple: violet violett lila viola morado paars
beige: sand
transparent: clear klar farblos incolore
`)

// opposites are words that a thing is one of.
var opposites = [...]map[string]string{
	wordTable("left: links linke linker linkes lefthand gauche sinistra sinistro izquierda izquierdo esquerda esquerdo lewy lewa\n" +
		"right: rechts rechte rechter rechtes righthand droite droit destra destro derecha derecho direita direito prawy prawa"),
	wordTable("front: vorn vorne vordere vorderer avant anteriore delantero delantera dianteiro\n" +
		"rear: back hinten hintere hinterer arriere posteriore trasero trasera traseiro"),
	wordTable("upper: top oben obere oberer superieur superiore superior\nlower: bottom unten untere unterer inferieur inferiore inferior"),
	wordTable("north: nord norte norden\nsouth: sud sur sul suden\neast: ost est este leste osten\nwest: ouest ovest oeste westen"),
	wordTable("men: mens man male herren homme hommes uomo hombre hombres masculino\n" +
		"women: womens woman female ladies damen femme femmes donna mujer mujeres feminino"),
	wordTable("indoor: innen interieur interno interior\noutdoor: aussen exterieur esterno exterior"),
	wordTable("summer: sommer ete estate verano verao\nwinter: hiver inverno invierno"),
	wordTable("wired: kabelgebunden filaire\nwireless: kabellos drahtlos cordless funk"),
	wordTable("hardcover: hardback gebunden relie\npaperback: softcover taschenbuch broche"),
	wordTable("new: neu nuovo nuevo nieuw\nused: gebraucht occasion usato usado gebruikt refurbished renewed generaluberholt"),
}
