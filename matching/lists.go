package matching

import (
	"slices"
	"strings"
)

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// commonWords are words of organization names that tell none from another; as keys they would bring half a country together.
var commonWords = wordSet(`the and und for der die das des les del della international national group holding services
	service systems technology industries company corporation management solutions global worldwide products enterprises
	enterprise trading manufacturing distribution consulting logistics engineering development partners associates center
	gesellschaft handel handelsgesellschaft verwaltung vertrieb betrieb deutschland europe european swiss general united
	business commercial marketing retail wholesale export import supply supplies construction transport communications
	equipment society association foundation institute university works factory plant branch division department limited
	bros sons maschinenbau bau holdings france italia espana germany austria suisse switzerland american america usa`)

// sisterWords are words that tell a company from others of the same house and owner: the one that holds the shares, the one
// that owns the ground, the foundation. With and without such a word two names are two companies.
var sisterWords = wordSet(`holding holdings beteiligung beteiligungs beteiligungen beteiligungsgesellschaft verwaltung verwaltungs
	verwaltungsgesellschaft immobilien immobilienverwaltung grundbesitz besitz besitzgesellschaft vermietung vermietungs leasing
	finance financial finanz capital invest investment investments property properties realty estate estates stiftung
	foundation charity charitable pension trust fund funds participations immobiliere immobilier patrimoine fondation
	partecipazioni immobiliare fondazione inmobiliaria patrimonial fundacion beheer vastgoed stichting`)

// sister tells whether one name has a word of that kind and the other has not.
func sister(a, b []string) bool { return hasSisterWord(a, b) || hasSisterWord(b, a) }

func hasSisterWord(words, other []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return sisterWords[w] && !slices.Contains(other, w) })
}

// sharedDomains are domains of mail providers and hosts: whoever has one shares it with millions.
var sharedDomains = wordSet(`gmail.com googlemail.com yahoo.com yahoo.de yahoo.fr yahoo.it yahoo.es yahoo.co.uk ymail.com
	hotmail.com hotmail.de hotmail.fr hotmail.it hotmail.es hotmail.co.uk outlook.com outlook.de outlook.fr live.com live.de
	live.fr msn.com aol.com icloud.com me.com mac.com gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de
	mail.com mail.ru yandex.ru bluewin.ch sunrise.ch hispeed.ch orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it
	virgilio.it alice.it tin.it telefonica.net terra.es btinternet.com sky.com ntlworld.com verizon.net comcast.net
	att.net cox.net charter.net sbcglobal.net bellsouth.net qq.com 163.com 126.com sina.com proton.me protonmail.com
	zoho.com aon.at chello.at skynet.be telenet.be ziggo.nl kpnmail.nl planet.nl home.nl wp.pl o2.pl onet.pl interia.pl
	seznam.cz centrum.cz uol.com.br bol.com.br terra.com.br rediffmail.com facebook.com linkedin.com instagram.com
	twitter.com x.com youtube.com xing.com sites.google.com wordpress.com blogspot.com wixsite.com jimdo.com
	amazon.com ebay.com etsy.com example.com example.org example.net`)

// roleMailboxes are mailboxes of a role: they reach an organization and identify nobody in it.
var roleMailboxes = wordSet(`info office contact kontakt contacto contatto mail email post hello hallo team admin administration
	sales vertrieb verkauf ventes vendite ventas verkoop service support help helpdesk hotline kundenservice kundendienst
	order orders bestellung bestellungen commande commandes ordini pedidos einkauf purchasing procurement achats acquisti
	compras invoice invoices billing rechnung rechnungen buchhaltung accounting accounts finance factures facturation
	fatture amministrazione contabilita facturas hr jobs karriere career careers marketing press presse webmaster
	postmaster noreply no-reply donotreply customerservice customer reception empfang sekretariat zentrale export`)

// genericMailbox tells whether an e-mail address is that of a role.
func genericMailbox(email string) bool {
	local, _, _ := strings.Cut(email, "@")
	return roleMailboxes[local]
}
