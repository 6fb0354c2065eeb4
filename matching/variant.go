package matching

import (
	"slices"
	"strings"
	"unicode"

	"aurum/matching/similarity"
)

// variant is what tells the members of a product family apart: numbers that are no part of a code, sizes, colours.
type variant struct {
	numbers, sizes, colours []string // sorted, distinct
}

func variantOf(text string) variant {
	var v variant
	tokens := similarity.ParseProduct(text)
	v.numbers = append(v.numbers, tokens.Numbers...)
	for _, w := range tokens.Words {
		switch {
		case strings.ContainsFunc(w, unicode.IsDigit):
			v.numbers = append(v.numbers, w)
		case sizeWords[w] != "":
			v.sizes = append(v.sizes, sizeWords[w])
		case colourWords[w] != "":
			v.colours = append(v.colours, colourWords[w])
		}
	}
	for _, list := range []*[]string{&v.numbers, &v.sizes, &v.colours} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return v
}

// conflicts tells whether each of two texts has a mark of one sort that the other lacks; a text that only says less does
// not conflict.
func (v *variant) conflicts(o *variant) bool {
	return apart(v.numbers, o.numbers) || apart(v.sizes, o.sizes) || apart(v.colours, o.colours)
}

func apart(a, b []string) bool { return lacks(a, b) && lacks(b, a) }

func lacks(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return !slices.Contains(b, x) })
}

// wordTable reads lines of "canonical: word word …".
func wordTable(lines string) map[string]string {
	out := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		canonical, words, _ := strings.Cut(line, ":")
		canonical = strings.TrimSpace(canonical)
		for _, w := range append(strings.Fields(words), canonical) {
			out[similarity.Fold(w)] = canonical
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
