package demo

import "strings"

var (
	heads  = list(`Nor,Alp,Hel,Vit,Tec,Mer,Sol,Lun,Ver,Cal,Dyn,Bel,Tri,Omni,Pro,Max,Gal,Fer,Kor,Zen,Arc,Ste,Ald,Bra,Cor,Del,Eur,Fal,Gra,Hans,Ind,Jur,Kel,Lor,Mag,Nov,Orb,Pal,Qua,Rot,Sal,Tur,Urb,Val,Wes,Xen,Yor,Zim`)
	middle = list(`a,o,i,e,ado,ino,ara,eli,oni,uro,avi,eno,izo,ami,ero,ulu,ido,ora,ena,isi`)
	tails  = list(`tec,tron,lux,mont,bau,plan,dur,flex,fix,form,gard,line,mark,nova,park,quip,rex,san,tek,vent,werk,zon,dex,gon,mat,pax,ric,sys,ton,via`)
)

// coined makes up a word such as Noratec.
func coined(r *random) string { return pick(r, heads) + pick(r, middle) + pick(r, tails) }

// newPerson draws a name usual in the country.
func newPerson(r *random, c *country) personName {
	n := personName{given: pick(r, c.given), family: pick(r, c.family)}
	if r.chance(120) {
		n.given += "-" + pick(r, c.given)
	}
	if r.chance(70) {
		n.family += "-" + pick(r, c.family)
	}
	if r.chance(40) {
		n.prefix = "Dr."
	}
	return n
}

// newCompany draws the name of a company without its legal form.
func newCompany(r *random, c *country, trades []string) string {
	trade, family := pick(r, trades), pick(r, c.family)
	name := coined(r)
	switch {
	case r.chance(420):
	case r.chance(350):
		name = family + " & " + pick(r, c.family)
	case r.chance(300):
		name = pick(r, c.given) + " " + family + " " + c.words.sons
	case r.chance(400):
		name = pick(r, c.given) + " " + family
	default:
		name = coined(r) + " International"
	}
	if c.words.tradeFirst {
		return trade + " " + name
	}
	return name + " " + trade
}

// newAddress draws an address in the country.
func newAddress(r *random, c *country) address {
	return addressIn(r, c, pick(r, c.cities))
}

// addressIn draws an address in the town.
func addressIn(r *random, c *country, town city) address {
	stem, end := pick(r, c.streets.stems), pick(r, c.streets.ends)
	number := strings.TrimLeft(r.digits(r.between(1, 3)), "0")
	if c.code != "US" && len(number) == 3 && number > "2" {
		number = number[1:]
	}
	if strings.HasPrefix(number, "0") {
		number = "1" + number[1:]
	}
	if r.chance(60) {
		number += pick(r, []string{"a", "b", "c"})
	}
	street := strings.Replace(strings.Replace(c.streets.format, "{s}", stem, 1), "{e}", end, 1)
	return address{street: street, number: number, city: town, postal: fill(r, town.postal)}
}

// line gives the street line.
func (a address) line() string { return strings.Replace(a.street, "{n}", a.number, 1) }

// fill puts digits for # and letters for ?.
func fill(r *random, shape string) string {
	return strings.Map(func(c rune) rune {
		switch c {
		case '#':
			return rune('1' + r.n(9))
		case '?':
			return rune("ABDEFGHJLNPQRSTUWXYZ"[r.n(20)])
		}
		return c
	}, shape)
}

// landline draws a telephone number of the town.
func landline(r *random, c *country, town city) phone {
	n := 7
	if c.national > 0 {
		n = c.national - len(town.area)
	}
	return phone{c.dial, c.trunk, town.area, subscriber(r, n)}
}

// mobile draws a mobile telephone number of the country.
func mobile(r *random, c *country) phone {
	area, n := pick(r, c.mobiles), 7
	if c.national > 0 {
		n = c.national + c.longer - len(area)
	}
	return phone{c.dial, c.trunk, area, subscriber(r, n)}
}

// subscriber draws the digits behind the area code, none of which is a run that looks made up.
func subscriber(r *random, n int) string {
	return string(rune('2'+r.n(7))) + r.digits(n-1)
}
