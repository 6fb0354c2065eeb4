package kinds

import (
	"strings"
	"sync"
)

// legalForms lists the canonical spelling of legal forms, each with the other spellings that mean it, separated by bars.
// Spaces, dots, slashes and "&", "and", "und", "et", "y", "e" between the words do not count when comparing.
var legalForms = map[string]string{
	// English
	"Inc.": "inc|incorporated", "Corp.": "corp|corporation|corpn", "Co.": "co|company|comp", "Co., Ltd.": "co ltd|company limited|co limited",
	"LLC": "llc|limited liability company|limited liability co", "LLP": "llp|limited liability partnership", "LP": "lp|limited partnership",
	"LLLP": "lllp", "PLC": "plc|public limited company", "Ltd": "ltd|limited|ltd company", "Unltd": "unltd|unlimited", "PC": "professional corporation", "PLLC": "pllc",
	"Pty Ltd": "pty ltd|proprietary limited|pty limited|pty", "Pte Ltd": "pte ltd|private limited company|pte limited|pte", "Pvt Ltd": "pvt ltd|private limited|pvt limited|pvt|p ltd",
	"Sdn Bhd": "sdn bhd|sendirian berhad", "Bhd": "bhd|berhad", "CIC": "community interest company", "DAC": "dac|designated activity company", "CLG": "clg|company limited by guarantee", "ULC": "ulc",
	// German
	"GmbH": "gmbh|gesellschaft mit beschränkter haftung|ges mbh|gesmbh|gesellschaft mbh|mbh|g m b h", "gGmbH": "ggmbh|gemeinnützige gmbh", "AG": "ag|aktiengesellschaft", "KG": "kg|kommanditgesellschaft",
	"OHG": "ohg|offene handelsgesellschaft", "GbR": "gbr|gesellschaft bürgerlichen rechts", "UG": "ug|ug haftungsbeschränkt|unternehmergesellschaft|unternehmergesellschaft haftungsbeschränkt",
	"GmbH & Co. KG": "gmbh co kg|gmbh cokg|gmbh co|gmbh kg|gesellschaft mbh co kg", "GmbH & Co. KGaA": "gmbh co kgaa", "AG & Co. KG": "ag co kg|ag cokg", "SE & Co. KG": "se co kg", "SE & Co. KGaA": "se co kgaa",
	"UG & Co. KG": "ug co kg|ug haftungsbeschränkt co kg", "AG & Co. KGaA": "ag co kgaa", "KGaA": "kgaa|kommanditgesellschaft auf aktien", "e.K.": "ek|e kfm|eingetragener kaufmann|eingetragene kauffrau|e kfr", "e.V.": "ev|eingetragener verein",
	"eG": "eg|eingetragene genossenschaft", "PartG mbB": "partg mbb|partgmbb|partnerschaft mbb", "PartG": "partg|partnerschaftsgesellschaft", "OG": "og|offene gesellschaft", "VVaG": "vvag", "AöR": "aör|anstalt des öffentlichen rechts",
	"SE": "se|societas europaea", "SCE": "sce",
	// French and Luxembourgish
	"SA": "sa|société anonyme|sociedad anónima|sociedade anônima|sociedade anónima|s a", "SAS": "sas|société par actions simplifiée", "SASU": "sasu", "SARL": "sarl|société à responsabilité limitée|sàrl|s à r l",
	"EURL": "eurl", "SNC": "snc|société en nom collectif|società in nome collettivo", "SCA": "sca|société en commandite par actions", "SCS": "scs|société en commandite simple", "SCI": "sci|société civile immobilière", "GIE": "gie", "SCOP": "scop",
	// Italian
	"SpA": "spa|società per azioni", "SRL": "srl|società a responsabilità limitata|s r l|sociedad de responsabilidad limitada", "SRLS": "srls", "SAPA": "sapa", "SS": "società semplice",
	// Spanish and Portuguese
	"SL": "sl|sociedad limitada", "SLU": "slu|sociedad limitada unipersonal", "SLL": "sll", "SAU": "sau|sociedad anónima unipersonal", "SA de CV": "sa de cv|sociedad anónima de capital variable", "S de RL": "s de rl|sociedad de rl",
	"S de RL de CV": "s de rl de cv", "SAPI de CV": "sapi de cv", "SAB de CV": "sab de cv", "SAC": "sac|sociedad anónima cerrada", "Ltda": "ltda|limitada", "Lda": "lda", "EIRL": "eirl|eireli", "SGPS": "sgps", "S. Coop.": "s coop|sociedad cooperativa",
	// Dutch and Belgian
	"BV": "bv|besloten vennootschap|b v", "NV": "nv|naamloze vennootschap|n v", "VOF": "vof|vennootschap onder firma", "CV": "commanditaire vennootschap", "BVBA": "bvba", "SPRL": "sprl", "CVBA": "cvba", "VZW": "vzw", "ASBL": "asbl",
	// Nordic and Baltic
	"AB": "ab|aktiebolag|aktiebolaget", "HB": "handelsbolag", "A/S": "aktieselskab", "ApS": "aps|anpartsselskab", "AS": "as|aksjeselskap|aktsiaselts", "ASA": "asa|allmennaksjeselskap", "K/S": "kommanditselskab", "I/S": "interessentskab",
	"Oy": "oy|osakeyhtiö", "Oy Ab": "oy ab", "Oyj": "oyj|julkinen osakeyhtiö", "Ky": "kommandiittiyhtiö", "ehf.": "ehf|einkahlutafélag", "hf.": "hf|hlutafélag", "OÜ": "oü|osaühing", "SIA": "sia|sabiedrība ar ierobežotu atbildību",
	"UAB": "uab|uždaroji akcinė bendrovė",
	// Central, Eastern and Southern Europe
	"sp. z o.o.": "sp z oo|spzoo|sp z o o|spółka z ograniczoną odpowiedzialnością|spółka z oo", "sp. z o.o. sp.k.": "sp z oo sp k|sp z oo spk|sp z o o sp k", "sp.k.": "sp k|spółka komandytowa", "sp.j.": "sp j|spółka jawna",
	"s.r.o.": "sro|spol s ro|s r o|společnost s ručením omezeným|spoločnosť s ručením obmedzeným|spol s r o", "a.s.": "akciová společnost|akciová spoločnosť", "v.o.s.": "vos", "k.s.": "komanditní společnost",
	"Kft.": "kft|korlátolt felelősségű társaság", "Zrt.": "zrt", "Nyrt.": "nyrt", "Bt.": "betéti társaság", "d.o.o.": "doo|d o o|društvo s ograničenom odgovornošću|družba z omejeno odgovornostjo", "d.d.": "dd|dioničko društvo|delniška družba",
	"j.d.o.o.": "jdoo", "EOOD": "eood|еоод", "OOD": "ood|оод", "AD": "акционерно дружество", "EAD": "ead|еад", "A.Ş.": "anonim şirketi", "Ltd. Şti.": "ltd şti|limited şirketi", "AE": "ανώνυμη εταιρεία|α ε", "EPE": "επε", "IKE": "ικε",
	"OOO": "ooo|ооо|общество с ограниченной ответственностью", "AO": "ао|акционерное общество", "PAO": "pao|пао", "ZAO": "zao|зао", "OAO": "oao|оао", "TOV": "тов", "JSC": "jsc|joint stock company|joint stock co", "PJSC": "pjsc", "CJSC": "cjsc", "OJSC": "ojsc",
	// Elsewhere
	"KK": "kabushiki kaisha|kabushiki gaisha|株式会社|k k", "GK": "合同会社|godo kaisha", "YK": "有限会社|yugen kaisha", "有限公司": "有限公司|有限责任公司|有限責任公司", "股份有限公司": "股份有限公司|股份公司",
	"주식회사": "주식회사", "Tbk": "tbk|persero tbk", "PT": "perseroan terbatas", "FZE": "fze", "FZCO": "fzco", "FZ-LLC": "fz llc", "WLL": "wll", "SAOG": "saog", "SAL": "sal", "SAE": "sae", "AG & Co. OHG": "ag co ohg", "& Co.": "et cie|cie",
}

// legalPrefixes are the forms that stand in front of the name, in whole words written as here.
var legalPrefixes = map[string]string{
	"PT": "PT", "OOO": "OOO", "ООО": "OOO", "АО": "AO", "ПАО": "PAO", "ЗАО": "ZAO", "ОАО": "OAO", "UAB": "UAB", "SIA": "SIA", "AB": "AB", "OÜ": "OÜ", "Oy": "Oy", "OY": "Oy",
	"株式会社": "KK", "有限会社": "YK", "合同会社": "GK", "주식회사": "주식회사", "ТОВ": "TOV", "SARL": "SARL", "SAS": "SAS", "EURL": "EURL",
}

// uncommonForms are the forms that are also words or initials: they count only in upper case, in the canonical spelling or with dots.
var uncommonForms = wordSet("AB AS SA SE SL CV AG KG UG OG PC LP PT NV BV SS SAL SAE SAC SAS SCI SPA SIA HB EG EK SCA SCE DAC CLG GIE SAU DD ASA OY ULC")

// exactForms are the forms that folding would take for another, by their lower-case spelling.
var exactForms = map[string]string{
	"a/s": "A/S", "k/s": "K/S", "i/s": "I/S", "aş": "A.Ş.", "a.ş.": "A.Ş.", "a.ş": "A.Ş.", "a.s.": "a.s.", "a. s.": "a.s.", "k.s.": "k.s.",
	"c.v.": "CV", "o.e.": "OE", "e.e.": "EE",
}

// legalFormOf gives the canonical form that words at the end of a name mean, empty if they mean none; folded are the same
// words folded.
func legalFormOf(words, folded []string) string {
	if len(words) <= 2 {
		if form := exactForms[strings.ToLower(strings.Join(words, " "))]; form != "" {
			return form
		}
	}
	return legalFormIndex()[joinedKey(folded)]
}

// legalFormIndex leads from folded spellings to canonical ones.
var legalFormIndex = sync.OnceValue(func() map[string]string {
	index := map[string]string{}
	for _, form := range sortedKeys(legalForms) {
		for alias := range strings.SplitSeq(legalForms[form], "|") {
			for _, key := range []string{legalKey(strings.Fields(alias)), legalKey(strings.Fields(umlauts.Replace(alias)))} {
				if _, taken := index[key]; !taken && key != "" {
					index[key] = form
				}
			}
		}
	}
	return index
})

// legalKey folds words into the key of the index.
func legalKey(words []string) string { return joinedKey(foldedWords(words)) }

func foldedWords(words []string) []string {
	folded := make([]string, len(words))
	for i, word := range words {
		folded[i] = fold(word)
	}
	return folded
}

// joinedKey joins folded words, without those that only join.
func joinedKey(folded []string) string {
	var key strings.Builder
	for _, word := range folded {
		switch word {
		case "and", "und", "et", "y":
		default:
			key.WriteString(word)
		}
	}
	return key.String()
}
